/** A plan to write: read, followed, run on a small mesh, priced. The browser keeps the text, so nothing typed early is lost. */
import { notationWords } from '#exercise/words/plan.ts';
import { notationFeedback } from '@scaling-workbook/exercises/plan/sharding-feedback';
import { judgePlan, writeLayout, type Line, type NotationJudgement } from '@scaling-workbook/exercises/plan/sharding-notation';
import { formatQuantity } from '@scaling-workbook/formulas/units';
import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode, type SubmitEvent } from 'react';
import { DataTable } from '#explorer/DataTable.tsx';
import { Notation, Sentence } from './Notation.tsx';
import { tasks, type Task, type TaskId } from './tasks.ts';
import './sharding.css';

interface Props {
  readonly id: TaskId;
}

const marks = { correct: '✓', off: '✗', unreadable: '?' } as const;
const signs = ['·', '→', '{U_X}'] as const;

const bytesText = (bytes: number): string => (bytes === 0 ? 'none' : formatQuantity(bytes, 'B', { digits: 4 }));

function Lines({
  caption,
  lines,
  total,
}: {
  readonly caption: string;
  readonly lines: readonly Line[];
  readonly total: number;
}): ReactNode {
  const rows = lines
    .filter(({ kind }) => kind !== 'input')
    .map(({ text, layout, bytes }) => [
      <Notation key="text" text={text} />,
      <Notation key="layout" text={writeLayout('', layout)} />,
      bytesText(bytes),
    ]);
  return (
    <DataTable
      caption={caption}
      columns={[{ label: 'Step', kind: 'words' }, { label: 'Leaves', kind: 'words' }, { label: 'Sent per device' }]}
      rows={[...rows, ['Together', '', bytesText(total)]]}
    />
  );
}

/** With the place marked that the sentence is about. */
function Marked({
  title,
  text,
  start,
  end,
}: {
  readonly title: string;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}): ReactNode {
  const nothing = text.slice(start, end).trim() === '';
  return (
    <pre className="marked" role="region" aria-label={`Your plan for “${title}”, with the place marked`} tabIndex={0}>
      {text.slice(0, start)}
      <mark>{nothing ? '▲' : text.slice(start, end)}</mark>
      {text.slice(end)}
    </pre>
  );
}

interface Judged {
  readonly text: string;
  readonly judgement: NotationJudgement;
  /** So that the same verdict twice is announced twice. */
  readonly round: number;
}

function Told({ id, title, judged }: { readonly id: string; readonly title: string; readonly judged: Judged | undefined }): ReactNode {
  const words = judged && notationFeedback(judged.judgement, notationWords);
  return (
    <>
      <div className="told" id={id} role="status">
        {judged && words && (
          <div key={judged.round} className="verdict" data-tone={judged.judgement.verdict}>
            <span className="mark" aria-hidden="true">
              {marks[judged.judgement.verdict]}
            </span>
            <p>
              <strong>{words.title}</strong> <Sentence text={words.text} />
            </p>
          </div>
        )}
      </div>
      {judged && words?.at && judged.text.trim() !== '' && <Marked title={title} text={judged.text} {...words.at} />}
      {judged?.judgement.verdict === 'correct' && (
        <Lines caption={`Your plan for “${title}”`} lines={judged.judgement.lines} total={judged.judgement.bytes} />
      )}
    </>
  );
}

function Ours({ task }: { readonly task: Task }): ReactNode {
  const judgement = judgePlan(task.ours, task);
  return (
    <div className="aids" data-pagefind-ignore>
      <details>
        <summary>Hint</summary>
        <p className="aid">{task.hint}</p>
      </details>
      <details>
        <summary>Our plan</summary>
        <div className="aid">
          {task.ours.split('\n').map((line) => (
            <p key={line} className="step">
              <Notation text={line} />
            </p>
          ))}
          {judgement.verdict === 'correct' && (
            <Lines caption={`What our plan for “${task.title}” costs`} lines={judgement.lines} total={judgement.bytes} />
          )}
        </div>
      </details>
    </div>
  );
}

export default function NotationTask({ id }: Props): ReactNode {
  const task: Task = tasks[id];
  const name = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const [judged, setJudged] = useState<Judged>();
  const [live, setLive] = useState(false);
  useEffect(() => {
    setLive(true);
  }, []);

  const check = (): void => {
    const text = field.current?.value ?? '';
    setJudged((before) => ({ text, judgement: judgePlan(text, task), round: (before?.round ?? 0) + 1 }));
  };
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    check();
  };
  const keyed = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    check();
  };
  const insert = (sign: string): void => {
    const area = field.current;
    if (!area) return;
    area.setRangeText(sign, area.selectionStart, area.selectionEnd, 'end');
    area.focus();
  };

  return (
    <section
      className="exercise notation not-content"
      id={id}
      data-notation={id}
      data-verdict={judged?.judgement.verdict}
      aria-labelledby={`${id}-title`}
    >
      <header>
        <p className="label">Write the plan</p>
        <h3 id={`${id}-title`} className="title">
          {task.title}
        </h3>
      </header>
      <div className="statement">
        {task.ask.map((text) => (
          <p key={text}>
            <Sentence text={text} />
          </p>
        ))}
      </div>
      <form className="field" data-live={live || undefined} onSubmit={submit} noValidate>
        <label htmlFor={`${name}-plan`}>Your plan, one step a line</label>
        <textarea
          ref={field}
          id={`${name}-plan`}
          rows={3}
          autoComplete="off"
          autoCapitalize="off"
          autoCorrect="off"
          spellCheck={false}
          aria-describedby={`${name}-keys ${name}-told`}
          aria-invalid={judged?.judgement.verdict === 'unreadable' || undefined}
          onKeyDown={keyed}
        />
        <div className="row">
          <button type="submit" disabled={!live}>
            Check<span className="sr-only"> the plan</span>
          </button>
          {signs.map((sign) => (
            <button
              key={sign}
              type="button"
              className="quiet"
              disabled={!live}
              onClick={() => {
                insert(sign);
              }}
            >
              <span className="sr-only">Insert </span>
              {sign}
            </button>
          ))}
          <span className="keys" id={`${name}-keys`}>
            * for ·, -&gt; for →, Ctrl + Enter checks
          </span>
        </div>
        <Told id={`${name}-told`} title={task.title} judged={judged} />
      </form>
      <noscript>
        <p className="needs-script">Checking a plan needs JavaScript. The hint and our plan open without it.</p>
      </noscript>
      <Ours task={task} />
    </section>
  );
}
