/** Cuts a typed text into numbers, words, names and operators. */
import { fromSuperscript, numerals } from './units.ts';

/** Codes only: the sentences live with the feedback. */
export type Unreadable =
  | 'empty'
  | 'too-long'
  /** There is no digit in it. */
  | 'not-a-number'
  | 'unknown-sign'
  | 'unknown-unit'
  | 'unknown-name'
  | 'missing-operand'
  | 'missing-operator'
  | 'unclosed'
  | 'unopened'
  | 'stray-comma'
  /** A function without brackets, or with the wrong number of values. */
  | 'arguments'
  /** Signs between digits that group in no way, or in more than one. */
  | 'ambiguous-comma'
  /** `45-46 %`, `3 to 4`, `4 ± 1`. */
  | 'range'
  /** `1.4×10-3`, which lost its superscript. */
  | 'lost-power'
  | 'dimension'
  | 'division-by-zero'
  | 'not-finite';

/** Thrown inside the reader only; its exports turn it into a value. */
export class Refusal extends Error {
  readonly why: Unreadable;
  readonly at: number;
  readonly text: string;
  constructor(why: Unreadable, at = 0, text = '') {
    super(why);
    this.why = why;
    this.at = at;
    this.text = text;
  }
}

export interface NumberToken {
  readonly kind: 'number';
  readonly text: string;
  readonly at: number;
  readonly value: number;
  /** If the comma in `1,365` is decimal; where people write 1,5, if the point in `1.365` is. */
  readonly decimal?: number | undefined;
  /** Whether a comma in it can only be decimal; where people write 1,5, a point. */
  readonly comma: boolean;
  /** As typed; endless for a fraction. */
  readonly digits: number;
}

export interface SignToken {
  readonly kind: 'word' | 'operator' | 'name';
  readonly text: string;
  readonly at: number;
  /** Of a product: as close as in `GPU-hours` and `GPU·h`. */
  readonly close?: boolean;
  /** As typed: `x` for the operator `*`, `per` for `/`. */
  readonly written?: string;
}

export type Token = NumberToken | SignToken;

/** For whoever knows the names. */
export interface Place {
  readonly text: string;
  readonly at: number;
  readonly before: readonly Token[];
}
/** The names that a word is, or is made of; undefined where it is none. May throw a `Refusal`. */
export type NamesOf = (word: string, place: Place) => readonly string[] | undefined;

export interface ScanOptions {
  readonly namesOf?: NamesOf;
  /** Before decimals, if not the book's. */
  readonly decimal?: string | undefined;
}

const decoration = /(?:[\s≈=]|(?:approx(?:imately)?|about|around|roughly|nearly|almost|circa|ca)\b\.?)*/iuy;
const space = /\s*/y;
const run = /\.?\d+(?:[.,]\d+|[ '_]\d{3}(?!\d))*(?:\.(?!\d))?/y;
const eNotation = /\s?[eE] ?([-+]?\d+)/y;
const tenNotation =
  /\s*[×xX·]\s*10\s*(?:(?:\^|\*\*)\s*(?:([-+]?\d+)|[({]\s*([-+]?\d+)\s*[)}])|([-⁺⁻]?[⁰¹²³⁴-⁹]+))(?![\d.]|\s*(?:\^|\*\*))/y;
const lostPower = /\s*[×xX·*]\s*(10-\d{1,2})(?![\d.^*])/y;
/** As `lostPower`, but `1.37×1011`: only behind a mantissa, and not 1024. */
const lostRaise = /\s*[×xX·]\s*(10(?:[3-9]|[12]\d|30))(?<!1024)(?![\d.,^*])/y;
const fraction = / ?(?:\d+\/\d+(?![\d.,/^])|[¼-¾⅐-⅞])/uy;
const vulgar = /[¼-¾⅐-⅞]/uy;
const superscript = /[-⁺⁻]?[⁰¹²³⁴-⁹]+/y;
const word = /(?:log2|log10)(?=\s*[({])|\p{L}+\$?|[\p{Sc}%√]/uy;
/** `H100s`, `A100`, `MI300X`: nouns, as GPU is. */
const accelerator = /(?:G?[ABHLPTV]\d{1,3}|GB\d{3}|MI\d{3})[A-Z]?s?(?![\p{L}\d])/uy;
const operator = /\*\*|[-+*/^()]|,(?=[\s\p{L}_])/uy;
/** Letters, digits, subscripts and `_`, not beginning with a digit. */
export const identifier = /[\p{L}_][\p{L}\p{Nd}_₀-₉]*/uy;

const operators: ReadonlyMap<string, string> = new Map(
  Object.entries({ '×': '*', '·': '*', x: '*', X: '*', per: '/', '[': '(', '{': '(', ']': ')', '}': ')', '**': '^' }),
);

/**
 * Tokens of a text in plain signs (see `plainText`). Throws `Refusal` at the first piece that belongs to no quantity. `namesOf` decides
 * where a word is a name.
 */
export function scan(text: string, { namesOf, decimal = numerals.decimal }: ScanOptions = {}): readonly Token[] {
  const tokens: Token[] = [];
  const match = (pattern: RegExp, from: number): RegExpExecArray | undefined => {
    pattern.lastIndex = from;
    return pattern.exec(text) ?? undefined;
  };
  const end = text.replace(/[\s.,;:?]+$/, '').length;
  let at = match(decoration, 0)?.[0].length ?? 0;
  while ((at += match(space, at)?.[0].length ?? 0) < end) {
    const digits = match(run, at)?.[0];
    const raised = match(superscript, at)?.[0];
    const part = match(vulgar, at);
    const name = namesOf && match(identifier, at)?.[0];
    const names = name === undefined ? undefined : namesOf?.(name, { text, at, before: tokens });
    let length = (raised ?? name ?? '1').length;
    if (digits !== undefined) {
      const token = literal(text, at, digits, decimal, tokens.at(-1)?.text !== '^', match);
      tokens.push(token);
      length = token.text.length;
    } else if (raised !== undefined) {
      const value = Number(fromSuperscript(raised));
      tokens.push({ kind: 'operator', text: '^', at }, { kind: 'number', text: raised, at, value, comma: false, digits: 1 });
    } else if (part) tokens.push({ kind: 'number', text: part[0], at, value: partOf(part), comma: false, digits: 6 });
    else if (names !== undefined) {
      let from = at;
      for (const one of names) {
        tokens.push({ kind: 'name', text: one, at: from });
        from += one.length;
      }
    } else {
      const chip = match(accelerator, at)?.[0];
      const token = sign(text, at, tokens.at(-1), chip ?? match(word, at)?.[0], match(operator, at)?.[0]);
      tokens.push(chip === undefined ? token : { ...token, text: 'GPU' });
      length = token.written?.length ?? 1;
    }
    at += length;
  }
  return tokens;
}

/** A hyphen inside a unit, as in `GPU-hours`, multiplies. */
function sign(text: string, at: number, last: Token | undefined, letters: string | undefined, operation: string | undefined): SignToken {
  const symbol = letters ?? operation ?? String.fromCodePoint(text.codePointAt(at) ?? 0);
  const close = last?.kind === 'word' && /^\S[-·]\p{L}/u.test(text.slice(at - 1, at + 2));
  const plain = symbol === '-' && close ? '*' : (operators.get(symbol) ?? symbol);
  const isOperator = operation !== undefined || operators.has(symbol);
  if (letters === undefined && !isOperator) throw new Refusal(symbol === ',' ? 'ambiguous-comma' : 'unknown-sign', at, symbol);
  return { kind: isOperator ? 'operator' : 'word', text: plain, at, written: symbol, ...(close && { close }) };
}

/**
 * One number with its power of ten: `1,365.3`, `1.37e11`, `1.37 × 10^11`, `4 1/2`.
 *
 * `× 10^` after a number belongs to it, so that 6/3×10^2 is 0.02; with `*` it is an ordinary product.
 */
function literal(
  text: string,
  at: number,
  digits: string,
  decimalSign: string,
  powerAllowed: boolean,
  match: (pattern: RegExp, from: number) => RegExpExecArray | undefined,
): NumberToken {
  const separated = separate(decimalSign === ',' ? exchanged(digits) : digits);
  if (separated === undefined) throw new Refusal('ambiguous-comma', at, digits);
  const from = at + digits.length;
  const mixed = /^\d+$/.test(digits) ? match(fraction, from) : undefined;
  const part = mixed ? partOf(mixed) : 1;
  if (mixed && part < 1) return { kind: 'number', text: digits + mixed[0], at, value: Number(digits) + part, comma: false, digits: 6 };
  const lost = match(lostPower, from) ?? (/^[1-9][.,]\d+$/.test(digits) ? match(lostRaise, from) : undefined);
  if (lost) throw new Refusal('lost-power', at, digits + lost[0]);
  const power = match(eNotation, from) ?? (powerAllowed ? match(tenNotation, from) : undefined);
  const exponent = fromSuperscript(power?.[1] ?? power?.[2] ?? power?.[3] ?? '0');
  const value = (plain: string) => Number(`${plain}e${exponent}`);
  return {
    kind: 'number',
    text: text.slice(at, from + (power?.[0].length ?? 0)),
    at,
    value: value(separated.plain),
    decimal: separated.decimal === undefined ? undefined : value(separated.decimal),
    comma: separated.comma,
    digits: Math.max(1, separated.plain.replace('.', '').replace(/^0+/, '').length),
  };
}

/** The value of `1/2` or `½`. */
const partOf = ([written]: RegExpExecArray): number => {
  const [over, under] = written.normalize('NFKC').split(/[/⁄]/).map(Number);
  return (over ?? Number.NaN) / (under ?? Number.NaN);
};

interface Separated {
  readonly plain: string;
  readonly decimal?: string;
  readonly comma: boolean;
}

/** `1.365,3` as `1,365.3`; a point before all digits is decimal either way. */
const exchanged = (typed: string): string =>
  typed.replace(/(\d)([.,])(?=\d)/g, (_, digit: string, sign: string) => digit + (sign === '.' ? ',' : '.'));

/**
 * Tells thousands separators from the decimal sign, as English writes both; undefined where that is unclear.
 *
 * A comma is decimal where it cannot group thousands (`85,9`, `0,139`, `1365,3`, `1 365,3`, `1.365,3`); before exactly three digits it
 * groups, and the decimal reading is kept beside it. Dots group only where there are several, or a comma follows.
 */
function separate(typed: string): Separated | undefined {
  const digits = typed.replace(/\.$/, '');
  const spaced = /^[1-9]\d{0,2}(?:[ '_]\d{3})+(?:[.,]\d+)?$|^\d+\.\d{3}(?: \d{3})+$/.test(digits);
  if (!spaced && /[ '_]/.test(digits)) return undefined;
  const joined = digits.replace(/[ '_]/g, '');
  const commas = joined.split(',').length - 1;
  const withoutCommas = joined.replaceAll(',', '');
  const decimalComma = joined.replaceAll('.', '').replace(',', '.');
  if (commas === 0) {
    if (/^\d*\.?\d+$/.test(joined)) return { plain: joined, comma: false };
    return /^[1-9]\d{0,2}(?:\.\d{3})+$/.test(joined) ? { plain: joined.replaceAll('.', ''), comma: false } : undefined;
  }
  // Last, India's grouping: 1,37,43,895.
  if (!spaced && /^(?:[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d?(?:,\d\d)+,\d{3})(?:\.\d+)?$/.test(joined)) {
    return commas === 1 && !joined.includes('.')
      ? { plain: withoutCommas, decimal: decimalComma, comma: false }
      : { plain: withoutCommas, comma: false };
  }
  const decimal = commas === 1 && /^(?:\d+|[1-9]\d{0,2}(?:\.\d{3})+),\d+$/.test(joined);
  return decimal ? { plain: decimalComma, comma: true } : undefined;
}
