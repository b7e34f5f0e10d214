/** Cuts a typed answer into numbers, words and operators, each with its place in the text. */

import { fromSuperscript, numerals, type UnitReading } from './units.ts';

export interface Measure {
  readonly value: number;
  readonly unit: UnitReading;
}

/** Why a text could not be read as a quantity. Codes only: the sentences for readers live with the feedback. */
export type Unreadable =
  'empty' | 'too-long' | 'not-a-number' | 'ambiguous-comma' | 'unknown-unit' | 'dimension' | 'division-by-zero' | 'not-finite';

/** Thrown inside the reader only; `readQuantity` turns it into a value. */
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
  /** The value if the comma in `1,365` is a decimal comma; in a language that writes 1,5, if the point in `1.365` is a decimal point. */
  readonly decimal?: number | undefined;
  /** Whether a comma in it can only be a decimal comma; in a language that writes 1,5, the same of a point. */
  readonly comma: boolean;
  /** Significant digits as typed. */
  readonly digits: number;
}

export interface SignToken {
  readonly kind: 'word' | 'operator';
  readonly text: string;
  readonly at: number;
}

/** A name that the reader has given a value in a line before. */
export interface VariableToken {
  readonly kind: 'variable';
  readonly text: string;
  readonly at: number;
  readonly measure: Measure;
}

export type Token = NumberToken | SignToken | VariableToken;

export interface Named {
  readonly measure: Measure;
  /** What the name spells beside: a unit or power of ten, as `s`, `B`, `flops` and `k` do; the times sign; a function. */
  readonly also?: 'unit' | 'sign' | 'function';
}
/** The names that have a value. */
export type Names = ReadonlyMap<string, Named>;
const noNames: Names = new Map();

const decoration = /(?:[\s~≈≃≅∼=]|(?:approx(?:imately)?|about|circa|ca)\b\.?)*/iuy;
const space = /\s*/y;
const run = /\.?\d+(?:[.,]\d+|[\s'’_]\d{3}(?!\d))*(?:\.(?!\d))?/y;
const eNotation = /\s?[eE]([-+−–]?\d+)/y;
const tenNotation =
  /\s*(?:[×✕xX·⋅]|\\times|\\cdot)\s*10\s*(?:(?:\^|\*\*)\s*(?:([-+−–]?\d+)|[({]\s*([-+−–]?\d+)\s*[)}])|([⁺⁻]?[⁰¹²³⁴-⁹]+))(?![\d.]|\s*(?:\^|\*\*))/y;
const superscript = /[⁺⁻]?[⁰¹²³⁴-⁹]+/y;
const word = /(?:log2|log10)(?=\s*[({])|\p{L}+\$?|[$%]/uy;
const operator = /\*\*|\\(?:times|cdot)|[-+*/^()]|,(?=[\s\p{L}_])/uy;
/** A name: letters, digits, subscripts and `_`, not beginning with a digit. */
export const identifier = /[\p{L}_][\p{L}\p{Nd}_₀-₉]*/uy;

const lookalikes: ReadonlyMap<string, string> = new Map([
  ...Array.from('×✕✖·⋅∙•', (sign) => [sign, '*'] as const),
  ...Array.from('÷∕⁄', (sign) => [sign, '/'] as const),
  ...Array.from('−–‒﹣－‐‑', (sign) => [sign, '-'] as const),
  ...Object.entries({ '[': '(', '{': '(', ']': ')', '}': ')', '**': '^', '\\times': '*', '\\cdot': '*' }),
  ...Object.entries({ x: '*', X: '*', per: '/', '√': 'sqrt', '＋': '+' }),
]);
const vulgar: ReadonlyMap<string, number> = new Map(
  Object.entries({ '½': 1 / 2, '⅓': 1 / 3, '⅔': 2 / 3, '¼': 1 / 4, '¾': 3 / 4, '⅛': 1 / 8 }),
);

const plainSign = (text: string) => fromSuperscript(text).replace(/[−–]/, '-');

/**
 * Whether a word that is a name and something else stands where it is that: a function before a bracket; the times sign and
 * a unit right behind a number, a bracket or a unit; a unit also joined to another without spaces. So the s of
 * `990 TFLOP/s` is the second, and that of `bytes / s` the reader's own.
 */
function standsOtherwise({ also }: Named, tokens: readonly Token[], before: string, after: string): boolean {
  const last = tokens.at(-1);
  if (also === undefined) return false;
  if (also === 'function') return /^\s*[({[]/.test(after);
  if (last === undefined) return false;
  if (last.kind !== 'operator' || last.text === ')') return true;
  if (also === 'sign') return false;
  const joined = /(?:[\p{L}$%](?:\^-?\d+|[⁻⁰¹²³⁴-⁹]+)?|\$\s?[\d.,]+)[*/·⋅-]$/u.test(before);
  return /\sper\s+$/.test(before) || (joined && (tokens.at(-2)?.kind === 'word' || /^[$^]$/.test(tokens.at(-3)?.text ?? '')));
}

/**
 * The tokens of a text, its numbers written with that decimal sign. Throws `Refusal` at the first piece that belongs to no quantity.
 *
 * A word that is one of the names is its value, unless it also means something else and stands where it does.
 */
export function scan(text: string, names: Names = noNames, decimalSign = numerals.decimal): readonly Token[] {
  const tokens: Token[] = [];
  const match = (pattern: RegExp, from: number) => {
    pattern.lastIndex = from;
    return pattern.exec(text) ?? undefined;
  };
  const end = text.replace(/[\s.]+$/, '').length;
  let at = match(decoration, 0)?.[0].length ?? 0;
  while ((at += match(space, at)?.[0].length ?? 0) < end) {
    const [digits] = match(run, at) ?? [];
    if (digits !== undefined) {
      const token = literal(text, at, digits, decimalSign, tokens.at(-1)?.text !== '^', match);
      tokens.push(token);
      at += token.text.length;
      continue;
    }
    const [raised] = match(superscript, at) ?? [];
    if (raised !== undefined) {
      const value = Number(plainSign(raised));
      tokens.push({ kind: 'operator', text: '^', at }, { kind: 'number', text: raised, at, value, comma: false, digits: 1 });
      at += raised.length;
      continue;
    }
    const name = names.size === 0 ? undefined : match(identifier, at)?.[0];
    const named = name === undefined ? undefined : names.get(name);
    if (name !== undefined && named && !standsOtherwise(named, tokens, text.slice(0, at), text.slice(at + name.length))) {
      tokens.push({ kind: 'variable', text: name, at, measure: named.measure });
      at += name.length;
      continue;
    }
    const token = sign(text, at, match(word, at)?.[0], match(operator, at)?.[0]);
    tokens.push(token.kind === 'number' ? token : { ...token, text: lookalikes.get(token.text) ?? token.text });
    at += token.text.length;
  }
  return tokens;
}

/** A word, an operator or a fraction sign. A hyphen inside a word, as in `GPU-hours`, multiplies. */
function sign(text: string, at: number, letters: string | undefined, operation: string | undefined): NumberToken | SignToken {
  if (letters !== undefined) return { kind: lookalikes.has(letters) ? 'operator' : 'word', text: letters, at };
  const symbol = operation ?? String.fromCodePoint(text.codePointAt(at) ?? 0);
  if (symbol === '√') return { kind: 'word', text: symbol, at };
  if ((lookalikes.get(symbol) ?? symbol) === '-' && /\p{L}.\p{L}/u.test(text.slice(at - 1, at + 2)))
    return { kind: 'operator', text: '*', at };
  if (operation !== undefined || lookalikes.has(symbol)) return { kind: 'operator', text: symbol, at };
  const value = vulgar.get(symbol);
  if (value !== undefined) return { kind: 'number', text: symbol, at, value, comma: false, digits: 1 };
  throw new Refusal(symbol === ',' ? 'ambiguous-comma' : 'not-a-number', at, symbol);
}

/**
 * One number with its power of ten: `1,365.3`, `1.37e11`, `1.37 × 10^11`.
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
  if (typeof separated === 'string') throw new Refusal(separated, at, digits);
  const from = at + digits.length;
  const power = match(eNotation, from) ?? (powerAllowed ? match(tenNotation, from) : undefined);
  const exponent = plainSign(power?.[1] ?? power?.[2] ?? power?.[3] ?? '0');
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

interface Separated {
  readonly plain: string;
  readonly decimal?: string;
  readonly comma: boolean;
}

/** `1.365,3` as `1,365.3`; a point before all digits is decimal either way. */
const exchanged = (typed: string): string =>
  typed.replace(/(\d)([.,])(?=\d)/g, (_, digit: string, sign: string) => digit + (sign === '.' ? ',' : '.'));

/**
 * Tells thousands separators from the decimal sign, as English writes both.
 *
 * A comma is decimal where it cannot group thousands (`85,9`, `0,139`, `1365,3`, `1 365,3`, `1.365,3`); before exactly
 * three digits it groups, as on English pages, and the decimal reading is kept beside it. Dots group only where there are
 * several, or a comma follows.
 */
function separate(typed: string): Separated | Unreadable {
  const digits = typed.replace(/\.$/, '');
  const spaced = /^\d{1,3}(?:[\s'’_]\d{3})+(?:[.,]\d+)?$/.test(digits);
  if (!spaced && /[\s'’_]/.test(digits)) return 'not-a-number';
  const joined = digits.replace(/[\s'’_]/g, '');
  const commas = joined.split(',').length - 1;
  const withoutCommas = joined.replaceAll(',', '');
  const decimalComma = joined.replaceAll('.', '').replace(',', '.');
  if (commas === 0) {
    if (/^\d*\.?\d+$/.test(joined)) return { plain: joined, comma: false };
    return /^[1-9]\d{0,2}(?:\.\d{3})+$/.test(joined) ? { plain: joined.replaceAll('.', ''), comma: false } : 'not-a-number';
  }
  if (!spaced && /^[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?$/.test(joined)) {
    return commas === 1 && withoutCommas === joined.replace(',', '') && !joined.includes('.')
      ? { plain: withoutCommas, decimal: decimalComma, comma: false }
      : { plain: withoutCommas, comma: false };
  }
  const decimal = commas === 1 && /^(?:\d+|[1-9]\d{0,2}(?:\.\d{3})+),\d+$/.test(joined);
  return decimal ? { plain: decimalComma, comma: true } : 'ambiguous-comma';
}
