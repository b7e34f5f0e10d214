import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as formulas from '../../../packages/formulas/src/decode-step.ts';
import { crossoverBatch } from '../../../packages/formulas/src/batch-limits.ts';
import {
  decodeComputeTime,
  decodeMemoryTime,
  decodeThroughput,
  decodeThroughputCeiling,
} from '../../../packages/formulas/src/inference.ts';
import { describeThemselves } from './self-description.ts';

const h100 = { peak: 989.4e12, bandwidth: 3.35e12 };
const flopsPerToken = 2 * 70.6e9;
const weightBytes = 2 * 70.6e9;
/** KV cache of Llama 3 70B for 8192 tokens: keys and values, 80 layers, 8 heads of 128, two bytes each. */
const kvBytesPerSequence = 2 * 80 * 8 * 128 * 8192 * 2;
const ordinary = { weightBytes, batch: 400, flopsPerToken, kvBytes: 400 * kvBytesPerSequence, ...h100 };

describe('formulas of a decode step', () => {
  describeThemselves(formulas, {
    decodeStepTime: ordinary,
    decodeStepBound: { ...ordinary, batch: 4000, kvBytes: 1e11 },
    decodeAttentionIntensity: { heads: 64, kvHeads: 8, bytesPerElement: 1 },
    latentAttentionIntensity: { heads: 128, latent: 512, rotary: 64 },
  });
});

describe('a decode step', () => {
  it('of 32 full sequences on the bandwidth of one H100 takes 67.79 ms: 25.64 ms of cache after 42.15 ms of weights', () => {
    const step = formulas.decodeStepTime({ weightBytes, batch: 32, flopsPerToken, kvBytes: 32 * kvBytesPerSequence, ...h100 });
    expect(step * 1e3).toBeCloseTo(25.6416 + 42.1493, 3);
    expect(decodeThroughput({ batch: 32, stepTime: step })).toBeCloseTo(472, 0);
  });

  it('past the crossover adds the cache to the arithmetic, where the bound forgets it', () => {
    const round = { weightBytes: 100, bandwidth: 10, batch: 40, flopsPerToken: 10, peak: 20, kvBytes: 50, gpus: 2 };
    // Cache 50/20 = 2.5 s; weights 5 s; arithmetic 400/40 = 10 s.
    expect(formulas.decodeStepTime(round)).toBeCloseTo(12.5, 12);
    expect(formulas.decodeStepBound(round)).toBeCloseTo(10, 12);
  });

  it('takes about 19 ms where the HBM of a TPU v5e is full (How to Scale Your Model, Part 8)', () => {
    const full = { weightBytes: 10e9, kvBytes: 6e9, bandwidth: 8.2e11, batch: 1, flopsPerToken: 1, peak: 197e12 };
    expect(formulas.decodeStepTime(full)).toBeCloseTo(0.0195, 4);
    expect(formulas.decodeStepBound(full)).toBeCloseTo(0.0195, 4);
  });

  it('turns compute-bound in its matmuls at the crossover batch, whatever the cache', () => {
    const turn = Math.floor(crossoverBatch(h100));
    const matmuls = (batch: number, kvBytes: number) =>
      formulas.decodeStepTime({ weightBytes, batch, flopsPerToken, kvBytes, ...h100 }) - kvBytes / h100.bandwidth;
    for (const kvBytes of [0, 1e10, 1e12]) {
      expect(matmuls(turn, kvBytes)).toBeCloseTo(weightBytes / h100.bandwidth, 12);
      expect(matmuls(turn + 5, kvBytes)).toBeGreaterThan(1.001 * (weightBytes / h100.bandwidth));
    }
  });

  it('lies between the bound and twice the bound, and is the sum and the larger of its parts', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 4000 }),
        fc.integer({ min: 1, max: 64 }),
        fc.double({ min: 0, max: 1e12, noNaN: true }),
        (batch, gpus, kvBytes) => {
          const x = { weightBytes, kvBytes, gpus, batch, flopsPerToken, ...h100 };
          const [step, bound] = [formulas.decodeStepTime(x), formulas.decodeStepBound(x)];
          const compute = decodeComputeTime({ batch, flopsPerToken, gpus, peak: h100.peak });
          const reading = decodeMemoryTime({ weightBytes, kvBytes, gpus, bandwidth: h100.bandwidth });
          const cache = kvBytes / (gpus * h100.bandwidth);
          expect(bound / Math.max(reading, compute)).toBeCloseTo(1, 12);
          expect(step / (cache + Math.max(reading - cache, compute))).toBeCloseTo(1, 9);
          expect(step).toBeGreaterThanOrEqual(bound * (1 - 1e-12));
          expect(step).toBeLessThanOrEqual(2 * bound * (1 + 1e-12));
        },
      ),
    );
  });

  it('never makes more tokens than the reads of the cache allow', () => {
    const ceiling = decodeThroughputCeiling({ kvBytesPerSequence, bandwidth: h100.bandwidth });
    const at = (batch: number) =>
      decodeThroughput({
        batch,
        stepTime: formulas.decodeStepTime({ weightBytes, batch, flopsPerToken, kvBytes: batch * kvBytesPerSequence, ...h100 }),
      });
    for (const batch of [1, 10, 100, 1000, 10_000]) expect(at(batch)).toBeLessThan(ceiling);
    // At last each sequence takes its cache, 801.3 µs, and its arithmetic, 142.7 µs.
    expect(at(10_000)).toBeCloseTo(1 / (kvBytesPerSequence / h100.bandwidth + flopsPerToken / h100.peak), 6);
  });
});

describe('attention in decode', () => {
  it('does one FLOP a byte in 16 bit with a key head for each query head, and 8 where 64 share 8, as in Llama 3 70B', () => {
    expect(formulas.decodeAttentionIntensity({ heads: 32, kvHeads: 32 })).toBe(1);
    expect(formulas.decodeAttentionIntensity({ heads: 64, kvHeads: 8 })).toBe(8);
    expect(formulas.decodeAttentionIntensity({ heads: 64, kvHeads: 8, bytesPerElement: 1 })).toBe(16);
    expect(formulas.decodeAttentionIntensity({ heads: 71, kvHeads: 1 })).toBe(71);
    expect(() => formulas.decodeAttentionIntensity({ heads: 64, kvHeads: 7 })).toThrow(/heads must be a multiple of kvHeads, got 64 and 7/);
  });

  it('is what FLOPs over bytes of one sequence say, at any context', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 16 }),
        fc.integer({ min: 1, max: 16 }),
        fc.integer({ min: 1, max: 100_000 }),
        (kvHeads, group, tokens) => {
          const heads = kvHeads * group;
          const flops = heads * tokens * (2 * 128 + 2 * 128);
          const bytes = 2 * kvHeads * tokens * 128 * 2;
          expect(formulas.decodeAttentionIntensity({ heads, kvHeads })).toBeCloseTo(flops / bytes, 9);
        },
      ),
    );
  });

  it('over the latent of DeepSeek-V3 does 241.8 FLOPs a byte: 128 heads, 576 numbers for scores and 512 for values', () => {
    const flops = 128 * (2 * 576 + 2 * 512);
    expect(formulas.latentAttentionIntensity({ heads: 128, latent: 512, rotary: 64 })).toBeCloseTo(flops / (576 * 2), 9);
    expect(formulas.latentAttentionIntensity({ heads: 128, latent: 512, rotary: 64 })).toBeCloseTo(241.8, 1);
  });
});
