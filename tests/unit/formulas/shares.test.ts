import { describe, expect, it } from 'vitest';
import * as formulas from '../../../packages/formulas/src/formulas.ts';
import { moreThanPeak } from '../../../packages/formulas/src/shares.ts';

describe('a share of a peak', () => {
  it('may be all of it, and not more', () => {
    expect(moreThanPeak('rate', 5, 1)).toBeUndefined();
    expect(moreThanPeak('rate', 5, 0)).toBeUndefined();
    expect(moreThanPeak('rate', 5, 1 + 1e-12)).toBeUndefined();
    expect(moreThanPeak('rate', 5, 1.0049)).toBe(
      'rate = 5 is 100.5 % of the peak of one accelerator, and nothing runs above 100 %. If it is the rate of several accelerators together, divide it by their number',
    );
  });

  it('of a cluster’s rate is told as 280,700 %, and of the hours of one accelerator as more than they can do', () => {
    expect(() => formulas.modelFlopsUtilization({ rate: 2807, params: 1, peak: 6 })).toThrow(/rate = 2807 is 280700 % of the peak/);
    expect(() => formulas.achievedMfu({ flops: 1e6, gpuHours: 2, peak: 1 })).toThrow(
      /flops = 1000000 is more than the 7200 that gpuHours = 2 can do/,
    );
  });
});
