import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as formulas from '../../../packages/formulas/src/decode-limits.ts';
import { decodeStepTime } from '../../../packages/formulas/src/decode-step.ts';
import { decodeThroughput, decodeThroughputCeiling } from '../../../packages/formulas/src/inference.ts';
import { describeThemselves } from './self-description.ts';

const step = { stepTime: 0.025, weightBytes: 141.2e9, kvBytesPerSequence: 1.342e9, bandwidth: 3.35e12, gpus: 8 };
const work = { flopsPerToken: 141.2e9, peak: 989.4e12 };

describe('the limits of a decode step', () => {
  describeThemselves(formulas, {
    batchWithinStepTime: { ...step, ...work },
    halfCeilingBatch: { weightBytes: 141.2e9, kvBytesPerSequence: 1.342e9 },
    decodeTensorLimit: { hidden: 28_672, batch: 32, link: 4.5e11, bandwidth: 3.35e12, matrices: 3, bytesPerParam: 1 },
  });
});

// Austin et al. 2025, How to Scale Your Model, Part 8: F/(8 B) for two-way links that are eight times slower than the memory, 56 ways at B = 64
test('a batch of 64 may be shared by 56 ranks where memory is eight times as fast as the links', () => {
  expect(formulas.decodeTensorLimit({ hidden: 28_672, batch: 64, link: 1e11, bandwidth: 8e11 })).toBeCloseTo(56, 9);
});

test('a third matrix allows half as many ranks again, one-byte weights half as many', () => {
  const of = { hidden: 28_672, batch: 64, link: 1e11, bandwidth: 8e11 };
  expect(formulas.decodeTensorLimit({ ...of, matrices: 3 })).toBeCloseTo(84, 9);
  expect(formulas.decodeTensorLimit({ ...of, bytesPerParam: 1 })).toBeCloseTo(28, 9);
});

test('at the limit, reading the weights and exchanging the activations take equally long', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 512 }), fc.integer({ min: 1024, max: 65_536 }), (batch, hidden) => {
      const [width, link, bandwidth] = [8192, 4.5e11, 3.35e12];
      const ranks = formulas.decodeTensorLimit({ hidden, batch, link, bandwidth, matrices: 3 });
      const reading = (3 * width * hidden * 2) / ranks / bandwidth;
      const exchange = (2 * batch * width * 2) / link;
      expect(exchange / reading).toBeCloseTo(1, 9);
    }),
  );
});

const anyStep = fc.record({
  weightBytes: fc.double({ min: 1e9, max: 1e12, noNaN: true }),
  kvBytesPerSequence: fc.double({ min: 1e7, max: 1e10, noNaN: true }),
  gpus: fc.integer({ min: 1, max: 64 }),
  slower: fc.double({ min: 1, max: 20, noNaN: true }),
});

test('the batch found keeps the target, and one sequence more does not', () => {
  fc.assert(
    fc.property(anyStep, ({ weightBytes, kvBytesPerSequence, gpus, slower }) => {
      const bandwidth = 3.35e12;
      const flopsPerToken = weightBytes;
      const stepTime = (slower * weightBytes) / (gpus * bandwidth);
      const of = { weightBytes, bandwidth, flopsPerToken, peak: work.peak, gpus };
      const batch = formulas.batchWithinStepTime({ ...of, stepTime, kvBytesPerSequence });
      const timeOf = (sequences: number): number =>
        decodeStepTime({ ...of, batch: sequences, kvBytes: sequences * kvBytesPerSequence }) / stepTime;
      if (batch > 0) expect(timeOf(batch)).toBeLessThanOrEqual(1 + 1e-9);
      expect(timeOf(batch + 1)).toBeGreaterThan(1 - 1e-9);
    }),
  );
});

test('a target below the read of the weights is refused', () => {
  expect(() => formulas.batchWithinStepTime({ ...step, ...work, stepTime: 0.005 })).toThrow(/stepTime must be at least 0\.00526/);
});

// On paper: 25 ms × 8 × 3.35 TB/s = 670 GB; less 141.2 GB, over 1.342 GB: 394.04. Arithmetic: 0.2 s / (400.6 µs + 142.7 µs) = 368.1.
test('eight H100s keep 25 ms for 368 readers of 4096 tokens: arithmetic, not reading, is the tighter limit', () => {
  expect(formulas.batchWithinStepTime({ ...step, ...work })).toBe(368);
  expect(formulas.batchWithinStepTime({ ...step, ...work, peak: 1e18 })).toBe(394);
});

test('where caches weigh as much as weights, the throughput is half of what no batch exceeds', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500 }), (batch) => {
      const kvBytesPerSequence = 1e9;
      const weightBytes = batch * kvBytesPerSequence;
      expect(formulas.halfCeilingBatch({ weightBytes, kvBytesPerSequence })).toBe(batch);
      const stepTime = decodeStepTime({
        weightBytes,
        bandwidth: 3e12,
        batch,
        flopsPerToken: 1e9,
        peak: 1e15,
        kvBytes: weightBytes,
      });
      const ceiling = decodeThroughputCeiling({ kvBytesPerSequence, bandwidth: 3e12 });
      expect(decodeThroughput({ batch, stepTime }) / ceiling).toBeCloseTo(0.5, 9);
    }),
  );
});
