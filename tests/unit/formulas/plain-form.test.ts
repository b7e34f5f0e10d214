/** Each printed formula, evaluated by mathjs, gives the formula's own values. */
import type { AnyFormula, Inputs } from '@scaling-workbook/formulas/formula';
import * as table from '@scaling-workbook/formulas/formulas';
import { plainCode, plainEquation, plainForm, plainSymbol, plainTex } from '@scaling-workbook/formulas/plain-form';
import { vectorsOf } from '@scaling-workbook/formulas/vectors';
import { compile } from 'mathjs';
import { describe, expect, it } from 'vitest';

type Scope = Readonly<Record<string, number>>;

const evaluate = (text: string, scope: Scope): number => compile(text.replaceAll('·', '*')).evaluate({ ...scope }) as number;

/** Where an increasing or decreasing function crosses 0 between two numbers. */
function crossing(of: (x: number) => number, low: number, high: number): number {
  const rises = of(high) > of(low);
  for (let round = 0; round < 200; round += 1) {
    const middle = (low + high) / 2;
    if (of(middle) > 0 === rises) high = middle;
    else low = middle;
  }
  return (low + high) / 2;
}

/** The smallest value of a function with one valley, over numbers of any size. */
function smallest(of: (x: number) => number): number {
  let [low, high] = [0, 100];
  for (let round = 0; round < 300; round += 1) {
    const [left, right] = [low + (high - low) / 3, high - (high - low) / 3];
    if (of(10 ** left) < of(10 ** right)) high = right;
    else low = left;
  }
  return of(10 ** low);
}

/** The forms that range over something, by the word before their parenthesis: found by search, which mathjs does not know. */
const overs: Readonly<Record<string, (body: string, range: string, scope: Scope) => number>> = {
  sum: (body, range, scope) => {
    const [, first = '', last = ''] = /^i = (.*) to (.*)$/.exec(range) ?? [];
    let sum = 0;
    for (let i = evaluate(first, scope); i <= evaluate(last, scope); i += 1) sum += evaluate(body, { ...scope, i });
    return sum;
  },
  min: (body, range, scope) => {
    expect(range).toMatch(/^6 [·*] N [·*] D = \w+$/);
    const flops = evaluate(range.replace(/.* = /, ''), scope);
    return smallest((N) => evaluate(body, { ...scope, N, D: flops / (6 * N) }));
  },
  argmax: (body, range, scope) => {
    expect(range).toBe('K');
    const at = (K: number): number => evaluate(body, { ...scope, K });
    let best = 0;
    for (let K = 1; K < 400; K += 1) if (at(K) > at(best) * (1 + 1e-12)) best = K;
    return best;
  },
  root: (body, range, scope) => {
    expect(range).toBe('0 <= x <= 1');
    const [left = '', right = ''] = body.split(' = ');
    return crossing((x) => evaluate(left, { ...scope, x }) - evaluate(right, { ...scope, x }), 0, 1 - 1e-12);
  },
};

/** The value of a printed right-hand side, by nothing but its text and the values of its names. */
function valueOf(text: string, scope: Scope): number {
  const over = /^(sum|min|argmax|root)\((.*) for (.*?)\)(\^.*)?$/.exec(text);
  if (over) {
    const [, word = '', body = '', range = '', power = ''] = over;
    return evaluate(`whole${power}`, { ...scope, whole: overs[word]?.(body, range, scope) ?? Number.NaN });
  }
  const [whole = '', ...meanings] = text.split(', where ');
  const names = Object.fromEntries(
    meanings.map((meaning) => {
      const [name = '', of = ''] = meaning.split(' = ');
      return [name, evaluate(of, scope)];
    }),
  );
  return evaluate(whole, { ...scope, ...names });
}

const expectValue = (found: number, value: number, given: Scope): void => {
  expect(Math.abs(found - value), `${String(found)} for ${String(value)} at ${JSON.stringify(given)}`).toBeLessThanOrEqual(
    1e-7 * Math.abs(value),
  );
};

const formulas: readonly (readonly [string, AnyFormula])[] = Object.entries(table as Readonly<Record<string, AnyFormula>>);

describe.each(formulas)('%s', (name, formula) => {
  const inputs = Object.entries(formula.takes as Inputs);
  const values = vectorsOf(name, formula).flatMap(({ given, expect }) => (expect === 'error' ? [] : [{ given, value: expect }]));

  it('has symbols that stay apart as text', () => {
    const symbols = inputs.map(([, { symbol }]) => plainSymbol(symbol));
    for (const symbol of symbols) expect(symbol).toMatch(/^[A-Za-z$][\w$]*'?$/);
    expect(new Set(symbols).size).toBe(symbols.length);
  });

  it('is printed with symbols as it is', () => {
    // mathjs takes a prime for a transposed matrix.
    const asName = (text: string): string => text.replaceAll("'", '_prime');
    const [, form = ''] = plainEquation(formula).split(/ = (.*)/);
    for (const { given, value } of values) {
      const scope = Object.fromEntries(inputs.map(([input, { symbol }]) => [asName(plainSymbol(symbol)), given[input] ?? Number.NaN]));
      expectValue(valueOf(asName(form), scope), value, given);
    }
  });

  it('is printed with the names of its inputs as it is', () => {
    for (const { given, value } of values) expectValue(valueOf(plainCode(formula), given), value, given);
  });
});

describe('the plain form of TeX', () => {
  it.each([
    [String.raw`\frac{1 - \alpha^{K + 1}}{1 - \alpha}`, '(1 - alpha^(K + 1)) / (1 - alpha)'],
    [String.raw`\left(\frac{C}{6}\right)^{\frac{\beta}{\alpha + \beta}}`, '(C / 6)^(beta / (alpha + beta))'],
    [String.raw`2 \cdot \underset{\text{not } h}{h_\text{kv}}`, '2 · h_kv'],
    [String.raw`\frac{a}{\frac{b}{c}} \cdot (d - (e - f))`, 'a / (b / c) · (d - (e - f))'],
    [String.raw`a / (b \cdot c) - -d`, undefined],
    [String.raw`(-a)^2 + G^{-\alpha}`, '(-a)^2 + G^(-alpha)'],
    [String.raw`(a^b)^c`, '(a^b)^c'],
    [String.raw`x^23`, 'x^2 · 3'],
    [String.raw`10^{13} \times 5.4`, '10^13 · 5.4'],
    [String.raw`a / b c`, undefined],
    [String.raw`\lceil n / b \rceil \cdot \max\left(0,\ n - 1\right)`, 'ceil(n / b) · max(0, n - 1)'],
    [String.raw`\left[\sqrt{ab}\right]`, 'sqrt(a · b)'],
    [String.raw`\bar{T} - \hat{c} + N_{\neg\text{emb}} + S_\infty + I^*`, 'T_mean - c_hat + N_non_emb + S_infinity + I_star'],
    [String.raw`\$_{1\text{M}} + \Delta Q + B'`, "$_1M + Delta_Q + B'"],
    [String.raw`\mathbf{x}`, undefined],
    [String.raw`\frac{a}{b`, undefined],
    ['a b)', undefined],
    ['', undefined],
  ])('%s', (tex, text) => {
    if (text === undefined) expect(() => plainTex(tex)).toThrow('the plain form of a formula cannot hold');
    else expect(plainTex(tex)).toBe(text);
  });

  it('puts amounts with units in parentheses, where a slash of theirs could be read as the formula’s', () => {
    const { ridgePoint, memoryTime } = table;
    expect(plainForm(ridgePoint, { peak: '990 TFLOP/s', bandwidth: '3.35 TB/s' })).toBe('(990 TFLOP/s) / (3.35 TB/s)');
    expect(plainForm(memoryTime, { bytes: '100', bandwidth: '4' })).toBe('100 / 4');
  });

  it('names a function with what it takes before the equals sign only', () => {
    expect(plainSymbol('L(N, D)')).toBe('L(N, D)');
    expect(() => plainSymbol('L + D')).toThrow('cannot hold');
  });
});
