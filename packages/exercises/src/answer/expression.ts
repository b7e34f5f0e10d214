/**
 * Reads a formula such as `6ND` or `peak / bandwidth` over given names: the grammar of amounts, with names instead of units. `toText`
 * writes what was understood.
 */
import { evaluate } from '@scaling-workbook/formulas/quantity-evaluate';
import { parse, type Expression, type Interpretation, type Sign } from '@scaling-workbook/formulas/quantity-parse';
import { functionNamed } from '@scaling-workbook/formulas/quantity-words';
import { Refusal, scan, type Unreadable } from '@scaling-workbook/formulas/quantity-scan';
import { plainText } from '@scaling-workbook/formulas/quantity-text';
import { unitName, unitOf } from '@scaling-workbook/formulas/units';

/** Why a text is not a formula, and where. Codes only. */
export interface ExpressionRefusal {
  readonly why: Unreadable;
  /** From 0. */
  readonly at: number;
  /** What could not be read; empty at the end of the text. */
  readonly text: string;
}
export type { Expression } from '@scaling-workbook/formulas/quantity-parse';
export type ExpressionReading =
  { readonly ok: true; readonly expression: Expression } | { readonly ok: false; readonly refusal: ExpressionRefusal };

export const maxLength = 200;

/** Without units, only what `N / 2D` divides by is open. */
const how: Interpretation = { reach: 'tight', below: 'close', flops: 'never', billions: 'none', decimalComma: false, bytes: false };

/** Itself, itself in another case if unambiguous, or several names, as in `ND`. */
function cutIntoNames(word: string, names: readonly string[]): readonly string[] | undefined {
  if (names.includes(word)) return [word];
  const alike = names.filter((name) => name.toLowerCase() === word.toLowerCase());
  if (alike.length === 1) return alike;
  const cuts = new Map<number, readonly string[]>([[word.length, []]]);
  const plain = (text: string): string =>
    new Set(names.map((name) => name.toLowerCase())).size === names.length ? text.toLowerCase() : text;
  const longestFirst = [...names].sort((a, b) => b.length - a.length);
  for (let at = word.length - 1; at >= 0; at--) {
    for (const name of longestFirst) {
      const rest = cuts.get(at + name.length);
      if (rest && !cuts.has(at) && plain(word).startsWith(plain(name), at)) cuts.set(at, [name, ...rest]);
    }
  }
  return cuts.get(0);
}

/** `C = 6ND`, `B > 240 E/k`: what is before the sign only names the result. A single name may follow it, too. */
function besideRelation(plain: string, names: readonly string[]): string {
  const [all = '', before = '', relation = ''] = /^([^=<>≤≥≈]*)([<>]=?|=[<>]?|[≤≥≈])/.exec(plain) ?? [];
  const rest = plain.slice(all.length);
  const turned = /[<>≤≥]/.test(relation) && names.includes(rest.trim()) && !names.includes(before.trim());
  return turned ? before : ' '.repeat(all.length) + rest;
}

/**
 * Never throws. `side` joins letters side by side: tighter than a slash, so that `N / 2D` divides by 2D, or, if `loose`, like a product
 * sign.
 */
export function readExpression(text: string, names: readonly string[], side: 'tight' | 'loose' = 'tight'): ExpressionReading {
  try {
    if (text.trim() === '') throw new Refusal('empty');
    if (text.length > maxLength) throw new Refusal('too-long', maxLength);
    const tokens = scan(besideRelation(plainText(text), names), {
      namesOf: (word, { at, before }) => {
        // `2 x B` multiplies, even where X is a letter.
        const last = before.at(-1);
        if (word === 'x' && !names.includes(word) && last && last.kind !== 'operator') return undefined;
        const found = cutIntoNames(word, names);
        if (found ?? (functionNamed(word) || /^x$/i.test(word))) return found;
        throw new Refusal('unknown-name', at, word);
      },
    });
    const parsed = parse(tokens, { ...how, side });
    return parsed ? { ok: true, expression: parsed.tree } : { ok: false, refusal: new Refusal('empty') };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { why, at, text } = error;
    return { ok: false, refusal: { why, at, text } };
  }
}

const one = unitOf('1');

const isOne = (part: Expression): boolean => part.kind === 'number' && part.value === 1;

/** With numbers in place of some names, without factors of 1. */
export function withValues(expression: Expression, values: ReadonlyMap<string, number>): Expression {
  const put = (part: Expression): Expression => withValues(part, values);
  switch (expression.kind) {
    case 'number':
    case 'unit':
      return expression;
    case 'name': {
      const value = values.get(expression.name);
      return value === undefined ? expression : { kind: 'number', value };
    }
    case 'minus':
      return { ...expression, of: put(expression.of) };
    case 'call':
      return { ...expression, args: expression.args.map(put) };
    case 'binary': {
      const [left, right] = [put(expression.left), put(expression.right)];
      if (isOne(right) && /[*/^]/.test(expression.sign)) return left;
      return isOne(left) && expression.sign === '*' ? right : { ...expression, left, right };
    }
  }
}

/** `NaN` where a name has no value, or there is no number. Never throws. */
export function valueOf(expression: Expression, values: Readonly<Record<string, number>>): number {
  try {
    const names = new Map(Object.entries(values).map(([name, value]) => [name, { value, unit: one }]));
    return evaluate(expression, { names }).value;
  } catch (error) {
    if (error instanceof Refusal) return Number.NaN;
    throw error;
  }
}

export function namesIn(expression: Expression): ReadonlySet<string> {
  switch (expression.kind) {
    case 'number':
    case 'unit':
      return new Set();
    case 'name':
      return new Set([expression.name]);
    case 'minus':
      return namesIn(expression.of);
    case 'call':
      return new Set(expression.args.flatMap((part) => [...namesIn(part)]));
    case 'binary':
      return new Set([...namesIn(expression.left), ...namesIn(expression.right)]);
  }
}

const ranks: Readonly<Record<Sign, number>> = { '+': 1, '-': 1, '*': 2, '/': 2, '^': 4 };
const minusRank = 3;
const rankOf = (expression: Expression): number => {
  if (expression.kind === 'binary') return ranks[expression.sign];
  return expression.kind === 'minus' ? minusRank : 5;
};

/** With all necessary brackets: `peak / 2N` is written `peak / (2 · N)`. */
export function toText(expression: Expression): string {
  const within = (part: Expression, least: number): string => (rankOf(part) < least ? `(${toText(part)})` : toText(part));
  switch (expression.kind) {
    case 'number':
      return String(expression.value);
    case 'name':
      return expression.name;
    case 'unit':
      return unitName(expression.unit);
    case 'minus':
      return `−${within(expression.of, minusRank)}`;
    case 'call':
      return `${expression.of}(${expression.args.map(toText).join(', ')})`;
    case 'binary': {
      const { sign, left, right } = expression;
      const rank = ranks[sign];
      // a · (b · c) needs no brackets; a − (b + c), a / (b · c) and (a ^ b) ^ c do.
      const rightRank = sign === '-' || sign === '/' ? rank + 1 : rank;
      const spaced = { '+': ' + ', '-': ' − ', '*': ' · ', '/': ' / ', '^': '^' }[sign];
      return `${within(left, sign === '^' ? rank + 1 : rank)}${spaced}${within(right, rightRank)}`;
    }
  }
}
