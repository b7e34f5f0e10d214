/** Records as JSON; what cannot be read, or was not changed, stays exactly as it was. */
import { readJson } from '@scaling-workbook/exercises/memory/untrusted';

/** A record, or the stored text of a newer page that this one cannot read. */
export type Stored<T> = T | { readonly raw: string };

export interface Codec<T> {
  readonly decode: (text: string) => Stored<T>;
  readonly encode: (stored: Stored<T> | undefined) => string | undefined;
}

/** `read` is total: undefined for anything that is not a record. */
export function codecOf<T extends object>(read: (x: unknown) => T | undefined): Codec<T> {
  // A newer page may have stored more than `read` keeps; the library writes all records back on mount.
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

export const readable = <T extends object>(all: Readonly<Record<string, Stored<T> | undefined>>): Readonly<Record<string, T>> =>
  Object.fromEntries(Object.entries(all).flatMap(([key, stored]) => (stored && !('raw' in stored) ? [[key, stored]] : [])));
