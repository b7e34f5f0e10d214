/**
 * Reads a formula that a reader types, such as `6ND` or `peak / bandwidth`, over a given set of names. Nothing typed is
 * ever run as code: the text becomes a small tree, and the tree is computed.
 *
 * Side by side means product and binds before `*` and `/`, as on paper: `peak / 2N` is peak over 2N. `toText` writes down
 * what was understood, so that the reader sees it.
 */
import { fromSuperscript } from '@scaling-workbook/formulas/units';

export type Expression =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'minus'; readonly of: Expression }
  | { readonly kind: 'binary'; readonly sign: Sign; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'call'; readonly of: string; readonly args: readonly Expression[] };
export type Sign = '+' | '-' | '*' | '/' | '^';

/** Why a text is no formula, and where. Codes only: the words are in the site's catalogue. */
export interface ExpressionRefusal {
  readonly why:
    | 'empty'
    | 'too-long'
    | 'unknown-name'
    | 'unknown-sign'
    | 'missing-operand'
    | 'missing-operator'
    | 'unclosed'
    | 'unopened'
    | 'stray-comma'
    | 'arguments';
  /** Where in the text, counted from 0. */
  readonly at: number;
  /** The piece that could not be read; empty at the end of the text. */
  readonly text: string;
}
export type ExpressionReading =
  { readonly ok: true; readonly expression: Expression } | { readonly ok: false; readonly refusal: ExpressionRefusal };

export const maxLength = 200;

interface FunctionSpec {
  readonly of: (...args: readonly number[]) => number;
  /** How many arguments; several where it is left out. */
  readonly takes?: number;
}
const functions: ReadonlyMap<string, FunctionSpec> = new Map(
  Object.entries({
    min: { of: Math.min },
    max: { of: Math.max },
    sqrt: { of: Math.sqrt, takes: 1 },
    exp: { of: Math.exp, takes: 1 },
    ln: { of: Math.log, takes: 1 },
    log2: { of: Math.log2, takes: 1 },
    ceil: { of: Math.ceil, takes: 1 },
    floor: { of: Math.floor, takes: 1 },
  } satisfies Record<string, FunctionSpec>),
);

interface Token {
  readonly kind: 'number' | 'name' | 'function' | 'sign' | 'end';
  readonly text: string;
  readonly at: number;
}

class Refused extends Error {
  readonly refusal: ExpressionRefusal;
  constructor(refusal: ExpressionRefusal) {
    super(refusal.why);
    this.refusal = refusal;
  }
}
const refuse = (why: ExpressionRefusal['why'], { at, text }: { readonly at: number; readonly text: string }): never => {
  throw new Refused({ why, at, text });
};

const lookalikes: ReadonlyMap<string, string> = new Map([
  ...Array.from('×✕·⋅∙•', (sign) => [sign, '*'] as const),
  ...Array.from('÷∕⁄', (sign) => [sign, '/'] as const),
  ...Array.from('−–‒', (sign) => [sign, '-'] as const),
  ...Object.entries({ '**': '^', '[': '(', '{': '(', ']': ')', '}': ')' }),
]);
const piece =
  /(?<space>\s+)|(?<number>(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)|(?<word>[\p{L}_][\p{L}_0-9]*)|(?<raised>[⁺⁻]?[⁰¹²³⁴-⁹]+)|(?<sign>\*\*|.)/suy;

/** A word as given names: itself, itself in other case where that is clear, or cut into several of them, as in `ND`. */
function namesOf(word: string, names: readonly string[]): readonly string[] | undefined {
  if (names.includes(word)) return [word];
  const alike = names.filter((name) => name.toLowerCase() === word.toLowerCase());
  if (alike.length === 1) return alike;
  const cuts = new Map<number, readonly string[]>([[word.length, []]]);
  const longestFirst = [...names].sort((a, b) => b.length - a.length);
  for (let at = word.length - 1; at >= 0; at--) {
    for (const name of longestFirst) {
      const rest = cuts.get(at + name.length);
      if (rest && !cuts.has(at) && word.startsWith(name, at)) cuts.set(at, [name, ...rest]);
    }
  }
  return cuts.get(0);
}

function wordTokens(word: string, at: number, names: readonly string[]): readonly Token[] {
  const known = namesOf(word, names);
  if (known) {
    let from = at;
    return known.map((name) => {
      const token: Token = { kind: 'name', text: name, at: from };
      from += name.length;
      return token;
    });
  }
  if (functions.has(word.toLowerCase())) return [{ kind: 'function', text: word.toLowerCase(), at }];
  if (word === 'x' || word === 'X') return [{ kind: 'sign', text: '*', at }];
  return refuse('unknown-name', { at, text: word });
}

function tokensOf(text: string, names: readonly string[]): readonly Token[] {
  const tokens: Token[] = [];
  // `C = 6ND`: what stands before the equals sign only names the result.
  piece.lastIndex = /^[^=]*=/.exec(text)?.[0].length ?? 0;
  while (piece.lastIndex < text.length) {
    const at = piece.lastIndex;
    const { number, word, raised, sign } = piece.exec(text)?.groups ?? {};
    if (number !== undefined) tokens.push({ kind: 'number', text: number, at });
    else if (word !== undefined) tokens.push(...wordTokens(word, at, names));
    else if (raised !== undefined) {
      const power = fromSuperscript(raised);
      tokens.push({ kind: 'sign', text: '^', at });
      if (power.startsWith('-')) tokens.push({ kind: 'sign', text: '-', at });
      tokens.push({ kind: 'number', text: power.replace(/^[-+]/, ''), at });
    } else if (sign !== undefined) {
      const plain = lookalikes.get(sign) ?? sign;
      if (!/^[-+*/^(),]$/.test(plain)) refuse('unknown-sign', { at, text: sign });
      tokens.push({ kind: 'sign', text: plain, at });
    }
  }
  return tokens;
}

/**
 * Reads a formula over the names. Never throws.
 *
 * Precedence, from the tightest: brackets and functions; powers, to the right; side by side; a leading minus; `*` and `/`
 * from left to right; sums.
 */
export function readExpression(text: string, names: readonly string[]): ExpressionReading {
  try {
    if (text.trim() === '') refuse('empty', { at: 0, text: '' });
    if (text.length > maxLength) refuse('too-long', { at: maxLength, text: '' });
    return { ok: true, expression: parse(tokensOf(text, names), text.length) };
  } catch (error) {
    if (error instanceof Refused) return { ok: false, refusal: error.refusal };
    throw error;
  }
}

function parse(tokens: readonly Token[], length: number): Expression {
  const end: Token = { kind: 'end', text: '', at: length };
  let next = 0;
  const peek = (): Token => tokens[next] ?? end;
  const isSign = (text: string): boolean => peek().kind === 'sign' && peek().text === text;
  const take = (text: string): boolean => {
    if (!isSign(text)) return false;
    next++;
    return true;
  };
  const chain = (signs: readonly Sign[], operand: () => Expression): Expression => {
    let left = operand();
    for (;;) {
      const sign = signs.find(isSign);
      if (sign === undefined) return left;
      next++;
      left = { kind: 'binary', sign, left, right: operand() };
    }
  };
  const sum = (): Expression => chain(['+', '-'], product);
  const product = (): Expression => chain(['*', '/'], signed);
  const signed = (): Expression => {
    if (take('+')) return signed();
    return take('-') ? { kind: 'minus', of: signed() } : sideBySide();
  };
  const sideBySide = (): Expression => {
    let left = power();
    while (peek().kind === 'name' || peek().kind === 'function' || isSign('(')) left = { kind: 'binary', sign: '*', left, right: power() };
    return peek().kind === 'number' ? refuse('missing-operator', peek()) : left;
  };
  const power = (): Expression => {
    const left = primary();
    return take('^') ? { kind: 'binary', sign: '^', left, right: exponent() } : left;
  };
  const exponent = (): Expression => {
    if (take('+')) return exponent();
    return take('-') ? { kind: 'minus', of: exponent() } : power();
  };
  const primary = (): Expression => {
    const token = peek();
    if (token.kind === 'number' || token.kind === 'name') {
      next++;
      return token.kind === 'number' ? { kind: 'number', value: Number(token.text) } : { kind: 'name', name: token.text };
    }
    if (token.kind === 'function') return call(token);
    if (!take('(')) return refuse('missing-operand', token);
    const inner = sum();
    return take(')') ? inner : refuse(isSign(',') ? 'stray-comma' : 'unclosed', isSign(',') ? peek() : token);
  };
  const call = (token: Token): Expression => {
    next++;
    if (!take('(')) return refuse('arguments', token);
    const args = [sum()];
    while (take(',')) args.push(sum());
    if (!take(')')) refuse('unclosed', token);
    return args.length === (functions.get(token.text)?.takes ?? args.length)
      ? { kind: 'call', of: token.text, args }
      : refuse('arguments', token);
  };
  const whole = sum();
  if (isSign(')')) refuse('unopened', peek());
  if (isSign(',')) refuse('stray-comma', peek());
  return peek().kind === 'end' ? whole : refuse('missing-operator', peek());
}

/** The value for these values of the names; `NaN` where a name has none. Never throws. */
export function valueOf(expression: Expression, values: Readonly<Record<string, number>>): number {
  const of = (part: Expression): number => valueOf(part, values);
  switch (expression.kind) {
    case 'number':
      return expression.value;
    case 'name':
      return values[expression.name] ?? Number.NaN;
    case 'minus':
      return -of(expression.of);
    case 'call':
      return functions.get(expression.of)?.of(...expression.args.map(of)) ?? Number.NaN;
    case 'binary':
      return operate(expression.sign, of(expression.left), of(expression.right));
  }
}

function operate(sign: Sign, left: number, right: number): number {
  switch (sign) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / right;
    case '^':
      return left ** right;
  }
}

/** The names that occur in it. */
export function namesIn(expression: Expression): ReadonlySet<string> {
  switch (expression.kind) {
    case 'number':
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

/** What was understood, with every bracket that it needs: `peak / 2N` is written `peak / (2 · N)`. */
export function toText(expression: Expression): string {
  const within = (part: Expression, least: number): string => (rankOf(part) < least ? `(${toText(part)})` : toText(part));
  switch (expression.kind) {
    case 'number':
      return String(expression.value);
    case 'name':
      return expression.name;
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

/** Whether the function takes one value. */
export const takesOne = (name: string): boolean => functions.get(name)?.takes === 1;
