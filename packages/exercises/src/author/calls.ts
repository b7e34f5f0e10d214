/** Runs a chain with its calls recorded or changed, and finds how one value follows from another. */
import type { AnyFormula } from '@scaling-workbook/formulas/formula';
import type { Formulas } from './exercise.ts';

/**
 * How a later field follows from an earlier one, given the ratio r of the reader's value to the right one: a power of r, or the straight
 * line at0 + slope·r.
 */
export type Chain =
  { readonly from: string; readonly power: number } | { readonly from: string; readonly slope: number; readonly at0: number };

type Table = Readonly<Record<string, AnyFormula>>;
export const asTable = (formulas: Formulas): Table => formulas;

/** With each call passed through `call`, which may record or change its result. A chain uses few of the formulas. */
export function wrap(formulas: Formulas, call: (name: string, formula: AnyFormula, args: never) => number): Formulas {
  const table = asTable(formulas);
  const get = (_: object, name: string) => {
    const formula = table[name];
    return formula && ((args: never) => call(name, formula, args));
  };
  return new Proxy({}, { get }) as Formulas;
}

/** A slip may leave a formula's domain; then it gives no number. */
export const attempt = <T>(compute: () => T): T | undefined => {
  try {
    return compute();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
};

export const close = (a: number, b: number, within = 1e-9): boolean => Math.abs(a - b) <= within * Math.max(Math.abs(a), Math.abs(b));

/** One is odd: rounding to a multiple would pass for a straight line at the others. */
const ratios = [0.5, 0.75, 1, 1.13, 1.5, 2.5] as const;
/** For formulas that take whole numbers only. */
const wholeRatios = [1, 2, 3, 4, 5] as const;

/** A power law, a straight line, or neither. */
export function chainFrom(from: string, at: (ratio: number) => number | undefined, probes: readonly number[] = ratios): Chain | undefined {
  const values = probes.map((ratio) => at(ratio));
  if (probes === ratios && values.includes(undefined) && at(1) !== undefined) return chainFrom(from, at, wholeRatios);
  const found = new Map(probes.map((ratio, i) => [ratio, values[i] ?? Number.NaN]));
  const [first = 1, last = 1] = [probes[0], probes.at(-1)];
  const [low = Number.NaN, one = Number.NaN, high = Number.NaN] = [first, 1, last].map((ratio) => found.get(ratio));
  const follows = (law: (ratio: number) => number): boolean => [...found].every(([ratio, value]) => close(law(ratio), value));
  const power = Math.round((Math.log(high / low) / Math.log(last / first)) * 12) / 12;
  if (power !== 0 && follows((ratio) => one * ratio ** power)) return { from, power };
  const slope = (high - low) / (last - first);
  const at0 = one - slope;
  return slope !== 0 && follows((ratio) => at0 + slope * ratio) ? { from, slope, at0 } : undefined;
}
