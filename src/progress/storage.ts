/**
 * `localStorage` that never throws. A failed write (full, forbidden) is kept for this visit, and `$storage` reports it, so that the page
 * can tell the reader to export.
 */
import { setPersistentEngine, windowPersistentEvents } from '@nanostores/persistent';
import { atom } from 'nanostores';

export const $storage = atom<'kept' | 'visit-only'>('kept');

type Texts = Record<string, string | undefined>;

const memory = new Map<string, string | undefined>();
const attempt = <T>(use: () => T, otherwise: T): T => {
  try {
    return use();
  } catch {
    $storage.set('visit-only');
    return otherwise;
  }
};
const disk = (): Texts => localStorage;

/** Including what another tab wrote while this one slept. */
export const engine = new Proxy<Texts>(
  {},
  {
    get: (_, key: string) => (memory.has(key) ? memory.get(key) : attempt(() => disk()[key], undefined)),
    set(_, key: string, value: string) {
      memory.set(key, value);
      attempt(() => {
        if (disk()[key] !== value) disk()[key] = value;
        memory.delete(key);
      }, undefined);
      return true;
    },
    deleteProperty(_, key: string) {
      memory.set(key, undefined);
      attempt(() => {
        // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- this is how the library erases a key
        delete disk()[key];
        memory.delete(key);
      }, undefined);
      return true;
    },
    has: (_, key: string) => (memory.has(key) ? memory.get(key) !== undefined : attempt(() => key in disk(), false)),
    ownKeys: () =>
      [...new Set([...attempt(() => Object.keys(disk()), []), ...memory.keys()])].filter(
        // The library assigns to a plain object, whose prototype this key would set.
        (key) => (memory.get(key) !== undefined || !memory.has(key)) && !key.endsWith('__proto__'),
      ),
    getOwnPropertyDescriptor: (_, key: string) => ({ value: key, enumerable: true, configurable: true }),
  },
);

if (typeof window !== 'undefined') {
  // Set by the page's first script if storage is forbidden (see shell/Head.astro).
  if (document.documentElement.dataset.storage === 'visit-only') $storage.set('visit-only');
  setPersistentEngine(engine as never, windowPersistentEvents);
}
