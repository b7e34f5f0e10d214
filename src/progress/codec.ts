/** How records are stored: as JSON, except that what cannot be read, or was not changed, stays exactly as it was found. */
import { readJson } from '@scaling-workbook/exercises/memory/untrusted';

/** A record, or the stored text where a newer page wrote something that this one cannot read. */
export type Stored<T> = T | { readonly raw: string };

export interface Codec<T> {
  readonly decode: (text: string) => Stored<T>;
  readonly encode: (stored: Stored<T> | undefined) => string | undefined;
}

/** `read` is total: it returns undefined for anything that is not a record. */
export function codecOf<T extends object>(read: (x: unknown) => T | undefined): Codec<T> {
  // A newer page may have stored more in a record than `read` keeps; the library writes all records back on mount.
  const found = new WeakMap<object, string>();
  return {
    decode: (text) => {
      const stored = read(readJson(text)) ?? { raw: text };
      found.set(stored, text);
      return stored;
    },
    encode: (stored) => stored && (found.get(stored) ?? JSON.stringify(stored)),
  };
}

/** The readable records, by key. */
export const readable = <T extends object>(all: Readonly<Record<string, Stored<T> | undefined>>): Readonly<Record<string, T>> =>
  Object.fromEntries(Object.entries(all).flatMap(([key, stored]) => (stored && !('raw' in stored) ? [[key, stored]] : [])));
