/** Judges an answer that has been read. Codes only; their wording is in `feedback.ts`. */
import { unitOf } from '@scaling-workbook/formulas/units';
import type { Read, Reading } from '@scaling-workbook/formulas/quantity';
import type { ChoiceCheck, NumberCheck } from '../author/spec.ts';

export { verdicts, type Verdict } from './verdict.ts';

/** Factors by which an answer is off when the number is right but its unit is not. */
export type Power = 'thousand' | 'binary' | 'bits' | 'percent' | 'minutes' | 'hours';

export type Judgement =
  /** `gigabytes`, where the question leaves it open: right with GB read as GiB (`binary`), or GiB as GB (`decimal`). */
  | { readonly verdict: 'correct'; readonly carried: boolean; readonly gigabytes?: 'binary' | 'decimal' }
  | { readonly verdict: 'rounded' | 'unit' }
  | { readonly verdict: 'slip'; readonly slip: number }
  | { readonly verdict: 'power'; readonly power: Power; readonly factor: number }
  | { readonly verdict: 'order' | 'off'; readonly factor: number }
  | { readonly verdict: 'off'; readonly wrong: 'zero' | 'sign' | 'not-zero' | 'above-all' }
  | { readonly verdict: 'unreadable' };

/** Symmetric: 0 if they agree, infinite if their ratio is meaningless. */
const distance = (a: number, b: number): number => {
  if (a === b) return 0;
  const ratio = a / b;
  return ratio > 0 ? Math.abs(Math.log(ratio)) : Number.POSITIVE_INFINITY;
};

/** Forgives floating-point noise, so that a tolerance of 0 asks for the exact count only. */
const noise = 1e-12;
export const near = (a: number, b: number, tolerance: number): boolean => distance(a, b) <= Math.log1p(tolerance) + noise;

/** Whether `typed`, with so many digits, is `value` rounded to them, or truncated if there are at least two. */
function isRounding(typed: number, value: number, digits: number): boolean {
  // Trailing zeros may be placeholders: 1000 can be 1365 rounded to one digit.
  const meant = Math.min(digits, typed.toExponential(11).replace(/e.*$/, '').replace(/[-.]/g, '').replace(/0+$/, '').length);
  const place = 10 ** (Math.floor(Math.log10(Math.abs(typed))) - meant + 1);
  return Math.abs(typed - value) < place * (meant > 1 ? 1 : 0.5) * (1 + 1e-9) && distance(typed, value) < Math.LN2;
}

const powers: readonly (readonly [Power, readonly number[]])[] = [
  ['thousand', [1e3, 1e6, 1e9, 1e12]],
  ['binary', [1.024, 1.024 ** 2, 1.024 ** 3, 1.024 ** 4, 1024, 1024 ** 2, 1024 ** 3, 1024 ** 4]],
  ['bits', [8]],
];
const percent = ['percent', [100]] as const;
const clock = [
  ['minutes', [60]],
  ['hours', [3600]],
] as const;

/** By which a value is off, if by exactly one. */
export function powerOf(
  value: number,
  { value: expected, unit, tolerance }: Pick<NumberCheck, 'value' | 'unit' | 'tolerance'>,
): { power: Power; factor: number } | undefined {
  const close = Math.min(tolerance, 0.005);
  const table = [...powers, ...(unit === '%' ? [percent] : []), ...(/^(m?s|min|h|day|\$\/h)$/.test(unit) ? clock : [])];
  for (const [power, factors] of table) {
    for (const factor of factors) {
      if (near(value, expected * factor, close)) return { power, factor };
      if (near(value, expected / factor, close)) return { power, factor: 1 / factor };
    }
  }
  return undefined;
}

/** Of the answered number fields to the right values. */
export type Ratios = Readonly<Record<string, number>>;

/** What would be right if earlier answers were; undefined if none was wrong. */
export function carriedValue({ value, chains }: Pick<NumberCheck, 'value' | 'chains'>, ratios: Ratios): number | undefined {
  let carried = value;
  for (const chain of chains) {
    const ratio = ratios[chain.from] ?? 1;
    if ('power' in chain) carried *= ratio ** chain.power;
    else if (chains.length === 1) carried = chain.at0 + chain.slope * ratio;
  }
  return carried === value || !Number.isFinite(carried) ? undefined : carried;
}

/** The reading of GB that makes the answer right, if the question leaves it open and the reader has not written GiB. */
function gigabytesOf({ value, tolerance, binary }: NumberCheck, reading: Read): 'binary' | 'decimal' | undefined {
  if (binary === undefined || /[kMGTP]i/.test(reading.written ?? '')) return undefined;
  const close = Math.min(tolerance, 0.005);
  if (near(reading.value * binary, value, close)) return 'binary';
  return near(reading.value / binary, value, close) ? 'decimal' : undefined;
}

/** `ratios` lets a later part be right with the reader's own earlier value. */
export function check(spec: NumberCheck, reading: Reading, ratios: Ratios = {}): Judgement {
  if (!reading.ok) return { verdict: 'unreadable' };
  const { value: expected, tolerance, slips, unit } = spec;
  const { value, digits } = reading;
  const slipAt = (x: number): number => slips.findIndex(([wrong]) => near(x, wrong, Math.min(tolerance, 0.01)));
  if (reading.unit === 'other') {
    // An inverted fraction has an inverted unit too: naming the slip says more.
    const slip = value === 0 ? -1 : slipAt(value / unitOf(unit).scale);
    return slip >= 0 ? { verdict: 'slip', slip } : { verdict: 'unit' };
  }
  if (near(value, expected, tolerance)) return { verdict: 'correct', carried: false };
  const gigabytes = gigabytesOf(spec, reading);
  if (gigabytes) return { verdict: 'correct', carried: false, gigabytes };
  if (expected === 0) return { verdict: 'off', wrong: 'not-zero' };
  const slip = slipAt(value);
  if (value === 0 && slip < 0) return { verdict: 'off', wrong: 'zero' };
  const carried = carriedValue(spec, ratios);
  if (carried !== undefined && near(value, carried, tolerance)) return { verdict: 'correct', carried: true };
  if (slip >= 0) return { verdict: 'slip', slip };
  if (digits !== undefined && isRounding(value, expected, digits)) return { verdict: 'rounded' };
  const power = powerOf(value, spec);
  if (power) return { verdict: 'power', ...power };
  if (unit === '%' && value > 100 && expected <= 100) return { verdict: 'off', wrong: 'above-all' };
  const factor = value / expected;
  if (factor < 0) return { verdict: 'off', wrong: 'sign' };
  return { verdict: Math.abs(Math.log10(factor)) <= 0.5 ? 'order' : 'off', factor };
}

/** A wrong option is a named misconception. */
export const checkChoice = (spec: Pick<ChoiceCheck, 'right' | 'say'>, picked: number): 'correct' | 'slip' | 'unreadable' => {
  if (!Number.isInteger(picked) || picked < 0 || picked >= spec.say.length) return 'unreadable';
  return picked === spec.right ? 'correct' : 'slip';
};
