/** What the readers of files, links and storage ask of a value that anyone may have written. */

export const isObject = (x: unknown): x is Readonly<Record<string, unknown>> => typeof x === 'object' && x !== null && !Array.isArray(x);

/**
 * An instant as `toISOString` writes it, in a year of four digits: beyond that a sum of two times may be none, and each
 * browser guesses differently at looser texts.
 */
export const isTime = (x: unknown): x is string =>
  typeof x === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(x) && !Number.isNaN(Date.parse(x));

/** The id of a record: an exercise or a quiz, or `<id>@<setting>`. */
export const isRecordId = (text: string): boolean => /^[a-z0-9][a-z0-9-]{0,79}(@[a-z0-9][a-z0-9-]{0,79})?$/.test(text);

/** The value that a text holds as JSON; undefined where it holds none. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** The records of one kind in a file, by key; none where the file has none, undefined where one of them is damaged. */
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
