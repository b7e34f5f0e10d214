/** A program to edit and run in the page: an editor, a worker for each run, and a button that ends it. */
import { formatNumber } from '@scaling-workbook/formulas/units';
import type { PrismEditor } from 'prism-code-editor';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { Report } from './run-code.ts';
import 'prism-code-editor/layout.css';
import './live.css';

export interface Props {
  /** On the page: permanent. */
  readonly id: string;
  readonly title: string;
  readonly code: string;
  /** What the program leaves out of its Python model. */
  readonly caption?: string;
}

type State = 'idle' | 'running' | 'done' | 'failed' | 'stopped';

/** The editor is small and loaded with the island; `@jax-js/jax` comes with the first run. */
async function openEditor(place: HTMLElement, code: string, label: string): Promise<PrismEditor> {
  const [{ createEditor }] = await Promise.all([import('prism-code-editor'), import('prism-code-editor/prism/languages/javascript')]);
  place.replaceChildren();
  const editor = createEditor(place, { language: 'javascript', value: code, lineNumbers: true, wordWrap: true, tabSize: 2 });
  editor.textarea.setAttribute('aria-label', label);
  return editor;
}

export default function LiveCode({ id, title, code: text, caption }: Props): ReactNode {
  const code = text.trimEnd();
  const place = useRef<HTMLDivElement>(null);
  const editor = useRef<PrismEditor>(undefined);
  const worker = useRef<Worker>(undefined);
  const [live, setLive] = useState(false);
  const [state, setState] = useState<State>('idle');
  const [lines, setLines] = useState<readonly string[]>([]);
  const [note, setNote] = useState('');

  useEffect(() => {
    let gone = false;
    const at = place.current;
    if (at)
      void openEditor(at, code, `${title}, JavaScript`).then((opened) => {
        if (gone) opened.remove();
        else {
          editor.current = opened;
          setLive(true);
        }
      });
    return () => {
      gone = true;
      worker.current?.terminate();
      editor.current?.remove();
    };
  }, [code, title]);

  const end = (as: State, words: string): void => {
    worker.current?.terminate();
    worker.current = undefined;
    setState(as);
    setNote(words);
  };
  const run = (): void => {
    worker.current?.terminate();
    setLines([]);
    setState('running');
    setNote('Loading jax-js and running …');
    const made = new Worker(new URL('./live-worker.ts', import.meta.url), { type: 'module' });
    worker.current = made;
    made.onmessage = ({ data }: MessageEvent<Report>) => {
      switch (data.kind) {
        case 'print':
          setLines((before) => [...before, data.text]);
          break;
        case 'done':
          end('done', `Ran in ${formatNumber(data.milliseconds, 3)} ms, without loading.`);
          break;
        case 'error':
          setLines((before) => [...before, data.text]);
          end('failed', 'Ended with an error.');
          break;
      }
    };
    made.onerror = ({ message }) => {
      // Only what the worker throws has a message; a script that did not come has none.
      if (message) setLines((before) => [...before, message]);
      end('failed', message ? 'Ended with an error.' : 'jax-js could not be loaded. Check the network, then run again.');
    };
    made.postMessage(editor.current?.value ?? code);
  };
  const reset = (): void => {
    editor.current?.setOptions({ value: code });
    setLines([]);
    end('idle', '');
  };

  return (
    <figure className="live not-content" id={id} aria-labelledby={`${id}-title`} data-state={state} data-live={live} data-pagefind-ignore>
      <h3 id={`${id}-title`}>{title}</h3>
      <div className="editor" ref={place}>
        <pre tabIndex={0} role="region" aria-label={`${title}, JavaScript`}>
          <code>{code}</code>
        </pre>
      </div>
      <div className="controls">
        <button
          type="button"
          disabled={!live}
          aria-disabled={state === 'running'}
          onClick={() => {
            if (state !== 'running') run();
          }}
        >
          Run
        </button>
        <button
          type="button"
          className="quiet"
          disabled={!live}
          aria-disabled={state !== 'running'}
          onClick={() => {
            if (state === 'running') end('stopped', 'Stopped.');
          }}
        >
          Stop
        </button>
        <button type="button" className="quiet" disabled={!live} onClick={reset}>
          Back to the original
        </button>
        <span className="note" role="status">
          {note}
        </span>
      </div>
      <pre className="output" tabIndex={0} role="region" aria-label={`What ${title} printed`} hidden={lines.length === 0}>
        {lines.join('\n')}
      </pre>
      <noscript>
        <p className="needs-script">Running it needs JavaScript.</p>
      </noscript>
      <figcaption>
        Runs in your browser with <a href="https://github.com/ekzhang/jax-js">jax-js</a>: JAX&rsquo;s ideas written anew in JavaScript, on
        WebAssembly. There is no XLA in it and no accelerator behind it. It frees an array as soon as it is used, so one that is used again
        is written <code>x.ref</code>. An <code>if</code> on a traced value does not fail as it does in Python: to JavaScript it is simply
        not true. {caption}
      </figcaption>
    </figure>
  );
}
