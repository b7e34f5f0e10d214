/** Fourteen days: dates from the reader's first day, ticked off or proved, kept in this browser, and as a calendar file. */
import { isDate, passed, type Plan, type Recalled, type Sitting } from '@scaling-workbook/exercises/memory/study';
import { useEffect, useState, type ReactNode } from 'react';
import { $plan, $recalled, $sittings } from '#practice/study.ts';
import { download } from '#export/download.ts';
import { dateOf, inWords, standingOf, toCalendar, today, type Step } from './study-plan.ts';
import { VisitOnly } from './VisitOnly.tsx';

interface Props {
  readonly steps: readonly (Step & { readonly url: string })[];
  /** Ids of the formulas on the recall sheet. */
  readonly formulas: readonly string[];
}

const key = 'plan';
const outOfTen = Array.from({ length: 11 }, (_, right) => right);

const words = {
  standing: { done: 'done', today: 'today', late: 'waiting for you', ahead: '' },
  recalled: (count: number, all: number) => `${String(count)} of ${String(all)} formulas recalled so far.`,
  sitting: ({ right, asked }: Sitting, day: string, minutes: number) =>
    `${String(right)} of ${String(asked)} right on ${day}, in ${String(minutes)} min:`,
  passed: 'passed.',
  missed: 'not passed yet. Go through the misses, then draw ten others.',
  paper: 'On paper, right out of ten',
  notTaken: 'not taken',
} as const;

const minutesOf = ({ started, finished }: Sitting): number =>
  Math.max(0, Math.round((Date.parse(finished) - Date.parse(started)) / 60_000));

export default function StudyPlan({ steps, formulas }: Props): ReactNode {
  const [plan, setPlan] = useState<Plan>();
  const [recalled, setRecalled] = useState<Readonly<Record<string, Recalled>>>({});
  const [sittings, setSittings] = useState<Readonly<Record<string, Sitting>>>({});
  const [now, setNow] = useState<string>();
  /** What stands in the date field while it is no date yet, such as a year half typed. */
  const [typed, setTyped] = useState<string>();
  const [dropped, setDropped] = useState<Plan>();
  useEffect(() => {
    setNow(today(new Date()));
    const stops = [
      $plan.subscribe((plans) => {
        setPlan(plans[key]);
      }),
      $recalled.subscribe(setRecalled),
      $sittings.subscribe(setSittings),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, []);
  const live = now !== undefined;
  const start = plan?.start;

  const begin = (date: string): void => {
    if (!isDate(date)) return;
    $plan.set(key, { ...(plan ?? { v: 1, done: {} }), start: date });
    setDropped(undefined);
  };
  const mark = (step: Step, done: boolean): void => {
    if (!plan) return;
    const others = Object.fromEntries(Object.entries(plan.done).filter(([day]) => day !== String(step.day)));
    $plan.set(key, { ...plan, done: done ? { ...others, [step.day]: new Date().toISOString() } : others });
  };
  const enter = (right: number | undefined): void => {
    if (plan) $plan.set(key, { v: plan.v, start: plan.start, done: plan.done, ...(right !== undefined && { right }) });
  };
  const calendar = (): void => {
    if (start === undefined) return;
    const page = Object.assign(new URL(location.href), { search: '', hash: '' }).href;
    download(toCalendar(start, steps, page, new Date()), `scaling-workbook-${start}.ics`, 'text/calendar');
  };

  const taken = Object.values(sittings).sort((a, b) => Date.parse(a.finished) - Date.parse(b.finished));
  const known = formulas.filter((id) => recalled[id] !== undefined).length;
  const proved = (step: Step): boolean => step.day === 7 && taken.some(passed);
  return (
    <div className="progress-panel self-assessment not-content" id="plan" data-live={live || undefined}>
      <VisitOnly />
      <div className="actions">
        <label>
          Day 1 is{' '}
          <input
            type="date"
            autoComplete="off"
            disabled={!live}
            min="2000-01-01"
            max="2199-12-31"
            value={typed ?? start ?? ''}
            onChange={(event) => {
              setTyped(event.target.value);
              begin(event.target.value);
            }}
            onBlur={() => {
              setTyped(undefined);
            }}
          />
        </label>
        {start === undefined && (
          <button
            type="button"
            disabled={!live}
            onClick={() => {
              if (now !== undefined) begin(now);
            }}
          >
            Begin today
          </button>
        )}
        <button type="button" className={start === undefined ? 'quiet' : ''} disabled={start === undefined} onClick={calendar}>
          Calendar file
        </button>
        {plan && (
          <button
            type="button"
            className="quiet"
            onClick={() => {
              setDropped(plan);
              $plan.set(key, undefined);
            }}
          >
            Start over
          </button>
        )}
        {!plan && dropped && (
          <button
            type="button"
            className="quiet"
            onClick={() => {
              $plan.set(key, dropped);
              setDropped(undefined);
            }}
          >
            Bring the plan back
          </button>
        )}
      </div>
      <ol className="plan">
        {steps.map((step) => {
          const done = plan?.done[step.day] !== undefined;
          const paper = step.day === 7 && (taken.length === 0 || plan?.right !== undefined);
          const standing = start !== undefined && now !== undefined ? standingOf(step.day, start, done || proved(step), now) : 'ahead';
          return (
            <li key={step.day} data-standing={standing}>
              <p className="when">
                Day {step.day}
                {start !== undefined && <span>{inWords(dateOf(start, step.day))}</span>}
                <span className="standing">{words.standing[standing]}</span>
              </p>
              <p className="what">
                <a href={step.url}>{step.title}</a>. {step.what}
              </p>
              {step.day === 2 && known > 0 && <p className="so-far">{words.recalled(known, formulas.length)}</p>}
              {step.day === 7 && <Sittings taken={taken} />}
              {plan && (paper || !proved(step)) && (
                <p className="marks">
                  {!proved(step) && (
                    <label>
                      <input
                        type="checkbox"
                        autoComplete="off"
                        checked={done}
                        onChange={(event) => {
                          mark(step, event.target.checked);
                        }}
                      />{' '}
                      Done<span className="sr-only">, day {step.day}</span>
                    </label>
                  )}
                  {paper && <OnPaper right={plan.right} onEnter={enter} />}
                </p>
              )}
            </li>
          );
        })}
      </ol>
    </div>
  );
}

/** The tests of day 7 that were handed in, the first on top. */
function Sittings({ taken }: { readonly taken: readonly Sitting[] }): ReactNode {
  return (
    taken.length > 0 && (
      <ul className="so-far" aria-label="Tests handed in">
        {taken.map((sitting) => (
          <li key={sitting.finished}>
            {words.sitting(sitting, inWords(today(new Date(sitting.finished))), minutesOf(sitting))}{' '}
            {passed(sitting) ? words.passed : words.missed}
          </li>
        ))}
      </ul>
    )
  );
}

interface OnPaperProps {
  readonly right: number | undefined;
  readonly onEnter: (right: number | undefined) => void;
}

/** The result of a printed test, which nobody but the reader can know. */
function OnPaper({ right, onEnter }: OnPaperProps): ReactNode {
  return (
    <label>
      {words.paper}{' '}
      <select
        autoComplete="off"
        value={right ?? ''}
        onChange={(event) => {
          onEnter(event.target.value === '' ? undefined : Number(event.target.value));
        }}
      >
        <option value="">{words.notTaken}</option>
        {outOfTen.map((count) => (
          <option key={count} value={count}>
            {count}
          </option>
        ))}
      </select>
      {right !== undefined && <span role="status"> {passed({ right, asked: 10 }) ? words.passed : words.missed}</span>}
    </label>
  );
}
