/** Tests: makes a link, holds the test that a link asks for, hands in its result, and judges a result that was handed in. */
import { inUnit } from '#words/answer';
import { derivation, hint } from '#words/aids';
import * as words from '#words/test';
import {
  fromLinkText,
  readPlan,
  readResult,
  settingOf,
  toLinkText,
  verify,
  writePlan,
  type TestAnswer,
  type TestPlan,
  type TestResult,
} from '@scaling-workbook/exercises/test-link';
import { formatQuantity, unitLabel } from '@scaling-workbook/formulas/units';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { Sitting } from '@scaling-workbook/exercises/study';
import type { PractisedExercise } from '../practice.ts';
import { $storage } from '../stores/storage.ts';
import { $sittings, keepSitting } from '../stores/study.ts';
import { isSolved, judgeAll, type Texts } from './AnswerBox.tsx';
import { draftOf, keepDraft, type TestDraft } from './test-draft.ts';
import { download, TestForm } from './TestForm.tsx';
import { variantOf, type Variant } from './variants.ts';

interface Props {
  readonly base: string;
  readonly exercises: readonly PractisedExercise[];
}

interface Asked {
  readonly exercise: PractisedExercise;
  readonly setting: string | undefined;
  readonly variant: Variant;
}

type View =
  | { readonly kind: 'make' }
  | { readonly kind: 'refused'; readonly why: string }
  | { readonly kind: 'test'; readonly plan: TestPlan; readonly missing: readonly string[] }
  | { readonly kind: 'result'; readonly result: TestResult };

function viewOf(exercises: readonly PractisedExercise[]): View {
  const handed = /^#result=(.*)$/.exec(location.hash)?.[1];
  if (handed !== undefined) {
    const read = readResult(fromLinkText(handed) ?? '');
    return read.ok ? { kind: 'result', result: read.result } : { kind: 'refused', why: words.resultRefusal[read.why] };
  }
  const query = Object.fromEntries(new URLSearchParams(location.search));
  if (query.ids === undefined) return { kind: 'make' };
  const read = readPlan(query, exercises);
  return read.ok ? { kind: 'test', plan: read.plan, missing: read.missing } : { kind: 'refused', why: words.planRefusal[read.why] };
}

export default function TestDesk({ base, exercises }: Props): ReactNode {
  const [view, setView] = useState<View>();
  useEffect(() => {
    const look = (): void => {
      setView(viewOf(exercises));
    };
    look();
    addEventListener('hashchange', look);
    addEventListener('popstate', look);
    return () => {
      removeEventListener('hashchange', look);
      removeEventListener('popstate', look);
    };
  }, [exercises]);
  if (!view) return null;
  switch (view.kind) {
    case 'make':
      return (
        <TestForm
          base={base}
          exercises={exercises}
          onResult={(result) => {
            setView({ kind: 'result', result });
          }}
        />
      );
    case 'refused':
      return (
        <div className="practice not-content">
          <p role="alert">{view.why}</p>
          <p>
            <a href={`${base}test/`}>{words.makeNew}</a>
          </p>
        </div>
      );
    case 'test':
      return <Loaded base={base} exercises={exercises} plan={view.plan} show={(asked) => <Test asked={asked} {...view} base={base} />} />;
    case 'result':
      return (
        <Loaded
          base={base}
          exercises={exercises}
          plan={view.result.plan}
          show={(asked) => <Judged asked={asked} result={view.result} base={base} exercises={exercises} />}
        />
      );
  }
}

interface LoadedProps extends Props {
  readonly plan: TestPlan;
  readonly show: (asked: readonly Asked[]) => ReactNode;
}

/** The exercises of a test in the settings that its seed gives, once they are here. */
function Loaded({ base, exercises, plan, show }: LoadedProps): ReactNode {
  const [asked, setAsked] = useState<readonly Asked[] | 'failed'>();
  const ids = plan.ids.join(',');
  useEffect(() => {
    const chosen = ids.split(',').flatMap((id) => exercises.find((other) => other.id === id || other.formerly.includes(id)) ?? []);
    Promise.all(
      chosen.map(async (exercise) => {
        const setting = settingOf(plan.seed, exercise);
        return { exercise, setting, variant: await variantOf(base, exercise.id, setting) };
      }),
    ).then(setAsked, () => {
      setAsked('failed');
    });
  }, [base, exercises, ids, plan.seed]);
  if (asked === undefined) return <p>{words.loading}</p>;
  if (asked === 'failed') return <p role="alert">{words.notLoaded}</p>;
  return show(asked);
}

const solves = (variant: Variant, typed: Texts): boolean => isSolved(variant.fields, judgeAll(variant.fields, typed));

interface TestProps {
  readonly base: string;
  readonly asked: readonly Asked[];
  readonly plan: TestPlan;
  readonly missing: readonly string[];
}

function Test({ base, asked, plan, missing }: TestProps): ReactNode {
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
      asked.map(({ exercise, setting, variant }): [string, TestAnswer] => {
        const typed = now.typed[exercise.id] ?? {};
        const hint = now.hints.includes(exercise.id);
        return [exercise.id, { setting: setting ?? '', typed, right: solves(variant, typed), ...(hint && { hint: true as const }) }];
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
      <Sheet asked={asked} plan={plan} />
    </div>
  );
}

/** Counts down by the clock, not by its own ticks: a phone that slept wakes up to the right time. */
function Clock({
  started,
  minutes,
  onOver,
}: {
  readonly started: string;
  readonly minutes: number;
  /** Told when the time was up: a phone that slept over it could not have been typed on since. */
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

const maxTyped = 200;

function Question({ number, asked: { exercise, variant }, hints, typed, onTyped, onHint }: QuestionProps): ReactNode {
  const name = (key: string): string => `${exercise.id}.${key}`;
  return (
    <section className="exercise" aria-labelledby={`${exercise.id}-q`} data-question={exercise.id}>
      <header>
        <h2 id={`${exercise.id}-q`} className="title">
          {number}. {exercise.title}
        </h2>
      </header>
      <div className="statement" dangerouslySetInnerHTML={{ __html: variant.statement }} />
      <div className="answers">
        {variant.fields.map((field) => (
          <div className="field" key={field.key}>
            {field.kind === 'number' ? (
              <>
                <label htmlFor={name(field.key)}>
                  {field.label} {field.unit !== '1' && <span className="unit">{inUnit(unitLabel(field.unit))}</span>}
                </label>
                <input
                  id={name(field.key)}
                  type="text"
                  autoComplete="off"
                  autoCapitalize="off"
                  spellCheck={false}
                  maxLength={maxTyped}
                  defaultValue={typed[field.key]}
                  onChange={(event) => {
                    onTyped({ ...typed, [field.key]: event.target.value });
                  }}
                />
              </>
            ) : (
              <fieldset>
                <legend>{field.label}</legend>
                {field.options.map((option, i) => (
                  <label key={option} className="option">
                    <input
                      type="radio"
                      name={name(field.key)}
                      defaultChecked={typed[field.key] === String(i)}
                      onChange={() => {
                        onTyped({ ...typed, [field.key]: String(i) });
                      }}
                    />
                    <span dangerouslySetInnerHTML={{ __html: option }} />
                  </label>
                ))}
              </fieldset>
            )}
          </div>
        ))}
      </div>
      {hints && (
        <div className="aids">
          <details
            onToggle={(event) => {
              if (event.currentTarget.open) onHint();
            }}
          >
            <summary>{hint}</summary>
            <div className="aid" dangerouslySetInnerHTML={{ __html: variant.hint }} />
          </details>
        </div>
      )}
    </section>
  );
}

interface JudgedProps extends Props {
  readonly asked: readonly Asked[];
  readonly result: TestResult;
}

const minutesOf = ({ started, finished }: TestResult): number =>
  Math.max(0, Math.round((Date.parse(finished) - Date.parse(started)) / 60_000));

/** A result, judged again from what was typed. */
function Judged({ base, asked, result, exercises }: JudgedProps): ReactNode {
  const byId = new Map(asked.map((one) => [one.exercise.id, one]));
  const checked = verify(result, exercises, (id, _, typed) => {
    const one = byId.get(id);
    return one !== undefined && solves(one.variant, typed);
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
      {asked.map(({ exercise, variant }, i) => {
        const typed = result.answers[exercise.id]?.typed ?? {};
        const results = judgeAll(variant.fields, typed);
        const right = isSolved(variant.fields, results);
        return (
          <section className="exercise" key={exercise.id} data-state={right ? 'solved' : 'tried'} data-judged={exercise.id}>
            <header>
              <h2 className="title">
                {i + 1}. {exercise.title} <span className="mark">{right ? words.right : words.notRight}</span>
              </h2>
            </header>
            <div className="statement" dangerouslySetInnerHTML={{ __html: variant.statement }} />
            <ul className="given">
              {variant.fields.map((field) => (
                <li key={field.key}>
                  {field.label}: <Typed field={field} text={typed[field.key]} />{' '}
                  {results[field.key] && (
                    <span>
                      {results[field.key]?.title} <span dangerouslySetInnerHTML={{ __html: results[field.key]?.html ?? '' }} />
                    </span>
                  )}
                </li>
              ))}
            </ul>
            <div className="aids">
              <details>
                <summary>{derivation}</summary>
                <div className="aid" dangerouslySetInnerHTML={{ __html: variant.derivation }} />
              </details>
            </div>
          </section>
        );
      })}
    </div>
  );
}

/** Whether the result reached the study plan; silent where someone else's result is looked at. */
function InThePlan({ base, result: { plan, finished } }: { readonly base: string; readonly result: TestResult }): ReactNode {
  const [sitting, setSitting] = useState<Sitting>();
  const [kept, setKept] = useState(true);
  useEffect(() => {
    const stops = [
      $sittings.subscribe((all) => {
        setSitting(all[plan.seed]);
      }),
      $storage.subscribe((state) => {
        setKept(state === 'kept');
      }),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [plan.seed]);
  if (!sitting) return null;
  if (!kept) return <p role="alert">{words.visitOnly}</p>;
  const planPage = `${base}self-assessment/#plan`;
  return (
    <p dangerouslySetInnerHTML={{ __html: sitting.finished === finished ? words.inThePlan(planPage) : words.firstCounts(planPage) }} />
  );
}

function Typed({ field, text }: { readonly field: Variant['fields'][number]; readonly text: string | undefined }): ReactNode {
  if (text === undefined || text.trim() === '') return <em>{words.noAnswer}</em>;
  if (field.kind === 'number') return <code>{text}</code>;
  return <span dangerouslySetInnerHTML={{ __html: words.quoted(field.options[Number(text)] ?? '?') }} />;
}

export function Copy({ text, label }: { readonly text: () => string; readonly label: string }): ReactNode {
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

/** The test on paper: room to write under each question, the answers on a last page. Seen by the printer only. */
function Sheet({ asked, plan }: { readonly asked: readonly Asked[]; readonly plan: TestPlan }): ReactNode {
  return (
    <div className="test-sheet" aria-hidden="true">
      <p>{words.sheetHead(words.summary(asked.length, plan.hints, plan.minutes), plan.seed)}</p>
      <p>{words.sheetName}</p>
      {asked.map(({ exercise, variant }, i) => (
        <div className="sheet-question" key={exercise.id}>
          <p className="sheet-title">
            {i + 1}. {exercise.title}
          </p>
          <div dangerouslySetInnerHTML={{ __html: variant.statement }} />
          {variant.fields.map((field) =>
            field.kind === 'number' ? (
              <p key={field.key} className="room">
                {field.label}
                {field.unit === '1' ? '' : ` ${inUnit(unitLabel(field.unit))}`}: ______________________
              </p>
            ) : (
              <ul key={field.key}>
                {field.options.map((option) => (
                  <li key={option} dangerouslySetInnerHTML={{ __html: `☐ ${option}` }} />
                ))}
              </ul>
            ),
          )}
        </div>
      ))}
      <div className="sheet-answers">
        <p className="sheet-title">{words.answers}</p>
        <ol>
          {asked.map(({ exercise, variant }) => (
            <li key={exercise.id}>
              {variant.fields.map((field) => (
                <span key={field.key}>
                  {field.label}:{' '}
                  {field.kind === 'number' ? (
                    formatQuantity(field.value, field.unit)
                  ) : (
                    <span dangerouslySetInnerHTML={{ __html: field.options[field.right] ?? '' }} />
                  )}
                  .{' '}
                </span>
              ))}
            </li>
          ))}
        </ol>
      </div>
    </div>
  );
}
