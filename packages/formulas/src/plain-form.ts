/**
 * A formula's TeX as one line that a program can evaluate: `\frac{P}{2 \cdot W}` is `P / (2 · W)`.
 *
 * What it does not know it refuses, so that no brace gets lost silently.
 */
import type { AnyFormula, Inputs } from './formula.ts';

/** From a comparison to a single name or number. */
const binds = { relation: 0, sum: 1, product: 2, power: 3, atom: 4 } as const;

interface Piece {
  readonly text: string;
  readonly binds: number;
}

const atom = (text: string): Piece => ({ text, binds: binds.atom });
/** In parentheses, where it would fall apart. */
const within = (piece: Piece, least: number): string => (piece.binds >= least ? piece.text : `(${piece.text})`);

const quotient = (above: Piece, below: Piece): Piece => ({
  text: `${within(above, binds.product)} / ${within(below, binds.power)}`,
  binds: binds.product,
});

const relations: ReadonlyMap<string, string> = new Map([
  ['=', '='],
  ['\\le', '<='],
  ['\\leq', '<='],
]);
const operators: ReadonlySet<string> = new Set(['\\cdot', '\\times', '/']);
const greek: ReadonlySet<string> = new Set(
  'alpha beta gamma delta epsilon eta theta kappa lambda mu nu pi rho sigma tau phi chi psi omega'.split(' ').map((name) => `\\${name}`),
);
const accents: ReadonlyMap<string, string> = new Map([
  ['\\bar', 'mean'],
  ['\\hat', 'hat'],
]);
const fences: ReadonlyMap<string, { readonly end: string; readonly call: string }> = new Map([
  ['(', { end: ')', call: '' }],
  ['[', { end: ']', call: '' }],
  ['{', { end: '}', call: '' }],
  ['\\lceil', { end: '\\rceil', call: 'ceil' }],
  ['\\lfloor', { end: '\\rfloor', call: 'floor' }],
]);
/** Operators over their subscript: a sum, a best value, the solution of an equation. */
const overs: ReadonlySet<string> = new Set(['\\sum', '\\arg\\max', 'root']);

/** Without the sizes of fences and without spaces. */
const tokensOf = (tex: string): readonly string[] =>
  tex
    .replaceAll(/\\(?:left|right)(?![a-zA-Z])|\\(?:quad|[,;! ])/g, ' ')
    .match(/\\(?:text|mathrm|operatorname)\{[^{}]*\}|\\arg\\max|\\[a-zA-Z]+|\\.|\d+(?:\.\d+)?|\S/g) ?? [];

const wordsOf = (token: string | undefined): string | undefined => {
  const words = /^\\(?:text|mathrm|operatorname)\{(.*)\}$/.exec(token ?? '')?.[1];
  return words?.replaceAll(/\\(.)/g, '$1').trim();
};

class Reader {
  private readonly tokens: string[];

  constructor(tex: string) {
    this.tokens = [...tokensOf(tex)];
  }

  /** An expression, and what its names stand for: `…, where G = …`. */
  whole(): string {
    const parts = [this.relation().text];
    while (this.takes(',')) parts.push(this.relation().text);
    if (this.tokens.length > 0) this.refuse();
    const [first = '', ...rest] = parts;
    return rest.length === 0 ? first : `${first}, where ${rest.join(' and ')}`;
  }

  /** With its arguments: `L(N, D)`. */
  name(): string {
    const name = this.factor().text;
    return this.tokens[0] === '(' ? `${name}(${this.list().join(', ')})` : name + this.end();
  }

  private end(): '' {
    return this.tokens.length > 0 ? this.refuse() : '';
  }

  private refuse(): never {
    throw new Error(`the plain form of a formula cannot hold “${this.tokens.slice(0, 4).join(' ')}” here`);
  }

  private takes(token: string): boolean {
    const isNext = this.tokens[0] === token;
    if (isNext) this.tokens.shift();
    return isNext;
  }

  private expect(token: string): void {
    if (!this.takes(token)) this.refuse();
  }

  private relation(): Piece {
    let left = this.sum();
    for (let sign = relations.get(this.tokens[0] ?? ''); sign !== undefined; sign = relations.get(this.tokens[0] ?? '')) {
      this.tokens.shift();
      left = { text: `${left.text} ${sign} ${this.sum().text}`, binds: binds.relation };
    }
    return left;
  }

  private sum(): Piece {
    let left: Piece = this.takes('-') ? { text: `-${within(this.product(), binds.product)}`, binds: binds.sum } : this.product();
    for (let [sign] = this.tokens; sign === '+' || sign === '-'; [sign] = this.tokens) {
      this.tokens.shift();
      left = { text: `${left.text} ${sign} ${within(this.product(), sign === '-' ? binds.product : binds.sum)}`, binds: binds.sum };
    }
    return left;
  }

  private product(): Piece {
    let left = this.factor();
    let divides = false;
    while (this.tokens.length > 0 && (operators.has(this.tokens[0] ?? '') || this.startsFactor())) {
      const isWritten = operators.has(this.tokens[0] ?? '');
      // In print, a product without a sign after a slash is ambiguous.
      if (divides && !isWritten) this.refuse();
      divides = isWritten && this.tokens.shift() === '/';
      const right = this.factor();
      left = divides
        ? quotient(left, right)
        : { text: `${within(left, binds.product)} · ${within(right, binds.product)}`, binds: binds.product };
    }
    return left;
  }

  private startsFactor(): boolean {
    const [token = ''] = this.tokens;
    return (
      fences.has(token) || /^[\w$]/.test(token) || (token.startsWith('\\') && !relations.has(token) && !/^\\r(?:ceil|floor)$/.test(token))
    );
  }

  /** With its power. A star is no power: it marks a best value. */
  private factor(): Piece {
    let base = this.base();
    while (this.takes('^')) {
      if (this.takes('*')) base = atom(`${base.text}_star`);
      else base = { text: `${within(base, binds.atom)}^${within(this.script(), binds.atom)}`, binds: binds.power };
    }
    return base;
  }

  /** A group, or one character as TeX reads it. */
  private script(): Piece {
    const [token = ''] = this.tokens;
    if (/^\d\d|\./.test(token)) {
      this.tokens[0] = token.slice(1);
      return atom(token.charAt(0));
    }
    return this.base();
  }

  private base(): Piece {
    const token = this.tokens.shift() ?? this.refuse();
    const fence = fences.get(token);
    if (fence !== undefined) return this.fenced(fence);
    if (/^\d/.test(token)) return atom(token);
    if (token === '\\frac') return quotient(this.base(), this.base());
    if (token === '\\sqrt') return atom(`sqrt(${this.base().text})`);
    if (token === '\\underset') return (this.skip(), this.base());
    // The natural logarithm, by its name in most programming languages.
    const call = token === '\\ln' ? 'log' : /^\\(?:min|max)$/.test(token) ? token.slice(1) : wordsOf(token);
    if (call !== undefined && this.tokens[0] === '(') return atom(`${call}(${this.list().join(', ')})`);
    if (call === 'min' || overs.has(call ?? token)) return this.over(call ?? token.replaceAll('\\', ''));
    return this.named(token);
  }

  private fenced({ end, call }: { readonly end: string; readonly call: string }): Piece {
    const inner = this.relation();
    this.expect(end);
    return call === '' ? inner : atom(`${call}(${inner.text})`);
  }

  private list(): readonly string[] {
    this.expect('(');
    const items = [this.sum().text];
    while (this.takes(',')) items.push(this.sum().text);
    this.expect(')');
    return items;
  }

  /** `sum(1 / i for i = 1 to B)`. */
  private over(call: string): Piece {
    this.expect('_');
    const range = this.base();
    const end = this.takes('^') ? ` to ${this.script().text}` : '';
    return atom(`${call}(${this.product().text} for ${range.text}${end})`);
  }

  /** With accent, subscript and primes, as an identifier: `d_head`, `T_mean`, `B'`. */
  private named(token: string): Piece {
    const accent = accents.get(token);
    let name = accent === undefined ? this.letters(token) : `${this.base().text}_${accent}`;
    if (this.takes('_')) name += `_${this.subscript()}`;
    while (this.takes("'")) name += "'";
    return { text: name, binds: /^[\w$'.]+$/.test(name) ? binds.atom : binds.relation };
  }

  private letters(token: string): string {
    if (token === '\\Delta') return `Delta_${this.base().text}`;
    if (token === '\\$') return '$';
    if (greek.has(token)) return token.slice(1);
    if (/^[A-Za-z]$/.test(token)) return token;
    const words = wordsOf(token);
    if (words !== undefined) return words;
    this.tokens.unshift(token);
    return this.refuse();
  }

  private subscript(): string {
    if (!this.takes('{')) return this.subscriptPart();
    let text = '';
    while (!this.takes('}')) text += this.subscriptPart();
    return text;
  }

  private subscriptPart(): string {
    const token = this.tokens.shift() ?? this.refuse();
    if (token === '\\neg') return 'non_';
    if (token === '\\infty') return 'infinity';
    return /^\w+$/.test(token) ? token : this.letters(token).replaceAll(' ', '_');
  }

  /** A group that only explains, such as what stands under a symbol. */
  private skip(): void {
    this.expect('{');
    for (let depth = 1; depth > 0;) {
      const token = this.tokens.shift() ?? this.refuse();
      depth += token === '{' ? 1 : token === '}' ? -1 : 0;
    }
  }
}

export const plainTex = (tex: string): string => new Reader(tex).whole();

/** A symbol as an identifier: `Q_\text{KV}` is `Q_KV`. */
export const plainSymbol = (tex: string): string => new Reader(tex).name();

/** With a text for each input: its symbol, its name, or its value with the unit. */
export const plainForm = (formula: AnyFormula, texts: Readonly<Record<string, string>>): string =>
  plainTex(formula.tex(Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, String.raw`\text{${text}}`]))));

/** In the names of the inputs, with a star for a product. */
export const plainCode = (formula: AnyFormula): string =>
  plainForm(formula, Object.fromEntries(Object.keys(formula.takes as Inputs).map((name) => [name, name]))).replaceAll(' · ', ' * ');

/** The whole line with symbols: `I_star = P / W`. */
export function plainEquation(formula: AnyFormula): string {
  const symbols = Object.fromEntries(Object.entries(formula.takes as Inputs).map(([name, { symbol }]) => [name, symbol]));
  const result = formula.symbol === undefined ? formula.title : plainSymbol(formula.symbol);
  return `${result} = ${plainTex(formula.tex(symbols))}`;
}
