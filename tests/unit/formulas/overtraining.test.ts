import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as formulas from '../../../packages/formulas/src/overtraining.ts';
import { besirogluFit, hoffmannFit, hoffmannUnroundedFit } from '../../../packages/formulas/src/scaling-fits.ts';
import { isoFlopLoss, lifetimeFlops, parametricLoss } from '../../../packages/formulas/src/scaling-laws.ts';
import { describeThemselves } from './self-description.ts';

describe('the formulas of training past the optimum', () => {
  describeThemselves(formulas, {
    flopsForLoss: { loss: 2 },
    breakEvenServedTokens: { params: 8e9, tokens: 15e12, largerParams: 16e9, largerTokens: 3e12 },
  });
});

describe('the budget for a loss', () => {
  it('is the one whose IsoFLOP curve has that loss at its bottom, for every published fit', () => {
    for (const { irreducible, terms } of [besirogluFit, hoffmannFit, hoffmannUnroundedFit]) {
      fc.assert(
        fc.property(fc.double({ min: 17, max: 27, noNaN: true }), (exponent) => {
          const flops = 10 ** exponent;
          const loss = isoFlopLoss({ flops, irreducible, ...terms });
          expect(formulas.flopsForLoss({ loss, irreducible, ...terms }) / flops).toBeCloseTo(1, 6);
        }),
      );
    }
  });

  it('is less than a run off the optimum has spent', () => {
    fc.assert(
      fc.property(fc.double({ min: 8, max: 12, noNaN: true }), fc.double({ min: 9, max: 14, noNaN: true }), (logParams, logTokens) => {
        const [params, tokens] = [10 ** logParams, 10 ** logTokens];
        expect(formulas.flopsForLoss({ loss: parametricLoss({ params, tokens }) })).toBeLessThanOrEqual(6 * params * tokens * (1 + 1e-9));
      }),
    );
  });

  it('of 70B on 15T tokens is that of a model of about 176B with 20 tokens for each parameter', () => {
    const budget = formulas.flopsForLoss({ loss: parametricLoss({ params: 70e9, tokens: 15e12 }) });
    // A 20:1 model of 176B costs 120 N² FLOP; the closed form sits at the fit's own ratio and may only be a little cheaper.
    expect(budget / (120 * 176e9 ** 2)).toBeGreaterThan(0.95);
    expect(budget / (120 * 176e9 ** 2)).toBeLessThan(1.02);
  });

  it('is refused at or below the floor, naming both', () => {
    expect(() => formulas.flopsForLoss({ loss: besirogluFit.irreducible })).toThrow(/loss must be above irreducible.*1\.8172/);
    expect(() => formulas.flopsForLoss({ loss: 1 })).toThrow(RangeError);
  });
});

describe('the break-even of a longer training', () => {
  it('is where both models have cost the same over their life, and before it the larger one is cheaper', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e8, max: 1e11, noNaN: true }),
        fc.double({ min: 1e10, max: 1e13, noNaN: true }),
        fc.double({ min: 1.1, max: 20, noNaN: true }),
        fc.double({ min: 0.01, max: 0.9, noNaN: true }),
        (params, tokens, times, share) => {
          const larger = { params: params * times, tokens: (tokens * share) / times };
          const servedTokens = formulas.breakEvenServedTokens({ params, tokens, largerParams: larger.params, largerTokens: larger.tokens });
          expect(lifetimeFlops({ params, tokens, servedTokens }) / lifetimeFlops({ ...larger, servedTokens })).toBeCloseTo(1, 9);
          expect(lifetimeFlops({ params, tokens, servedTokens: servedTokens / 2 })).toBeGreaterThan(
            lifetimeFlops({ ...larger, servedTokens: servedTokens / 2 }),
          );
        },
      ),
    );
  });

  it('is at once where the longer training cost no more', () => {
    expect(formulas.breakEvenServedTokens({ params: 1e9, tokens: 4e10, largerParams: 2e9, largerTokens: 2e10 })).toBe(0);
  });

  it('is refused where the smaller model is not smaller, or has nothing to pay back, naming the values', () => {
    const larger = { largerParams: 2e9, largerTokens: 2e10 };
    expect(() => formulas.breakEvenServedTokens({ params: 2e9, tokens: 1e12, ...larger })).toThrow(/params must be below largerParams/);
    expect(() => formulas.breakEvenServedTokens({ params: 1e9, tokens: 1e10, ...larger })).toThrow(
      'nothing to pay back, got 10000000000000000000 and 40000000000000000000',
    );
  });
});
