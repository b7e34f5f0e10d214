/** Computes the tokens of a typed answer under one way of reading what is ambiguous. */
import { dimensionsMatch, numerals, timesUnit, unitNamed, unitOf, type FlopsAsRate, type UnitReading } from './units.ts';
import { Refusal, type Measure, type Token } from './quantity-scan.ts';

/** One choice for everything that a text may leave open. */
export interface Interpretation {
  /**
   * How far a unit reaches. `tight`: a unit after a number belongs to that number with all its slashes, so that
   * `140 GB / 3.35 TB/s` divides by 3.35 TB/s. `loose`: factor by factor from left to right. `whole`: the only unit, at the end,
   * belongs to the whole expression, so that `1/3 GB` is a third of a gigabyte.
   */
  readonly reach: 'tight' | 'loose' | 'whole';
  readonly flops: FlopsAsRate;
  /** Which of the letters in `8B` and `10m` mean a billion and a million: in `70B × 2 B/param` it is the first alone. */
  readonly billions: 'none' | 'first' | 'all';
  /** `1,365` is 1.365. */
  readonly decimalComma: boolean;
  /** `gb` is a gigabyte. */
  readonly bytes: boolean;
}

export interface Evaluated extends Measure {
  /** Whether any unit was written, even if it cancelled. */
  readonly wrote: boolean;
  /** Whether a number was scaled by a word or letter, such as `billion` or `M`. */
  readonly multiplied: boolean;
}

const one = unitOf('1');
const dollar = unitOf('$');

/** What the book's language calls its large counts: a German Billion is a trillion. Some languages tell 2, 5 and 1.5 of them apart. */
const largeCounts = ([1e6, 1e9, 1e12] as const).flatMap((scale) =>
  [1, 2, 5, 1.5].map((count) => [numerals.large(scale, count)?.toLowerCase() ?? '', scale] as const),
);
const multipliers: ReadonlyMap<string, number> = new Map<string, number>([
  ...Object.entries({
    ...{ k: 1e3, M: 1e6, G: 1e9, T: 1e12, P: 1e15, bn: 1e9, tn: 1e12 },
    ...{ thousand: 1e3, million: 1e6, billion: 1e9, trillion: 1e12, quadrillion: 1e15 },
  }),
  ...largeCounts,
]);
const letters: ReadonlyMap<string, string> = new Map(Object.entries({ B: 'bn', b: 'bn', m: 'million', g: 'G', t: 'T' }));

const functions: ReadonlyMap<string, (x: number) => number> = new Map([
  ['log2', Math.log2],
  ['log10', Math.log10],
  ['ln', Math.log],
  ['exp', Math.exp],
  ['ceil', Math.ceil],
  ['floor', Math.floor],
  ['round', Math.round],
]);

/** Functions of several values of one kind. */
const choosers: ReadonlyMap<string, (...xs: readonly number[]) => number> = new Map([
  ['max', Math.max],
  ['min', Math.min],
]);

export const isFunction = (word: string): boolean =>
  word === 'sqrt' || functions.has(word.toLowerCase()) || choosers.has(word.toLowerCase());

/** Whether a word is a unit, or a power of ten such as `k`, `m` or `billion`. */
export const isUnitWord = (word: string): boolean =>
  unitNamed(word, 'always') !== undefined || multiplierOf(word) !== undefined || letters.has(word);

const unitWord = (token: Token | undefined, { flops, bytes }: Interpretation): UnitReading | undefined => {
  if (token?.kind !== 'word') return undefined;
  return unitNamed(bytes ? token.text.replace(/^([kgmtpe]i?)b(?=(?:ps)?$)/, '$1B') : token.text, flops);
};

/** For the reach `whole`: the tokens with brackets around all before the trailing unit; undefined where that is not the form. */
function bracketed(tokens: readonly Token[], how: Interpretation): readonly Token[] | undefined {
  const from = tokens.findIndex((token) => unitWord(token, how) !== undefined);
  const stray = tokens.some((token, index) => index > from && token.kind === 'number' && !/^[-^]$/.test(tokens[index - 1]?.text ?? ''));
  const depth = tokens.slice(0, Math.max(from, 0)).reduce((open, { text }) => open + (text === '(' ? 1 : text === ')' ? -1 : 0), 0);
  if (from < 1 || stray || depth !== 0) return undefined;
  const bracket = (text: string) => ({ kind: 'operator', text, at: 0 }) as const;
  return [bracket('('), ...tokens.slice(0, from), bracket(')'), ...tokens.slice(from)];
}

const multiplierOf = (text: string) => multipliers.get(text) ?? multipliers.get(text.toLowerCase());

/** The tokens with the letters that mean a billion or a million spelt out. */
function spelledOut(tokens: readonly Token[], { billions }: Interpretation): readonly Token[] {
  const first = tokens.findIndex(({ kind, text }) => kind === 'word' && letters.has(text));
  return tokens.map((token, index) => {
    const word =
      token.kind === 'word' && (billions === 'all' || (billions === 'first' && index === first)) ? letters.get(token.text) : undefined;
    return word === undefined || token.kind === 'number' ? token : { ...token, text: word };
  });
}

/**
 * The value of a whole token list. Throws `Refusal` where it is no expression, or mixes units.
 *
 * Precedence, from the tightest: brackets and functions; powers, to the right; a unit after its number (see
 * `Interpretation.reach`); a leading minus; products and quotients; sums. So -2^2 is -4.
 */
export function evaluate(typed: readonly Token[], how: Interpretation): Evaluated | undefined {
  const spelled = spelledOut(typed, how);
  const tokens = how.reach === 'whole' ? bracketed(spelled, how) : spelled;
  if (tokens === undefined) return undefined;
  const seen = { wrote: false, multiplied: false };
  let at = 0;
  const peek = (ahead = 0) => tokens[at + ahead];
  const isOperator = (text: string, ahead = 0) => peek(ahead)?.kind === 'operator' && peek(ahead)?.text === text;
  const refuse = (why: Refusal['why'], token = tokens[Math.min(at, tokens.length - 1)]): never => {
    throw new Refusal(why, token?.at, token?.text);
  };
  const take = (text: string) => {
    if (!isOperator(text)) return false;
    at++;
    return true;
  };
  const isMoney = (ahead = 0) => peek(ahead + 1)?.kind === 'number' && unitWord(peek(ahead), how)?.parts[0]?.name === '$';
  const plain = (measure: Measure): number =>
    Object.keys(measure.unit.dims).length === 0 ? measure.value * measure.unit.scale : refuse('dimension', peek(-1));

  const sum = (): Measure => {
    let total = product();
    while (isOperator('+') || isOperator('-')) {
      const operation = peek();
      at++;
      const next = product();
      if (!dimensionsMatch(total.unit, next.unit)) refuse('dimension', operation);
      const added = next.value * (next.unit.scale / total.unit.scale);
      const unit = total.unit.parts.length === 0 && total.unit.scale === next.unit.scale ? next.unit : total.unit;
      total = { value: operation?.text === '-' ? total.value - added : total.value + added, unit };
    }
    return total;
  };
  const product = (): Measure => {
    let total = signed();
    while (isOperator('*') || isOperator('/')) {
      const operation = peek();
      at++;
      const next = signed();
      if (operation?.text === '*') total = { value: total.value * next.value, unit: timesUnit(total.unit, next.unit) };
      else if (next.value === 0) refuse('division-by-zero', operation);
      else total = { value: total.value / next.value, unit: timesUnit(total.unit, next.unit, -1) };
    }
    return total;
  };
  const signed = (): Measure => {
    if (take('+')) return signed();
    if (!take('-')) return quantity();
    const { value, unit } = signed();
    return { value: -value, unit };
  };
  const quantity = (): Measure => {
    const money = isMoney();
    if (money) {
      at++;
      seen.wrote = true;
    }
    const unit = unitHere() ? undefined : power();
    const { value, unit: own } = unit ?? { value: 1, unit: one };
    const scale = multiplier();
    return { value: value * scale, unit: tail(money ? timesUnit(dollar, own) : own) };
  };
  const power = (): Measure => {
    const base = primary();
    return take('^') ? raise(base, exponent()) : base;
  };
  const exponent = (): number => {
    if (take('-')) return -exponent();
    return take('+') ? exponent() : plain(power());
  };
  const raise = ({ value, unit }: Measure, to: number): Measure => {
    if (value === 0 && to < 0) refuse('division-by-zero');
    return { value: value ** to, unit: timesUnit(one, unit, to) };
  };
  const primary = (): Measure => {
    const token = peek();
    if (token?.kind === 'number') {
      at++;
      return { value: how.decimalComma ? (token.decimal ?? token.value) : token.value, unit: one };
    }
    if (take('(')) return closed();
    if (token?.kind === 'variable') {
      at++;
      return token.measure;
    }
    if (token?.kind !== 'word') return refuse(token?.text === ',' ? 'ambiguous-comma' : 'not-a-number');
    if (token.text === 'sqrt') {
      at++;
      return raise(primary(), 0.5);
    }
    if (!isOperator('(', 1)) return refuse('unknown-unit');
    at += 2;
    const choose = choosers.get(token.text.toLowerCase());
    if (choose) return chosen(choose);
    const of = functions.get(token.text.toLowerCase());
    if (of === undefined) return refuse('unknown-unit', token);
    return { value: of(plain(closed())), unit: one };
  };
  const closed = (): Measure => {
    const inner = sum();
    return take(')') ? inner : refuse(isOperator(',') ? 'ambiguous-comma' : 'not-a-number');
  };
  /** The largest or the smallest of values of one kind, in the unit of the first. */
  const chosen = (choose: (...xs: readonly number[]) => number): Measure => {
    const first = sum();
    const values = [first.value];
    while (isOperator(',')) {
      const comma = peek();
      at++;
      const { value, unit } = sum();
      if (!dimensionsMatch(first.unit, unit)) refuse('dimension', comma);
      values.push(value * (unit.scale / first.unit.scale));
    }
    return take(')') ? { value: choose(...values), unit: first.unit } : refuse('not-a-number');
  };
  const multiplier = (): number => {
    const token = peek();
    const scale = token?.kind === 'word' && at > 0 && !/^[*/]$/.test(peek(-1)?.text ?? '') ? multiplierOf(token.text) : undefined;
    if (scale === undefined) return 1;
    at++;
    seen.multiplied = true;
    return scale;
  };
  const unitHere = (ahead = 0) => {
    const token = peek(ahead);
    return isOperator('(', ahead + 1) && token !== undefined && isFunction(token.text) ? undefined : unitWord(token, how);
  };
  /** The units that follow: factors side by side, and, unless the reach is loose, those after `*` and `/`. */
  const tail = (unit: UnitReading): UnitReading => {
    let total = unit;
    for (;;) {
      // A plain number is multiplied or divided, not given a unit, by what stands behind `*` or `/`.
      const joined = (isOperator('*') || isOperator('/')) && how.reach !== 'loose' && total.parts.length > 0 ? 1 : 0;
      const million = joined === 1 ? prefixed(joined) : undefined;
      const next = isMoney(joined) ? undefined : (million ?? unitHere(joined));
      if (next === undefined) return total;
      const sign = joined === 1 && isOperator('/') ? -1 : 1;
      at += joined + (million ? 2 : 1);
      seen.wrote = true;
      total = timesUnit(total, next, sign * (take('^') ? exponent() : 1));
    }
  };
  /** `million tokens`, as in `$0.60 per million tokens`. */
  const prefixed = (ahead: number): UnitReading | undefined => {
    const [scale, noun] = [peek(ahead), peek(ahead + 1)];
    if (scale?.kind !== 'word' || noun?.kind !== 'word') return undefined;
    const prefix = { 1e3: 'k', 1e6: 'M', 1e9: 'G', 1e12: 'T' }[multiplierOf(scale.text) ?? 0];
    return prefix === undefined ? undefined : unitNamed(prefix + noun.text);
  };
  const { value, unit } = sum();
  if (at < tokens.length) refuse(peek()?.kind === 'word' ? 'unknown-unit' : isOperator(',') ? 'ambiguous-comma' : 'not-a-number');
  if (!Number.isFinite(value * unit.scale) || unit.scale === 0) throw new Refusal('not-finite');
  return { value, unit, ...seen };
}
