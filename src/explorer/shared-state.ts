/**
 * An explorer's state in the address: `?roofline.side=4096&roofline.chip=h100-sxm`, each key with the explorer's id. Anyone can type an
 * address: an unreadable value counts as absent, and unknown keys are left alone.
 */

/** `read` returns undefined for any text that is no valid value. */
export interface Field<T = unknown> {
  readonly initial: T;
  read(text: string): T | undefined;
  write(value: T): string;
}

export type Schema = Readonly<Record<string, Field>>;
export type Values<S extends Schema> = { readonly [K in keyof S]: S[K] extends Field<infer T> ? T : never };

const plainNumber = /^-?\d{1,17}(?:\.\d{1,17})?(?:e[+-]?\d{1,3})?$/;

/** Inclusive. */
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

/** One of the ids of a list. */
export const idField = (initial: string, among: readonly { readonly id: string }[]): Field<string> =>
  oneOfField(
    initial,
    among.map(({ id }) => id),
  );

/** At most `max`, in the order picked; may be empty. */
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

export const flagField = (initial: boolean): Field<boolean> => ({
  initial,
  read: (text) => (text === '1' ? true : text === '0' ? false : undefined),
  write: (value) => (value ? '1' : '0'),
});

const fill = <S extends Schema>(schema: S, value: (key: string, field: Field) => unknown): Values<S> =>
  Object.fromEntries(Object.entries(schema).map(([key, field]) => [key, value(key, field)])) as Values<S>;

/** Before any change, and on the server. */
export const initialValues = <S extends Schema>(schema: S): Values<S> => fill(schema, (_, { initial }) => initial);

/** Never throws. */
export function readSharedState<S extends Schema>(schema: S, id: string, search: string): Values<S> {
  const query = new URLSearchParams(search);
  return fill(schema, (key, field) => {
    const text = query.get(`${id}.${key}`);
    return (text === null ? undefined : field.read(text)) ?? field.initial;
  });
}

/** Everything else untouched. Initial values are written too: a link must show the same figure after one has changed. */
export function writeSharedState<S extends Schema>(schema: S, id: string, values: Values<S>, search: string): string {
  const query = new URLSearchParams(search);
  for (const [key, field] of Object.entries(schema)) query.set(`${id}.${key}`, field.write(values[key]));
  return `?${query.toString()}`;
}
