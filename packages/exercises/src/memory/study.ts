/**
 * What the self-assessment stores besides the answers, each a separate record so that two tabs never overwrite each other's: a ticked
 * skill, the study plan, a note for each open question, when a formula was recalled, each sitting of the day-7 test. `v` is raised only if
 * an old record could be misread. The readers are total; the store leaves alone what they cannot read, since a newer page may have written
 * it.
 */
import { mergeRecords } from './records.ts';
import { isObject, isTime, readJson, readRecords } from './untrusted.ts';

export interface Tick {
  readonly v: 1;
  /** By hand, ISO 8601. */
  readonly ticked: string;
}

export interface Note {
  readonly v: 1;
  readonly text: string;
}

/** Of the study plan, from 1. */
export const days = [1, 2, 4, 7, 14] as const;
export type Day = (typeof days)[number];

export interface Plan {
  readonly v: 1;
  /** Of day 1, `YYYY-MM-DD`. */
  readonly start: string;
  /** By day, ISO 8601. */
  readonly done: Readonly<Partial<Record<Day, string>>>;
  /** Out of ten in a day-7 test on paper, entered by hand. */
  readonly right?: number;
}

/** A formula of the recall sheet, typed from memory. */
export interface Recalled {
  readonly v: 1;
  /** The last time, ISO 8601. */
  readonly recalled: string;
}

/** A day-7 test, stored under its seed. */
export interface Sitting {
  readonly v: 1;
  readonly right: number;
  readonly asked: number;
  readonly started: string;
  readonly finished: string;
}

interface Kinds {
  readonly ticks: Tick;
  readonly plan: Plan;
  readonly notes: Note;
  readonly recalled: Recalled;
  readonly sittings: Sitting;
}
type Kind = keyof Kinds;

export type Study = { readonly [K in Kind]: Readonly<Record<string, Kinds[K]>> };

export const kinds = ['ticks', 'plan', 'notes', 'recalled', 'sittings'] as const satisfies readonly Kind[];
export const emptyStudy: Study = { ticks: {}, plan: {}, notes: {}, recalled: {}, sittings: {} };

export const longestNote = 10_000;
/** Of the day-7 test, as a fraction. */
const passAt = 0.8;
export const passed = ({ right, asked }: Pick<Sitting, 'right' | 'asked'>): boolean => right >= passAt * asked;

const isCount = (x: unknown, most: number): x is number => typeof x === 'number' && Number.isInteger(x) && x >= 0 && x <= most;

/** `YYYY-MM-DD` between 2000 and 2199. */
export const isDate = (x: unknown): x is string =>
  typeof x === 'string' &&
  /^2[01]\d\d-\d\d-\d\d$/.test(x) &&
  !Number.isNaN(Date.parse(x)) &&
  new Date(`${x}T00:00Z`).toISOString().startsWith(x);

export const readTick = (x: unknown): Tick | undefined =>
  isObject(x) && x.v === 1 && isTime(x.ticked) ? { v: 1, ticked: x.ticked } : undefined;

export const readNote = (x: unknown): Note | undefined =>
  isObject(x) && x.v === 1 && typeof x.text === 'string' && x.text.length <= longestNote ? { v: 1, text: x.text } : undefined;

export function readStudyPlan(x: unknown): Plan | undefined {
  if (!isObject(x) || x.v !== 1 || !isDate(x.start) || !isObject(x.done)) return undefined;
  const { start, done, right } = x;
  const known = days.flatMap((day) => (isTime(done[day]) ? [[day, done[day]] as const] : []));
  if (known.length < Object.keys(done).length) return undefined;
  if (right !== undefined && !isCount(right, 10)) return undefined;
  return { v: 1, start, done: Object.fromEntries(known), ...(right !== undefined && { right }) };
}

export const readRecalled = (x: unknown): Recalled | undefined =>
  isObject(x) && x.v === 1 && isTime(x.recalled) ? { v: 1, recalled: x.recalled } : undefined;

export function readSitting(x: unknown): Sitting | undefined {
  if (!isObject(x) || x.v !== 1) return undefined;
  const { right, asked, started, finished } = x;
  if (!isCount(asked, 60) || asked === 0 || !isCount(right, asked) || !isTime(started) || !isTime(finished)) return undefined;
  return { v: 1, right, asked, started, finished };
}

export const readers: { readonly [K in Kind]: (x: unknown) => Kinds[K] | undefined } = {
  ticks: readTick,
  plan: readStudyPlan,
  notes: readNote,
  recalled: readRecalled,
  sittings: readSitting,
};

const isKey = (text: string): boolean => /^[a-z0-9][a-z0-9-]{0,79}$/i.test(text);

/** Empty if the file has none, undefined if it is damaged. Never throws. */
export function readStudyOfFile(text: string): Study | undefined {
  const file = readJson(text);
  if (!isObject(file)) return undefined;
  const { study = {} } = file;
  if (!isObject(study)) return undefined;
  const ticks = readRecords(study.ticks, isKey, readTick);
  const plan = readRecords(study.plan, isKey, readStudyPlan);
  const notes = readRecords(study.notes, isKey, readNote);
  const recalled = readRecords(study.recalled, isKey, readRecalled);
  const sittings = readRecords(study.sittings, isKey, readSitting);
  return ticks && plan && notes && recalled && sittings && { ticks, plan, notes, recalled, sittings };
}

const earlier = (a: string, b: string): boolean => Date.parse(a) <= Date.parse(b);

/** On the same plan every ticked day stays; of two plans the one started later wins. */
function mergePlans(ours: Plan, theirs: Plan): Plan {
  if (ours.start !== theirs.start) return ours.start > theirs.start ? ours : theirs;
  const right = Math.max(ours.right ?? -1, theirs.right ?? -1);
  return { v: 1, start: ours.start, done: { ...theirs.done, ...ours.done }, ...(right >= 0 && { right }) };
}

/** Joined one below the other, unless one contains the other. */
function mergeNotes(ours: Note, theirs: Note): Note {
  if (ours.text.includes(theirs.text)) return ours;
  if (theirs.text.includes(ours.text)) return theirs;
  const text = `${ours.text}\n\n${theirs.text}`;
  return text.length <= longestNote ? { v: 1, text } : ours;
}

/** Of two sittings of one test the first counts. */
export const mergeStudy = (ours: Study, theirs: Study): Study => ({
  ticks: mergeRecords(ours.ticks, theirs.ticks, (a, b) => (earlier(a.ticked, b.ticked) ? a : b)),
  plan: mergeRecords(ours.plan, theirs.plan, mergePlans),
  notes: mergeRecords(ours.notes, theirs.notes, mergeNotes),
  recalled: mergeRecords(ours.recalled, theirs.recalled, (a, b) => (earlier(a.recalled, b.recalled) ? b : a)),
  sittings: mergeRecords(ours.sittings, theirs.sittings, (a, b) => (earlier(a.finished, b.finished) ? a : b)),
});

const texts = (study: Study): ReadonlyMap<string, string> =>
  new Map(kinds.flatMap((kind) => Object.entries(study[kind]).map(([key, value]) => [`${kind}/${key}`, JSON.stringify(value)] as const)));

export const countStudy = (study: Study): number => texts(study).size;

/** Of an import, in records. */
export interface StudyPreview {
  /** Only in the file. */
  readonly added: number;
  /** In both, but different. */
  readonly differ: number;
  /** Only here; merging keeps them, replacing loses them. */
  readonly onlyHere: number;
}

export function previewStudy(ours: Study, theirs: Study): StudyPreview {
  const [here, there] = [texts(ours), texts(theirs)];
  const both = [...there.keys()].filter((key) => here.has(key));
  return {
    added: there.size - both.length,
    differ: both.filter((key) => here.get(key) !== there.get(key)).length,
    onlyHere: here.size - both.length,
  };
}
