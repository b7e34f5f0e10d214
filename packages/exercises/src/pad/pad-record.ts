/**
 * What the browser stores of working pads.
 *
 * There is one record per exercise or fresh setting (`<id>`, `<id>@<setting>`), separate from the progress records, so that writing on
 * the pad never touches a verdict. Its shape is `PadRecord`; `v` is raised only if an old record could be misread. An empty pad has no
 * record. In an export file the pads are under `pads`; a file without that key has none.
 */
import { mergeRecords } from '../memory/records.ts';
import { isObject, isRecordId, isTime, readJson, readRecords } from '../memory/untrusted.ts';

export interface PadRecord {
  readonly v: 1;
  readonly text: string;
  /** When it was last written on, ISO 8601. */
  readonly last: string;
}
export type Pads = Readonly<Record<string, PadRecord>>;

/** Longer than any derivation; the rest is not stored. */
export const maxPad = 6000;

export const toPadRecord = (text: string, now: Date): PadRecord => ({ v: 1, text: text.slice(0, maxPad), last: now.toISOString() });

/** Reads one stored record; undefined for anything else. Never throws. */
export function readPadRecord(x: unknown): PadRecord | undefined {
  if (!isObject(x) || x.v !== 1) return undefined;
  const { text, last } = x;
  if (typeof text !== 'string' || text === '' || text.length > maxPad) return undefined;
  if (!isTime(last)) return undefined;
  return { v: 1, text, last };
}

/** Of two pads for one exercise, the one last written on. */
export const laterPad = (a: PadRecord, b: PadRecord): PadRecord => (Date.parse(b.last) > Date.parse(a.last) ? b : a);

/** Merges both: for an exercise with a pad on both sides, the later one. */
export const mergePads = (ours: Pads, theirs: Pads): Pads => mergeRecords(ours, theirs, laterPad);

/**
 * Merges two texts that were written at the same time, in two tabs, starting from `before`. If only one was changed, that one wins;
 * otherwise lines that only the other has are appended to ours.
 */
export function joinPads(before: string, ours: string, theirs: string): string {
  if (ours === theirs || theirs === before) return ours;
  if (ours === before) return theirs;
  const known = new Set([...ours.split('\n'), ...before.split('\n')]);
  const more = theirs.split('\n').filter((line) => !known.has(line));
  return [ours, ...more].join('\n').slice(0, maxPad);
}

/** The pads in an export file; empty if it has none, undefined if they are damaged. Never throws. */
export function readPadsOfFile(text: string): Pads | undefined {
  const file = readJson(text);
  if (!isObject(file)) return undefined;
  return readRecords(file.pads, isRecordId, readPadRecord);
}
