/** The reader's progress in this browser: one stored record per exercise, so that two tabs never overwrite each other's. */
import { persistentMap } from '@nanostores/persistent';
import {
  furtherRecord,
  mergeProgress,
  readRecord,
  record,
  type ExerciseRecord,
  type Progress,
  type RecordEvent,
} from '@scaling-workbook/exercises/progress';
import { codecOf, readable, type Stored } from './codec.ts';
import { followRenames } from './renames.ts';

const prefix = 'scaling-workbook:progress:';
const codec = codecOf(readRecord);

followRenames(prefix, codec, furtherRecord);

const $stored = persistentMap<Record<string, Stored<ExerciseRecord>>>(prefix, {}, codec);

export const $progress = {
  get: (): Progress => readable($stored.get()),
  /** Calls back now and after each change. */
  subscribe: (listener: (progress: Progress) => void): (() => void) =>
    $stored.subscribe((stored) => {
      listener(readable(stored));
    }),
  listen: (listener: (progress: Progress) => void): (() => void) =>
    $stored.listen((stored) => {
      listener(readable(stored));
    }),
};

export const recordOf = (id: string): ExerciseRecord | undefined => $progress.get()[id];

/** Writes what happened, now, to the one record it concerns. A record this page cannot read is left alone. */
export function happened(id: string, event: RecordEvent): void {
  const before = $stored.get()[id];
  if (before && 'raw' in before) return;
  $stored.setKey(id, record(before, event, new Date()));
}

export function merge(theirs: Progress): void {
  for (const [id, value] of Object.entries(mergeProgress($progress.get(), theirs))) $stored.setKey(id, value);
}

export function replace(all: Progress): void {
  $stored.set({ ...all });
}
