import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as formulas from '../../../packages/formulas/src/memory.ts';
import { describeThemselves } from './self-description.ts';

describe('the formulas of state', () => {
  const of = { params: 7.5e9, ranks: 64 };
  describeThemselves(formulas, {
    weightBytes: { params: 8.03e9 },
    trainingStateBytesPerParam: {},
    dataParallelStateBytes: { params: 7.5e9 },
    zero1StateBytes: of,
    zero2StateBytes: of,
    zero3StateBytes: of,
    ranksForState: { params: 70e9, memory: 79e9 },
  });
});

describe('training state', () => {
  test('of Adam in mixed precision is 16 bytes a parameter', () => {
    expect(formulas.trainingStateBytesPerParam({})).toBe(16);
  });

  // Rajbhandari et al. 2020, arXiv:1910.02054, Table 1 (GB a rank); the 64 ranks of 7.5B are its Figure 1.
  test.each([
    [7.5, 1, 120, 120, 120],
    [7.5, 4, 52.5, 41.3, 30],
    [7.5, 16, 35.6, 21.6, 7.5],
    [7.5, 64, 31.4, 16.6, 1.88],
    [7.5, 256, 30.4, 15.4, 0.47],
    [7.5, 1024, 30.1, 15.1, 0.12],
    [128, 4, 896, 704, 512],
    [128, 16, 608, 368, 128],
    [128, 64, 536, 284, 32],
  ])('of %dB parameters on %d ranks is what the ZeRO paper prints', (billions, ranks, one, two, three) => {
    const of = { params: billions * 1e9, ranks };
    const near = (bytes: number, printed: number) => {
      const decimals = (String(printed).split('.')[1] ?? '').length;
      expect(Math.abs(bytes / 1e9 - printed)).toBeLessThanOrEqual(0.5000001 * 10 ** -decimals);
    };
    near(formulas.dataParallelStateBytes({ params: of.params }), billions * 16);
    near(formulas.zero1StateBytes(of), one);
    near(formulas.zero2StateBytes(of), two);
    near(formulas.zero3StateBytes(of), three);
  });

  test('of 128B on 1024 ranks is 513.5 and 257.75 GB under ZeRO-1 and 2, which the same table cuts off to 513 and 257', () => {
    const of = { params: 128e9, ranks: 1024 };
    expect(formulas.zero1StateBytes(of) / 1e9).toBe(513.5);
    expect(formulas.zero2StateBytes(of) / 1e9).toBe(257.75);
    expect(formulas.zero3StateBytes(of) / 1e9).toBe(2);
  });

  test('of 70B on 64 GPUs is 17.5 GB a GPU', () => {
    expect(formulas.zero3StateBytes({ params: 70e9, ranks: 64 })).toBe(17.5e9);
  });

  test('shrinks with each stage of ZeRO, and is the same for all of them on one rank', () => {
    fc.assert(
      fc.property(fc.double({ min: 1, max: 1e12, noNaN: true }), fc.integer({ min: 1, max: 10_000 }), (params, ranks) => {
        const of = { params, ranks };
        const ladder = [
          formulas.dataParallelStateBytes({ params }),
          formulas.zero1StateBytes(of),
          formulas.zero2StateBytes(of),
          formulas.zero3StateBytes(of),
        ];
        for (const [i, stage] of ladder.entries()) expect(stage).toBeLessThanOrEqual((ladder[i - 1] ?? Infinity) * (1 + 1e-12));
        if (ranks === 1) expect(new Set(ladder).size).toBe(1);
      }),
      { seed: 6 },
    );
  });

  test('agrees with handing out each byte of a tiny model to the ranks in turn', () => {
    const [params, ranks] = [48, 4];
    const held = { one: 0, two: 0, three: 0 };
    for (let i = 0; i < params; i++) {
      const mine = i % ranks === 0;
      held.one += 4 + (mine ? 12 : 0);
      held.two += 2 + (mine ? 14 : 0);
      held.three += mine ? 16 : 0;
    }
    expect(formulas.zero1StateBytes({ params, ranks })).toBe(held.one);
    expect(formulas.zero2StateBytes({ params, ranks })).toBe(held.two);
    expect(formulas.zero3StateBytes({ params, ranks })).toBe(held.three);
  });

  test('of 70B fits on 14 GPUs of 80 GB and not on 13', () => {
    expect(formulas.ranksForState({ params: 70e9, memory: 80e9 })).toBe(14);
    expect(formulas.zero3StateBytes({ params: 70e9, ranks: 14 })).toBeLessThanOrEqual(80e9);
    expect(formulas.zero3StateBytes({ params: 70e9, ranks: 13 })).toBeGreaterThan(80e9);
  });

  test('needs at least one rank and some parameters', () => {
    expect(() => formulas.zero3StateBytes({ params: 1, ranks: 0 })).toThrow(/ranks must be a whole number of at least 1.*got 0/);
    expect(() => formulas.weightBytes({ params: -1 })).toThrow(/params/);
  });
});

describe('weights', () => {
  test('of Llama 3 8B take 16.06 GB in BF16, just beyond the 16 GB of a small chip', () => {
    expect(formulas.weightBytes({ params: 8_030_261_248 })).toBe(16_060_522_496);
  });
});
