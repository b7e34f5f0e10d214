/**
 * Reading a typed answer: `1365`, `1,365.3 FLOPs/byte`, `1.37×10^11`, `139 µs`, `140 GB / 3.35 TB/s`, `$4/h`, `70.6B`.
 *
 * Reading only: whether the answer is right is judged elsewhere, and an answer that cannot be read costs no try.
 */
import { baseUnit, dimensionsMatch, formatQuantity, unitName, unitOf, type Exponents, type UnitReading } from './units.ts';
import { evaluate, type Evaluated, type Interpretation } from './quantity-evaluate.ts';
import { Refusal, scan, type Token, type Unreadable } from './quantity-scan.ts';

export interface Read {
  readonly ok: true;
  /** In the expected unit; with a unit of another kind, in that one's base units (FLOP, B, s, $, J). */
  readonly value: number;
  /** Whether a unit was written, and one that measures what is asked. Units that cancel count as written. */
  readonly unit: 'none' | 'compatible' | 'other';
  /** The unit as read, in canonical spelling; that of the result for an expression. */
  readonly written?: string;
  /** Exponents of FLOP, B, s, $ and J in what was written. */
  readonly dims: Exponents;
  /** Exponents of the nouns (tokens, GPUs …) in what was written. */
  readonly soft: Exponents;
  /** Significant digits typed, where the text is one number with or without a unit. */
  readonly digits?: number;
  /** What it would be, in the same unit as `value`, if the comma in `1,365` is a decimal comma, or `gb` means bytes. */
  readonly alternative?: number;
  /** How it was read, such as `41.8 ms`. */
  readonly echo: string;
}

export interface NotRead {
  readonly ok: false;
  readonly why: Unreadable;
  /** Where in the text, and which piece of it. */
  readonly at?: number;
  readonly text?: string;
}

export type Reading = Read | NotRead;

/** Longer than any answer; the reader's work grows with the length. */
const limit = 200;

/**
 * Reads a typed answer as a number in `expected.unit`.
 *
 * Where a text leaves something open (how far a unit reaches, whether `FLOPS` is a rate, whether `8B` is bytes), the
 * readings are tried in a fixed order and the first that fits the expected unit counts.
 *
 * `expected.decimal` is the sign that the reader's language has before decimals; the other one then groups thousands.
 * Never throws for any text; throws `RangeError` where the expected unit itself is unknown.
 */
export function readQuantity(text: string, expected: { readonly unit: string; readonly decimal?: string }): Reading {
  const asked = unitOf(expected.unit);
  if (text.length > limit) return { ok: false, why: 'too-long' };
  try {
    const tokens = scan(text, undefined, expected.decimal);
    if (tokens.length === 0) return { ok: false, why: 'empty' };
    if (!tokens.some(({ kind }) => kind === 'number')) return { ok: false, why: 'not-a-number', at: 0, text };
    return settle(tokens, asked);
  } catch (refusal) {
    if (refusal instanceof Refusal) return { ok: false, why: refusal.why, at: refusal.at, text: refusal.text };
    throw refusal;
  }
}

/** Takes the first interpretation that fits; else the first that can be computed; else says why the first cannot. */
function settle(tokens: readonly Token[], asked: UnitReading): Reading {
  let fallback: Reading | undefined;
  let refusal: Refusal | undefined;
  for (const how of interpretations(tokens)) {
    try {
      const found = evaluate(tokens, how);
      if (found === undefined || (how.billions !== 'none' && !countsInBillions(found, asked))) continue;
      const reading = toReading(tokens, how, found, asked);
      if (reading.unit !== 'other') return reading;
      fallback ??= reading;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      refusal ??= error;
    }
  }
  if (fallback) return fallback;
  throw refusal ?? new Refusal('not-a-number');
}

/** Every way to read what these tokens leave open, the likeliest first. */
export function interpretations(tokens: readonly Token[]): readonly Interpretation[] {
  const has = (pattern: RegExp) => tokens.some(({ kind, text }) => kind === 'word' && pattern.test(text));
  const decimalComma = tokens.some((token) => token.kind === 'number' && token.comma);
  const flops = has(/flops$/i) ? (['never', 'capital', 'always'] as const) : (['never'] as const);
  const billions = has(/^[Bbmgt]$/) ? (['none', 'first', 'all'] as const) : (['none'] as const);
  // `1/3 %` is a third of a per cent, not 33 of them; but `1 - 20%` is 0.8.
  const share = tokens.at(-1)?.text === '%' && !tokens.some(({ text }, index) => index > 0 && /^[-+]$/.test(text));
  const reaches = share ? (['whole', 'tight'] as const) : (['tight', 'loose', 'whole'] as const);
  return billions.flatMap((big) =>
    flops.flatMap((rate) => reaches.map((reach) => ({ reach, flops: rate, billions: big, decimalComma, bytes: false }))),
  );
}

/** Whether `B` may be a billion: where counts, FLOPs or dollars are asked and no bytes, or where a unit was written too. */
const countsInBillions = ({ wrote }: Evaluated, { dims, soft }: UnitReading) =>
  wrote || (!('B' in dims) && (Object.keys(soft).length > 0 || Object.keys(dims).every((name) => name === 'FLOP' || name === '$')));

function toReading(tokens: readonly Token[], how: Interpretation, found: Evaluated, asked: UnitReading): Read {
  const { unit: own, wrote } = found;
  const digits = literalDigits(tokens);
  // 6 × 70B params × 15T tokens is a sum without a unit, whatever it counts; `5 tokens` is an answer in tokens.
  const counts = digits === undefined && Object.keys(own.dims).length === 0 && Object.keys(own.soft).length > 0;
  const unit = wrote && dimensionsMatch(own, asked) ? 'compatible' : wrote && !counts ? 'other' : 'none';
  // A letter for thousands says how many base units there are: `140 G` is no answer in GB.
  if (unit === 'none' && found.multiplied && asked.parts.some(({ prefix }) => prefix !== ''))
    throw new Refusal('unknown-unit', 0, tokens.at(-1)?.text);
  const value = inUnit(found, unit, asked);
  if (!Number.isFinite(value)) throw new Refusal('not-finite');
  const alternative = otherValue(tokens, how, unit, asked);
  const shown = digits === undefined ? baseUnit(own) : own;
  const [amount, unitShown] =
    unit === 'other' || (unit === 'compatible' && digits !== undefined) ? [found.value * (own.scale / shown.scale), shown] : [value, asked];
  const exact = { digits: digits === undefined ? 6 : Math.min(digits, 15) };
  return {
    ok: true,
    value,
    unit,
    ...(unit === 'none' ? {} : { written: unitName(shown) }),
    dims: own.dims,
    soft: own.soft,
    ...(digits === undefined ? {} : { digits }),
    ...(alternative === undefined || alternative === value ? {} : { alternative }),
    echo: formatQuantity(amount, unitShown, unitShown === asked ? exact : { ...exact, as: unitShown }),
  };
}

function inUnit({ value, unit: own }: Evaluated, unit: Read['unit'], asked: UnitReading): number {
  if (unit !== 'compatible') return value * own.scale;
  // `$0.60` where $/Mtoken is asked is per million tokens, though they are not named.
  const implied = Object.keys(own.soft).length === 0 ? softScale(asked) : 1;
  return value * ((own.scale * implied) / asked.scale);
}

const softScale = ({ soft, parts }: UnitReading) =>
  parts.filter(({ name }) => name in soft).reduce((product, { scale, exponent }) => product * scale ** exponent, 1);

/** The value under the other plausible reading of `1,365` or of `gb`, if the text has either. */
function otherValue(tokens: readonly Token[], how: Interpretation, unit: Read['unit'], asked: UnitReading): number | undefined {
  const comma = tokens.some((token) => token.kind === 'number' && token.decimal !== undefined);
  const bits = tokens.some(({ kind, text }) => kind === 'word' && /^[kgmtpe]i?b(?:ps)?$/.test(text));
  if (!comma && !bits) return undefined;
  try {
    const found = evaluate(tokens, comma ? { ...how, decimalComma: !how.decimalComma } : { ...how, bytes: true });
    const value = found && inUnit(found, unit, asked);
    return value !== undefined && Number.isFinite(value) ? value : undefined;
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

/** The significant digits of a text that is one number: a sign, a dollar, a power of ten, a unit may stand around it. */
export function literalDigits(tokens: readonly Token[]): number | undefined {
  const form = tokens.map(({ kind, text }) => (kind === 'operator' ? text : text === 'sqrt' ? 'f' : kind[0])).join('');
  const [factor, base] = tokens.filter((token) => token.kind === 'number');
  if (!/^[-+]?w?n(?:\*n\^-?n)?(?:[*/]?w(?:\^-?n)?)*$/.test(form)) return undefined;
  return /n\*n/.test(form) && base?.value !== 10 ? undefined : factor?.digits;
}
