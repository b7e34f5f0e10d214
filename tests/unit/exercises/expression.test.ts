import { refusal as sentence } from '../../../chapters/11-self-assessment/recall/words.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { namesIn, readExpression, toText, valueOf } from '@scaling-workbook/exercises/answer/expression';

const names = ['N', 'D', 'peak', 'bandwidth', 'P', 'b', 'B'];
const values = { N: 3, D: 7, peak: 1000, bandwidth: 8, P: 5, b: 2, B: 11 };
const read = (text: string) => {
  const reading = readExpression(text, names);
  if (!reading.ok) throw new Error(`${text}: ${reading.refusal.why}`);
  return reading.expression;
};
const value = (text: string) => valueOf(read(text), values);
const refusal = (text: string) => {
  const reading = readExpression(text, names);
  return reading.ok ? undefined : reading.refusal;
};

describe('a typed formula', () => {
  it.each([
    ['6ND', 126],
    ['6 * N * D', 126],
    ['6×N·D', 126],
    ['6 x N x D', 126],
    ['C = 6ND', 126],
    ['peak / bandwidth', 125],
    ['PEAK/Bandwidth', 125],
    ['peak / 2N', 1000 / 6],
    ['peak / 2 * N', 1500],
    ['2(P-1)/P * N', 4.8],
    ['2 (P − 1) N / P', 4.8],
    ['N^2', 9],
    ['N²', 9],
    ['10⁻³ N', 0.003],
    ['2^3^2', 512],
    ['-N^2', -9],
    ['N^-2', 1 / 9],
    ['1e3 N', 3000],
    ['1,000 N', 3000],
    ['N-D', -4],
    ['.5N', 1.5],
    ['N - D - P', -9],
    ['100 / N / D', 100 / 21],
    ['min(peak, N bandwidth)', 24],
    ['max(N, D, P)', 7],
    ['sqrt(N + 1) D', 14],
    ['ceil(D / 2)', 4],
    ['floor(D / 2)', 3],
    ['log2(bandwidth)', 3],
    ['ln(exp(N))', 3],
    ['[N + {D}]', 10],
    ['+N', 3],
    ['N^+2', 9],
    ['bB', 22],
  ])('%s is computed as on paper', (text, expected) => {
    expect(value(text)).toBeCloseTo(expected, 10);
  });

  it.each([
    ['peak/2N', 'peak / (2 · N)'],
    ['6ND', '6 · N · D'],
    ['N-(D-P)', 'N − (D − P)'],
    ['(N+D)P', '(N + D) · P'],
    ['(2^N)^D', '(2^N)^D'],
    ['N^-2', 'N^(−2)'],
    ['-(N+D)', '−(N + D)'],
    ['min(N,D)', 'min(N, D)'],
  ])('%s is written back as it was understood: %s', (text, expected) => {
    expect(toText(read(text))).toBe(expected);
  });

  it('written back and read again has the same value', () => {
    const tree = fc.letrec<{ node: string }>((tie) => ({
      node: fc.oneof(
        { maxDepth: 4, depthSize: 'small' },
        fc.constantFrom(...names),
        fc.integer({ min: 1, max: 9 }).map(String),
        fc.tuple(tie('node'), fc.constantFrom('+', '-', '*', '/'), tie('node')).map(([a, sign, b]) => `(${a}${sign}${b})`),
        tie('node').map((a) => `(-${a})`),
        tie('node').map((a) => `(${a})^2`),
      ),
    })).node;
    fc.assert(
      fc.property(tree, (text) => {
        fc.pre(text.length <= 150);
        const first = read(text);
        const [once, again] = [valueOf(first, values), valueOf(read(toText(first)), values)];
        fc.pre(Number.isFinite(once));
        expect(Math.abs(again - once)).toBeLessThanOrEqual(1e-9 * Math.abs(once));
      }),
      { seed: 11, numRuns: 300 },
    );
  });

  it('lists the names that occur in it', () => {
    expect([...namesIn(read('min(-N, 2) + P'))].sort()).toEqual(['N', 'P']);
  });
});

describe('what is no formula', () => {
  it.each([
    ['', 'empty', 0],
    ['6NX', 'unknown-name', 1],
    ['6 N & D', 'unknown-sign', 4],
    ['6 *', 'missing-operand', 3],
    ['N * / D', 'missing-operand', 4],
    ['N 6', 'missing-operator', 2],
    ['(N + D', 'unclosed', 0],
    ['min(N, D', 'unclosed', 0],
    ['N + D)', 'unopened', 5],
    ['(1, 000)', 'stray-comma', 2],
    ['min(2,3)', 'ambiguous-comma', 4],
    ['1,00,0 N', 'ambiguous-comma', 0],
    ['sqrt N', 'arguments', 0],
    ['sqrt(N, D)', 'arguments', 0],
    ['N'.repeat(201), 'too-long', 200],
  ])('%s is refused with the reason and the place', (text, why, at) => {
    expect(refusal(text)).toMatchObject({ why, at });
    const refused = refusal(text);
    expect(refused && sentence(refused, names)).toMatch(/^\S.{10,}\.$|\?.*\.$/);
  });

  it('never throws and never runs anything, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 220 }), (text) => {
        const reading = readExpression(text, names);
        expect(typeof (reading.ok ? valueOf(reading.expression, values) : reading.refusal.at)).toBe('number');
      }),
      { seed: 12, numRuns: 500 },
    );
    for (const text of ['constructor', 'toString', '__proto__', 'alert(1)']) expect(refusal(text)?.why).toBe('unknown-name');
    expect(valueOf({ kind: 'name', name: 'missing' }, {})).toBeNaN();
  });
});
