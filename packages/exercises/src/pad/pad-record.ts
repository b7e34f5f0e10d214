/**
 * What the browser stores of working pads.
 *
 * One record per exercise or fresh setting (`<id>`, `<id>@<setting>`), separate from progress, so that writing on the pad never touches a
 * verdict; `v` is raised only if an old record could be misread. An empty pad has no record. An export file has them under `pads`, if any.
 */
import { mergeRecords } from '../memory/records.ts';
import { isObject, isRecordId, isTime, readJson, readRecords } from '../memory/untrusted.ts';

export interface PadRecord {
  readonly v: 1;
  readonly text: string;
  /** ISO 8601. */
  readonly last: string;
}
export type Pads = Readonly<Record<string, PadRecord>>;

/** Longer than any derivation; the rest is not stored. */
export const maxPad = 6000;

export const toPadRecord = (text: string, now: Date): PadRecord => ({ v: 1, text: text.slice(0, maxPad), last: now.toISOString() });

/** Undefined for anything else. Never throws. */
export function readPadRecord(x: unknown): PadRecord | undefined {
  if (!isObject(x) || x.v !== 1) return undefined;
  const { text, last } = x;
  if (typeof text !== 'string' || text === '' || text.length > maxPad) return undefined;
  if (!isTime(last)) return undefined;
  return { v: 1, text, last };
}

/** The one last written on. */
export const laterPad = (a: PadRecord, b: PadRecord): PadRecord => (Date.parse(b.last) > Date.parse(a.last) ? b : a);

export const mergePads = (ours: Pads, theirs: Pads): Pads => mergeRecords(ours, theirs, laterPad);

/**
 * Merges texts written in two tabs, starting from `before`. If one was changed, it wins; otherwise lines that only the other has are
 * appended to ours.
 */
export function joinPads(before: string, ours: string, theirs: string): string {
  if (ours === theirs || theirs === before) return ours;
  if (ours === before) return theirs;
  const known = new Set([...ours.split('\n'), ...before.split('\n')]);
  const more = theirs.split('\n').filter((line) => !known.has(line));
  return [ours, ...more].join('\n').slice(0, maxPad);
}

/** Empty if the file has none, undefined if they are damaged. Never throws. */
export function readPadsOfFile(text: string): Pads | undefined {
  const file = readJson(text);
  if (!isObject(file)) return undefined;
  return readRecords(file.pads, isRecordId, readPadRecord);
}
