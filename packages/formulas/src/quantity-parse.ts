/**
 * The grammar of what is typed: an amount such as `140 GB / 3.35 TB/s`, a line over names, a formula such as `6ND`. Tokens become a small
 * tree under one interpretation; nothing typed is ever run as code.
 *
 * Precedence, from the tightest: brackets and functions; powers, to the right; names side by side, and a unit after its number (see
 * `Interpretation`); a leading minus; products and quotients; sums. So -2^2 is -4, and peak / 2N is peak over 2N.
 */
import { Refusal, type Token } from './quantity-scan.ts';
import { functionNamed, letters, multiplierOf, prefixFor, unitWord } from './quantity-words.ts';
import { dimensionsMatch, timesUnit, unitNamed, unitOf, type FlopsAsRate, type UnitReading } from './units.ts';

export type Sign = '+' | '-' | '*' | '/' | '^';
export type Expression =
  | { readonly kind: 'number'; readonly value: number; readonly decimal?: number | undefined }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'unit'; readonly unit: UnitReading }
  | { readonly kind: 'minus'; readonly of: Expression }
  | { readonly kind: 'binary'; readonly sign: Sign; readonly left: Expression; readonly right: Expression; readonly at?: number }
  | { readonly kind: 'call'; readonly of: string; readonly args: readonly Expression[]; readonly at?: number };

/** One choice for everything a text may leave open. */
export interface Interpretation {
  /**
   * How far a unit reaches. `tight`: all its slashes belong to the number, so that `140 GB / 3.35 TB/s` divides by 3.35 TB/s. `loose`:
   * factor by factor from left to right. `whole`: the only unit, at the end, is that of the whole expression, so that `1/3 GB` is a third
   * of a gigabyte.
   */
  readonly reach: 'tight' | 'loose' | 'whole';
  /** Factors after a unit below the line that stay below: close ones as in `$/GPU-hour`, all as in `$/GPU*hour`, or none. */
  readonly below: 'close' | 'all' | 'none';
  readonly flops: FlopsAsRate;
  /** Which letters in `8B` and `10m` mean a billion and a million: in `70B × 2 B/param` the first alone. */
  readonly billions: 'none' | 'first' | 'all';
  /** `1,365` is 1.365. */
  readonly decimalComma: boolean;
  /** `gb` is a gigabyte. */
  readonly bytes: boolean;
  /** What joins names side by side: tighter than a slash, so that `N / 2D` divides by 2D, or as a product sign. */
  readonly side?: 'tight' | 'loose';
}

export interface Parsed {
  readonly tree: Expression;
  /** As written, even if they cancel. */
  readonly units: ReadonlySet<string>;
  /** By a word or letter, such as `billion` or `M`. */
  readonly multiplied: boolean;
}

const one = unitOf('1');

/** For the reach `whole`: brackets around all before the trailing unit; undefined where there is none. */
function bracketed(tokens: readonly Token[], how: Interpretation): readonly Token[] | undefined {
  const from = tokens.findIndex((token) => unitWord(token, how) !== undefined);
  const stray = tokens.some((token, index) => index > from && token.kind === 'number' && !/^[-^]$/.test(tokens[index - 1]?.text ?? ''));
  const depth = tokens.slice(0, Math.max(from, 0)).reduce((open, { text }) => open + (text === '(' ? 1 : text === ')' ? -1 : 0), 0);
  if (from < 1 || stray || depth !== 0) return undefined;
  const bracket = (text: string) => ({ kind: 'operator', text, at: 0 }) as const;
  return [bracket('('), ...tokens.slice(0, from), bracket(')'), ...tokens.slice(from)];
}

/** Letters that mean a billion or a million, spelt out. */
function spelledOut(tokens: readonly Token[], { billions }: Interpretation): readonly Token[] {
  const first = tokens.findIndex(({ kind, text }) => kind === 'word' && letters.has(text));
  return tokens.map((token, index) => {
    const word =
      token.kind === 'word' && (billions === 'all' || (billions === 'first' && index === first)) ? letters.get(token.text) : undefined;
    return word === undefined || token.kind === 'number' ? token : { ...token, text: word };
  });
}

/** Undefined where the tokens do not have the interpretation's form. Throws `Refusal` where they have none. */
export function parse(typed: readonly Token[], how: Interpretation): Parsed | undefined {
  const spelled = spelledOut(typed, how);
  const tokens = how.reach === 'whole' ? bracketed(spelled, how) : spelled;
  return tokens && whole({ tokens, how, named: tokens.some(({ kind }) => kind === 'name'), units: new Set(), multiplied: false, at: 0 });
}

/** Where the parser is, and what it has seen. */
interface Cursor {
  readonly tokens: readonly Token[];
  readonly how: Interpretation;
  /** With names, what stands side by side is multiplied, as in `2(N + 1)`. */
  readonly named: boolean;
  readonly units: Set<string>;
  multiplied: boolean;
  at: number;
}

function whole(c: Cursor): Parsed {
  const tree = sum(c);
  const rest = peek(c);
  if (rest?.kind === 'word') refuse(c, 'unknown-unit');
  if (rest) refuse(c, rest.text === ')' ? 'unopened' : rest.text === ',' ? 'stray-comma' : 'missing-operator');
  return { tree, units: c.units, multiplied: c.multiplied };
}

function peek(c: Cursor, ahead = 0): Token | undefined {
  return c.tokens[c.at + ahead];
}
function is(c: Cursor, text: string, ahead = 0): boolean {
  const token = peek(c, ahead);
  return token?.kind === 'operator' && token.text === text;
}
function take(c: Cursor, text: string): boolean {
  const taken = is(c, text);
  if (taken) c.at++;
  return taken;
}
function refuse(c: Cursor, why: Refusal['why'], token = peek(c)): never {
  const last = c.tokens.at(-1);
  throw new Refusal(why, token?.at ?? (last?.at ?? 0) + (last?.text.length ?? 0), token?.text);
}

function chain(c: Cursor, signs: readonly Sign[], operand: (c: Cursor) => Expression): Expression {
  let left = operand(c);
  for (;;) {
    const at = peek(c)?.at ?? 0;
    const beside = c.named && c.how.side === 'loose' && signs.includes('*') && startsFactor(c);
    const sign = beside ? '*' : signs.find((one) => is(c, one));
    if (sign === undefined) return left;
    if (!beside) c.at++;
    left = { kind: 'binary', sign, left, right: operand(c), at };
  }
}
const sum = (c: Cursor): Expression => chain(c, ['+', '-'], product);
const product = (c: Cursor): Expression => chain(c, ['*', '/'], signed);
function signed(c: Cursor): Expression {
  if (take(c, '+')) return signed(c);
  return take(c, '-') ? { kind: 'minus', of: signed(c) } : quantity(c);
}

/** With what multiplies it and its unit, in any order: `$1.2B`, `8 billion params`, `2 N`. */
function quantity(c: Cursor): Expression {
  const money = isMoney(c);
  if (money) c.at++;
  let amount: Expression | undefined = unitHere(c) ? undefined : power(c);
  while (c.named && c.how.side !== 'loose' && startsFactor(c)) amount = times(amount, power(c));
  const scale = multiplier(c);
  if (scale !== undefined) amount = times(amount, { kind: 'number', value: scale });
  const unit = tail(c, money ? note(c, unitOf('$')) : one, money);
  if (amount === undefined) return { kind: 'unit', unit };
  const measured = unit.parts.length === 0 ? amount : times(amount, { kind: 'unit', unit });
  return continues(c, unit) ? { kind: 'binary', sign: '+', left: measured, right: quantity(c) } : measured;
}

function startsFactor(c: Cursor): boolean {
  const token = peek(c);
  return token?.kind === 'name' || is(c, '(') || (is(c, '(', 1) && token?.kind === 'word' && functionNamed(token.text) !== undefined);
}

/** `1 h 30 min`: the next smaller unit follows. */
function continues(c: Cursor, { dims, scale }: UnitReading): boolean {
  const next = peek(c)?.kind === 'number' ? unitWord(peek(c, 1), c.how) : undefined;
  const [only, ...others] = Object.entries(dims);
  return (
    next !== undefined &&
    others.length === 0 &&
    only?.[0] === 's' &&
    only[1] === 1 &&
    dimensionsMatch(next, unitOf('s')) &&
    next.scale < scale
  );
}

function isMoney(c: Cursor, ahead = 0): boolean {
  return peek(c, ahead + 1)?.kind === 'number' && unitWord(peek(c, ahead), c.how)?.parts[0]?.name === '$';
}

function power(c: Cursor): Expression {
  const base = primary(c);
  const at = peek(c)?.at ?? 0;
  return take(c, '^') ? { kind: 'binary', sign: '^', left: base, right: exponent(c), at } : base;
}
function exponent(c: Cursor): Expression {
  if (take(c, '-')) return { kind: 'minus', of: exponent(c) };
  return take(c, '+') ? exponent(c) : power(c);
}

function primary(c: Cursor): Expression {
  const token = peek(c);
  if (token?.kind === 'number') {
    c.at++;
    return { kind: 'number', value: token.value, decimal: token.decimal };
  }
  if (token?.kind === 'name') {
    c.at++;
    return { kind: 'name', name: token.text };
  }
  if (take(c, '(')) {
    const inner = sum(c);
    return take(c, ')') ? inner : refuse(c, is(c, ',') ? 'stray-comma' : 'unclosed', is(c, ',') ? peek(c) : token);
  }
  return token?.kind === 'word' ? call(c, token) : refuse(c, 'missing-operand');
}

function call(c: Cursor, token: Token): Expression {
  const spec = functionNamed(token.text);
  if (spec === undefined) return refuse(c, 'unknown-unit');
  c.at++;
  const node = { kind: 'call', of: token.text === '√' ? 'sqrt' : token.text.toLowerCase(), at: token.at } as const;
  if (spec.takes === 1 && peek(c)?.kind === 'number') return { ...node, args: [primary(c)] };
  if (!take(c, '(')) return refuse(c, 'arguments', token);
  const from = c.at;
  const args = [sum(c)];
  while (take(c, ',')) args.push(sum(c));
  // In max(2,3) the comma may be either.
  const comma = c.tokens.slice(from, c.at).find((typed) => typed.kind === 'number' && (typed.comma || typed.decimal !== undefined));
  if (spec.takes === undefined && comma) refuse(c, 'ambiguous-comma', comma);
  if (!take(c, ')')) refuse(c, peek(c) ? 'missing-operator' : 'unclosed', peek(c) ?? token);
  return args.length === (spec.takes ?? args.length) ? { ...node, args } : refuse(c, 'arguments', token);
}

function multiplier(c: Cursor): number | undefined {
  const token = peek(c);
  const scale = token?.kind === 'word' && c.at > 0 && !/^[*/]$/.test(peek(c, -1)?.text ?? '') ? multiplierOf(token.text) : undefined;
  if (scale === undefined) return undefined;
  c.at++;
  c.multiplied = true;
  return scale;
}

function unitHere(c: Cursor, ahead = 0): UnitReading | undefined {
  const token = peek(c, ahead);
  return is(c, '(', ahead + 1) && token && functionNamed(token.text) ? undefined : unitWord(token, c.how);
}

function note(c: Cursor, unit: UnitReading): UnitReading {
  for (const { name } of unit.parts) c.units.add(name);
  return unit;
}

/** Factors side by side, and, unless the reach is loose, those after `*` and `/`. */
function tail(c: Cursor, unit: UnitReading, money: boolean): UnitReading {
  const { reach, below } = c.how;
  let total = unit;
  let under = false;
  for (;;) {
    // A plain number behind `*` or `/` multiplies or divides; it takes no unit.
    const operation = is(c, '*') || is(c, '/') ? peek(c) : undefined;
    const joined = operation && reach !== 'loose' && total.parts.length > 0 ? 1 : 0;
    const million = joined === 1 ? prefixed(c) : undefined;
    const next = isMoney(c, joined) ? undefined : (million ?? unitHere(c, joined));
    if (next === undefined) return total;
    const close = joined === 0 || (operation?.kind === 'operator' && operation.close === true);
    under = joined === 1 && operation?.text === '/' ? true : under && (below === 'all' || (below === 'close' && close));
    c.at += joined + (million ? 2 : 1);
    // `$4.80 USD` names the currency twice.
    if (money && joined === 0 && next.parts[0]?.name === '$' && total.parts.some(({ name }) => name === '$')) continue;
    total = timesUnit(total, note(c, next), (under ? -1 : 1) * (take(c, '^') ? unitExponent(c) : 1));
  }
}
function unitExponent(c: Cursor): number {
  const sign = take(c, '-') ? -1 : 1;
  take(c, '+');
  const token = peek(c);
  if (token?.kind !== 'number') return refuse(c, 'missing-operand');
  c.at++;
  return sign * token.value;
}

/** `million tokens`, as in `$0.60 per million tokens`. */
function prefixed(c: Cursor): UnitReading | undefined {
  const [scale, noun] = [peek(c, 1), peek(c, 2)];
  if (scale?.kind !== 'word' || noun?.kind !== 'word') return undefined;
  const prefix = prefixFor(scale.text);
  return prefix === undefined ? undefined : unitNamed(prefix + noun.text);
}

const times = (left: Expression | undefined, right: Expression): Expression =>
  left === undefined ? right : { kind: 'binary', sign: '*', left, right };
