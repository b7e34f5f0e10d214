/** The fields of one exercise or quiz: reads, checks, tells, remembers. Inputs are left to the browser, so nothing typed early is lost. */
import * as words from './words/answer.ts';
import type { Verdict } from '@scaling-workbook/exercises/answer/check';
import type { RecordEvent } from '@scaling-workbook/exercises/memory/progress';
import type { FieldCheck } from '@scaling-workbook/exercises/author/spec';
import { unitLabel } from '@scaling-workbook/formulas/units';
import { useEffect, useRef, useState, type ReactNode, type SubmitEvent } from 'react';
import { draftOf } from './drafts.ts';
import { happened, recordOf } from '#progress/progress.ts';
import { isSolved, judgeAll, type Result, type Results, type Texts } from './judge.ts';

export interface Props {
  /** The exercise's or quiz's id. */
  readonly id: string;
  readonly fields: readonly FieldCheck[];
}

const marks: Readonly<Record<Verdict, string>> = {
  correct: '✓',
  rounded: '≈',
  slip: '!',
  unit: '!',
  power: '!',
  order: '≈',
  off: '✗',
  unreadable: '?',
};

const textOf = (form: HTMLFormElement): string => {
  const value = new FormData(form).get('value');
  return typeof value === 'string' ? value : '';
};

/** Where answers are remembered: with the progress, unless whoever shows the fields keeps an account of its own. */
export interface Memory {
  readonly typed: (id: string) => Texts;
  readonly happened: (id: string, event: RecordEvent) => void;
}
const kept: Memory = { typed: (id) => recordOf(id)?.typed ?? {}, happened };

interface FieldProps {
  readonly name: string;
  readonly spec: FieldCheck;
  readonly result: Result | undefined;
  /** Counts checks, so that the same verdict twice is announced twice. */
  readonly round: number;
  readonly onCheck: (form: HTMLFormElement) => void;
}

function Told({ id, result, round }: { readonly id: string; readonly result: Result | undefined; readonly round: number }): ReactNode {
  return (
    <div className="told" id={id} role="status">
      {result && (
        <div key={round} className="verdict" data-tone={result.verdict}>
          <span className="mark" aria-hidden="true">
            {marks[result.verdict]}
          </span>
          <p>
            <strong>{result.title}</strong> <span dangerouslySetInnerHTML={{ __html: result.html }} />
            {result.echo !== undefined && <span className="echo"> {words.readAs(result.echo)}</span>}
          </p>
        </div>
      )}
    </div>
  );
}

function Field({ name, spec, result, round, onCheck }: FieldProps): ReactNode {
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    onCheck(event.currentTarget);
  };
  const told = `${name}-told`;
  const verdict = result && { 'data-verdict': result.verdict };
  return (
    <form className="field" data-field={spec.key} {...verdict} onSubmit={submit} noValidate>
      {spec.kind === 'number' ? (
        <>
          <label htmlFor={`${name}-input`}>
            {spec.label} {spec.unit !== '1' && <span className="unit">{words.inUnit(unitLabel(spec.unit))}</span>}
          </label>
          <div className="row">
            <input
              id={`${name}-input`}
              name="value"
              type="text"
              autoComplete="off"
              autoCapitalize="off"
              spellCheck={false}
              enterKeyHint="done"
              aria-describedby={told}
              aria-invalid={result?.verdict === 'unreadable' || undefined}
            />
            <button type="submit">
              {words.check}
              <span className="sr-only"> {spec.label}</span>
            </button>
          </div>
        </>
      ) : (
        <fieldset aria-describedby={told}>
          <legend>{spec.label}</legend>
          {spec.options.map((option, i) => (
            <label key={option} className="option">
              <input type="radio" name="value" value={i} />
              <span dangerouslySetInnerHTML={{ __html: option }} />
            </label>
          ))}
          <button type="submit">
            {words.check}
            <span className="sr-only"> {spec.label}</span>
          </button>
        </fieldset>
      )}
      <Told id={told} result={result} round={round} />
    </form>
  );
}

/** Puts a remembered text into a form that the reader has not touched yet. */
function restore(form: HTMLFormElement, text: string): void {
  const input = form.elements.namedItem('value');
  if (input instanceof RadioNodeList) {
    if (input.value === '') input.value = text;
  } else if (input instanceof HTMLInputElement) {
    if (input.type === 'radio') input.checked ||= input.value === text;
    else if (input.value === '') input.value = text;
  }
}

export function Fields({ id, fields, memory = kept }: Props & { readonly memory?: Memory }): ReactNode {
  const root = useRef<HTMLDivElement>(null);
  const [{ texts, results }, setJudged] = useState<{ readonly texts: Texts; readonly results: Results }>({ texts: {}, results: {} });
  const [round, setRound] = useState(0);

  const judge = (texts: Texts): Results => {
    const results = judgeAll(fields, texts);
    setJudged({ texts, results });
    return results;
  };

  const answered = (key: string, text: string, before: Texts): void => {
    const judged = judge({ ...before, [key]: text });
    setRound((n) => n + 1);
    const verdict = judged[key]?.verdict;
    if (verdict === undefined) return;
    memory.happened(id, { kind: 'checked', verdicts: { [key]: verdict }, typed: { [key]: text }, solved: isSolved(fields, judged) });
  };

  useEffect(() => {
    const forms = [...(root.current?.querySelectorAll('form') ?? [])];
    const typed = memory.typed(id);
    let known: Texts = {};
    for (const form of forms) {
      const key = form.dataset.field ?? '';
      const early = textOf(form);
      const old = typed[key];
      const draft = early === '' ? draftOf(id, key) : undefined;
      if (draft !== undefined && draft !== old) {
        restore(form, draft);
        continue;
      }
      if (old !== undefined && (early === '' || early === old)) {
        restore(form, old);
        known = { ...known, [key]: old };
      }
    }
    judge(known);
    // An Enter pressed before this script had arrived was noted on the form (see components/Head.astro).
    for (const form of forms) {
      if (form.dataset.waiting !== undefined) answered(form.dataset.field ?? '', textOf(form), known);
      delete form.dataset.waiting;
      form.dataset.live = '';
    }
  }, []);

  return (
    <div className="answers" ref={root}>
      {fields.map((spec) => (
        <Field
          key={spec.key}
          name={`${id}-${spec.key}`}
          spec={spec}
          result={results[spec.key]}
          round={round}
          onCheck={(form) => {
            answered(spec.key, textOf(form), texts);
          }}
        />
      ))}
    </div>
  );
}
