/**
 * What an explorer shows, written into the address of the page: `?roofline.side=4096&roofline.chip=h100-sxm`.
 *
 * Every key carries the explorer's id, so that several stand on one page. An address is typed by anyone: a value that
 * its field cannot read counts as absent, and keys that no field knows are left alone.
 */

/** One thing that can be shared. `read` answers undefined for whatever is not a value of it. */
export interface Field<T = unknown> {
  readonly initial: T;
  read(text: string): T | undefined;
  write(value: T): string;
}

export type Schema = Readonly<Record<string, Field>>;
export type Values<S extends Schema> = { readonly [K in keyof S]: S[K] extends Field<infer T> ? T : never };

const plainNumber = /^-?\d{1,17}(?:\.\d{1,17})?(?:e[+-]?\d{1,3})?$/;

/** A number from `min` to `max`, both allowed. */
export const numberField = (
  initial: number,
  { min, max, whole = false }: { readonly min: number; readonly max: number; readonly whole?: boolean },
): Field<number> => ({
  initial,
  read: (text) => {
    const value = plainNumber.test(text) ? Number(text) : NaN;
    return value >= min && value <= max && (!whole || Number.isInteger(value)) ? value : undefined;
  },
  write: String,
});

/** One of a list of words. */
export const oneOfField = <const T extends string>(initial: T, values: readonly T[]): Field<T> => ({
  initial,
  read: (text) => values.find((value) => value === text),
  write: (value) => value,
});

/** Some of a list of words, at most `max` of them, in the order in which they were picked; none is a choice too. */
export const someOfField = <const T extends string>(
  initial: readonly T[],
  values: readonly T[],
  max = values.length,
): Field<readonly T[]> => ({
  initial,
  read: (text) => {
    const words = text === '' ? [] : text.split('_');
    const known = words.flatMap((word) => values.filter((value) => value === word));
    return known.length === words.length && known.length <= max && new Set(known).size === known.length ? known : undefined;
  },
  write: (picked) => picked.join('_'),
});

/** Yes or no. */
export const flagField = (initial: boolean): Field<boolean> => ({
  initial,
  read: (text) => (text === '1' ? true : text === '0' ? false : undefined),
  write: (value) => (value ? '1' : '0'),
});

const fill = <S extends Schema>(schema: S, value: (key: string, field: Field) => unknown): Values<S> =>
  Object.fromEntries(Object.entries(schema).map(([key, field]) => [key, value(key, field)])) as Values<S>;

/** What the page shows before anybody has moved anything, and on the server. */
export const initialValues = <S extends Schema>(schema: S): Values<S> => fill(schema, (_, { initial }) => initial);

/** Reads what belongs to explorer `id` out of a query string. Never throws. */
export function readSharedState<S extends Schema>(schema: S, id: string, search: string): Values<S> {
  const query = new URLSearchParams(search);
  return fill(schema, (key, field) => {
    const text = query.get(`${id}.${key}`);
    return (text === null ? undefined : field.read(text)) ?? field.initial;
  });
}

/**
 * The query string with explorer `id` as given and everything else in it untouched.
 *
 * All keys are written, the initial values too: a link has to show the same picture after an initial value has changed.
 */
export function writeSharedState<S extends Schema>(schema: S, id: string, values: Values<S>, search: string): string {
  const query = new URLSearchParams(search);
  for (const [key, field] of Object.entries(schema)) query.set(`${id}.${key}`, field.write(values[key]));
  return `?${query.toString()}`;
}
