/** A result, checked again from the answers. */
import { derivation } from '#exercise/words/aids.ts';
import * as words from '../words/test.ts';
import type { Sitting } from '@scaling-workbook/exercises/memory/study';
import { toLinkText, verify, writePlan, type TestResult } from '@scaling-workbook/exercises/memory/test-link';
import { useEffect, useState, type ReactNode } from 'react';
import type { PractisedExercise } from '../practice.ts';
import { $sittings } from '../study.ts';
import { download } from '#export/download.ts';
import { isSolved, judgeAll, type Result } from '#exercise/judge.ts';
import { useStoragePersists } from '#progress/use-storage-persists.ts';
import type { FieldCheck } from '@scaling-workbook/exercises/author/spec';
import { verdictHtml } from '#exercise/markup.ts';
import { solves, type Asked } from './asked.ts';

interface Props {
  readonly base: string;
  readonly exercises: readonly PractisedExercise[];
  readonly asked: readonly Asked[];
  readonly result: TestResult;
}

const minutesOf = ({ started, finished }: TestResult): number =>
  Math.max(0, Math.round((Date.parse(finished) - Date.parse(started)) / 60_000));

export function TestJudged({ base, asked, result, exercises }: Props): ReactNode {
  const byId = new Map(asked.map((one) => [one.exercise.id, one]));
  const checked = verify(result, exercises, (id, _, typed) => {
    const one = byId.get(id);
    return one !== undefined && solves(one.rendered, typed);
  });
  const title = (id: string): string => exercises.find((other) => other.id === id)?.title ?? id;
  const troubles = [
    checked.marks.length > 0 && words.wrongMarks(checked.marks.map(title)),
    checked.settings.length > 0 && words.otherSettings(checked.settings.map(title)),
    checked.hints.length > 0 && words.hintsOpened(checked.hints.map(title)),
    checked.late && words.late,
  ].filter((text) => text !== false);
  const text = JSON.stringify(result);
  return (
    <div className="practice not-content">
      <p
        className="tally"
        role="status"
        dangerouslySetInnerHTML={{ __html: words.tally(checked.right, checked.asked, minutesOf(result)) }}
      />
      {result.plan.day !== undefined && <InThePlan base={base} result={result} />}
      {troubles.length === 0 ? (
        <p>{words.fitsTogether}</p>
      ) : (
        <ul className="troubles">
          {troubles.map((trouble) => (
            <li key={trouble}>{trouble}</li>
          ))}
        </ul>
      )}
      <p className="actions">
        <Copy text={() => location.href.replace(/#.*$/, '') + `#result=${toLinkText(text)}`} label={words.copyResult} />
        <button
          type="button"
          className="quiet"
          onClick={() => {
            download(`${JSON.stringify(result, null, 1)}\n`, `scaling-workbook-test-${result.finished.slice(0, 10)}.json`);
          }}
        >
          {words.save}
        </button>
        <a href={`${base}test/?${writePlan(result.plan)}`}>{words.theTest}</a>
      </p>
      {asked.map(({ exercise, rendered }, i) => {
        const typed = result.answers[exercise.id]?.typed ?? {};
        const results = judgeAll(rendered.fields, typed);
        const right = isSolved(rendered.fields, results);
        return (
          <section className="exercise" key={exercise.id} data-state={right ? 'solved' : 'tried'} data-judged={exercise.id}>
            <header>
              <h2 className="title">
                {i + 1}. {exercise.title} <span className="mark">{right ? words.right : words.notRight}</span>
              </h2>
            </header>
            <div className="statement" dangerouslySetInnerHTML={{ __html: rendered.statement }} />
            <ul className="given">
              {rendered.fields.map((field) => (
                <li key={field.key}>
                  {field.label}: <Typed field={field} text={typed[field.key]} /> <Said result={results[field.key]} />
                </li>
              ))}
            </ul>
            <div className="aids">
              <details>
                <summary>{derivation}</summary>
                <div className="aid" dangerouslySetInnerHTML={{ __html: rendered.derivation }} />
              </details>
            </div>
          </section>
        );
      })}
    </div>
  );
}

/** Silent when looking at someone else's result. */
function InThePlan({ base, result: { plan, finished } }: { readonly base: string; readonly result: TestResult }): ReactNode {
  const [sitting, setSitting] = useState<Sitting>();
  const persists = useStoragePersists();
  useEffect(
    () =>
      $sittings.subscribe((all) => {
        setSitting(all[plan.seed]);
      }),
    [plan.seed],
  );
  if (!sitting) return null;
  if (!persists) return <p role="alert">{words.visitOnly}</p>;
  const planPage = `${base}self-assessment/#plan`;
  return (
    <p dangerouslySetInnerHTML={{ __html: sitting.finished === finished ? words.inThePlan(planPage) : words.firstCounts(planPage) }} />
  );
}

function Typed({ field, text }: { readonly field: FieldCheck; readonly text: string | undefined }): ReactNode {
  if (text === undefined || text.trim() === '') return <em>{words.noAnswer}</em>;
  if (field.kind !== 'choice') return <code>{text}</code>;
  return <span dangerouslySetInnerHTML={{ __html: words.quoted(field.options[Number(text)] ?? '?') }} />;
}

function Said({ result }: { readonly result: Result | undefined }): ReactNode {
  return result && <div dangerouslySetInnerHTML={{ __html: verdictHtml(result) }} />;
}

/** Shows the text in the address bar where copying is not allowed. */
function Copy({ text, label }: { readonly text: () => string; readonly label: string }): ReactNode {
  const [said, setSaid] = useState('');
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text());
      setSaid(words.copied);
    } catch {
      setSaid(words.copyRefused);
      history.replaceState(history.state, '', text());
    }
  };
  return (
    <>
      <button type="button" onClick={() => void copy()}>
        {label}
      </button>
      <span role="status">{said}</span>
    </>
  );
}
