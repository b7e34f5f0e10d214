/** Words that a typed amount may hold beside its units: functions, and multipliers such as `k`, `m`, `billion` and `Ki`. */
import type { Token } from './quantity-scan.ts';
import { numerals, unitNamed, type FlopsAsRate, type UnitReading } from './units.ts';

interface FunctionSpec {
  readonly of: (...values: readonly number[]) => number;
  /** Any number of one kind by default. */
  readonly takes?: number;
}
const functions: ReadonlyMap<string, FunctionSpec> = new Map(
  Object.entries({
    ...{ sqrt: { of: Math.sqrt, takes: 1 }, exp: { of: Math.exp, takes: 1 }, ln: { of: Math.log, takes: 1 } },
    ...{ log2: { of: Math.log2, takes: 1 }, log10: { of: Math.log10, takes: 1 }, ceil: { of: Math.ceil, takes: 1 } },
    ...{ floor: { of: Math.floor, takes: 1 }, round: { of: Math.round, takes: 1 }, max: { of: Math.max }, min: { of: Math.min } },
  }),
);
export const functionNamed = (word: string): FunctionSpec | undefined => functions.get(word === '√' ? 'sqrt' : word.toLowerCase());

/** In the book's language: a German Billion is a trillion. Some languages distinguish 2, 5 and 1.5 of them. */
const largeCounts = ([1e6, 1e9, 1e12] as const).flatMap((scale) =>
  [1, 2, 5, 1.5].map((count) => [numerals.large(scale, count)?.toLowerCase() ?? '', scale] as const),
);
const multipliers: ReadonlyMap<string, number> = new Map<string, number>([
  ...Object.entries({
    ...{ k: 1e3, M: 1e6, G: 1e9, T: 1e12, P: 1e15, bn: 1e9, tn: 1e12, lakh: 1e5, crore: 1e7 },
    ...{ ki: 2 ** 10, mi: 2 ** 20, gi: 2 ** 30 },
    ...{ thousand: 1e3, million: 1e6, billion: 1e9, trillion: 1e12, quadrillion: 1e15, mm: 1e6, mio: 1e6 },
  }),
  ...largeCounts,
]);
/** Where it is no unit. */
export const letters: ReadonlyMap<string, string> = new Map(Object.entries({ B: 'bn', b: 'bn', m: 'million', g: 'G', t: 'T' }));
export const multiplierOf = (text: string): number | undefined => multipliers.get(text) ?? multipliers.get(text.toLowerCase());
/** M for `million`. */
export const prefixFor = (word: string): string | undefined =>
  ({ 1e3: 'k', 1e6: 'M', 1e9: 'G', 1e12: 'T' })[multiplierOf(letters.get(word) ?? word) ?? 0];

/** Units, and powers of ten such as `k`, `m` or `billion`. */
export const isUnitWord = (word: string): boolean =>
  unitNamed(word, 'always') !== undefined || multiplierOf(word) !== undefined || letters.has(word);

export function unitWord(
  token: Token | undefined,
  { flops, bytes }: { readonly flops: FlopsAsRate; readonly bytes: boolean },
): UnitReading | undefined {
  if (token?.kind !== 'word') return undefined;
  return unitNamed(bytes ? token.text.replace(/^([kgmtpe]i?)b(?=(?:ps)?$)/, '$1B') : token.text, flops);
}
