import { describe, expect, it } from 'vitest';
import * as formulas from '../../../packages/formulas/src/batch-limits.ts';
import { decodeComputeTime, decodeMemoryTime } from '../../../packages/formulas/src/inference.ts';
import { matmulBytes, matmulFlops } from '../../../packages/formulas/src/matmul.ts';
import { describeThemselves } from './self-description.ts';

const h100 = { peak: 990e12, bandwidth: 3.35e12 };
const v5e = { peak: 197e12, bandwidth: 819e9 };
const params = 70.6e9;
const flopsPerToken = 2 * params;
const weightBytes = 2 * params;
/** KV cache of Llama 3 70B for 8192 tokens: keys and values, 80 layers, 8 heads of 128, two bytes each. */
const kvBytesPerSequence = 2 * 80 * 8 * 128 * 8192 * 2;

describe('formulas of batch limits', () => {
  describeThemselves(formulas, {
    crossoverBatch: h100,
    crossoverBatchWithActivations: { ...h100, k: 8192, n: 8192 },
    crossoverBatchWithKv: { ...h100, params, flopsPerToken, kvBytesPerSequence: 1e8 },
    crossoverContext: { ...h100, flopsPerToken, kvBytesPerToken: kvBytesPerSequence / 8192 },
    acceleratorsNeeded: { bytes: weightBytes, capacity: 80e9 },
    spareForKvCache: { gpus: 2, capacity: 80e9, weightBytes },
    batchThatFits: { gpus: 2, capacity: 80e9, weightBytes, kvBytesPerSequence },
  });
});

describe('crossover batch', () => {
  /** Least whole batch whose arithmetic takes at least as long as its reads, by trying one after the other. */
  const tried = (compute: (batch: number) => number, memory: (batch: number) => number) => {
    let batch = 1;
    while (compute(batch) < memory(batch)) batch += 1;
    return batch;
  };

  it('of an H100 with BF16 weights is 295.5, and 318.5 with the activations of a square matrix of 8192', () => {
    expect(formulas.crossoverBatch(h100)).toBeCloseTo(295.5, 1);
    expect(formulas.crossoverBatchWithActivations({ ...h100, k: 8192, n: 8192 })).toBeCloseTo(318.5, 1);
  });

  it('of a TPU v5e is about 240, 120 with int8 and 60 with int4 weights (How to Scale Your Model, Part 8)', () => {
    const at = (bytesPerParam: number) => Math.round(formulas.crossoverBatch({ ...v5e, bytesPerParam }) / 10) * 10;
    expect([at(2), at(1), at(0.5)]).toEqual([240, 120, 60]);
  });

  it('is where trying one batch after the other finds it, weights alone', () => {
    const compute = (batch: number) => decodeComputeTime({ batch, flopsPerToken, peak: h100.peak });
    expect(Math.ceil(formulas.crossoverBatch(h100))).toBe(tried(compute, () => weightBytes / h100.bandwidth));
  });

  it('is where trying one batch after the other finds it, with activations', () => {
    for (const [k, n] of [
      [8192, 8192],
      [4096, 14_336],
      [2048, 1024],
    ] as const) {
      const found = tried(
        (m) => matmulFlops({ m, k, n }) / h100.peak,
        (m) => matmulBytes({ m, k, n }) / h100.bandwidth,
      );
      expect(Math.ceil(formulas.crossoverBatchWithActivations({ ...h100, k, n }))).toBe(found);
    }
  });

  it('is where trying one batch after the other finds it, with KV reads', () => {
    for (const kv of [1e7, 1e8, 3e8]) {
      const found = tried(
        (batch) => decodeComputeTime({ batch, flopsPerToken, peak: h100.peak }),
        (batch) => decodeMemoryTime({ weightBytes, kvBytes: batch * kv, bandwidth: h100.bandwidth }),
      );
      expect(Math.ceil(formulas.crossoverBatchWithKv({ ...h100, params, flopsPerToken, kvBytesPerSequence: kv }))).toBe(found);
    }
  });

  it('is refused if no batch is enough', () => {
    expect(() => formulas.crossoverBatchWithKv({ ...h100, params, flopsPerToken, kvBytesPerSequence })).toThrow(
      /no batch makes this decode/,
    );
    expect(() => formulas.crossoverBatchWithActivations({ peak: 1e15, bandwidth: 4e12, k: 128, n: 128 })).toThrow(
      'k = 128 and n = 128 are too narrow for a ridge point of 250: no batch makes this matmul compute-bound',
    );
  });
});

describe('memory that a served model needs', () => {
  it('takes two H100s for the weights of a 70.6B model, whose spare 18.8 GB hold 7 full sequences', () => {
    // An earlier workbook put 133 sequences there, with a KV cache ten times too small.
    expect(formulas.acceleratorsNeeded({ bytes: weightBytes, capacity: 80e9 })).toBe(2);
    expect(formulas.spareForKvCache({ gpus: 2, capacity: 80e9, weightBytes })).toBeCloseTo(18.8e9, -3);
    expect(formulas.batchThatFits({ gpus: 2, capacity: 80e9, weightBytes, kvBytesPerSequence })).toBe(7);
  });

  it('takes the TPU v5es of How to Scale Your Model, Part 8, rounded up from 8.75 and 4.38', () => {
    expect(formulas.acceleratorsNeeded({ bytes: 140e9, capacity: 16e9 })).toBe(9);
    expect(formulas.acceleratorsNeeded({ bytes: 70e9, capacity: 16e9 })).toBe(5);
  });

  it('takes 3 of them in int4, since 70B weights are 35 GB and not the 45 GB printed there', () => {
    expect(formulas.acceleratorsNeeded({ bytes: 35e9, capacity: 16e9 })).toBe(3);
  });

  it('leaves room for 43 caches of 8k tokens beside BF16 weights on 16 TPU v5es (How to Scale Your Model, Part 8)', () => {
    expect(formulas.batchThatFits({ gpus: 16, capacity: 16e9, weightBytes: 140e9, kvBytesPerSequence })).toBe(43);
  });

  it('leaves room for 43 int8 caches on 8 of them, not 52: 58 GB are spare there, where 68 GB is printed', () => {
    expect(formulas.spareForKvCache({ gpus: 8, capacity: 16e9, weightBytes: 70e9 })).toBe(58e9);
    expect(formulas.batchThatFits({ gpus: 8, capacity: 16e9, weightBytes: 70e9, kvBytesPerSequence: kvBytesPerSequence / 2 })).toBe(43);
  });

  it('is refused where the weights do not fit, with both sizes named', () => {
    expect(() => formulas.spareForKvCache({ gpus: 1, capacity: 80e9, weightBytes })).toThrow(
      /weightBytes must fit.*80000000000.*141200000000/,
    );
    expect(() => formulas.batchThatFits({ gpus: 1, capacity: 80e9, weightBytes, kvBytesPerSequence })).toThrow(RangeError);
  });
});

describe('the context beyond which decode stays memory-bound', () => {
  const kvBytesPerToken = kvBytesPerSequence / 8192;
  const longest = formulas.crossoverContext({ ...h100, flopsPerToken, kvBytesPerToken });

  it('of a 70B model with eight KV heads on an H100 is some 1,458 tokens, worked on paper', () => {
    // 141.2e9 / 990e12 = 142.626 µs of arithmetic; 327,680 B / 3.35e12 B/s = 97.815 ns for a token of cache.
    expect(longest).toBeCloseTo(1458.12, 1);
  });

  it('is where the crossover batch with KV reads ceases to exist', () => {
    const at = (context: number) =>
      formulas.crossoverBatchWithKv({ ...h100, params, flopsPerToken, kvBytesPerSequence: context * kvBytesPerToken });
    expect(at(longest * 0.999)).toBeGreaterThan(100_000);
    expect(() => at(longest * 1.001)).toThrow(RangeError);
  });
});
