/** Fourteen days: dates from the reader's first day, ticked off, kept in this browser, and as a calendar file. */
import { useEffect, useState, type ReactNode } from 'react';
import { download } from './download.ts';
import { $plan } from './kept.ts';
import { isDate, type Plan } from './records.ts';
import { dateOf, inWords, standingOf, toCalendar, today, type Step } from './study-plan.ts';

interface Props {
  readonly steps: readonly (Step & { readonly url: string })[];
}

const key = 'plan';
const tests = Array.from({ length: 11 }, (_, right) => right);
const words = { done: 'done', today: 'today', late: 'waiting for you', ahead: '' } as const;

export default function StudyPlan({ steps }: Props): ReactNode {
  const [plan, setPlan] = useState<Plan>();
  const [now, setNow] = useState<string>();
  useEffect(() => {
    setNow(today(new Date()));
    return $plan.subscribe((plans) => {
      setPlan(plans[key]);
    });
  }, []);
  const live = now !== undefined;
  const start = plan?.start;

  const begin = (date: string): void => {
    if (isDate(date)) $plan.set(key, { ...(plan ?? { v: 1, done: {} }), start: date });
  };
  const mark = (step: Step, done: boolean): void => {
    if (!plan) return;
    const others = Object.fromEntries(Object.entries(plan.done).filter(([day]) => day !== String(step.day)));
    $plan.set(key, { ...plan, done: done ? { ...others, [step.day]: new Date().toISOString() } : others });
  };
  const calendar = (): void => {
    if (start === undefined) return;
    const page = new URL(location.pathname, location.origin).href;
    download(toCalendar(start, steps, page, new Date()), `scaling-workbook-${start}.ics`, 'text/calendar');
  };
  return (
    <div className="progress-panel self-assessment not-content" id="plan" data-live={live || undefined}>
      <div className="actions">
        <label>
          Day 1 is{' '}
          <input
            type="date"
            autoComplete="off"
            disabled={!live}
            value={start ?? ''}
            onChange={(event) => {
              begin(event.target.value);
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
        {start !== undefined && (
          <button
            type="button"
            className="quiet"
            onClick={() => {
              $plan.set(key, undefined);
            }}
          >
            Start over
          </button>
        )}
      </div>
      <ol className="plan">
        {steps.map((step) => {
          const done = plan?.done[step.day] !== undefined;
          const standing = start !== undefined && now !== undefined ? standingOf(step.day, start, done, now) : 'ahead';
          return (
            <li key={step.day} data-standing={standing}>
              <p className="when">
                Day {step.day}
                {start !== undefined && <span>{inWords(dateOf(start, step.day))}</span>}
                <span className="standing">{words[standing]}</span>
              </p>
              <p className="what">
                <a href={step.url}>{step.title}</a>. {step.what}
              </p>
              {start !== undefined && (
                <p className="marks">
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
                  {step.day === 7 && plan && (
                    <label>
                      Right out of ten{' '}
                      <select
                        autoComplete="off"
                        value={plan.right ?? ''}
                        onChange={(event) => {
                          const { v, start: first, done: marked } = plan;
                          $plan.set(key, {
                            v,
                            start: first,
                            done: marked,
                            ...(event.target.value !== '' && { right: Number(event.target.value) }),
                          });
                        }}
                      >
                        <option value="">not taken</option>
                        {tests.map((right) => (
                          <option key={right} value={right}>
                            {right}
                          </option>
                        ))}
                      </select>
                      {plan.right !== undefined && (
                        <span role="status">
                          {plan.right >= 8 ? ' passed' : ' not passed yet: go through the misses, then draw ten others'}
                        </span>
                      )}
                    </label>
                  )}
                </p>
              )}
            </li>
          );
        })}
      </ol>
    </div>
  );
}
