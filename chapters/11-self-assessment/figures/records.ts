/**
 * What this chapter keeps in the browser, as one written contract: a tick for a skill, the study plan, and a note for each
 * open question, each stored by itself. `v` is raised only when an old record could be misread. The readers are total: what
 * they cannot read is left as it is by the store, since a newer page may have written it.
 */
export interface Tick {
  readonly v: 1;
  /** When the reader ticked the skill by hand, ISO 8601. */
  readonly ticked: string;
}

export interface Note {
  readonly v: 1;
  readonly text: string;
}

/** The days of the study plan; the first is day 1. */
export const days = [1, 2, 4, 7, 14] as const;
export type Day = (typeof days)[number];

export interface Plan {
  readonly v: 1;
  /** Day 1 as a date of the reader's calendar, `YYYY-MM-DD`. */
  readonly start: string;
  /** By day: when it was ticked off, ISO 8601. */
  readonly done: Readonly<Partial<Record<Day, string>>>;
  /** Right answers in the test of day 7, out of ten. */
  readonly right?: number;
}

export const longestNote = 10_000;

const isObject = (x: unknown): x is Readonly<Record<string, unknown>> => typeof x === 'object' && x !== null && !Array.isArray(x);
const isTime = (x: unknown): x is string => typeof x === 'string' && x.length <= 40 && !Number.isNaN(Date.parse(x));

/** Whether it is a date of the calendar, `YYYY-MM-DD`, between 2000 and 2199. */
export const isDate = (x: unknown): x is string =>
  typeof x === 'string' &&
  /^2[01]\d\d-\d\d-\d\d$/.test(x) &&
  !Number.isNaN(Date.parse(x)) &&
  new Date(`${x}T00:00Z`).toISOString().startsWith(x);

export const readTick = (x: unknown): Tick | undefined =>
  isObject(x) && x.v === 1 && isTime(x.ticked) ? { v: 1, ticked: x.ticked } : undefined;

export const readNote = (x: unknown): Note | undefined =>
  isObject(x) && x.v === 1 && typeof x.text === 'string' && x.text.length <= longestNote ? { v: 1, text: x.text } : undefined;

export function readPlan(x: unknown): Plan | undefined {
  if (!isObject(x) || x.v !== 1 || !isDate(x.start) || !isObject(x.done)) return undefined;
  const { start, done, right } = x;
  const known = days.flatMap((day) => (isTime(done[day]) ? [[day, done[day]] as const] : []));
  if (known.length < Object.keys(done).length) return undefined;
  if (right !== undefined && !(typeof right === 'number' && Number.isInteger(right) && right >= 0 && right <= 10)) return undefined;
  return { v: 1, start, done: Object.fromEntries(known), ...(right !== undefined && { right }) };
}
