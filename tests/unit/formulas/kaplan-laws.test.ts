import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as formulas from '../../../packages/formulas/src/kaplan-laws.ts';
import { describeThemselves } from './self-description.ts';

describe('formulas of Kaplan et al. 2020', () => {
  describeThemselves(formulas, {
    kaplanSizeLoss: { params: 1.5e9 },
    kaplanDataLoss: { tokens: 2.2e10 },
    kaplanLoss: { params: 1.5e9, tokens: 2.2e10 },
    kaplanMinimumTokens: { params: 1.5e9 },
    kaplanOptimalParams: { flops: 1e22 },
    kaplanCriticalBatch: { loss: 2.5 },
  });
});

describe('loss by size and by data', () => {
  it('is 1 at the scale of each law and falls by 5 % and 6 % with each doubling (§1.2)', () => {
    expect(formulas.kaplanSizeLoss({ params: 8.8e13 })).toBe(1);
    expect(formulas.kaplanDataLoss({ tokens: 5.4e13 })).toBe(1);
    expect(formulas.kaplanSizeLoss({ params: 2e9 }) / formulas.kaplanSizeLoss({ params: 1e9 })).toBeCloseTo(0.949, 3);
    expect(formulas.kaplanDataLoss({ tokens: 2e9 }) / formulas.kaplanDataLoss({ tokens: 1e9 })).toBeCloseTo(0.936, 3);
  });

  it('together tends to the law of each alone when the other is unlimited (eq. 1.5)', () => {
    expect(formulas.kaplanLoss({ params: 1e9, tokens: 1e40 })).toBeCloseTo((6.4e13 / 1e9) ** 0.076, 9);
    expect(formulas.kaplanLoss({ params: 1e40, tokens: 1e9 })).toBeCloseTo((1.8e13 / 1e9) ** 0.103, 9);
  });

  it('together never lies below what size or data alone allow', () => {
    const large = fc.double({ min: 1e5, max: 1e13, noNaN: true });
    fc.assert(
      fc.property(large, large, (params, tokens) => {
        const both = formulas.kaplanLoss({ params, tokens });
        expect(both).toBeGreaterThan(formulas.kaplanLoss({ params, tokens: tokens * 100 }));
        expect(both).toBeGreaterThan(formulas.kaplanLoss({ params: params * 100, tokens }));
      }),
    );
  });
});

describe('advice of Kaplan et al. 2020', () => {
  it('asks for about five times the data for eight times the size (§4.4)', () => {
    expect(Math.round(formulas.kaplanMinimumTokens({ params: 8e9 }) / formulas.kaplanMinimumTokens({ params: 1e9 }))).toBe(5);
  });

  it('keeps overfitting near two per cent with that data (eq. 4.3)', () => {
    for (const params of [1e6, 1e8, 1e10]) {
      const tokens = formulas.kaplanMinimumTokens({ params });
      const excess = formulas.kaplanLoss({ params, tokens }) / formulas.kaplanLoss({ params, tokens: 1e40 }) - 1;
      expect(excess).toBeCloseTo(0.02, 2);
    }
  });

  it('is 1.3e9 parameters for one petaFLOP/s-day, and five times the size for ten times the budget (§6.1)', () => {
    expect(formulas.kaplanOptimalParams({ flops: 1e15 * 86_400 })).toBeCloseTo(1.3e9, 0);
    expect(Math.round(formulas.kaplanOptimalParams({ flops: 1e23 }) / formulas.kaplanOptimalParams({ flops: 1e22 }))).toBe(5);
  });

  it('doubles the critical batch for every 13 % off the loss (§5.1)', () => {
    expect(formulas.kaplanCriticalBatch({ loss: 1 })).toBe(2e8);
    expect(formulas.kaplanCriticalBatch({ loss: 0.87 * 3 }) / formulas.kaplanCriticalBatch({ loss: 3 })).toBeCloseTo(2, 0);
  });

  it('is refused for a size of zero, with the input named', () => {
    expect(() => formulas.kaplanSizeLoss({ params: 0 })).toThrow(/params/);
  });
});
