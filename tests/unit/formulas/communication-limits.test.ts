import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as formulas from '../../../packages/formulas/src/communication-limits.ts';
import { ringBandwidth } from '../../../packages/formulas/src/mesh.ts';
import { describeThemselves } from './self-description.ts';

const v5p = { peak: 4.59e14, bandwidth: 1.8e11 };

describe('the formulas of limits', () => {
  describeThemselves(formulas, {
    dataParallelTokenLimit: v5p,
    mixtureTokenLimit: { ...v5p, experts: 64, active: 2 },
    tensorParallelLimit: { ...v5p, hidden: 30_000 },
    tensorParallelLayerLimit: { ...v5p, params: 8e8, width: 8192 },
    tokensPerDevice: { tokens: 2 ** 22, devices: 8960 },
    batchOfDevices: { perDevice: 850, devices: 4096 },
    devicesForBatch: { tokens: 2 ** 22, limit: 850 },
    mixedFsdpRanks: { tokens: 4e6, hidden: 30_000, devices: 4096, links: 2 },
    mixedTokenLimit: { ...v5p, hidden: 30_000, fsdpAxes: 2 },
    expertParallelHiddenLimit: v5p,
  });
});

// Austin et al. 2025, How to Scale Your Model, Part 5: a TPU v5p with 1.8e11 B/s on an axis of its torus
test('a TPU v5p needs 2550 tokens a chip for data parallelism and bears about 11 tensor-parallel ranks at F = 30000', () => {
  expect(formulas.dataParallelTokenLimit(v5p)).toBeCloseTo(2550, 6);
  expect(formulas.tensorParallelLimit({ ...v5p, hidden: 30_000 })).toBeCloseTo(30_000 / 2550, 6);
});

// The same chapter gives two axes of the torus to FSDP and one to tensor parallelism.
test('FSDP with tensor parallelism needs 99 tokens a chip on three axes at F = 32768, and 13.7 FSDP ranks where 13.9 is printed', () => {
  expect(formulas.mixedTokenLimit({ ...v5p, hidden: 32_768, fsdpAxes: 2 })).toBeCloseTo(99.2, 1);
  expect(formulas.mixedFsdpRanks({ tokens: 48_000, hidden: 32_768, devices: 64, links: 2 })).toBeCloseTo(13.69, 2);
});

// Its problems 5.3 (LLaMA-2 13B, 3M tokens on 4,096 chips) and the run of LLaMA 3-70B in Part 6 (4 · 2^20 tokens on 8,960 chips)
test('13B on 4,096 v5p needs 235 tokens a chip and 1,333 FSDP ranks; 70B on a pod needs 113 and 1,619, where 1,618 is printed', () => {
  expect(formulas.mixedTokenLimit({ ...v5p, hidden: 13_824, fsdpAxes: 2 })).toBeCloseTo(235.2, 1);
  expect(formulas.mixedFsdpRanks({ tokens: 3e6, hidden: 13_824, devices: 4096, links: 2 })).toBeCloseTo(1333.3, 1);
  expect(formulas.mixedTokenLimit({ ...v5p, hidden: 28_672, fsdpAxes: 2 })).toBeCloseTo(113.4, 1);
  expect(formulas.mixedFsdpRanks({ tokens: 2 ** 22, hidden: 28_672, devices: 8960, links: 2 })).toBeCloseTo(1619.1, 1);
  expect(formulas.tokensPerDevice({ tokens: 2 ** 22, devices: 8960 })).toBeCloseTo(468.1, 1);
  const bandwidth = ringBandwidth({ axes: 3, directions: 2, bandwidth: 9e10 });
  expect(formulas.dataParallelTokenLimit({ ...v5p, bandwidth })).toBeCloseTo(850, 9);
  expect(formulas.devicesForBatch({ tokens: 2 ** 22, limit: 850 })).toBe(4934);
  expect(formulas.batchOfDevices({ perDevice: 850, devices: 4096 })).toBe(3_481_600);
});

/** A layer forward, counted matmul by matmul and all-reduce by all-reduce. */
test('at the limit of a whole layer its arithmetic and the ring all-reduces take equally long', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e12, max: 1e15, noNaN: true }), fc.constantFrom(1, 2, 4), (peak, b) => {
      const [width, hidden, kv, bandwidth, tokens] = [512, 2048, 128, 4e11, 1000];
      const params = 3 * width * hidden + 2 * width * (width + kv);
      const ranks = formulas.tensorParallelLayerLimit({ params, width, peak, bandwidth, bytesPerElement: b });
      const matmuls = [width * width, width * kv, width * kv, width * width, width * hidden, width * hidden, hidden * width];
      const compute = matmuls.reduce((sum, size) => sum + 2 * tokens * size, 0) / ranks / peak;
      const allReduce = (2 * ((ranks - 1) / ranks) * tokens * width * b) / bandwidth;
      expect(compute / (2 * allReduce)).toBeCloseTo(1, 9);
    }),
    { seed: 14 },
  );
});

test('a layer of Llama 3 70B bears 12.9 ranks on the NVLink of an H100 and 2.3 across its network, its gated MLP alone 19.6 and 2.2', () => {
  const layer = { params: 855_654_400, width: 8192, peak: 989.4e12 };
  expect(formulas.tensorParallelLayerLimit({ ...layer, bandwidth: 450e9 })).toBeCloseTo(12.88, 2);
  expect(formulas.tensorParallelLayerLimit({ ...layer, bandwidth: 50e9 })).toBeCloseTo(2.32, 2);
  const mlp = { hidden: 28_672, peak: 989.4e12, matrices: 3 };
  expect(formulas.tensorParallelLimit({ ...mlp, bandwidth: 450e9 })).toBeCloseTo(19.56, 2);
  expect(formulas.tensorParallelLimit({ ...mlp, bandwidth: 50e9 })).toBeCloseTo(2.17, 2);
});

/** Times of one MLP of two matrices, forward, counted from its matmuls and the tensors that have to move. */
const mlp = ({ tokens, width, hidden, fsdp = 1, tensor = 1, bytes = 2, peak, bandwidth }: Readonly<Record<string, number>>) => {
  const [t, d, f, b, p, w] = [tokens ?? 0, width ?? 0, hidden ?? 0, bytes, peak ?? 1, bandwidth ?? 1];
  const compute = (2 * 2 * t * d * f) / (fsdp * tensor) / p;
  const weights = (2 * d * f * b) / tensor / w;
  const activations = (2 * t * d * b) / fsdp / w;
  return { compute, weights, activations };
};

const chip = fc.record({
  peak: fc.double({ min: 1e12, max: 1e16, noNaN: true }),
  bandwidth: fc.double({ min: 1e9, max: 1e12, noNaN: true }),
});
const bytesPerElement = fc.constantFrom(1, 2, 4);

describe('at the limit arithmetic and traffic of an MLP take equally long', () => {
  test('for FSDP', () => {
    fc.assert(
      fc.property(chip, bytesPerElement, (of, b) => {
        const perDevice = formulas.dataParallelTokenLimit({ ...of, bytesPerElement: b });
        const { compute, weights } = mlp({ ...of, tokens: 64 * perDevice, fsdp: 64, width: 512, hidden: 2048, bytes: b });
        expect(compute / weights).toBeCloseTo(1, 9);
      }),
      { seed: 10 },
    );
  });

  test('for tensor parallelism, whatever the batch', () => {
    fc.assert(
      fc.property(chip, bytesPerElement, fc.integer({ min: 1, max: 1e6 }), (of, b, tokens) => {
        const tensor = formulas.tensorParallelLimit({ ...of, hidden: 2048, bytesPerElement: b });
        const { compute, activations } = mlp({ ...of, tokens, tensor, width: 512, hidden: 2048, bytes: b });
        expect(compute / activations).toBeCloseTo(1, 9);
      }),
      { seed: 11 },
    );
  });

  test('for both together, at the split where their traffic is equal and its sum least', () => {
    fc.assert(
      fc.property(chip, bytesPerElement, (of, b) => {
        const [devices, hidden] = [4096, 30_000];
        const tokens = devices * formulas.mixedTokenLimit({ ...of, hidden, bytesPerElement: b });
        const fsdp = formulas.mixedFsdpRanks({ tokens, hidden, devices });
        const at = (x: number) => mlp({ ...of, tokens, fsdp: x, tensor: devices / x, width: 512, hidden, bytes: b });
        const { compute, weights, activations } = at(fsdp);
        expect(weights / activations).toBeCloseTo(1, 9);
        expect(compute / weights).toBeCloseTo(1, 9);
        for (const x of [fsdp * 0.9, fsdp * 1.1]) expect(at(x).weights + at(x).activations).toBeGreaterThan(weights + activations);
      }),
      { seed: 12 },
    );
  });

  test('for experts exchanged token by token', () => {
    fc.assert(
      fc.property(chip, bytesPerElement, fc.constantFrom(2, 3), (of, b, matrices) => {
        const hidden = formulas.expertParallelHiddenLimit({ ...of, matrices, bytesPerElement: b });
        const [copies, width] = [1000, 512];
        const compute = (copies * 2 * matrices * width * hidden) / of.peak;
        const thereAndBack = (copies * 2 * width * b) / of.bandwidth;
        expect(compute / thereAndBack).toBeCloseTo(1, 9);
      }),
      { seed: 13 },
    );
  });

  test('for the weights of a mixture, of which a token uses k in E', () => {
    const of = { ...v5p, experts: 64, active: 2 };
    const perDevice = formulas.mixtureTokenLimit(of);
    const compute = (perDevice * of.active * 2 * 2 * 512 * 2048) / of.peak;
    const weights = (of.experts * 2 * 512 * 2048 * 2) / of.bandwidth;
    expect(compute / weights).toBeCloseTo(1, 9);
    expect(formulas.mixtureTokenLimit({ ...v5p, experts: 1, active: 1 })).toBe(formulas.dataParallelTokenLimit(v5p));
    expect(() => formulas.mixtureTokenLimit({ ...of, active: 65 })).toThrow(/active must not exceed experts, got 65 of 64/);
  });
});
