/**
 * Reads sharding notation: `A[I_X, J] · B[J, K_Y] → C[I_X, K_Y]` and collectives such as `AllReduce_X(C)`.
 *
 * A subscript names the mesh axes that cut a dimension, `{U_X}` marks partial sums still to be added along X. Steps are on lines of their
 * own or separated by semicolons. ASCII (`*`, `->`) and TeX (`\cdot`, `\to`) read the same. Dimensions and axes are single letters, in
 * either case. The notation is that of How to Scale Your Model, part 3.
 */

/** Up to, not including, `end`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export const collectives = ['AllGather', 'AllReduce', 'ReduceScatter', 'AllToAll', 'Slice'] as const;
/** `Slice` moves nothing: each device drops what it no longer needs. */
export type Collective = (typeof collectives)[number];

export interface Letter {
  readonly letter: string;
  readonly at: Span;
}
export interface DimensionAst extends Letter {
  readonly axes: readonly Letter[];
}
export interface TensorAst {
  readonly kind: 'tensor';
  readonly name: string;
  /** Undefined for a bare name: the tensor as it is then. */
  readonly dims?: readonly [DimensionAst, DimensionAst];
  readonly partial: readonly Letter[];
  readonly at: Span;
}
export interface ProductAst {
  readonly kind: 'product';
  readonly left: ExpressionAst;
  readonly right: ExpressionAst;
  readonly at: Span;
}
export interface CollectiveAst {
  readonly kind: 'collective';
  readonly collective: Collective;
  readonly axes: readonly Letter[];
  /** After the comma, as K in `ReduceScatter_{X,K}`. */
  readonly dim?: Letter;
  readonly of: ExpressionAst;
  readonly at: Span;
}
export type ExpressionAst = TensorAst | ProductAst | CollectiveAst;
export interface StepAst {
  readonly of: ExpressionAst;
  readonly into?: TensorAst;
  readonly at: Span;
}
export interface PlanAst {
  readonly steps: readonly StepAst[];
}

/**
 * - `empty`, `too-long`: nothing to read, or more than any plan needs.
 * - `tensor-expected`: a tensor or a collective has to stand here.
 * - `target-expected`: only the tensor that a step results in can stand after an arrow.
 * - `two-dimensions`: a matrix has exactly two dimensions.
 * - `dimension-expected`, `axis-expected`: a single letter has to stand here.
 * - `partial-expected`: what is in braces is not of the form `U_X`.
 * - `subscript-missing`: a collective does not say along which mesh axis.
 * - `unclosed`: this bracket is never closed.
 * - `leftover`: the step is complete, but text follows.
 */
export type SyntaxCode =
  | 'empty'
  | 'too-long'
  | 'tensor-expected'
  | 'target-expected'
  | 'two-dimensions'
  | 'dimension-expected'
  | 'axis-expected'
  | 'partial-expected'
  | 'subscript-missing'
  | 'unclosed'
  | 'leftover';

export interface SyntaxProblem {
  readonly code: SyntaxCode;
  readonly at: Span;
}
export type Parsed = { readonly ok: true; readonly plan: PlanAst } | { readonly ok: false; readonly problem: SyntaxProblem };

const longest = 2000;

class Stop extends Error {
  readonly problem: SyntaxProblem;
  constructor(code: SyntaxCode, start: number, end: number) {
    super(code);
    this.problem = { code, at: { start, end } };
  }
}

const arrow = /→|⟶|⇒|->|=>|-->|\\(?:right|longright)arrow|\\to(?![a-z])/y;
const times = /[·⋅∙•*×@]|\\(?:cdot|times)/y;
const word: Readonly<Record<Collective, RegExp>> = {
  AllGather: /all[-_ ]?gather(?![a-z])/iy,
  AllReduce: /all[-_ ]?reduce(?![a-z])/iy,
  ReduceScatter: /reduce[-_ ]?scatter(?![a-z])/iy,
  AllToAll: /all[-_ ]?to[-_ ]?all(?![a-z])/iy,
  Slice: /slice(?![a-z])/iy,
};
const tensorName = /[A-Za-z][A-Za-z0-9₁₂₃₄]*/y;
/** A line that starts with an arrow or a product continues the step. */
const continued = /\s*\n\s*(?=→|->|=>|[·⋅*×@]|\\(?:cdot|times|to|rightarrow))/g;

/** Each method reads one piece and moves on, or leaves the cursor. */
class Cursor {
  readonly text: string;
  at = 0;
  constructor(text: string) {
    this.text = text;
  }
  take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }
  skip(lines = false): void {
    this.take(lines ? /\s*/y : /[^\S\n]*/y);
  }
  /** After blanks. */
  sign(pattern: RegExp): boolean {
    const before = this.at;
    this.skip();
    if (this.take(pattern) !== undefined) return true;
    this.at = before;
    return false;
  }
  stop(code: SyntaxCode, start = this.at, end = Math.min(start + 1, this.text.length)): Stop {
    return new Stop(code, start, end);
  }
}

const lettersOf = (run: string, start: number): readonly Letter[] =>
  Array.from(run, (letter, i) => ({ letter: letter.toUpperCase(), at: { start: start + i, end: start + i + 1 } }));

/** Letters, or groups of letters with commas between; bare ones only where no other comma can be meant. */
function subscript(cursor: Cursor, bareCommas = false): readonly (readonly Letter[])[] {
  const open = cursor.at;
  const braced = cursor.take(/\{/y) !== undefined;
  const groups: (readonly Letter[])[] = [];
  do {
    cursor.take(/[^\S\n]*/y);
    const start = cursor.at;
    const run = cursor.take(/[A-Za-z]+/y);
    if (run === undefined) throw cursor.stop('axis-expected');
    groups.push(lettersOf(run, start));
  } while ((braced || bareCommas) && cursor.sign(/,|→|->|\\to(?![a-z])/y));
  if (braced && !cursor.sign(/\}/y)) throw cursor.stop('unclosed', open);
  return groups;
}

function dimension(cursor: Cursor): DimensionAst {
  cursor.skip(true);
  const start = cursor.at;
  const letter = cursor.take(/[A-Za-z](?![A-Za-z0-9])/y);
  if (letter === undefined) throw cursor.stop('dimension-expected');
  const axes = cursor.take(/_/y) === undefined ? [] : subscript(cursor).flat();
  return { letter: letter.toUpperCase(), axes, at: { start, end: cursor.at } };
}

function dimensions(cursor: Cursor): readonly [DimensionAst, DimensionAst] {
  const open = cursor.at - 1;
  const dims = [dimension(cursor)];
  while (cursor.sign(/,/y)) dims.push(dimension(cursor));
  cursor.skip(true);
  if (cursor.take(/\]/y) === undefined)
    throw /[,\]]/.test(cursor.text.slice(cursor.at)) ? cursor.stop('dimension-expected') : cursor.stop('unclosed', open);
  const [first, second, ...more] = dims;
  if (!first || !second || more.length > 0) throw cursor.stop('two-dimensions', open, cursor.at);
  return [first, second];
}

/** `{U_X}`, `{ U_{XY} }` or TeX's `\{U_X\}`, if there. */
function partialSums(cursor: Cursor): readonly Letter[] {
  const before = cursor.at;
  if (!cursor.sign(/\\?\{/y)) return [];
  const open = cursor.at - 1;
  cursor.skip();
  if (cursor.take(/U_/iy) === undefined) throw cursor.stop('partial-expected', before, cursor.at + 1);
  const axes = subscript(cursor).flat();
  if (!cursor.sign(/\\?\}/y)) throw cursor.stop('unclosed', open);
  return axes;
}

function tensor(cursor: Cursor): TensorAst | undefined {
  const start = cursor.at;
  const name = cursor.take(tensorName);
  if (name === undefined) return undefined;
  const dims = cursor.sign(/\[/y) ? dimensions(cursor) : undefined;
  const partial = dims ? partialSums(cursor) : [];
  return { kind: 'tensor', name, ...(dims && { dims }), partial, at: { start, end: cursor.at } };
}

function collective(cursor: Cursor, depth: number): CollectiveAst | undefined {
  const start = cursor.at;
  const name = collectives.find((other) => cursor.take(word[other]) !== undefined);
  if (name === undefined) return undefined;
  if (cursor.take(/_/y) === undefined) throw cursor.stop('subscript-missing', start, cursor.at);
  const [axes = [], dims = [], ...more] = subscript(cursor, true);
  const [dim, ...others] = dims;
  const surplus = others[0] ?? more[0]?.[0];
  if (surplus) throw cursor.stop('axis-expected', surplus.at.start, surplus.at.end);
  cursor.sign(/:/y);
  cursor.skip();
  const of = factor(cursor, depth);
  return { kind: 'collective', collective: name, axes, ...(dim && { dim }), of, at: { start, end: cursor.at } };
}

const deepest = 20;

function factor(cursor: Cursor, depth: number): ExpressionAst {
  cursor.skip();
  if (depth > deepest) throw cursor.stop('too-long');
  const open = cursor.at;
  if (cursor.take(/\(/y) !== undefined) {
    const inner = product(cursor, depth + 1);
    cursor.skip(true);
    if (cursor.take(/\)/y) === undefined)
      throw cursor.at < cursor.text.length && cursor.text.includes(')', cursor.at)
        ? cursor.stop('leftover')
        : cursor.stop('unclosed', open);
    return inner;
  }
  const found = collective(cursor, depth + 1) ?? tensor(cursor);
  if (!found) throw cursor.stop('tensor-expected');
  return found;
}

function product(cursor: Cursor, depth = 0): ExpressionAst {
  cursor.skip(depth > 0);
  let left = factor(cursor, depth);
  while (cursor.sign(times)) {
    cursor.skip(true);
    const right = factor(cursor, depth);
    left = { kind: 'product', left, right, at: { start: left.at.start, end: right.at.end } };
  }
  return left;
}

function target(cursor: Cursor): TensorAst {
  cursor.skip(true);
  const start = cursor.at;
  if (collectives.some((name) => cursor.take(word[name]) !== undefined)) throw cursor.stop('target-expected', start, cursor.at);
  const found = tensor(cursor);
  if (!found) throw cursor.stop('target-expected');
  return found;
}

function step(cursor: Cursor): StepAst {
  const start = cursor.at;
  const first = product(cursor);
  if (first.kind === 'tensor' && cursor.sign(/:?=(?!>)/y)) {
    cursor.skip(true);
    const of = product(cursor);
    return { of, into: first, at: { start, end: cursor.at } };
  }
  const into = cursor.sign(arrow) ? target(cursor) : undefined;
  return { of: first, ...(into && { into }), at: { start, end: cursor.at } };
}

/** Never throws: what cannot be read comes back as a code with its place. */
export function parse(source: string): Parsed {
  if (source.length > longest) return { ok: false, problem: { code: 'too-long', at: { start: longest, end: source.length } } };
  // Of the same length, so that positions stay.
  const cursor = new Cursor(source.replaceAll(continued, (blank) => ' '.repeat(blank.length)));
  const steps: StepAst[] = [];
  try {
    for (;;) {
      cursor.take(/[\s;]*/y);
      if (cursor.at >= source.length) break;
      steps.push(step(cursor));
      cursor.skip();
      if (cursor.at < source.length && cursor.take(/[;\n]/y) === undefined) throw cursor.stop('leftover', cursor.at, source.length);
    }
    if (steps.length === 0) throw cursor.stop('empty', 0, source.length);
    return { ok: true, plan: { steps } };
  } catch (error) {
    if (error instanceof Stop) return { ok: false, problem: error.problem };
    throw error;
  }
}
