/** The reader's working pads in this browser: one stored text per exercise or setting. */
import { persistentMap } from '@nanostores/persistent';
import {
  joinPads,
  laterPad,
  mergePads,
  readPadRecord,
  toPadRecord,
  type PadRecord,
  type Pads,
} from '@scaling-workbook/exercises/pad-record';
import { codecOf, readable, type Stored } from './codec.ts';
import { followRenames } from './renames.ts';
import { engine } from './storage.ts';

const prefix = 'scaling-workbook:pad:';
const codec = codecOf(readPadRecord);
followRenames(prefix, codec, laterPad);

const $stored = persistentMap<Record<string, Stored<PadRecord> | undefined>>(prefix, {}, codec);

export const $pads = {
  get: (): Pads => readable($stored.get()),
  /** Calls back now and after each change, another tab's too. */
  subscribe: (listener: (pads: Pads) => void): (() => void) =>
    $stored.subscribe((stored) => {
      listener(readable(stored));
    }),
};

export const padOf = (id: string): string => $pads.get()[id]?.text ?? '';

/**
 * Keeps what stands on a pad that was `before` when it was last read or written here, and returns what is kept. What another
 * tab wrote meanwhile is joined, not lost. A pad this page cannot read is left alone.
 */
export function keepPad(id: string, before: string, text: string): string {
  const written = engine[prefix + id];
  const latest = written === undefined ? undefined : codec.decode(written);
  if (latest && 'raw' in latest) return text;
  const kept = joinPads(before, text, latest?.text ?? '');
  if (kept !== (latest?.text ?? '')) $stored.setKey(id, kept === '' ? undefined : toPadRecord(kept, new Date()));
  return kept;
}

export function mergeInPads(theirs: Pads): void {
  for (const [id, pad] of Object.entries(mergePads($pads.get(), theirs))) $stored.setKey(id, pad);
}

export function replacePads(all: Pads): void {
  $stored.set({ ...all });
}
