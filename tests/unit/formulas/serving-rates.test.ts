import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import * as formulas from '../../../packages/formulas/src/serving-rates.ts';
import { describeThemselves } from './self-description.ts';

describe('the formulas of what machines deliver', () => {
  describeThemselves(formulas, {
    sliceForMemory: { bytes: 140e9, capacity: 16e9 },
    tokenRatePerChip: { batch: 32, stepTime: 0.017, gpus: 8 },
    requestRatePerChip: { batch: 43, stepTime: 0.0195, outputTokens: 512, gpus: 16 },
    sequencesEndingPerStep: { batch: 32, outputTokens: 4096 },
    tokensLeavingPerStep: { batch: 32, promptTokens: 8192, outputTokens: 4096 },
    prefillMachinesPerDecode: { batch: 32, prefillTime: 0.91, stepTime: 0.019, outputTokens: 512 },
    weightsAndCachesBytes: { weightBytes: 70e9, kvBytes: 42e9 },
    batchCacheBytes: { kvBytesPerToken: 163_840, tokens: 8192, sequences: 32 },
    answerTime: { outputTokens: 512, stepTime: 0.019 },
    batchWithinLinkTime: { stepTime: 0.015, bandwidth: 9e10, bytesPerSequence: 16e6 },
  });
});

// Austin et al. 2025, How to Scale Your Model, Part 8: LLaMA 3-70B on TPU v5e
describe('the machines of the companion book', () => {
  it('are slices of 16, 8 and 4 chips for 140, 70 and 35 GB', () => {
    expect([140e9, 70e9, 35e9].map((bytes) => formulas.sliceForMemory({ bytes, capacity: 16e9 }))).toEqual([16, 8, 4]);
  });

  it('make 235 tokens a second and chip at a batch of 32 and 17 ms on 8 chips, and 0.27 requests at 43 and 19.5 ms on 16', () => {
    expect(formulas.tokenRatePerChip({ batch: 32, stepTime: 0.017, gpus: 8 })).toBeCloseTo(235.3, 1);
    expect(formulas.requestRatePerChip({ batch: 43, stepTime: 16e9 / 8.2e11, outputTokens: 512, gpus: 16 })).toBeCloseTo(0.269, 3);
  });

  it('lose 32/4096 sequences and 96 tokens a step, and need 3 prefill machines for each decode machine', () => {
    expect(formulas.sequencesEndingPerStep({ batch: 32, outputTokens: 4096 })).toBe(1 / 128);
    expect(formulas.tokensLeavingPerStep({ batch: 32, promptTokens: 8192, outputTokens: 4096 })).toBe(96);
    expect(formulas.prefillMachinesPerDecode({ batch: 32, prefillTime: 0.91, stepTime: 0.019, outputTokens: 512 })).toBeCloseTo(2.99, 2);
  });
});

test('32 sequences of 8192 tokens at 100 kB a token are 26.2 GB, with 30 GB of weights 56.2; 512 steps of 19 ms are 9.7 s', () => {
  const kvBytes = formulas.batchCacheBytes({ kvBytesPerToken: 1e5, tokens: 8192, sequences: 32 });
  expect(kvBytes).toBe(26_214_400_000);
  expect(formulas.weightsAndCachesBytes({ weightBytes: 30e9, kvBytes })).toBe(56_214_400_000);
  expect(formulas.answerTime({ outputTokens: 512, stepTime: 0.019 })).toBeCloseTo(9.728, 12);
});

test('a batch within the time of the links is the last that meets it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2000 }), fc.integer({ min: 1, max: 1000 }), (milliseconds, kilobytes) => {
      const [stepTime, bandwidth, bytesPerSequence] = [milliseconds / 1000, 9e9, kilobytes * 1000];
      const batch = formulas.batchWithinLinkTime({ stepTime, bandwidth, bytesPerSequence });
      expect((batch * bytesPerSequence) / bandwidth).toBeLessThanOrEqual(stepTime * (1 + 1e-12));
      expect(((batch + 1) * bytesPerSequence) / bandwidth).toBeGreaterThan(stepTime * (1 - 1e-12));
    }),
  );
});

test('the smallest slice holds the bytes and half of it does not, unless one chip is enough', () => {
  fc.assert(
    fc.property(fc.double({ min: 1, max: 1e4, noNaN: true }), (chips) => {
      const slice = formulas.sliceForMemory({ bytes: chips * 16e9, capacity: 16e9 });
      expect(slice).toBeGreaterThanOrEqual(chips);
      expect(slice / 2).toBeLessThan(chips);
    }),
  );
  expect(formulas.sliceForMemory({ bytes: 1, capacity: 16e9 })).toBe(1);
  expect(formulas.sliceForMemory({ bytes: 128e9, capacity: 16e9 })).toBe(8);
});

test('a full batch in a steady state, stepped through, ends and leaves as many as the formulas say', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 0, max: 50 }),
      fc.integer({ min: 1, max: 60 }),
      (batch, promptTokens, outputTokens) => {
        // Sequences start spread over the steps of an answer; one that ends is replaced at once.
        const left = Array.from({ length: batch }, (_, i) => 1 + (i % outputTokens));
        let [ended, leaving] = [0, 0];
        for (let step = 0; step < outputTokens; step += 1) {
          left.forEach((steps, i) => {
            if (steps === 1) {
              ended += 1;
              leaving += promptTokens + outputTokens;
            }
            left[i] = steps === 1 ? outputTokens : steps - 1;
          });
        }
        expect(ended / outputTokens).toBeCloseTo(formulas.sequencesEndingPerStep({ batch, outputTokens }), 12);
        expect(leaving / outputTokens).toBeCloseTo(formulas.tokensLeavingPerStep({ batch, promptTokens, outputTokens }), 9);
      },
    ),
  );
});

test('machines in proportion finish prompts as fast as decode needs them', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 2000 }), (batch, outputTokens) => {
      const [prefillTime, stepTime, gpus] = [0.7, 0.021, 8];
      const machines = formulas.prefillMachinesPerDecode({ batch, prefillTime, stepTime, outputTokens });
      const needed = gpus * formulas.requestRatePerChip({ batch, stepTime, outputTokens, gpus });
      expect(machines / prefillTime).toBeCloseTo(needed, 9);
      expect(formulas.tokenRatePerChip({ batch, stepTime, gpus })).toBeCloseTo(
        outputTokens * formulas.requestRatePerChip({ batch, stepTime, outputTokens, gpus }),
        9,
      );
    }),
  );
});
