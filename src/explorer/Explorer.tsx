/** An explorer's frame: title, share link, controls, figure, summary, caption. */
import * as words from './words/explorer.ts';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { Shared } from './use-shared-state.ts';
import type { Schema } from './shared-state.ts';

export interface ExplorerProps {
  /** Anchor and prefix in the address: permanent. */
  readonly id: string;
  readonly title: string;
  readonly caption?: ReactNode;
  /** In one sentence; announced when it changes. */
  readonly summary: string;
  readonly shared: Pick<Shared<Schema>, 'link' | 'live'>;
  readonly picture: ReactNode;
  readonly children?: ReactNode;
}

export function Explorer({ id, title, caption, summary, shared: { link, live }, picture, children }: ExplorerProps): ReactNode {
  return (
    <figure className="explorer not-content" id={id} aria-labelledby={`${id}-title`} data-live={live} data-pagefind-ignore>
      <div className="head">
        <h3 id={`${id}-title`}>{title}</h3>
        <ShareLink link={link} live={live} />
      </div>
      {/* Disabled until the script has loaded, so that no input is lost. */}
      <fieldset className="body" role="presentation" disabled={!live}>
        {picture}
        <LiveSummary text={summary} />
        {children}
      </fieldset>
      <noscript>
        <p className="needs-script">{words.needsScript}</p>
      </noscript>
      {caption !== undefined && <figcaption>{caption}</figcaption>}
    </figure>
  );
}

const restMs = 500;

/** At most twice a second, since every change is announced. */
function LiveSummary({ text }: { readonly text: string }): ReactNode {
  const [said, setSaid] = useState(text);
  const latest = useRef(text);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    latest.current = text;
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      setSaid(latest.current);
    }, restMs);
  }, [text]);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
    },
    [],
  );
  return (
    <p className="says" aria-live="polite">
      {said}
    </p>
  );
}

function ShareLink({ link, live }: { readonly link: () => string; readonly live: boolean }): ReactNode {
  const [state, setState] = useState<'ready' | 'copied' | { readonly url: string }>('ready');
  const copy = async (): Promise<void> => {
    const url = link();
    try {
      await navigator.clipboard.writeText(url);
      setState('copied');
      setTimeout(() => {
        setState('ready');
      }, 2500);
    } catch {
      // No clipboard without permission or over http: the address bar shows it.
      setState({ url });
    }
  };
  return (
    <div className="share">
      <button type="button" className="quiet" hidden={!live} onClick={() => void copy()}>
        {words.copyLink}
      </button>
      <span role="status">{state === 'copied' && words.copied}</span>
      {typeof state === 'object' && (
        <input
          type="text"
          readOnly
          value={state.url}
          aria-label={words.link}
          autoFocus
          onFocus={(event) => {
            event.currentTarget.select();
          }}
        />
      )}
    </div>
  );
}
