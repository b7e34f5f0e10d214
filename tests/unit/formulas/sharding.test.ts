import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as f from '../../../packages/formulas/src/formulas.ts';

const llama70bLayer = 855_654_400;
const plan = { m: 2048, k: 8192, n: 32768 };

describe('a sharded matmul', () => {
  it("holds per device what an enumeration of the device's own elements counts", () => {
    const ways = fc.constantFrom(1, 2, 3);
    fc.assert(
      fc.property(ways, ways, ways, (mWays, kWays, nWays) => {
        const [m, k, n] = [6, 6, 6];
        const own = (size: number, by: number) =>
          Array.from({ length: size }, (_, i) => i).filter((i) => Math.floor(i / (size / by)) === 0);
        const pairs = (a: readonly number[], b: readonly number[]) => a.flatMap((i) => b.map((j) => [i, j])).length;
        const x = pairs(own(m, mWays), own(k, kWays));
        const w = pairs(own(k, kWays), own(n, nWays));
        const y = pairs(own(m, mWays), own(n, nWays));
        const held = { m, k, n, mWays, kWays, nWays, bytesPerElement: 4 };
        expect(f.shardedOperandBytes(held)).toBeCloseTo(4 * (x + w), 9);
        expect(f.shardedMatmulBytes(held)).toBeCloseTo(4 * (x + w + y), 9);
      }),
    );
  });

  it('needs least memory column-parallel among the plans of exercise 2.1 that move nothing', () => {
    const batch = f.shardedOperandBytes({ ...plan, mWays: 8 });
    const column = f.shardedOperandBytes({ ...plan, nWays: 8 });
    // X whole 33.5544 MB, an eighth of W 67.1089 MB, W whole 536.871 MB.
    expect(column / 1e6).toBeCloseTo(33.5544 + 67.1089, 3);
    expect(batch / 1e6).toBeCloseTo(33.5544 / 8 + 536.871, 3);
    expect(column).toBeLessThan(batch);
  });

  it('leaves each device a partial sum of full size when the contraction is cut', () => {
    const whole = f.tensorBytes({ elements: f.matrixElements({ rows: plan.m, columns: plan.n }) });
    expect(f.shardedMatmulBytes({ ...plan, kWays: 8 }) - f.shardedOperandBytes({ ...plan, kWays: 8 })).toBe(whole);
  });

  it('refuses to cut a dimension unevenly, naming it', () => {
    expect(() => f.shardedMatmulBytes({ ...plan, mWays: 3 })).toThrow(/m = 2048 .* mWays = 3/);
    expect(() => f.shardedOperandBytes({ ...plan, kWays: 5 })).toThrow(/k = 8192/);
    expect(() => f.shardedOperandBytes({ ...plan, nWays: 7 })).toThrow(/n = 32768/);
  });

  it('divides bytes and work by the devices', () => {
    expect(f.shardBytes({ bytes: 140e9, devices: 8 })).toBe(17.5e9);
    expect(f.flopsPerDevice({ flops: 8e12, devices: 8 })).toBe(1e12);
    expect(() => f.shardBytes({ bytes: 1, devices: 0 })).toThrow(/devices/);
  });
});

describe('FSDP against tensor parallelism for one Llama 3 70B layer over 8 devices', () => {
  const fsdp = { params: llama70bLayer, devices: 8 };
  const tensor = { tokens: 4 * 4096, width: 8192, devices: 8 };

  it('counts the parameters of the layer from its shapes', () => {
    const d = 8192;
    expect(2 * d * d + 2 * d * 1024 + 3 * d * 28672 + 2 * d).toBe(llama70bLayer);
  });

  it('sends 1.4974 GB to gather the weights, 939.524 MB for two all-reduces of 469.762 MB', () => {
    expect(f.fsdpGatherBytes(fsdp) / 1e9).toBeCloseTo(1.4974, 4);
    expect(f.tensorParallelBytes({ ...tensor, allReduces: 1 }) / 1e6).toBeCloseTo(469.762, 3);
    expect(f.tensorParallelBytes(tensor) / 1e6).toBeCloseTo(939.524, 3);
  });

  it('sends 4.49219 GB and 1.87905 GB with the backward pass', () => {
    expect(f.fsdpGatherBytes({ ...fsdp, gathers: 3 }) / 1e9).toBeCloseTo(4.49219, 5);
    expect(f.tensorParallelBytes({ ...tensor, allReduces: 4 }) / 1e9).toBeCloseTo(1.87905, 5);
  });

  it('breaks even at 26,112.5 tokens forward (the earlier workbook had tensor parallelism win always)', () => {
    const tokens = f.tensorParallelBreakEvenTokens({ params: llama70bLayer, width: 8192 });
    expect(tokens).toBe(26_112.5);
    expect(f.tensorParallelBytes({ ...tensor, tokens })).toBeCloseTo(f.fsdpGatherBytes(fsdp), 3);
    expect(f.tensorParallelBytes({ ...tensor, tokens: tokens + 1 })).toBeGreaterThan(f.fsdpGatherBytes(fsdp));
  });

  it('breaks even at the same tokens for any number of devices', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 1024 }),
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 4 }),
        (devices, gathers, allReduces) => {
          const tokens = f.tensorParallelBreakEvenTokens({ params: 1e9, width: 4096, gathers, allReduces });
          const ratio =
            f.tensorParallelBytes({ tokens, width: 4096, devices, allReduces }) / f.fsdpGatherBytes({ params: 1e9, devices, gathers });
          expect(ratio).toBeCloseTo(1, 9);
        },
      ),
    );
  });

  it('is made of the collectives: a gather of the weights, all-reduces of the activations', () => {
    expect(f.fsdpGatherBytes(fsdp)).toBeCloseTo(f.allGatherBytes({ bytes: 2 * llama70bLayer, devices: 8 }), 3);
    const activations = f.tensorBytes({ elements: f.tensorElements({ first: 4, second: 4096, third: 8192 }) });
    expect(f.tensorParallelBytes(tensor)).toBeCloseTo(2 * f.allReduceBytes({ bytes: activations, devices: 8 }), 3);
  });

  it('refuses a layer without parameters or tokens', () => {
    expect(() => f.fsdpGatherBytes({ params: 0, devices: 8 })).toThrow(/params/);
    expect(() => f.tensorParallelBytes({ ...tensor, tokens: 0 })).toThrow(/tokens/);
  });
});
