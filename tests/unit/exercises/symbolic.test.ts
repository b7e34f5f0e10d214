import * as formulas from '@scaling-workbook/formulas/formulas';
import { randomFrom } from '@scaling-workbook/formulas/random';
import {
  agreesOnPaper,
  amount,
  derivation,
  expressionTex,
  letter,
  md,
  parts,
  solve,
  symbolic,
  toJudged,
} from '@scaling-workbook/exercises';
import { readExpression } from '@scaling-workbook/exercises/answer/expression';
import { checkSymbolic, type SymbolicSpec } from '@scaling-workbook/exercises/answer/symbolic';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeSymbolic } from '#exercise/judge-symbolic.ts';
import { specsOf } from './support.ts';

const text = () => md`text`;
const texts = { ask: text, hint: text, after: text };

const intensity = symbolic({
  title: 'Intensity',
  given: { B: letter(), D: letter(), F: letter(), bytes: amount(1, 'B/element') },
  ...texts,
  unit: 'FLOP/B',
  byHand: '2BDF / (bytes (BD + DF + BF))',
  solve: ({ B, D, F, bytes }, f) =>
    f.arithmeticIntensity({
      flops: f.matmulFlops({ m: B, k: D, n: F }),
      bytes: f.matmulBytes({ m: B, k: D, n: F, bytesPerElement: bytes }),
    }),
  leading: { large: ['D', 'F'] },
  fresh: { bf16: { bytes: amount(2, 'B/element') } },
});

function specOf(exercise: Parameters<typeof specsOf>[0], variant?: string): SymbolicSpec {
  const [spec] = toJudged(specsOf(exercise, variant));
  if (spec?.kind !== 'symbolic') throw new Error('no formula is asked');
  return spec;
}
const spec = specOf(intensity);
const verdict = (typed: string, of = spec) => checkSymbolic(of, typed);

describe('a formula over letters', () => {
  it.each([
    '2BDF/(BD+DF+BF)',
    '2 * B * D * F / (B*D + D*F + B*F)',
    '2·B·D·F ÷ (B·D + D·F + B·F)',
    String.raw`\frac{2BDF}{BD + DF + BF}`,
    '2bdf/(bd+df+bf)',
    'I = 2BDF/(BD+DF+BF)',
    '2/(1/F + 1/B + 1/D)',
    '(1/2 (1/F + 1/B + 1/D))^-1',
    '2BDF (BD+DF+BF)^(-1)',
    '2 B x D x F / (B x D + D x F + B x F)',
    '2 B / (B/F + 1 + B/D)',
  ])('%s is right, however it is written', (typed) => {
    expect(verdict(typed)).toMatchObject({ verdict: 'correct', leading: false });
  });

  it.each([
    ['BDF/(BD+DF+BF)', { verdict: 'slip' }],
    ['2BDF/(BD+DF)', { verdict: 'slip' }],
    ['(BD+DF+BF)/(2BDF)', { verdict: 'slip' }],
    ['4BDF/(BD+DF+BF)', { verdict: 'power', factor: expect.closeTo(2, 9) as number }],
    ['2BDF/(2(BD+DF+BF)) * 3', { verdict: 'power', factor: expect.closeTo(1.5, 9) as number }],
    ['-2BDF/(BD+DF+BF)', { verdict: 'off', wrong: 'sign' }],
    ['2.001BDF/(BD+DF+BF)', { verdict: 'rounded', leading: false }],
    ['2B', { verdict: 'rounded', leading: true }],
    ['2B - B^2/D', { verdict: 'rounded', leading: true }],
    ['2BD', { verdict: 'off', wrong: 'without', names: ['F'] }],
    ['2BDF/(BD+DF+BF+1)', { verdict: 'rounded', leading: true }],
    ['2BDF/(BD+DF+BF+BDF)', { verdict: 'off', wrong: 'other' }],
    ['2BDF/BD+DF+BF', { verdict: 'off', wrong: 'other' }],
    ['sqrt(-B) D F', { verdict: 'off', wrong: 'other' }],
    ['1/(B - B) + D F', { verdict: 'off', wrong: 'other' }],
  ])('%s gets the verdict it deserves', (typed, expected) => {
    expect(verdict(typed)).toMatchObject(expected);
  });

  it.each([
    ['', 'empty'],
    ['2BDX', 'unknown-name'],
    ['2BD & F', 'unknown-sign'],
    ['2BD/(B+D', 'unclosed'],
    ['2BD/', 'missing-operand'],
  ])('“%s” is asked back', (typed, why) => {
    expect(verdict(typed)).toMatchObject({ verdict: 'unreadable', refusal: { why } });
  });

  it('is right in the limit alone where the exercise accepts that', () => {
    const accepting = specOf(symbolic({ ...intensityParts, leading: { large: ['D', 'F'], accept: true } }));
    expect(verdict('2B', accepting)).toMatchObject({ verdict: 'correct', leading: true });
    expect(verdict('2BDF/(BD+DF+BF)', accepting)).toMatchObject({ verdict: 'correct', leading: false });
    expect(verdict('B', accepting).verdict).not.toBe('correct');
  });

  it('a fraction before a letter is the factor or stands over it: right where either is', () => {
    const half = specOf(half_);
    for (const typed of ['1/2 B D', 'BD/2', '0.5BD', 'D/2 B', '½BD']) expect(verdict(typed, half).verdict, typed).toBe('correct');
    const under = specOf(under_);
    for (const typed of ['F / B D', 'F/BD', 'F / (B*D)', 'F/B/D']) expect(verdict(typed, under).verdict, typed).toBe('correct');
  });

  it('of a threshold may be typed with what it bounds', () => {
    for (const typed of ['I > 2BDF/(BD+DF+BF)', 'I ≥ 2BDF/(BD+DF+BF)', 'I ≈ 2BDF/(BD+DF+BF)'])
      expect(verdict(typed).verdict, typed).toBe('correct');
  });

  it('in other numbers has another answer', () => {
    expect(verdict('BDF/(BD+DF+BF)', specOf(intensity, 'bf16')).verdict).toBe('correct');
    expect(verdict('2BDF/(BD+DF+BF)', specOf(intensity, 'bf16')).verdict).not.toBe('correct');
  });
});

const intensityParts = {
  title: 'Intensity',
  given: { B: letter(), D: letter(), F: letter() },
  ...texts,
  unit: 'FLOP/B',
  byHand: '2BDF / (BD + DF + BF)',
  solve: ({ B, D, F }: { readonly B: number; readonly D: number; readonly F: number }, f: typeof formulas): number =>
    f.arithmeticIntensity({ flops: f.matmulFlops({ m: B, k: D, n: F }), bytes: f.matmulBytes({ m: B, k: D, n: F, bytesPerElement: 1 }) }),
} as const;
const half_ = symbolic({
  title: 'Half',
  given: { B: letter(), D: letter() },
  ...texts,
  unit: '1',
  byHand: 'BD/2',
  solve: ({ B, D }, f) => f.ratio({ first: f.ratio({ first: B, second: 2 }), second: f.ratio({ first: 1, second: D }) }),
});
const under_ = symbolic({
  title: 'Under',
  given: { B: letter(), D: letter(), F: letter() },
  ...texts,
  unit: '1',
  byHand: 'F/(BD)',
  solve: ({ B, D, F }, f) => f.ratio({ first: F, second: f.ratio({ first: B, second: f.ratio({ first: 1, second: D }) }) }),
});

/** A formula rewritten at random into another that is equal everywhere. */
function rewritten(formula: string, random: () => number): string {
  const of = [
    (a: string) => `(${a})*1`,
    (a: string) => `(${a}) + 0`,
    (a: string) => `-(-(${a}))`,
    (a: string) => `1/(1/(${a}))`,
    (a: string) => `((${a})^2)^0.5`,
    (a: string) => `(${a}) * B / B`,
    (a: string) => `2(${a}) - (${a})`,
    (a: string) => `(${a}) + D - D`,
    (a: string) => `sqrt((${a})*(${a}))`,
  ];
  let text = formula;
  for (let n = 0; n < 3; n++) {
    const next = of[Math.floor(random() * of.length)]?.(text) ?? text;
    if (next.length <= 190) text = next;
  }
  return text;
}

describe('by rewriting', () => {
  it('equal forms are right, and forms that differ a little are not', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 8 }), (seed) => {
        const random = randomFrom(seed);
        const right = rewritten('2BDF/(BD+DF+BF)', random);
        expect(verdict(right).verdict, right).toBe('correct');
        for (const wrong of ['2BDF/(BD+DF+2BF)', '2BDF/(BD+DF+BF-1)', '2BDD/(BD+DF+BF)', '2BDF/(BD+DF+BF)+1', '1.99BDF/(BD+DF+BF)']) {
          const typed = rewritten(wrong, random);
          expect(verdict(typed).verdict, typed).not.toMatch(/correct|unreadable/);
        }
      }),
      { seed: 21, numRuns: 100 },
    );
  });
  it('whatever is typed is judged without throwing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 220 }), (typed) => {
        expect(judgeSymbolic(spec, typed).html).not.toMatch(/<(?!code>|\/code>)/);
      }),
      { seed: 22, numRuns: 300 },
    );
  });
});

describe('what the reader is told', () => {
  it.each([
    ['2BDF/(BD+DF+BF)', 'correct', 'Correct.', ''],
    ['4BDF/(BD+DF+BF)', 'power', 'Right but for a constant factor.', 'too large by a factor of 2'],
    ['2B', 'rounded', 'Right in the limit only.', 'B ≪ D, F'],
    ['2BD', 'off', 'Not there yet.', 'depends on F, which is not in your formula'],
    ['2BDX', 'unreadable', 'That could not be read.', 'There is no “X” here. Type a formula of the letters B, D, and F'],
    ['<img src=x>', 'unreadable', 'That could not be read.', 'did not count as a try'],
  ])('%s: %s', (typed, expected, title, html) => {
    const said = judgeSymbolic(spec, typed);
    expect(said).toMatchObject({ verdict: expected, title });
    expect(said.html).toContain(html);
  });
  it('is how the text was read', () => {
    expect(judgeSymbolic(spec, '2BDF/BD').echo).toBe('2 · B · D · F / (B · D)');
  });
});

describe('a solved formula', () => {
  const [field] = solve(intensity, formulas);
  it('agrees with the formula on paper, in each setting', () => {
    for (const setting of [undefined, 'bf16']) {
      const [solved] = solve(intensity, formulas, setting);
      expect(solved?.kind === 'symbolic' && agreesOnPaper(solved)).toBe(true);
    }
    const wrong = symbolic({ ...intensityParts, byHand: '2BDF / (BD + DF)' });
    const [solved] = solve(wrong, formulas);
    expect(solved?.kind === 'symbolic' && agreesOnPaper(solved)).toBe(false);
  });
  it('has a derivation in letters, each formula put into the next', () => {
    expect(derivation(intensity, formulas).map(({ substituted }) => substituted)).toEqual([
      String.raw`2 \cdot B \cdot D \cdot F`,
      String.raw`B \cdot D + D \cdot F + B \cdot F`,
      String.raw`\frac{2 \cdot B \cdot D \cdot F}{B \cdot D + D \cdot F + B \cdot F}`,
    ]);
  });
  it('is printed as on paper, with the numbers of the setting', () => {
    expect(field?.kind === 'symbolic' && expressionTex(field.answer)).toBe(String.raw`\frac{2\,B\,D\,F}{B\,D + D\,F + B\,F}`);
  });
  it('has the same points at every build', () => {
    expect(solve(intensity, formulas)).toEqual(solve(intensity, formulas));
  });
  it('knows the letters that the answer does not depend on', () => {
    const constant = symbolic({
      ...intensityParts,
      byHand: '2DF',
      unit: 'FLOP',
      solve: ({ D, F }, f) => f.matmulFlops({ m: 1, k: D, n: F }),
    });
    expect(specOf(constant).idle).toEqual(['B']);
    expect(checkSymbolic(specOf(constant), '2BDF')).toMatchObject({ verdict: 'off', wrong: 'needless', names: ['B'] });
  });
});

describe('the author is told', () => {
  const solving = (exercise: Parameters<typeof solve>[0]) => () => solve(exercise, formulas);
  it('of loose arithmetic', () => {
    const { solve: _, ...rest } = intensityParts;
    expect(solving(symbolic({ ...rest, unit: 'FLOP', solve: ({ B, D, F }, f) => f.matmulFlops({ m: 2 * B, k: D, n: F }) }))).toThrow(
      'compose formulas only',
    );
    expect(solving(symbolic({ ...rest, unit: 'FLOP', solve: ({ B, D, F }, f) => 3 * f.matmulFlops({ m: B, k: D, n: F }) }))).toThrow(
      'no loose arithmetic',
    );
  });
  it('of givens without a letter, of paper that is no formula, of ranges in which no formula is defined', () => {
    expect(solving(symbolic({ ...intensityParts, given: { B: amount(1, '1'), D: amount(1, '1'), F: amount(1, '1') } }))).toThrow(
      'no given is a letter',
    );
    expect(solving(symbolic({ ...intensityParts, byHand: '2BDQ' }))).toThrow('byHand cannot be read');
    expect(
      solving(symbolic({ ...intensityParts, given: { ...intensityParts.given, B: letter('1', { from: 0.1, to: 0.2, whole: false }) } })),
    ).toThrow('give the letters narrower');
  });
  it('of an earlier field', () => {
    const asking = parts({
      title: 'Asking',
      given: { B: letter() },
      ...texts,
      fields: { one: { label: 'a', unit: '1', byHand: 'B', solve: ({ B }, f, earlier) => f.ratio({ first: B, second: earlier('two') }) } },
    });
    expect(solving(asking)).toThrow('uses no earlier field');
  });
  it('where a letter is printed as if it were an amount', () => {
    expect(() => md`The batch is ${letter()}.`).toThrow('A letter is written as TeX');
  });
});

it('reads letters in any case where that is clear, and x as a sign where it can be one', () => {
  const read = (typed: string, names: readonly string[]) => readExpression(typed, names).ok;
  expect(read('6nd', ['N', 'D'])).toBe(true);
  expect(read('6nD', ['N', 'n', 'D'])).toBe(true);
  expect(read('6bd', ['B', 'D', 'd'])).toBe(false);
  expect(read('2 x B', ['X', 'B'])).toBe(true);
});
