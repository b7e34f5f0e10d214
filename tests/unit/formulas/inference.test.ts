import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as formulas from '../../../packages/formulas/src/inference.ts';
import { describeThemselves } from './self-description.ts';

const h100 = { peak: 990e12, bandwidth: 3.35e12 };
const params = 70.6e9;
const flopsPerToken = 2 * params;
const weightBytes = 2 * params;
/** KV cache of Llama 3 70B for 8192 tokens: keys and values, 80 layers, 8 heads of 128, two bytes each. */
const kvBytesPerSequence = 2 * 80 * 8 * 128 * 8192 * 2;

describe('formulas of inference', () => {
  describeThemselves(formulas, {
    prefillRate: { peak: h100.peak, flopsPerToken, gpus: 2, efficiency: 0.6 },
    timeToFirstToken: { promptTokens: 4096, rate: 4000 },
    cachedTimeToFirstToken: { promptTokens: 4096, cachedTokens: 3000, rate: 4000 },
    decodeRate: { params, bandwidth: h100.bandwidth, gpus: 2 },
    interTokenLatency: { rate: 23.7 },
    batchedDecodeRate: { rate: 23.7, batch: 32 },
    decodeMemoryTime: { weightBytes, bandwidth: h100.bandwidth, kvBytes: 32 * kvBytesPerSequence },
    decodeComputeTime: { batch: 32, flopsPerToken, peak: h100.peak },
    decodeThroughput: { batch: 32, stepTime: 0.0678 },
    decodeThroughputCeiling: { kvBytesPerSequence, bandwidth: h100.bandwidth },
    requestLatency: { timeToFirstToken: 1.024, outputTokens: 500, interTokenLatency: 0.0421 },
  });
});

describe('prefill', () => {
  it('of a 70.6B model has a ceiling of 7011.33 tokens a second on an H100, not the 7014 of an earlier workbook', () => {
    expect(formulas.prefillRate({ peak: h100.peak, flopsPerToken })).toBeCloseTo(7011.33, 2);
    expect(formulas.prefillRate({ peak: h100.peak, flopsPerToken: 2 * 70e9 })).toBeCloseTo(7071.43, 2);
    expect(formulas.prefillRate({ peak: 1e15, flopsPerToken: 1e10, gpus: 8, efficiency: 0.5 })).toBe(400_000);
  });

  it('of 4096 tokens at 4000 a second takes 1.024 s', () => {
    expect(formulas.timeToFirstToken({ promptTokens: 4096, rate: 4000 })).toBe(1.024);
  });

  it('saves exactly the time of the cached prefix', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 100_000 }), fc.double({ min: 0, max: 0.99, noNaN: true }), (promptTokens, hit) => {
        const cachedTokens = Math.floor(hit * promptTokens);
        const cached = formulas.cachedTimeToFirstToken({ promptTokens, cachedTokens, rate: 1000 });
        expect(cached + cachedTokens / 1000).toBeCloseTo(formulas.timeToFirstToken({ promptTokens, rate: 1000 }), 9);
      }),
    );
  });

  it('cannot be skipped altogether, nor run above the peak', () => {
    expect(() => formulas.cachedTimeToFirstToken({ promptTokens: 10, cachedTokens: 10, rate: 1 })).toThrow(/cachedTokens must be below/);
    expect(() => formulas.prefillRate({ peak: 1, flopsPerToken: 1, efficiency: 1.1 })).toThrow(/efficiency must be at most 1.*1\.1/);
  });
});

describe('decode of one sequence', () => {
  const rate = formulas.decodeRate({ params, bandwidth: h100.bandwidth });

  it('makes 23.7252 tokens a second, one in 42.1493 ms', () => {
    expect(rate).toBeCloseTo(23.7252, 4);
    expect(formulas.interTokenLatency({ rate }) * 1e3).toBeCloseTo(42.1493, 4);
  });

  it('is twice what an earlier workbook printed, which counted the factor two once as FLOPs and once as bytes', () => {
    const doubled = formulas.decodeRate.slips.find(({ name }) => name === 'two-counted-twice');
    expect(doubled?.of({ params, bandwidth: h100.bandwidth, bytesPerParam: 2, gpus: 1 })).toBeCloseTo(11.8626, 4);
  });

  it('makes 47.4504 tokens a second with the bandwidth of two accelerators, and 95.7143 with 35 GB of INT4 weights', () => {
    expect(formulas.decodeRate({ params, bandwidth: h100.bandwidth, gpus: 2 })).toBeCloseTo(47.4504, 4);
    expect(formulas.decodeRate({ params: 70e9, bandwidth: h100.bandwidth, bytesPerParam: 0.5 })).toBeCloseTo(95.7143, 4);
  });

  it('is the rate of its memory time', () => {
    expect(1 / formulas.decodeMemoryTime({ weightBytes, bandwidth: h100.bandwidth })).toBeCloseTo(rate, 9);
  });
});

describe('decode of a batch', () => {
  it('of 32 full sequences is slowed by KV reads: 25.6416 ms more, 67.8 ms a step, 472 tokens a second', () => {
    // An earlier workbook let latency stay at 42 ms and throughput grow 32 times.
    const stepTime = formulas.decodeMemoryTime({ weightBytes, bandwidth: h100.bandwidth, kvBytes: 32 * kvBytesPerSequence });
    expect((stepTime - weightBytes / h100.bandwidth) * 1e3).toBeCloseTo(25.6416, 4);
    expect(stepTime * 1e3).toBeCloseTo(67.8, 1);
    expect(formulas.decodeThroughput({ batch: 32, stepTime })).toBeCloseTo(472, 0);
    expect(formulas.batchedDecodeRate({ rate: 23.725_212, batch: 32 })).toBeCloseTo(759.2, 1);
  });

  it('takes about 19 ms a step where the HBM of a TPU v5e is full (How to Scale Your Model, Part 8)', () => {
    expect(formulas.decodeMemoryTime({ weightBytes: 10e9, kvBytes: 6e9, bandwidth: 8.2e11 })).toBeCloseTo(0.0195, 4);
  });
});

describe('a whole request', () => {
  it('is its first token and then one step after another (counted in a loop)', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2000 }), (outputTokens) => {
        let clock = 0.5;
        for (let made = 1; made < outputTokens; made += 1) clock += 0.042;
        expect(formulas.requestLatency({ timeToFirstToken: 0.5, outputTokens, interTokenLatency: 0.042 })).toBeCloseTo(clock, 8);
      }),
    );
  });

  it('with one token of answer ends with the first token', () => {
    expect(formulas.requestLatency({ timeToFirstToken: 0.3, outputTokens: 1, interTokenLatency: 1 })).toBe(0.3);
    expect(() => formulas.requestLatency({ timeToFirstToken: 0.3, outputTokens: 0, interTokenLatency: 1 })).toThrow(/outputTokens/);
  });
});
