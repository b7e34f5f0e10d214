/**
 * The grammar of what is typed: an amount such as `140 GB / 3.35 TB/s`, a line over names, a formula such as `6ND`. The tokens
 * become a small tree under one way of reading what they leave open; nothing typed is ever run as code.
 *
 * Precedence, from the tightest: brackets and functions; powers, to the right; side by side, where names are, and a unit after
 * its number (see `Interpretation`); a leading minus; products and quotients; sums. So -2^2 is -4, and peak / 2N is peak over 2N.
 */
import { Refusal, type Token } from './quantity-scan.ts';
import { dimensionsMatch, numerals, timesUnit, unitNamed, unitOf, type FlopsAsRate, type UnitReading } from './units.ts';

export type Sign = '+' | '-' | '*' | '/' | '^';
export type Expression =
  | { readonly kind: 'number'; readonly value: number; readonly decimal?: number | undefined }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'unit'; readonly unit: UnitReading }
  | { readonly kind: 'minus'; readonly of: Expression }
  | { readonly kind: 'binary'; readonly sign: Sign; readonly left: Expression; readonly right: Expression; readonly at?: number }
  | { readonly kind: 'call'; readonly of: string; readonly args: readonly Expression[]; readonly at?: number };

/** One choice for everything that a text may leave open. */
export interface Interpretation {
  /**
   * How far a unit reaches. `tight`: a unit after a number belongs to that number with all its slashes, so that
   * `140 GB / 3.35 TB/s` divides by 3.35 TB/s. `loose`: factor by factor from left to right. `whole`: the only unit, at the end,
   * belongs to the whole expression, so that `1/3 GB` is a third of a gigabyte.
   */
  readonly reach: 'tight' | 'loose' | 'whole';
  /** Which factors after a unit below the line stay below: those as close as in `$/GPU-hour`, all as in `$/GPU*hour`, or none. */
  readonly below: 'close' | 'all' | 'none';
  readonly flops: FlopsAsRate;
  /** Which of the letters in `8B` and `10m` mean a billion and a million: in `70B × 2 B/param` it is the first alone. */
  readonly billions: 'none' | 'first' | 'all';
  /** `1,365` is 1.365. */
  readonly decimalComma: boolean;
  /** `gb` is a gigabyte. */
  readonly bytes: boolean;
}

export interface Parsed {
  readonly tree: Expression;
  /** The names of the units that were written, even if they cancel. */
  readonly units: ReadonlySet<string>;
  /** Whether a number was scaled by a word or letter, such as `billion` or `M`. */
  readonly multiplied: boolean;
}

interface FunctionSpec {
  readonly of: (...values: readonly number[]) => number;
  /** How many values; any number of one kind where it is left out. */
  readonly takes?: number;
}
const functions: ReadonlyMap<string, FunctionSpec> = new Map(
  Object.entries({
    ...{ sqrt: { of: Math.sqrt, takes: 1 }, exp: { of: Math.exp, takes: 1 }, ln: { of: Math.log, takes: 1 } },
    ...{ log2: { of: Math.log2, takes: 1 }, log10: { of: Math.log10, takes: 1 }, ceil: { of: Math.ceil, takes: 1 } },
    ...{ floor: { of: Math.floor, takes: 1 }, round: { of: Math.round, takes: 1 }, max: { of: Math.max }, min: { of: Math.min } },
  }),
);
export const functionNamed = (word: string): FunctionSpec | undefined => functions.get(word === '√' ? 'sqrt' : word.toLowerCase());

/** What the book's language calls its large counts: a German Billion is a trillion. Some languages tell 2, 5 and 1.5 of them apart. */
const largeCounts = ([1e6, 1e9, 1e12] as const).flatMap((scale) =>
  [1, 2, 5, 1.5].map((count) => [numerals.large(scale, count)?.toLowerCase() ?? '', scale] as const),
);
const multipliers: ReadonlyMap<string, number> = new Map<string, number>([
  ...Object.entries({
    ...{ k: 1e3, M: 1e6, G: 1e9, T: 1e12, P: 1e15, bn: 1e9, tn: 1e12, lakh: 1e5, crore: 1e7 },
    ...{ thousand: 1e3, million: 1e6, billion: 1e9, trillion: 1e12, quadrillion: 1e15, mm: 1e6, mio: 1e6 },
  }),
  ...largeCounts,
]);
const letters: ReadonlyMap<string, string> = new Map(Object.entries({ B: 'bn', b: 'bn', m: 'million', g: 'G', t: 'T' }));
const multiplierOf = (text: string): number | undefined => multipliers.get(text) ?? multipliers.get(text.toLowerCase());
/** The prefix of a unit for a power of ten in words or letters: M for `million`. */
export const prefixFor = (word: string): string | undefined =>
  ({ 1e3: 'k', 1e6: 'M', 1e9: 'G', 1e12: 'T' })[multiplierOf(letters.get(word) ?? word) ?? 0];

/** Whether a word is a unit, or a power of ten such as `k`, `m` or `billion`. */
export const isUnitWord = (word: string): boolean =>
  unitNamed(word, 'always') !== undefined || multiplierOf(word) !== undefined || letters.has(word);

const one = unitOf('1');

export function unitWord(token: Token | undefined, { flops, bytes }: Interpretation): UnitReading | undefined {
  if (token?.kind !== 'word') return undefined;
  return unitNamed(bytes ? token.text.replace(/^([kgmtpe]i?)b(?=(?:ps)?$)/, '$1B') : token.text, flops);
}

/** For the reach `whole`: the tokens with brackets around all before the trailing unit; undefined where that is not the form. */
function bracketed(tokens: readonly Token[], how: Interpretation): readonly Token[] | undefined {
  const from = tokens.findIndex((token) => unitWord(token, how) !== undefined);
  const stray = tokens.some((token, index) => index > from && token.kind === 'number' && !/^[-^]$/.test(tokens[index - 1]?.text ?? ''));
  const depth = tokens.slice(0, Math.max(from, 0)).reduce((open, { text }) => open + (text === '(' ? 1 : text === ')' ? -1 : 0), 0);
  if (from < 1 || stray || depth !== 0) return undefined;
  const bracket = (text: string) => ({ kind: 'operator', text, at: 0 }) as const;
  return [bracket('('), ...tokens.slice(0, from), bracket(')'), ...tokens.slice(from)];
}

/** The tokens with the letters that mean a billion or a million spelt out. */
function spelledOut(tokens: readonly Token[], { billions }: Interpretation): readonly Token[] {
  const first = tokens.findIndex(({ kind, text }) => kind === 'word' && letters.has(text));
  return tokens.map((token, index) => {
    const word =
      token.kind === 'word' && (billions === 'all' || (billions === 'first' && index === first)) ? letters.get(token.text) : undefined;
    return word === undefined || token.kind === 'number' ? token : { ...token, text: word };
  });
}

/** The tree of a whole token list; undefined where it has not the form that the interpretation is of. Throws `Refusal` where it is none. */
export function parse(typed: readonly Token[], how: Interpretation): Parsed | undefined {
  const spelled = spelledOut(typed, how);
  const tokens = how.reach === 'whole' ? bracketed(spelled, how) : spelled;
  return tokens && new Parser(tokens, how).whole();
}

class Parser {
  readonly #tokens: readonly Token[];
  readonly #how: Interpretation;
  /** Whether names occur: then what stands side by side is multiplied, as in `2(N + 1)`. */
  readonly #named: boolean;
  readonly #units = new Set<string>();
  #multiplied = false;
  #at = 0;

  constructor(tokens: readonly Token[], how: Interpretation) {
    this.#tokens = tokens;
    this.#how = how;
    this.#named = tokens.some(({ kind }) => kind === 'name');
  }

  whole(): Parsed {
    const tree = this.#sum();
    const rest = this.#peek();
    if (rest?.kind === 'word') this.#refuse('unknown-unit');
    if (rest) this.#refuse(rest.text === ')' ? 'unopened' : rest.text === ',' ? 'stray-comma' : 'missing-operator');
    return { tree, units: this.#units, multiplied: this.#multiplied };
  }

  #peek(ahead = 0): Token | undefined {
    return this.#tokens[this.#at + ahead];
  }
  #is(text: string, ahead = 0): boolean {
    const token = this.#peek(ahead);
    return token?.kind === 'operator' && token.text === text;
  }
  #take(text: string): boolean {
    const taken = this.#is(text);
    if (taken) this.#at++;
    return taken;
  }
  #refuse(why: Refusal['why'], token = this.#peek()): never {
    const last = this.#tokens.at(-1);
    throw new Refusal(why, token?.at ?? (last?.at ?? 0) + (last?.text.length ?? 0), token?.text);
  }

  #chain(signs: readonly Sign[], operand: () => Expression): Expression {
    let left = operand();
    for (;;) {
      const sign = signs.find((one) => this.#is(one));
      const at = this.#peek()?.at ?? 0;
      if (sign === undefined) return left;
      this.#at++;
      left = { kind: 'binary', sign, left, right: operand(), at };
    }
  }
  #sum = (): Expression => this.#chain(['+', '-'], this.#product);
  #product = (): Expression => this.#chain(['*', '/'], this.#signed);
  #signed = (): Expression => {
    if (this.#take('+')) return this.#signed();
    return this.#take('-') ? { kind: 'minus', of: this.#signed() } : this.#quantity();
  };

  /** A number or a name with what multiplies it and its unit, in whichever order: `$1.2B`, `8 billion params`, `2 N`. */
  #quantity(): Expression {
    const money = this.#isMoney();
    if (money) this.#at++;
    let amount: Expression | undefined = this.#unitHere() ? undefined : this.#power();
    while (this.#named && this.#startsFactor()) amount = product(amount, this.#power());
    const scale = this.#multiplier();
    if (scale !== undefined) amount = product(amount, { kind: 'number', value: scale });
    const unit = this.#tail(money ? this.#note(unitOf('$')) : one, money);
    if (amount === undefined) return { kind: 'unit', unit };
    const whole = unit.parts.length === 0 ? amount : product(amount, { kind: 'unit', unit });
    return this.#continues(unit) ? { kind: 'binary', sign: '+', left: whole, right: this.#quantity() } : whole;
  }

  #startsFactor(): boolean {
    const token = this.#peek();
    return (
      token?.kind === 'name' || this.#is('(') || (this.#is('(', 1) && token?.kind === 'word' && functionNamed(token.text) !== undefined)
    );
  }

  /** `1 h 30 min`: a time in its next smaller unit follows. */
  #continues({ dims, scale }: UnitReading): boolean {
    const next = this.#peek()?.kind === 'number' ? unitWord(this.#peek(1), this.#how) : undefined;
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

  #isMoney(ahead = 0): boolean {
    return this.#peek(ahead + 1)?.kind === 'number' && unitWord(this.#peek(ahead), this.#how)?.parts[0]?.name === '$';
  }

  #power(): Expression {
    const base = this.#primary();
    const at = this.#peek()?.at ?? 0;
    return this.#take('^') ? { kind: 'binary', sign: '^', left: base, right: this.#exponent(), at } : base;
  }
  #exponent(): Expression {
    if (this.#take('-')) return { kind: 'minus', of: this.#exponent() };
    return this.#take('+') ? this.#exponent() : this.#power();
  }

  #primary(): Expression {
    const token = this.#peek();
    if (token?.kind === 'number') {
      this.#at++;
      return { kind: 'number', value: token.value, decimal: token.decimal };
    }
    if (token?.kind === 'name') {
      this.#at++;
      return { kind: 'name', name: token.text };
    }
    if (this.#take('(')) {
      const inner = this.#sum();
      return this.#take(')') ? inner : this.#refuse(this.#is(',') ? 'stray-comma' : 'unclosed', this.#is(',') ? this.#peek() : token);
    }
    return token?.kind === 'word' ? this.#call(token) : this.#refuse('missing-operand');
  }

  #call(token: Token): Expression {
    const spec = functionNamed(token.text);
    if (spec === undefined) return this.#refuse('unknown-unit');
    this.#at++;
    const call = { kind: 'call', of: token.text === '√' ? 'sqrt' : token.text.toLowerCase(), at: token.at } as const;
    if (spec.takes === 1 && this.#peek()?.kind === 'number') return { ...call, args: [this.#primary()] };
    if (!this.#take('(')) return this.#refuse('arguments', token);
    const from = this.#at;
    const args = [this.#sum()];
    while (this.#take(',')) args.push(this.#sum());
    // In max(2,3) the comma may be either.
    const comma = this.#tokens
      .slice(from, this.#at)
      .find((typed) => typed.kind === 'number' && (typed.comma || typed.decimal !== undefined));
    if (spec.takes === undefined && comma) this.#refuse('ambiguous-comma', comma);
    if (!this.#take(')')) this.#refuse(this.#peek() ? 'missing-operator' : 'unclosed', this.#peek() ?? token);
    return args.length === (spec.takes ?? args.length) ? { ...call, args } : this.#refuse('arguments', token);
  }

  #multiplier(): number | undefined {
    const token = this.#peek();
    const scale =
      token?.kind === 'word' && this.#at > 0 && !/^[*/]$/.test(this.#peek(-1)?.text ?? '') ? multiplierOf(token.text) : undefined;
    if (scale === undefined) return undefined;
    this.#at++;
    this.#multiplied = true;
    return scale;
  }

  #unitHere(ahead = 0): UnitReading | undefined {
    const token = this.#peek(ahead);
    return this.#is('(', ahead + 1) && token && functionNamed(token.text) ? undefined : unitWord(token, this.#how);
  }

  #note(unit: UnitReading): UnitReading {
    for (const { name } of unit.parts) this.#units.add(name);
    return unit;
  }

  /** The units that follow: factors side by side, and, unless the reach is loose, those after `*` and `/`. */
  #tail(unit: UnitReading, money: boolean): UnitReading {
    const { reach, below } = this.#how;
    let total = unit;
    let under = false;
    for (;;) {
      // A plain number is multiplied or divided, not given a unit, by what stands behind `*` or `/`.
      const operation = this.#is('*') || this.#is('/') ? this.#peek() : undefined;
      const joined = operation && reach !== 'loose' && total.parts.length > 0 ? 1 : 0;
      const million = joined === 1 ? this.#prefixed() : undefined;
      const next = this.#isMoney(joined) ? undefined : (million ?? this.#unitHere(joined));
      if (next === undefined) return total;
      const close = joined === 0 || (operation?.kind === 'operator' && operation.close === true);
      under = joined === 1 && operation?.text === '/' ? true : under && (below === 'all' || (below === 'close' && close));
      this.#at += joined + (million ? 2 : 1);
      // `$4.80 USD` names the currency twice.
      if (money && joined === 0 && next.parts[0]?.name === '$' && total.parts.some(({ name }) => name === '$')) continue;
      total = timesUnit(total, this.#note(next), (under ? -1 : 1) * (this.#take('^') ? this.#unitExponent() : 1));
    }
  }
  #unitExponent(): number {
    const sign = this.#take('-') ? -1 : 1;
    this.#take('+');
    const token = this.#peek();
    if (token?.kind !== 'number') return this.#refuse('missing-operand');
    this.#at++;
    return sign * token.value;
  }

  /** `million tokens`, as in `$0.60 per million tokens`. */
  #prefixed(): UnitReading | undefined {
    const [scale, noun] = [this.#peek(1), this.#peek(2)];
    if (scale?.kind !== 'word' || noun?.kind !== 'word') return undefined;
    const prefix = prefixFor(scale.text);
    return prefix === undefined ? undefined : unitNamed(prefix + noun.text);
  }
}

const product = (left: Expression | undefined, right: Expression): Expression =>
  left === undefined ? right : { kind: 'binary', sign: '*', left, right };
