/** The reader's progress in this browser: one stored record per exercise, so that two tabs never overwrite each other's. */
import { persistentMap } from '@nanostores/persistent';
import {
  currentKey,
  mergeProgress,
  readRecord,
  record,
  type ExerciseRecord,
  type Progress,
  type RecordEvent,
  underCurrentIds,
} from '@scaling-workbook/exercises/progress';
import { codecOf, readable, type Stored } from './codec.ts';
import { $storage, engine } from './storage.ts';

const prefix = 'scaling-workbook:progress:';
const codec = codecOf(readRecord);

/** From the ids that exercises had before to those they have now; the head of the page says which (see components/Head.astro). */
const renames: ReadonlyMap<string, string> =
  typeof document === 'undefined'
    ? new Map()
    : new Map(
        (document.querySelector<HTMLMetaElement>('meta[name="renamed"]')?.content ?? '')
          .split(' ')
          .map((pair) => pair.split(':'))
          .filter((pair): pair is [string, string] => pair.length === 2),
      );

/** Moves what is stored under an old id to the new one, before anyone reads it. What this page cannot read stays where it is. */
function followRenames(): void {
  const stored = Object.keys(engine)
    .filter((key) => key.startsWith(prefix))
    .map((key) => [key.slice(prefix.length), codec.decode(engine[key] ?? '')] as const);
  const known = stored.flatMap(([key, value]) => ('raw' in value ? [] : [[key, value] as const]));
  const now = underCurrentIds(Object.fromEntries(known), renames);
  for (const [key] of known) {
    const current = currentKey(key, renames);
    const record = now[current];
    if (current === key || !record || stored.some(([other, there]) => other === current && 'raw' in there)) continue;
    engine[prefix + current] = codec.encode(record);
    // Where the storage is full, the new one lasts for this visit only: then the old one stays.
    if ($storage.get() === 'kept') Reflect.deleteProperty(engine, prefix + key);
  }
}
if (renames.size > 0) followRenames();

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

/** Records that come from a file, under the ids that their exercises have now. */
export const underIdsOfToday = (theirs: Progress): Progress => underCurrentIds(theirs, renames);

export function merge(theirs: Progress): void {
  for (const [id, value] of Object.entries(mergeProgress($progress.get(), theirs))) $stored.setKey(id, value);
}

export function replace(all: Progress): void {
  $stored.set({ ...all });
}
