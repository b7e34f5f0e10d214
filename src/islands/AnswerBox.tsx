/** The fields of one exercise or quiz: reads, checks, tells, remembers. Inputs are left to the browser, so nothing typed early is lost. */
import * as words from '#words/answer';
import { useStore } from '@nanostores/react';
import { check, checkChoice, type Ratios, type Verdict } from '@scaling-workbook/exercises/check';
import { feedback } from '@scaling-workbook/exercises/feedback';
import { readQuantity, type Reading } from '@scaling-workbook/exercises/quantity';
import { unitLabel } from '@scaling-workbook/formulas/units';
import type { ChoiceCheck, FieldCheck, NumberCheck } from '@scaling-workbook/exercises/spec';
import { useEffect, useRef, useState, type ReactNode, type SubmitEvent } from 'react';
import type { RecordEvent } from '@scaling-workbook/exercises/progress';
import { draftOf } from '../stores/drafts.ts';
import { happened, recordOf } from '../stores/progress.ts';
import { $settings, recordId } from '../stores/settings.ts';

interface Props {
  /** The exercise's or quiz's id. */
  readonly id: string;
  readonly fields: readonly FieldCheck[];
}

interface Result {
  readonly verdict: Verdict;
  readonly title: string;
  readonly html: string;
  /** How the text was read, such as “41.8 ms”. */
  readonly echo?: string;
  /** Right only by the reader's own earlier value. */
  readonly carried?: boolean;
}
export type Texts = Readonly<Record<string, string>>;
export type Results = Readonly<Record<string, Result>>;

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

function judgeNumber(spec: NumberCheck, text: string, ratios: Ratios): { result: Result; ratio?: number } {
  const reading: Reading = readQuantity(text, spec);
  const judgement = check(spec, reading, ratios);
  const carried = judgement.verdict === 'correct' && judgement.carried;
  return {
    result: {
      verdict: judgement.verdict,
      ...feedback(judgement, reading, spec, words.feedbackWords),
      carried,
      ...(reading.ok && { echo: reading.echo }),
    },
    ...(reading.ok && reading.unit !== 'other' && spec.value !== 0 && { ratio: reading.value / spec.value }),
  };
}

function judgeChoice(spec: ChoiceCheck, text: string): Result {
  const picked = text === '' ? -1 : Number(text);
  const verdict = checkChoice(spec, picked);
  if (verdict === 'unreadable') return { verdict, title: words.nothingPicked, html: words.pickOne };
  return { verdict, title: verdict === 'correct' ? words.correctOption : words.wrongOption, html: spec.say[picked] ?? '' };
}

/** Judges every answered field in order, so that a later part sees the earlier values as they now are. */
export function judgeAll(fields: readonly FieldCheck[], texts: Texts): Results {
  const results: Record<string, Result> = {};
  const ratios: Record<string, number> = {};
  for (const spec of fields) {
    const text = texts[spec.key];
    if (text === undefined) continue;
    if (spec.kind === 'choice') {
      results[spec.key] = judgeChoice(spec, text);
    } else {
      const { result, ratio } = judgeNumber(spec, text, ratios);
      results[spec.key] = result;
      if (ratio !== undefined && result.verdict !== 'correct' && result.verdict !== 'rounded') ratios[spec.key] = ratio;
    }
  }
  return results;
}

export const isSolved = (fields: readonly FieldCheck[], results: Results): boolean =>
  fields.every(({ key }) => results[key]?.verdict === 'correct' && results[key].carried !== true);

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

/** The fields of the setting that the page shows; another setting starts with empty fields and a record of its own. */
export default function AnswerBox({ id, fields }: Props): ReactNode {
  const setting = useStore($settings, { keys: [id] })[id];
  const record = recordId(id, setting?.name);
  return <Fields key={record} id={record} fields={setting?.fields ?? fields} />;
}

export function Fields({ id, fields, memory = kept }: Props & { readonly memory?: Memory }): ReactNode {
  const root = useRef<HTMLDivElement>(null);
  const [texts, setTexts] = useState<Texts>({});
  const [round, setRound] = useState(0);
  const results = judgeAll(fields, texts);

  const answered = (key: string, text: string, before: Texts): void => {
    const after = { ...before, [key]: text };
    setTexts(after);
    setRound((n) => n + 1);
    const judged = judgeAll(fields, after);
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
    setTexts(known);
    // An Enter pressed before this script had arrived was noted on the form (see components/Exercise.astro).
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
