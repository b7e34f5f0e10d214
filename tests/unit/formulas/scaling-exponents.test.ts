import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hoffmannFit, hoffmannUnroundedFit } from '../../../packages/formulas/src/scaling-fits.ts';
import * as formulas from '../../../packages/formulas/src/scaling-exponents.ts';
import { isoFlopParams, isoFlopTokens } from '../../../packages/formulas/src/scaling-laws.ts';
import { describeThemselves } from './self-description.ts';

const exponents = ({ terms: { alpha, beta } }: typeof hoffmannFit) => ({ alpha, beta });

describe('formulas of the exponents', () => {
  describeThemselves(formulas, { sizeExponent: exponents(hoffmannFit), dataExponent: exponents(hoffmannFit) });
});

describe('the exponents of the optimum', () => {
  it('are 0.46 and 0.54 for the parametric fit (Hoffmann et al. 2022, Table 2), and 0.51 and 0.49 for the refit (Besiroglu et al. 2024)', () => {
    expect(formulas.sizeExponent(exponents(hoffmannUnroundedFit))).toBeCloseTo(0.46, 2);
    expect(formulas.dataExponent(exponents(hoffmannUnroundedFit))).toBeCloseTo(0.54, 2);
    expect(formulas.sizeExponent({})).toBeCloseTo(0.513, 3);
    expect(formulas.dataExponent({})).toBeCloseTo(0.487, 3);
  });

  it('add up to 1 and are the slopes of the optimum found by the closed forms', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.1, max: 1, noNaN: true }), fc.double({ min: 0.1, max: 1, noNaN: true }), (alpha, beta) => {
        const a = formulas.sizeExponent({ alpha, beta });
        expect(a + formulas.dataExponent({ alpha, beta })).toBeCloseTo(1, 12);
        const slope = (of: typeof isoFlopParams | typeof isoFlopTokens) =>
          Math.log10(of({ flops: 1e22, alpha, beta }) / of({ flops: 1e21, alpha, beta }));
        expect(slope(isoFlopParams)).toBeCloseTo(a, 9);
        expect(slope(isoFlopTokens)).toBeCloseTo(1 - a, 9);
      }),
    );
  });
});
