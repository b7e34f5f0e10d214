/** The stored records of this chapter; a record that this page cannot read stays as it is. */
import { persistentMap } from '@nanostores/persistent';
import '../../../src/stores/storage.ts';
import { readNote, readPlan, readTick } from './records.ts';

type Stored<T> = T | { readonly raw: string };

function kept<T extends object>(prefix: string, read: (x: unknown) => T | undefined) {
  const decode = (text: string): Stored<T> => {
    try {
      return read(JSON.parse(text)) ?? { raw: text };
    } catch {
      return { raw: text };
    }
  };
  const encode = (stored: Stored<T> | undefined): string | undefined => (stored && 'raw' in stored ? stored.raw : JSON.stringify(stored));
  const $stored = persistentMap<Record<string, Stored<T> | undefined>>(prefix, {}, { encode, decode });
  return {
    /** Calls back now and after each change, with what can be read. */
    subscribe: (listener: (records: Readonly<Record<string, T>>) => void): (() => void) =>
      $stored.subscribe((stored) => {
        const readable = Object.entries(stored).flatMap(([key, value]) => (value && !('raw' in value) ? [[key, value] as const] : []));
        listener(Object.fromEntries(readable));
      }),
    /** Writes a record, or erases it. */
    set(key: string, value: T | undefined): void {
      const before = $stored.get()[key];
      if (!(before && 'raw' in before)) $stored.setKey(key, value);
    },
  };
}

export const $ticks = kept('scaling-workbook:skill-ticks:', readTick);
export const $plan = kept('scaling-workbook:study-plan:', readPlan);
export const $notes = kept('scaling-workbook:notes:', readNote);
