/** Records in this browser, each stored separately, so that two tabs never overwrite each other's. */
import { persistentMap } from '@nanostores/persistent';
import { codecOf, readable, type Stored } from './codec.ts';
import { followRenames } from './renames.ts';
import { engine } from './storage.ts';

/**
 * Those under a prefix. One that this page cannot read stays as it is. If keys are ids of exercises, `better` decides between two records
 * of a renamed one.
 */
export function persistentRecords<T extends object>(prefix: string, read: (x: unknown) => T | undefined, better?: (a: T, b: T) => T) {
  const codec = codecOf(read);
  if (better) followRenames(prefix, codec, better);
  const $stored = persistentMap<Record<string, Stored<T> | undefined>>(prefix, {}, codec);
  /** Reads the storage afresh: a tab that slept missed what others wrote. */
  const latest = (key: string): Stored<T> | undefined => {
    const text = engine[prefix + key];
    return text === undefined ? $stored.get()[key] : codec.decode(text);
  };
  /** With the callback's result, or erases it. */
  const change = (key: string, to: (before: T | undefined) => T | undefined): void => {
    const before = latest(key);
    if (!(before && 'raw' in before)) $stored.setKey(key, to(before));
  };
  const set = (key: string, value: T | undefined): void => {
    change(key, () => value);
  };
  type Listener = (records: Readonly<Record<string, T>>) => void;
  const readably =
    (listener: Listener) =>
    (stored: Readonly<Record<string, Stored<T> | undefined>>): void => {
      listener(readable(stored));
    };
  return {
    latest,
    change,
    set,
    get: () => readable($stored.get()),
    /** Now and after each change, from other tabs too. */
    subscribe: (listener: Listener): (() => void) => $stored.subscribe(readably(listener)),
    listen: (listener: Listener): (() => void) => $stored.listen(readably(listener)),
    write(all: Readonly<Record<string, T>>): void {
      for (const [key, value] of Object.entries(all)) set(key, value);
    },
    replace(all: Readonly<Record<string, T>>): void {
      $stored.set({ ...all });
    },
  };
}
