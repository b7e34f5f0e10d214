/** Judges a number where more than one is right: an estimate by its range, a figure as the companion book prints it. Codes only. */
import type { NumberCheck } from '../author/spec.ts';
import { near } from './check.ts';
import type { Read } from '@scaling-workbook/formulas/quantity';

export type EstimateJudgement =
  /** `printed` is the figure it follows; right where the exercise says so. */
  | { readonly verdict: 'correct' | 'rounded'; readonly printed: number }
  /** Within the range: near one end, or in the middle. */
  | { readonly verdict: 'correct'; readonly place: 'low' | 'middle' | 'high' }
  | { readonly verdict: 'slip'; readonly slip: number }
  /** In the range but for a power of 1000. */
  | { readonly verdict: 'power'; readonly factor: number }
  /** By which factor it is outside, from the nearer end. */
  | { readonly verdict: 'order' | 'off'; readonly factor: number }
  | { readonly verdict: 'off'; readonly wrong: 'zero' | 'sign' };

const prefixes = [1e3, 1e6, 1e9, 1e12].flatMap((factor) => [factor, 1 / factor]);

/** The index of the printed figure that a value follows, or -1. */
const printedAt = ({ printed = [], tolerance }: NumberCheck, value: number): number =>
  printed.findIndex(([figure]) => near(value, figure, Math.min(tolerance, 0.005)));

/** In the unit asked; undefined where it is to be judged like any number. */
export function checkEstimate(spec: NumberCheck, { value }: Pick<Read, 'value'>): EstimateJudgement | undefined {
  const { range, printed, slips } = spec;
  const follows = near(value, spec.value, spec.tolerance) ? -1 : printedAt(spec, value);
  if (follows >= 0) return { verdict: printed?.[follows]?.[2] === true ? 'correct' : 'rounded', printed: follows };
  if (!range) return undefined;
  const [[low], [high]] = [range.low, range.high];
  const within = (x: number): boolean => near(x, Math.min(Math.max(x, low), high), 0.005);
  const slip = slips.findIndex(([wrong]) => near(value, wrong, 0.005));
  if (slip >= 0 && !within(value)) return { verdict: 'slip', slip };
  if (value <= 0) return { verdict: 'off', wrong: value === 0 ? 'zero' : 'sign' };
  if (within(value)) {
    const place = Math.log(value / low) / Math.log(high / low);
    return { verdict: 'correct', place: place < 1 / 4 ? 'low' : place > 3 / 4 ? 'high' : 'middle' };
  }
  const power = prefixes.find((factor) => within(value / factor));
  if (power !== undefined) return { verdict: 'power', factor: power };
  const factor = value / (value < low ? low : high);
  return { verdict: Math.abs(Math.log10(factor)) <= 0.5 ? 'order' : 'off', factor };
}
