/**
 * Reads the lines of the working pad: `flops = 2*4096^3 FLOP`, `t = flops / 990 TFLOP/s`, `# a note`.
 *
 * A line is an amount or `name = amount`; text after `#` is a note. A name stands for its value in later lines. One that is also a unit
 * (`s`, `B`, `flops`) is the unit directly after a number, as in `990 TFLOP/s`, and the reader's value elsewhere. This only reads; `pad.ts`
 * judges.
 */
import { evaluate, type Measure } from '@scaling-workbook/formulas/quantity-evaluate';
import { parse, type Expression, type Interpretation } from '@scaling-workbook/formulas/quantity-parse';
import { functionNamed, isUnitWord } from '@scaling-workbook/formulas/quantity-words';
import { identifier, Refusal, scan, type NamesOf, type Place, type Token, type Unreadable } from '@scaling-workbook/formulas/quantity-scan';
import { plainText } from '@scaling-workbook/formulas/quantity-text';
import { interpretations, literalDigits } from '@scaling-workbook/formulas/quantity';
import { baseUnit, formatQuantity, unitNamed, type Exponents, type UnitReading } from '@scaling-workbook/formulas/units';

/** More than any derivation needs; the work grows with both. */
export const maxLines = 60;
const maxLength = 200;

/** Codes only. */
export type LineRefusal = Unreadable | 'reserved-name' | 'bad-name' | 'two-equals' | 'without-value' | 'note';

export interface LineText {
  readonly name?: string;
  readonly amount: string;
}

export interface RefusedLine {
  readonly ok: false;
  readonly why: LineRefusal;
  /** The offending text, if short, and the most similar name. */
  readonly text?: string;
  readonly near?: string;
}

/** How a line was read. */
export type LineNote =
  | { readonly kind: 'as-unit'; readonly name: string }
  /** A unit that resembles one of the reader's names. */
  | { readonly kind: 'near-name'; readonly unit: string; readonly name: string }
  | { readonly kind: 'bytes' }
  | { readonly kind: 'odd-unit' };

interface Computed {
  readonly tree: Expression;
  readonly decimalComma: boolean;
}

export interface ReadLine {
  readonly ok: true;
  readonly name?: string;
  readonly measure: Measure;
  /** Of a single typed number. */
  readonly digits?: number;
  /** To compute it again with other values of its names. */
  readonly computed: Computed;
  readonly uses: readonly string[];
  readonly notes: readonly LineNote[];
}

/** One word, with digits and `_`. */
const isName = (text: string): boolean => new RegExp(`^(?:${identifier.source})$`, 'u').test(text);

/** Filler words before a value. */
const isReserved = (name: string): boolean => /^(?:per|about|approx|approximately|circa|ca)$/i.test(name);

/** Undefined if it is empty or only a note. */
export function cutLine(line: string): LineText | RefusedLine | undefined {
  const [before = ''] = line.split('#');
  const plain = before.trim();
  if (plain === '') return undefined;
  if (plain.length > maxLength) return { ok: false, why: 'too-long' };
  const [left = '', right, ...more] = plain.split(/:?=|≈/).map((part) => part.trim());
  if (more.length > 0) return { ok: false, why: 'two-equals', text: left };
  if (right === undefined || left === '') return { amount: right ?? left };
  if (!isName(left))
    return { ok: false, why: 'bad-name', text: left, ...(joined(left) !== left && isName(joined(left)) && { near: joined(left) }) };
  if (isReserved(left)) return { ok: false, why: 'reserved-name', text: left };
  return right === '' ? { ok: false, why: 'empty', text: left } : { name: left, amount: right };
}

const joined = (words: string): string => words.replaceAll(/[\s-]+/g, '_');

/**
 * The names with a value, for the scanner. Another meaning wins where it applies: a function before a bracket; the times sign and a unit
 * directly after a number, a bracket or a unit; a unit also when joined to another without spaces. So the s of `990 TFLOP/s` is the second,
 * that of `bytes / s` the reader's.
 */
const namesAmong =
  (values: ReadonlyMap<string, Measure>): NamesOf =>
  (word, place) =>
    values.has(word) && !standsOtherwise(word, place) ? [word] : undefined;

function standsOtherwise(word: string, { text, at, before: tokens }: Place): boolean {
  const last = tokens.at(-1);
  if (functionNamed(word)) return /^\s*[({[]/.test(text.slice(at + word.length));
  const isSign = /^x$/i.test(word);
  if (last === undefined || !(isSign || isUnitWord(word))) return false;
  if (last.kind !== 'operator' || last.text === ')') return true;
  if (isSign) return false;
  const before = text.slice(0, at);
  const joined = /(?:[\p{L}$%](?:\^-?\d+|[⁻⁰¹²³⁴-⁹]+)?|\$\s?[\d.,]+)[*/·-]$/u.test(before);
  return /\sper\s+$/.test(before) || (joined && (tokens.at(-2)?.kind === 'word' || /^[$^]$/.test(tokens.at(-3)?.text ?? '')));
}

export const dimsKey = ({ dims }: { readonly dims: Exponents }): string =>
  Object.entries(dims)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, exponent]) => `${name}${String(exponent)}`)
    .join(' ');

/** One thing, or one thing per another. */
function isCommon({ dims }: UnitReading): boolean {
  const exponents = Object.values(dims);
  return (
    exponents.every((exponent) => Math.abs(exponent) === 1) &&
    exponents.filter((exponent) => exponent > 0).length <= 1 &&
    exponents.length <= 2
  );
}

/** In `8B params` and `70B tokens`, `B` is no byte; nor in a line whose name is what it counts. */
function countsBillions(tokens: readonly Token[], name: string | undefined): boolean {
  const isNoun = (word: string | undefined): boolean =>
    Object.keys((word === undefined ? undefined : unitNamed(word))?.soft ?? {}).length > 0;
  const letter = tokens.findIndex(({ kind, text }, i) => kind === 'word' && text === 'B' && tokens[i - 1]?.kind === 'number');
  const next = tokens[letter + 1];
  return letter >= 0 && (isNoun(next?.kind === 'word' ? next.text : undefined) || (next === undefined && isNoun(name)));
}

/**
 * What a text leaves open (how far a unit reaches, whether `B` is a billion) is read so that the result is of a kind in `expected`, then of
 * a common kind, then in the usual order. Never throws.
 */
export function readLine(
  { name, amount }: LineText,
  values: ReadonlyMap<string, Measure>,
  expected: ReadonlySet<string>,
  withoutValue: ReadonlySet<string> = new Set(),
): ReadLine | RefusedLine {
  try {
    const tokens = scan(plainText(amount), { namesOf: namesAmong(values) });
    const stranger = tokens.every(({ kind }) => kind === 'word' || kind === 'operator') && strangers(amount, values).length > 1;
    if (stranger) return { ok: false, why: 'note' };
    if (!tokens.some(({ kind }) => kind === 'number' || kind === 'name'))
      return blame(new Refusal('not-a-number'), amount, values, withoutValue);
    const { measure, how, tree } = choose(tokens, values, expected, name);
    const notes = notesOf(tokens, measure, values, how);
    const uses = tokens.flatMap((token) => (token.kind === 'name' ? [token.text] : []));
    const digits = literalDigits(tokens);
    return {
      ok: true,
      ...(name !== undefined && { name }),
      ...(digits !== undefined && { digits }),
      measure: digits === undefined ? tidy(measure) : measure,
      computed: { tree, decimalComma: how.decimalComma },
      uses,
      notes,
    };
  } catch (refusal) {
    if (refusal instanceof Refusal) return blame(refusal, amount, values, withoutValue);
    throw refusal;
  }
}

/** With other values of its names; undefined if that fails. */
export function valueWith({ computed: { tree, decimalComma } }: ReadLine, names: ReadonlyMap<string, Measure>): Measure | undefined {
  try {
    return evaluate(tree, { names, decimalComma });
  } catch (refusal) {
    if (refusal instanceof Refusal) return undefined;
    throw refusal;
  }
}

interface Choice {
  readonly measure: Measure;
  readonly tree: Expression;
  readonly how: Interpretation;
}

function choose(
  tokens: readonly Token[],
  names: ReadonlyMap<string, Measure>,
  expected: ReadonlySet<string>,
  name: string | undefined,
): Choice {
  const readings: (Choice & { readonly rank: number })[] = [];
  const billions = countsBillions(tokens, name);
  const bytes = expected.size === 0 || [...expected].some((key) => key.includes('B1'));
  let first: Refusal | undefined;
  for (const how of interpretations(tokens)) {
    try {
      const parsed = parse(tokens, how);
      if (parsed === undefined) continue;
      const found = evaluate(parsed.tree, { names, decimalComma: how.decimalComma });
      const fits = expected.has(dimsKey(found.unit)) ? 0 : isCommon(found.unit) ? 1 : 2;
      // A lone `8B` is bytes if the exercise counts any.
      const unlikely = (how.billions === 'none') === billions || (how.billions !== 'none' && !billions && bytes);
      readings.push({ measure: found, tree: parsed.tree, how, rank: fits + (unlikely ? 3 : 0) });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      first ??= error;
    }
  }
  const best = readings.toSorted((a, b) => a.rank - b.rank)[0];
  if (best) return best;
  throw first ?? new Refusal('not-a-number');
}

function notesOf(
  tokens: readonly Token[],
  { unit }: Measure,
  values: ReadonlyMap<string, Measure>,
  how: Interpretation,
): readonly LineNote[] {
  // Nobody misreads a longer word, as in `8B params`.
  const shadowed = tokens.find(({ kind, text }) => kind === 'word' && text.length <= 2 && values.has(text));
  const alone = tokens.find(
    (token, i) => token.kind === 'word' && !functionNamed(token.text) && (i === 0 || /^[-+*/(]$/.test(tokens[i - 1]?.text ?? '')),
  );
  const meant = alone && !values.has(alone.text) ? nearest(alone.text, [...values.keys()]) : undefined;
  const [number, letter, ...rest] = tokens;
  const lone = number?.kind === 'number' && letter?.text === 'B' && rest.length === 0 && how.billions === 'none';
  return [
    ...(shadowed ? [{ kind: 'as-unit' as const, name: shadowed.text }] : []),
    ...(alone && meant !== undefined ? [{ kind: 'near-name' as const, unit: alone.text, name: meant }] : []),
    ...(lone ? [{ kind: 'bytes' as const }] : []),
    ...(isCommon(unit) ? [] : [{ kind: 'odd-unit' as const }]),
  ];
}

/** Words that are not names, units or functions. */
const strangers = (amount: string, values: ReadonlyMap<string, Measure>): readonly string[] =>
  (amount.match(new RegExp(`(?<![\\p{L}\\p{Nd}_.])${identifier.source}`, 'gu')) ?? []).filter(
    (word) => !values.has(word) && !isReserved(word) && !functionNamed(word) && !/^x$/i.test(word) && !isUnitWord(word),
  );

/** The evaluator's refusal, or the unknown word that caused it. */
function blame(refusal: Refusal, amount: string, values: ReadonlyMap<string, Measure>, withoutValue: ReadonlySet<string>): RefusedLine {
  const [word, ...others] = strangers(amount, values);
  if (word === undefined || !/^(?:unknown-unit|not-a-number|missing-operator|missing-operand|unknown-sign)$/.test(refusal.why)) {
    const text = refusal.text.slice(0, 20);
    return { ok: false, why: refusal.why, ...(text !== '' && { text }) };
  }
  if (withoutValue.has(word)) return { ok: false, why: 'without-value', text: word };
  if (others.length > 1 && !/\d/.test(amount)) return { ok: false, why: 'note' };
  const near = nearest(word, [...values.keys()]);
  return { ok: false, why: 'unknown-name', text: word.slice(0, 30), ...(near !== undefined && { near }) };
}

/** By case or by one or two letters. */
function nearest(word: string, names: readonly string[]): string | undefined {
  const plain = (text: string): string => text.toLowerCase().replaceAll('_', '');
  const ranked = names
    .map((name) => [name, plain(name) === plain(word) ? 0 : editDistance(name.slice(0, 30), word.slice(0, 30))] as const)
    .filter(([name, far]) => far <= Math.min(2, Math.floor(Math.max(name.length, word.length) / 3)))
    .sort(([, a], [, b]) => a - b);
  return ranked[0]?.[0];
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (const [i, letter] of Array.from(a).entries()) {
    const next = [i + 1];
    for (const [j, other] of Array.from(b).entries())
      next.push(Math.min((row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1, (row[j] ?? 0) + (letter === other ? 0 : 1)));
    row = next;
  }
  return row.at(-1) ?? 0;
}

/**
 * In a readable unit: common factors cancel (`FLOP/(TFLOP/s)` is s), a leading prefix is left to the display, a unit such as `$/h` stays.
 */
function tidy({ value, unit: { parts: written, ...of } }: Measure): Measure {
  const { dims, soft } = of;
  // 16 GB·param rather than 16 billion param·B.
  const parts = [...written.filter(isAmount), ...written.filter((part) => !isAmount(part))];
  const unit = { ...of, parts };
  const kinds = parts.map(({ name }) => (name in soft ? name : dimsKey({ dims: unitNamed(name)?.dims ?? {} })));
  const cancelled =
    new Set(kinds).size < parts.length ||
    parts.length > Object.keys(dims).length + Object.keys(soft).length ||
    (parts.length > 1 && parts.some(({ name }) => name === '%'));
  const [front, ...rest] = parts;
  const prefixed = front?.exponent === 1 && front.prefix !== '' && !front.prefix.endsWith('i') && !(front.name in soft);
  const plain: UnitReading = prefixed
    ? { ...unit, scale: unit.scale / front.scale, parts: [{ ...front, prefix: '', scale: 1 }, ...rest] }
    : unit;
  const target = cancelled ? baseUnit(unit) : plain;
  return { value: value * (unit.scale / target.scale), unit: target };
}

const isAmount = ({ name, exponent }: UnitReading['parts'][number]): boolean => /^(?:B|FLOP|\$)$/.test(name) && exponent === 1;

/** A typed number as typed, a computed one to six digits. */
export const echoOf = ({ measure: { value, unit }, digits }: ReadLine): string =>
  digits === undefined ? formatQuantity(value, unit) : formatQuantity(value, unit, { digits: Math.min(digits, 15), as: unit });
