/** Working pads in this browser, one stored text per exercise or setting. */
import { joinPads, laterPad, mergePads, readPadRecord, toPadRecord, type Pads } from '@scaling-workbook/exercises/pad/pad-record';
import { persistentRecords } from '#progress/persistent-records.ts';

export const $pads = persistentRecords('scaling-workbook:pad:', readPadRecord, laterPad);

export const padOf = (id: string): string => $pads.get()[id]?.text ?? '';

/**
 * `before` is the text when it was last read or written here. Merges what another tab wrote meanwhile, and returns what is saved. A pad
 * this page cannot read is left alone.
 */
export function keepPad(id: string, before: string, text: string): string {
  const latest = $pads.latest(id);
  if (latest && 'raw' in latest) return text;
  const joined = joinPads(before, text, latest?.text ?? '');
  if (joined !== (latest?.text ?? '')) $pads.set(id, joined === '' ? undefined : toPadRecord(joined, new Date()));
  return joined;
}

export function mergeInPads(theirs: Pads): void {
  $pads.write(mergePads($pads.get(), theirs));
}
