/** The reader's progress in this browser: one stored record per exercise or setting. */
import {
  furtherRecord,
  mergeProgress,
  readRecord,
  record,
  type ExerciseRecord,
  type Progress,
  type RecordEvent,
} from '@scaling-workbook/exercises/memory/progress';
import { persistentRecords } from './persistent-records.ts';

export const $progress = persistentRecords('scaling-workbook:progress:', readRecord, furtherRecord);

export const recordOf = (id: string): ExerciseRecord | undefined => $progress.get()[id];

/** Records an event, now, in the one record it concerns. */
export function recordEvent(id: string, event: RecordEvent): void {
  $progress.change(id, (before) => record(before, event, new Date()));
}

export function merge(theirs: Progress): void {
  $progress.write(mergeProgress($progress.get(), theirs));
}
