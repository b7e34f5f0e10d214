/**
 * What the browser remembers: the storage contract.
 *
 * One record per exercise (or fresh setting, `<id>@<setting>`) and per quiz, each stored separately so that two tabs never overwrite each
 * other's. `v` is raised only if an old record could be misread, and then `readRecord` reads both. Ids are never reused. A renamed exercise
 * keeps its record under the new id (`formerly`). Records of unknown ids and unchanged records stay byte for byte: a newer page may have
 * written more into them.
 */
import { mergeRecords } from './records.ts';
import { isObject, isRecordId, isTime, readJson } from './untrusted.ts';
import { verdicts, type Verdict } from '../answer/verdict.ts';

export interface ExerciseRecord {
  readonly v: 1;
  /** Unreadable answers do not count. */
  readonly tries: number;
  /** The latest. */
  readonly fields: Readonly<Record<string, Verdict>>;
  /** The latest text or option. */
  readonly typed: Readonly<Record<string, string>>;
  /** Of the last change, ISO 8601. */
  readonly last: string;
  /** When all fields were first right at once. */
  readonly solved?: string;
  /** The hint or the derivation was opened before it was solved. */
  readonly hint?: true;
  readonly derivation?: true;
}

export const emptyRecord = (now: Date): ExerciseRecord => ({ v: 1, tries: 0, fields: {}, typed: {}, last: now.toISOString() });

export type RecordEvent =
  | {
      readonly kind: 'checked';
      readonly verdicts: Readonly<Record<string, Verdict>>;
      readonly typed: Readonly<Record<string, string>>;
      readonly solved: boolean;
    }
  | { readonly kind: 'opened'; readonly what: 'hint' | 'derivation' };

const maxTyped = 200;

/** How far an exercise is, in a word. */
export const stateOf = (of: ExerciseRecord | undefined): 'solved' | 'tried' | 'new' =>
  of?.solved !== undefined ? 'solved' : of && of.tries > 0 ? 'tried' : 'new';

/** Pure, since the caller passes the time. */
export function record(before: ExerciseRecord | undefined, event: RecordEvent, now: Date): ExerciseRecord {
  const old = before ?? emptyRecord(now);
  const last = now.toISOString();
  if (event.kind === 'opened') return old.solved === undefined ? { ...old, last, [event.what]: true } : old;
  const counts = Object.values(event.verdicts).some((verdict) => verdict !== 'unreadable');
  const typed = Object.fromEntries(Object.entries(event.typed).map(([key, text]) => [key, text.slice(0, maxTyped)]));
  return {
    ...old,
    last,
    tries: old.tries + (counts ? 1 : 0),
    fields: { ...old.fields, ...event.verdicts },
    typed: { ...old.typed, ...typed },
    ...(event.solved && old.solved === undefined && { solved: last }),
  };
}

const fieldPattern = /^[a-zA-Z][a-zA-Z0-9]{0,39}$/;

const entries = <T>(x: unknown, is: (value: unknown) => value is T): Readonly<Record<string, T>> | undefined => {
  if (!isObject(x)) return undefined;
  const all = Object.entries(x);
  return all.length <= 40 && all.every(([key, value]) => fieldPattern.test(key) && is(value))
    ? (Object.fromEntries(all) as Record<string, T>)
    : undefined;
};

/** Undefined for anything else. Never throws. */
export function readRecord(x: unknown): ExerciseRecord | undefined {
  if (!isObject(x) || x.v !== 1) return undefined;
  const { tries, last, solved } = x;
  const fields = entries(x.fields, (value): value is Verdict => verdicts.some((verdict) => verdict === value));
  const typed = entries(x.typed, (value): value is string => typeof value === 'string' && value.length <= maxTyped);
  if (typeof tries !== 'number' || !Number.isSafeInteger(tries) || tries < 0 || !fields || !typed || !isTime(last)) return undefined;
  if (solved !== undefined && !isTime(solved)) return undefined;
  return {
    v: 1,
    tries,
    fields,
    typed,
    last,
    ...(solved !== undefined && { solved }),
    ...(x.hint === true && { hint: true as const }),
    ...(x.derivation === true && { derivation: true as const }),
  };
}

export type Progress = Readonly<Record<string, ExerciseRecord>>;

const fileFormat = 'scaling-workbook-progress';
const fileVersion = 1;
const maxFile = 5_000_000;

/** `more` comes beside the records (review schedule, self-assessment, pads); older readers skip it. */
export const writeProgressFile = (
  progress: Progress,
  now: Date,
  more: { readonly reviews?: unknown; readonly study?: unknown; readonly pads?: unknown } = {},
): string =>
  `${JSON.stringify({ format: fileFormat, version: fileVersion, exported: now.toISOString(), records: progress, ...more }, null, 1)}\n`;

export type ProgressFile =
  | { readonly ok: true; readonly records: Progress }
  | { readonly ok: false; readonly why: 'not-json' | 'too-large' | 'foreign' | 'newer' | 'broken'; readonly which?: string };

/** Refuses a file entirely, with the reason. Never throws. */
export function readProgressFile(text: string): ProgressFile {
  if (text.length > maxFile) return { ok: false, why: 'too-large' };
  const file = readJson(text);
  if (file === undefined) return { ok: false, why: 'not-json' };
  if (!isObject(file) || file.format !== fileFormat) return { ok: false, why: 'foreign' };
  if (typeof file.version !== 'number' || !Number.isSafeInteger(file.version) || file.version < 1)
    return { ok: false, why: 'broken', which: 'version' };
  if (file.version > fileVersion) return { ok: false, why: 'newer' };
  if (!isObject(file.records)) return { ok: false, why: 'broken', which: 'records' };
  const records: Record<string, ExerciseRecord> = {};
  for (const [id, value] of Object.entries(file.records)) {
    const read = isRecordId(id) ? readRecord(value) : undefined;
    if (!read) return { ok: false, why: 'broken', which: id.slice(0, 80) };
    records[id] = read;
  }
  return { ok: true, records };
}

/** Of an import, in records. */
export interface Preview {
  /** Only in the file. */
  readonly added: number;
  /** In both, further along in the file. */
  readonly advanced: number;
  /** In both, further along here; merging keeps them, replacing resets them. */
  readonly ahead: number;
  /** Only here; merging keeps them, replacing loses them. */
  readonly onlyHere: number;
}

export function previewImport(ours: Progress, theirs: Progress): Preview {
  const merged = mergeProgress(ours, theirs);
  const both = Object.keys(theirs).filter((id) => Object.hasOwn(ours, id));
  const differ = both.filter((id) => JSON.stringify(ours[id]) !== JSON.stringify(theirs[id]));
  const advanced = differ.filter((id) => merged[id] === theirs[id]).length;
  return {
    added: Object.keys(theirs).length - both.length,
    advanced,
    ahead: differ.length - advanced,
    onlyHere: Object.keys(ours).filter((id) => !Object.hasOwn(theirs, id)).length,
  };
}

/**
 * `<id>` or `<id>@<setting>` with present names. `renames` maps old ids to new ones, and `<new id>@<old setting>` to `<new id>@<new
 * setting>`.
 */
export function currentKey(key: string, renames: ReadonlyMap<string, string>): string {
  const [id = '', setting] = key.split('@');
  const now = renames.get(id) ?? id;
  if (setting === undefined) return now;
  return renames.get(`${now}@${setting}`) ?? `${now}@${setting}`;
}

/** Under present ids; if both names have one, the `better` is kept. */
export function underCurrentIds<T>(
  records: Readonly<Record<string, T>>,
  renames: ReadonlyMap<string, string>,
  better: (a: T, b: T) => T,
): Readonly<Record<string, T>> {
  const out = new Map<string, T>();
  for (const [key, value] of Object.entries(records)) {
    const now = currentKey(key, renames);
    const other = out.get(now);
    out.set(now, other === undefined ? value : better(other, value));
  }
  return Object.fromEntries(out);
}

/** The more advanced one, or the later one if level. */
export const furtherRecord = (a: ExerciseRecord, b: ExerciseRecord): ExerciseRecord => {
  if ((a.solved === undefined) !== (b.solved === undefined)) return a.solved === undefined ? b : a;
  return Date.parse(b.last) > Date.parse(a.last) ? b : a;
};

/** For each exercise the more advanced record wins. */
export const mergeProgress = (ours: Progress, theirs: Progress): Progress => mergeRecords(ours, theirs, furtherRecord);
