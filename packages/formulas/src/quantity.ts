/**
 * Reads a typed amount: `1365`, `1,365.3 FLOPs/byte`, `1.37×10^11`, `139 µs`, `140 GB / 3.35 TB/s`, `$4/h`, `70.6B`.
 *
 * Answer box, explorers, calculators and command line all read with it. Reading only: judging is elsewhere, and an unreadable answer costs
 * no try.
 */
import { evaluate, type Measure } from './quantity-evaluate.ts';
import { parse, type Interpretation, type Parsed } from './quantity-parse.ts';
import { prefixFor } from './quantity-words.ts';
import { Refusal, scan, type Token, type Unreadable } from './quantity-scan.ts';
import { plainText } from './quantity-text.ts';
import { baseUnit, dimensionsMatch, formatQuantity, unitName, unitOf, type Exponents, type UnitReading } from './units.ts';

export interface Read {
  readonly ok: true;
  /** In the expected unit; with a unit of another kind, in its base units (FLOP, B, s, $, J). */
  readonly value: number;
  /** Whether a unit was written that measures what is asked. Units that cancel count as written. */
  readonly unit: 'none' | 'compatible' | 'other';
  /** In canonical spelling; that of the result for an expression. */
  readonly written?: string;
  /** Of FLOP, B, s, $ and J in what was written. */
  readonly dims: Exponents;
  /** Of the nouns (tokens, GPUs …). */
  readonly soft: Exponents;
  /** Where the text is one number, with or without a unit. */
  readonly digits?: number;
  /** In the same unit, if the comma in `1,365` is decimal, or `gb` means bytes. */
  readonly alternative?: number;
  /** How it was read, such as `41.8 ms`. */
  readonly echo: string;
}

export interface NotRead {
  readonly ok: false;
  readonly why: Unreadable;
  /** Where in the text, and which piece. */
  readonly at?: number;
  readonly text?: string;
}

export type Reading = Read | NotRead;

/** If it is short enough to quote. */
export const pieceOf = ({ text = '' }: NotRead): string => (text.length <= 20 ? text : '');

/** Longer than any answer; reading time grows with it. */
const limit = 200;

/** `t = 4.8 ms`: the number's name. */
const label = /^\s*\p{L}[\p{L}\p{Nd}_₀-₉ '-]*?\s*(?::=?|=|≈)(?!\s*$)/u;
/** `3 to 4`, `4.5 ± 0.1`, `between 3 and 4`. */
const twoNumbers = /\d[^\d]*?(?:±|\+\/-|\.\.|…|\b(?:to|or)\b)\s*[$≈]?\.?\d|\bbetween\b.*\d.*\band\b.*\d/iu;

/**
 * The amount as a number in `expected.unit`.
 *
 * Where a text is open (how far a unit reaches, whether `FLOPS` is a rate, whether `8B` is bytes), readings are tried in a fixed order and
 * the first that fits the expected unit counts.
 *
 * `expected.decimal` is the reader's decimal sign; the other one then groups thousands. Never throws for a text; throws `RangeError` where
 * the expected unit is unknown.
 */
export function readQuantity(text: string, expected: { readonly unit: string; readonly decimal?: string }): Reading {
  const asked = unitOf(expected.unit);
  if (text.length > limit) return { ok: false, why: 'too-long' };
  const plain = plainText(text, '$' in asked.dims).replace(label, (before) => ' '.repeat(before.length));
  try {
    if (!/[\d¼-¾⅐-⅞]/.test(plain)) throw new Refusal(/^[\s≈=]*$/.test(plain) ? 'empty' : 'not-a-number', 0, plain);
    if (/^\s*0x/i.test(plain)) throw new Refusal('unknown-sign', 0, '0x');
    const range = twoNumbers.exec(plain);
    if (range) throw new Refusal('range', range.index, plain);
    const tokens = inAskedTerms(scan(plain, expected), asked);
    if (isRange(tokens, asked)) throw new Refusal('range', tokens[1]?.at, plain);
    return settle(tokens, asked);
  } catch (refusal) {
    if (refusal instanceof Refusal) return { ok: false, why: refusal.why, at: refusal.at, text: refusal.text };
    throw refusal;
  }
}

/** `45-46 %`: one literal minus a larger one is a range. But `1 - 20%` is 0.8 where no percentage is asked. */
function isRange(tokens: readonly Token[], asked: UnitReading): boolean {
  const form = tokens.map(({ kind, text }) => (kind === 'operator' ? text : (kind[0] ?? ''))).join('');
  const [low, high] = tokens.filter((token) => token.kind === 'number');
  const minus = tokens.findIndex(({ text }) => text === '-');
  if (!low || !high || !/^w?n(?:w(?:[*/]w)*)?-w?n(?:w(?:[*/]w)*)?$/.test(form) || low.value >= high.value) return false;
  const [left, right] = [tokens.slice(0, minus), tokens.slice(minus + 1)].map(unitText);
  if (left !== '' && left !== right && !(left === '$' && right === '')) return false;
  return !(low.value === 1 && tokens.at(-1)?.text === '%' && !isPercent(asked));
}
const unitText = (tokens: readonly Token[]): string => tokens.map(({ kind, text }) => (kind === 'number' ? '' : text)).join('');
const isPercent = ({ parts }: UnitReading): boolean => parts[0]?.name === '%';

/** With words that mean something special where this is asked. */
function inAskedTerms(tokens: readonly Token[], asked: UnitReading): readonly Token[] {
  const { dims, soft } = asked;
  const noun = Object.keys(soft).find((name) => soft[name] === -1);
  const last = tokens.length - 1;
  return tokens.flatMap((token, i): readonly Token[] => {
    const slash = (at: number): boolean => tokens[at]?.text === '/';
    const { kind, text } = token;
    const next = tokens[i + 1];
    // `1.155x` is a factor, where a plain number is asked.
    if (
      i === last &&
      kind === 'operator' &&
      /^[x×]$/i.test(token.written ?? '') &&
      tokens[i - 1]?.kind === 'number' &&
      isPlain({ dims, soft })
    )
      return isPercent(asked) ? scan('* 100%') : [];
    // `$1.06/M` and `$1.06/1e6`: per million of what is asked.
    if (noun !== undefined && next?.kind !== 'word') {
      const word = { kind: 'word', text: noun, at: token.at } as const;
      if (kind === 'word' && prefixFor(text) !== undefined && (slash(i - 1) || (slash(i - 2) && tokens[i - 1]?.kind === 'number')))
        return [token, word];
      if (kind === 'number' && i === last && slash(i - 1) && /^10*$/.test(String(token.value)) && token.value >= 1000) return [token, word];
    }
    if (kind !== 'word') return [token];
    // An operation is a FLOP where FLOPs are asked; TOPS are a rate, as TFLOPS are.
    if ('FLOP' in dims && !('op' in soft)) {
      const [, prefix, plural = ''] = /^([kmgtpe]?)(?:op|operation)(s?)$/i.exec(text) ?? [];
      if (prefix !== undefined) return [{ ...token, text: `${prefix}FLOP${plural}` }];
    }
    const counted = 'token' in soft;
    if (/^tps$/i.test(text)) {
      const at = token.at;
      return [
        { ...token, text: 'token' },
        { kind: 'operator', text: '/', at },
        { kind: 'word', text: 's', at },
      ];
    }
    return /^[kMG]?t$/.test(text) && (slash(i + 1) || (counted && slash(i - 1)))
      ? [{ ...token, text: text.replace('t', 'token') }]
      : [token];
  });
}
const isPlain = ({ dims, soft }: Pick<UnitReading, 'dims' | 'soft'>): boolean => Object.keys(dims).length + Object.keys(soft).length === 0;

interface Evaluated extends Measure, Parsed {}

/** The first interpretation that fits; else the first that can be computed; else why the first cannot. */
function settle(tokens: readonly Token[], asked: UnitReading): Reading {
  let fallback: Reading | undefined;
  let refusal: Refusal | undefined;
  for (const how of interpretations(tokens, asked)) {
    try {
      const parsed = parse(tokens, how);
      if (parsed === undefined) continue;
      const found = { ...parsed, ...evaluate(parsed.tree, how) };
      if (how.billions !== 'none' && !countsInBillions(found, asked)) continue;
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

/** The likeliest first. */
export function interpretations(tokens: readonly Token[], asked?: UnitReading): readonly Interpretation[] {
  const has = (pattern: RegExp) => tokens.some(({ kind, text }) => kind === 'word' && pattern.test(text));
  const decimalComma = tokens.some((token) => token.kind === 'number' && token.comma);
  const flops = has(/flops$/i) ? (['never', 'capital', 'always'] as const) : (['never'] as const);
  const billions = has(/^[Bbmgt]$/) ? (['none', 'first', 'all'] as const) : (['none'] as const);
  const slash = tokens.findIndex(({ text }, i) => text === '/' && tokens[i + 1]?.kind === 'word');
  const factor = ({ kind, text }: Token, i: number): boolean => i > slash + 1 && (kind === 'word' || text === '*');
  const below = slash >= 0 && tokens.some(factor) ? (['close', 'none', 'all'] as const) : (['close'] as const);
  const reaches = isShare(tokens, asked) ? (['whole', 'tight'] as const) : (['tight', 'loose', 'whole'] as const);
  const each = { decimalComma, bytes: false };
  return billions.flatMap((big) =>
    flops.flatMap((rate) =>
      reaches.flatMap((reach) => below.map((under) => ({ ...each, reach, below: under, flops: rate, billions: big }))),
    ),
  );
}

/** Whether a final % is of all before it: `1/3 %` is a third of a per cent. But `1 - 20%` is 0.8. */
function isShare(tokens: readonly Token[], asked?: UnitReading): boolean {
  if (tokens.at(-1)?.text !== '%') return false;
  if (!tokens.some(({ text }, index) => index > 0 && /^[-+]$/.test(text))) return true;
  const [first, ...others] = tokens.filter((token) => token.kind === 'number');
  const percents = tokens.filter(({ text }) => text === '%').length;
  return asked !== undefined && isPercent(asked) && percents === 1 && others.length > 0 && first?.value !== 1;
}

/** Where counts, FLOPs or dollars are asked and no bytes, or where a unit was written too. */
const countsInBillions = ({ units }: Parsed, { dims, soft }: UnitReading): boolean =>
  units.size > 0 ||
  (!('B' in dims) && (Object.keys(soft).length > 0 || Object.keys(dims).every((name) => name === 'FLOP' || name === '$')));

function toReading(tokens: readonly Token[], how: Interpretation, found: Evaluated, asked: UnitReading): Read {
  const own = found.unit;
  const wrote = found.units.size > 0;
  const digits = literalDigits(tokens);
  // 6 × 70B params × 15T tokens is a sum without a unit, whatever it counts; `5 tokens` is an answer in tokens.
  const counts = digits === undefined && Object.keys(own.dims).length === 0 && Object.keys(own.soft).length > 0;
  const unit = wrote && dimensionsMatch(own, asked) ? 'compatible' : wrote && !counts ? 'other' : 'none';
  // A letter for thousands counts base units: `140 G` is no answer in GB.
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

function inUnit({ value, unit: own, units }: Measure & Pick<Parsed, 'units'>, unit: Read['unit'], asked: UnitReading): number {
  if (unit !== 'compatible') return value * own.scale;
  // `$0.60` where $/Mtoken is asked is per million tokens; `$2/h / (500/s)` is not.
  const implied = Object.keys(own.soft).length === 0 && units.size === 1 ? softScale(asked) : 1;
  return value * ((own.scale * implied) / asked.scale);
}

const softScale = ({ soft, parts }: UnitReading) =>
  parts.filter(({ name }) => name in soft).reduce((product, { scale, exponent }) => product * scale ** exponent, 1);

/** Under the other plausible reading of `1,365` or of `gb`. */
function otherValue(tokens: readonly Token[], how: Interpretation, unit: Read['unit'], asked: UnitReading): number | undefined {
  const comma = tokens.some((token) => token.kind === 'number' && token.decimal !== undefined);
  const bits = tokens.some(({ kind, text }) => kind === 'word' && /^[kgmtpe]i?b(?:ps)?$/.test(text));
  if (!comma && !bits) return undefined;
  try {
    const other = comma ? { ...how, decimalComma: !how.decimalComma } : { ...how, bytes: true };
    const parsed = parse(tokens, other);
    const value = parsed && inUnit({ ...parsed, ...evaluate(parsed.tree, other) }, unit, asked);
    return value !== undefined && Number.isFinite(value) ? value : undefined;
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

/** Of one number; a sign, a dollar, a power of ten, a unit may stand around it. */
export function literalDigits(tokens: readonly Token[]): number | undefined {
  const form = tokens.map(({ kind, text }) => (kind === 'operator' ? text : text === 'sqrt' || text === '√' ? 'f' : kind[0])).join('');
  const [factor, base] = tokens.filter((token) => token.kind === 'number');
  // Names are tokens of kind `name`, and begin with n as numbers do. 15 Ki is exact: 15,360.
  if (tokens.some(({ kind, text }) => kind === 'name' || (kind === 'word' && /^[kmg]i$/i.test(text)))) return undefined;
  if (!/^[-+]?w?n(?:\*n\^-?n)?(?:[*/]?w(?:\^-?n)?)*$/.test(form)) return undefined;
  return /n\*n/.test(form) && base?.value !== 10 ? undefined : factor?.digits;
}
