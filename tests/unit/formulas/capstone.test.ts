import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as formulas from '../../../packages/formulas/src/capstone.ts';
import { parameterList } from '../../../packages/formulas/src/model-tensors.ts';
import { family } from '../../../packages/formulas/src/index.ts';
import { describeThemselves } from './self-description.ts';

describe('the formulas of the addition transformer', () => {
  describeThemselves(formulas, {
    longestSumTokens: { digits: 3 },
    stackParameters: { layers: 6, width: 384 },
    stackParametersWithEmbedding: { layers: 6, width: 384, vocab: 13 },
    widthForParameters: { params: 10e6, layers: 6 },
    nearestMultiple: { value: 372.678, multiple: 64 },
    headCount: { width: 384, headDim: 64 },
    trainingExamples: { tokens: 200e6, tokensPerExample: 12 },
    orderedPairs: { numbers: 1000 },
    passesOverSet: { examples: 16.7e6, distinct: 1e6 },
  });
});

describe('the longest sum', () => {
  test('has as many tokens as 999+999=1998 has characters, and so for every number of digits', () => {
    for (let digits = 1; digits <= 12; digits++) {
      const nines = 10 ** digits - 1;
      expect(formulas.longestSumTokens({ digits })).toBe(`${nines}+${nines}=${2 * nines}`.length);
    }
    expect(formulas.longestSumTokens({ digits: 3 })).toBe(12);
  });
});

describe('the width for ten million parameters in six layers', () => {
  test('is 372.678, to the nearest multiple of 64 it is 384, which makes 10.6 million and six heads', () => {
    const exact = formulas.widthForParameters({ params: 10e6, layers: 6 });
    expect(exact).toBeCloseTo(372.678, 3);
    const width = formulas.nearestMultiple({ value: exact, multiple: 64 });
    expect(width).toBe(384);
    expect(formulas.stackParameters({ layers: 6, width })).toBe(10_616_832);
    expect(formulas.stackParameters({ layers: 6, width: 368 })).toBe(9_750_528);
    expect(formulas.headCount({ width, headDim: 64 })).toBe(6);
  });

  test('turns the count of a plain stack around', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 10_000 }), (layers, width) => {
        expect(formulas.widthForParameters({ params: formulas.stackParameters({ layers, width }), layers })).toBeCloseTo(width, 6);
      }),
      { seed: 14 },
    );
  });

  test('counts what the enumerated matrices of such a model hold', () => {
    const list = parameterList(family.gptNeox({ layers: 6, width: 384, heads: 6, hidden: 4 * 384, vocab: 13 }));
    const matrices = list
      .filter(({ shape }) => shape.length === 2)
      .reduce((sum, { shape, count }) => sum + count * (shape[0] ?? 0) * (shape[1] ?? 0), 0);
    expect(formulas.stackParametersWithEmbedding({ layers: 6, width: 384, vocab: 13 })).toBe(matrices);
    expect(matrices - formulas.stackParameters({ layers: 6, width: 384 })).toBe(26 * 384);
  });

  test('refuses heads that do not fill the width', () => {
    expect(() => formulas.headCount({ width: 373, headDim: 64 })).toThrow(/width must be a multiple of headDim, got 373 and 64/);
  });
});

describe('rounding to a multiple', () => {
  test('never moves further than half of it, and finds the larger one half-way', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.1, max: 1e6, noNaN: true }), fc.integer({ min: 1, max: 512 }), (value, multiple) => {
        const nearest = formulas.nearestMultiple({ value, multiple });
        expect(Math.abs(nearest - value)).toBeLessThanOrEqual(multiple / 2 + 1e-9);
        expect(nearest % multiple).toBe(0);
        const [other] = formulas.nearestMultiple.slips.map((slip) => slip.of({ value, multiple }));
        expect(Math.abs((other ?? nearest) - value)).toBeGreaterThanOrEqual(multiple / 2 - 1e-9);
      }),
      { seed: 15 },
    );
    expect(formulas.nearestMultiple({ value: 352, multiple: 64 })).toBe(384);
  });
});

describe('two hundred million tokens', () => {
  test('are 16.7 million examples of 12 tokens, 16.7 passes over the million ordered pairs of 0 to 999', () => {
    const examples = formulas.trainingExamples({ tokens: 200e6, tokensPerExample: 12 });
    expect(examples).toBeCloseTo(16_666_666.67, 2);
    let pairs = 0;
    for (let a = 0; a <= 9; a++) for (let b = 0; b <= 9; b++) pairs++;
    expect(formulas.orderedPairs({ numbers: 10 })).toBe(pairs);
    expect(formulas.passesOverSet({ examples, distinct: formulas.orderedPairs({ numbers: 1000 }) })).toBeCloseTo(16.667, 3);
  });

  test('need examples of at least one token', () => {
    expect(() => formulas.trainingExamples({ tokens: 1, tokensPerExample: 0 })).toThrow(/tokensPerExample/);
    const slips = formulas.trainingExamples.slips.map((slip) => slip.of({ tokens: 10, tokensPerExample: 1 }));
    expect(slips.every(Number.isFinite)).toBe(true);
  });
});
