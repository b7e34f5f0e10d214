/** Checks of untrusted values for the readers of files, links and storage. */

export const isObject = (x: unknown): x is Readonly<Record<string, unknown>> => typeof x === 'object' && x !== null && !Array.isArray(x);

/**
 * As `toISOString` writes it, with a four-digit year: beyond that the sum of two times may be invalid, and browsers guess differently at
 * looser formats.
 */
export const isTime = (x: unknown): x is string =>
  typeof x === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(x) && !Number.isNaN(Date.parse(x));

/** An exercise or a quiz, or `<id>@<setting>`. */
export const isRecordId = (text: string): boolean => /^[a-z0-9][a-z0-9-]{0,79}(@[a-z0-9][a-z0-9-]{0,79})?$/.test(text);

/** Undefined if it is not JSON. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** By key; empty if the file has none, undefined if one is damaged. */
export function readRecords<T>(
  x: unknown,
  isKey: (key: string) => boolean,
  read: (value: unknown) => T | undefined,
): Readonly<Record<string, T>> | undefined {
  if (x === undefined) return {};
  if (!isObject(x)) return undefined;
  const entries = Object.entries(x).map(([key, value]) => [key, isKey(key) ? read(value) : undefined] as const);
  const sound = entries.flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const]));
  return sound.length === entries.length ? Object.fromEntries(sound) : undefined;
}
