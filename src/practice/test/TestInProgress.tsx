/** Started, saved as it is answered, handed in by the reader or when time is up. */
import { hint } from '#exercise/words/aids.ts';
import { WrittenFields } from '#exercise/Fields.tsx';
import * as words from '../words/test.ts';
import { toLinkText, type TestAnswer, type TestPlan, type TestResult } from '@scaling-workbook/exercises/memory/test-link';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { keepSitting } from '../study.ts';
import type { Texts } from '#exercise/judge.ts';
import { solves, type Asked } from './asked.ts';
import { draftOf, keepDraft, type TestDraft } from './draft.ts';
import { TestSheet } from './TestSheet.tsx';

interface Props {
  readonly base: string;
  readonly asked: readonly Asked[];
  readonly plan: TestPlan;
  readonly missing: readonly string[];
}

export function TestInProgress({ base, asked, plan, missing }: Props): ReactNode {
  const [draft, setDraft] = useState<TestDraft | undefined>(() => draftOf(plan));
  const latest = useRef<TestDraft>(undefined);
  const change = (next: TestDraft): void => {
    latest.current = next;
    keepDraft(plan, next);
    setDraft(next);
  };
  const handIn = (at: Date): void => {
    const now = latest.current ?? draft;
    if (!now) return;
    const answers = Object.fromEntries(
      asked.map(({ exercise, setting, rendered }): [string, TestAnswer] => {
        const typed = now.typed[exercise.id] ?? {};
        const hint = now.hints.includes(exercise.id);
        return [exercise.id, { setting: setting ?? '', typed, right: solves(rendered, typed), ...(hint && { hint: true as const }) }];
      }),
    );
    const finished = at.toISOString();
    const result: TestResult = { format: 'scaling-workbook-test', version: 1, plan, started: now.started, finished, answers };
    keepDraft(plan, undefined);
    if (plan.day !== undefined) {
      const right = Object.values(answers).filter((answer) => answer.right).length;
      keepSitting(plan.seed, { v: 1, right, asked: asked.length, started: now.started, finished });
    }
    location.hash = `result=${toLinkText(JSON.stringify(result))}`;
    scrollTo(0, 0);
  };
  return (
    <div className="practice not-content">
      {missing.length > 0 && <p role="alert">{words.missing(missing)}</p>}
      {draft === undefined ? (
        <>
          <p>{words.summary(asked.length, plan.hints, plan.minutes)}</p>
          <p className="actions">
            <button
              type="button"
              onClick={() => {
                change({ started: new Date().toISOString(), typed: {}, hints: [] });
              }}
            >
              {words.start}
            </button>
            <button
              type="button"
              className="quiet"
              onClick={() => {
                print();
              }}
            >
              {words.print}
            </button>
            <a href={`${base}test/`}>{words.makeAnother}</a>
          </p>
        </>
      ) : (
        <>
          {plan.minutes !== undefined && <Clock started={draft.started} minutes={plan.minutes} onOver={handIn} />}
          {asked.map((one, i) => (
            <Question
              key={one.exercise.id}
              number={i + 1}
              asked={one}
              hints={plan.hints}
              typed={draft.typed[one.exercise.id] ?? {}}
              onTyped={(typed) => {
                const now = latest.current ?? draft;
                change({ ...now, typed: { ...now.typed, [one.exercise.id]: typed } });
              }}
              onHint={() => {
                const now = latest.current ?? draft;
                change({ ...now, hints: [...new Set([...now.hints, one.exercise.id])] });
              }}
            />
          ))}
          <p className="actions">
            <button
              type="button"
              onClick={() => {
                handIn(new Date());
              }}
            >
              {words.handIn}
            </button>
          </p>
        </>
      )}
      <TestSheet asked={asked} plan={plan} />
    </div>
  );
}

/** By the clock, not by its own ticks: a phone that slept wakes up to the right time. */
function Clock({
  started,
  minutes,
  onOver,
}: {
  readonly started: string;
  readonly minutes: number;
  /** With the time at which time was up: a phone may have slept past it. */
  readonly onOver: (at: Date) => void;
}): ReactNode {
  const end = Date.parse(started) + minutes * 60_000;
  const left = (): number => end - Date.now();
  const [, tick] = useState(0);
  const over = useRef(onOver);
  over.current = onOver;
  useEffect(() => {
    const timer = setInterval(() => {
      if (left() <= 0) {
        clearInterval(timer);
        over.current(new Date(end));
      } else tick((n) => n + 1);
    }, 1000);
    return () => {
      clearInterval(timer);
    };
  }, [end]);
  const seconds = Math.max(0, Math.ceil(left() / 1000));
  return (
    <p className="clock" role="timer">
      {words.left(`${String(Math.floor(seconds / 60))}:${String(seconds % 60).padStart(2, '0')}`)}
    </p>
  );
}

interface QuestionProps {
  readonly number: number;
  readonly asked: Asked;
  readonly hints: boolean;
  readonly typed: Texts;
  readonly onTyped: (typed: Texts) => void;
  readonly onHint: () => void;
}

function Question({ number, asked: { exercise, rendered }, hints, typed, onTyped, onHint }: QuestionProps): ReactNode {
  return (
    <section className="exercise" aria-labelledby={`${exercise.id}-q`} data-question={exercise.id}>
      <header>
        <h2 id={`${exercise.id}-q`} className="title">
          {number}. {exercise.title}
        </h2>
      </header>
      <div className="statement" dangerouslySetInnerHTML={{ __html: rendered.statement }} />
      <WrittenFields id={exercise.id} fields={rendered.fields} typed={typed} onTyped={onTyped} />
      {hints && (
        <div className="aids">
          <details
            onToggle={(event) => {
              if (event.currentTarget.open) onHint();
            }}
          >
            <summary>{hint}</summary>
            <div className="aid" dangerouslySetInnerHTML={{ __html: rendered.hint }} />
          </details>
        </div>
      )}
    </section>
  );
}
