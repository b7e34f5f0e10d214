import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as f from '../../../packages/formulas/src/formulas.ts';
import { residency, smLimits, type BlockNeeds, type ComputeCapability, type SmLimits } from '../../../packages/formulas/src/sm-limits.ts';

const KiB = 1024;

/** Threads, registers for a thread and bytes of shared memory of the kernels that `byNvidia` answers for, in its order. */
const kernels = [
  [32, 16, 0],
  [64, 24, 0],
  [96, 40, 1000],
  [128, 32, 0],
  [128, 37, 0],
  [320, 37, 0],
  [128, 128, 49152],
  [256, 64, 0],
  [256, 96, 32768],
  [192, 80, 20000],
  [384, 168, 0],
  [512, 42, 0],
  [1024, 32, 0],
  [1024, 64, 65536],
  [160, 255, 8192],
  [100, 33, 5000],
  [128, 24, 65536],
] as const;

/** Blocks per SM for each kernel as computed by `cuda_occupancy.h` of CUDA 12.9.79, with the largest shared memory carve-out. */
const byNvidia: Readonly<Record<ComputeCapability, readonly number[]>> = {
  '7.0': [32, 32, 16, 16, 12, 4, 2, 4, 2, 4, 1, 2, 2, 1, 1, 12, 1],
  '7.5': [16, 16, 10, 8, 8, 3, 1, 4, 2, 3, 1, 2, 1, 1, 1, 8, 1],
  '8.0': [32, 32, 16, 16, 12, 4, 3, 4, 2, 4, 1, 2, 2, 1, 1, 12, 2],
  '8.6': [16, 16, 16, 12, 12, 4, 2, 4, 2, 4, 1, 2, 1, 1, 1, 12, 1],
  '8.9': [24, 24, 16, 12, 12, 4, 2, 4, 2, 4, 1, 2, 1, 1, 1, 12, 1],
  '9.0': [32, 32, 16, 16, 12, 4, 4, 4, 2, 4, 1, 2, 2, 1, 1, 12, 3],
  '10.0': [32, 32, 16, 16, 12, 4, 4, 4, 2, 4, 1, 2, 2, 1, 1, 12, 3],
};
const capabilities = Object.keys(smLimits) as ComputeCapability[];
const needs = ([threads, registersPerThread, sharedMemory]: readonly [number, number, number]): BlockNeeds => ({
  threads,
  registersPerThread,
  sharedMemory,
});

/** Places one block after the other, warp by warp, until a resource runs out. Each quarter of the SM has its own registers. */
function place(limits: SmLimits, { threads, registersPerThread, sharedMemory }: BlockNeeds): number {
  const quarter = Array.from({ length: 4 }, () => limits.registers.value / 4);
  const perWarp = Math.ceil((registersPerThread * 32) / 256) * 256;
  const shared = sharedMemory + (limits.reservedPerBlock?.value ?? 0);
  let sharedLeft = limits.sharedMemory.value;
  let warpsLeft = limits.threads.value / 32;
  for (let blocks = 0; ; blocks++) {
    let granted = 0;
    while (granted < shared) granted += limits.sharedGranule.value;
    if (blocks === limits.blocks.value || granted > sharedLeft) return blocks;
    sharedLeft -= granted;
    for (let placed = 0; placed < threads; placed += 32) {
      const roomiest = quarter.indexOf(Math.max(...quarter));
      const room = quarter[roomiest] ?? 0;
      if (warpsLeft === 0 || room < perWarp) return blocks;
      quarter[roomiest] = room - perWarp;
      warpsLeft--;
    }
  }
}

describe('resident blocks', () => {
  it.each(capabilities)("are on compute capability %s those that NVIDIA's own calculator finds", (capability) => {
    expect(kernels.map((kernel) => residency(smLimits[capability], needs(kernel)).blocks)).toEqual(byNvidia[capability]);
  });

  it('are as many as can be placed one by one, for any kernel on any capability', () => {
    const kernel = fc.record({
      threads: fc.integer({ min: 1, max: 1024 }),
      registersPerThread: fc.integer({ min: 1, max: 255 }),
      sharedMemory: fc.integer({ min: 0, max: 64 * KiB }),
    });
    fc.assert(
      fc.property(fc.constantFrom(...capabilities), kernel, (capability, needs) => {
        expect(residency(smLimits[capability], needs).blocks).toBe(place(smLimits[capability], needs));
      }),
      { numRuns: 500, seed: 8 },
    );
  });

  it('are 12 of 128 threads at 37 registers, 75 %, and 4 of 320 threads, 63 %, as the CUDA Best Practices Guide prints', () => {
    const small = residency(smLimits['7.0'], { threads: 128, registersPerThread: 37, sharedMemory: 0 });
    expect([small.blocks, small.occupancy]).toEqual([12, 0.75]);
    const large = residency(smLimits['7.0'], { threads: 320, registersPerThread: 37, sharedMemory: 0 });
    expect(large.blocks).toBe(4);
    expect(Math.round(large.occupancy * 100)).toBe(63);
  });

  it('say which resource allows how many', () => {
    expect(residency(smLimits['9.0'], { threads: 128, registersPerThread: 128, sharedMemory: 48 * KiB }).allows).toEqual({
      threads: 16,
      registers: 4,
      sharedMemory: 4,
      slots: 32,
    });
    expect(residency(smLimits['7.5'], { threads: 128, registersPerThread: 16, sharedMemory: 0 }).allows.sharedMemory).toBe(16);
    // One KiB of its own beside the KiB that the system keeps: 228 over 2.
    expect(residency(smLimits['9.0'], { threads: 32, registersPerThread: 16, sharedMemory: KiB }).allows.sharedMemory).toBe(114);
  });

  it('refuse a block that can never run, naming what is too much', () => {
    const fits = { threads: 128, registersPerThread: 32, sharedMemory: 0 };
    expect(() => residency(smLimits['9.0'], { ...fits, threads: 1025 })).toThrow(/threads .* 1025/);
    expect(() => residency(smLimits['9.0'], { ...fits, registersPerThread: 256 })).toThrow(/registersPerThread .* 256/);
    expect(() => residency(smLimits['9.0'], { ...fits, sharedMemory: 228 * KiB })).toThrow(/sharedMemory/);
  });
});

describe('the occupancy of exercise 8.3', () => {
  const threads = { threadsPerBlock: 128, threadsPerSm: 2048 };
  const bySharedMemory = f.blocksBySharedMemory({ sharedPerBlock: 48 * KiB, sharedPerSm: 228 * KiB });
  const blocks = f.residentBlocks({ byThreads: f.blocksByThreads(threads), bySharedMemory });

  it('is 4 blocks and 25 %', () => {
    expect(blocks).toBe(4);
    expect(f.occupancy({ blocks, ...threads })).toBe(0.25);
  });

  it('stays so with the kilobyte that the system keeps for each block', () => {
    expect(f.blocksBySharedMemory({ sharedPerBlock: 48 * KiB, sharedPerSm: 228 * KiB, reservedPerBlock: KiB, granule: 128 })).toBe(4);
  });

  it('names the slips: 100 % by threads alone, 31.25 % rounded up, 6.25 % for blocks over warps', () => {
    const slip = (of: { readonly slips: readonly { readonly name: string }[] }, name: string) => of.slips.some((s) => s.name === name);
    expect(
      slip(f.residentBlocks, 'threads-only') && slip(f.blocksBySharedMemory, 'rounded-up') && slip(f.occupancy, 'blocks-over-warps'),
    ).toBe(true);
    expect(
      f.occupancy({
        blocks: f.residentBlocks.slips[0]?.of({ byThreads: 16, bySharedMemory, byRegisters: 32, slots: 32 }) ?? NaN,
        ...threads,
      }),
    ).toBe(1);
    const up = f.blocksBySharedMemory.slips[0]?.of({ sharedPerBlock: 48, sharedPerSm: 228, reservedPerBlock: 0, granule: 1 }) ?? NaN;
    expect(f.occupancy({ blocks: up, ...threads })).toBe(0.3125);
    expect(f.occupancy.slips[0]?.of({ blocks, ...threads })).toBe(0.0625);
  });
});

describe('warps and limits', () => {
  it('round a block up to whole warps', () => {
    expect([1, 32, 33, 100, 1024].map((threadsPerBlock) => f.warpsPerBlock({ threadsPerBlock }))).toEqual([1, 1, 2, 4, 32]);
    expect(f.blocksByThreads({ threadsPerBlock: 33, threadsPerSm: 2048 })).toBe(32);
  });

  it('are active on an SM as many as its blocks have, counted thread by thread', () => {
    for (const [blocks, threadsPerBlock] of [
      [1, 1],
      [3, 40],
      [8, 256],
      [16, 100],
    ] as const) {
      let warps = 0;
      for (let block = 0; block < blocks; block += 1) for (let thread = 0; thread < threadsPerBlock; thread += 32) warps += 1;
      expect(f.activeWarps({ blocks, threadsPerBlock })).toBe(warps);
      expect(f.occupancy({ blocks, threadsPerBlock, threadsPerSm: 2048 })).toBe(warps / 64);
    }
  });

  it('allow 100 % on 64 warps with at most 32 registers a thread, as the Best Practices Guide says', () => {
    expect(f.blocksByRegisters({ registersPerThread: 32, threadsPerBlock: 128 })).toBe(16);
    expect(f.blocksByRegisters({ registersPerThread: 33, threadsPerBlock: 128 })).toBeLessThan(16);
  });

  it('refuse more blocks than fit, and blocks without threads', () => {
    expect(() => f.occupancy({ blocks: 17, threadsPerBlock: 128, threadsPerSm: 2048 })).toThrow(/17 blocks of 128 threads/);
    expect(() => f.warpsPerBlock({ threadsPerBlock: 0 })).toThrow(/threadsPerBlock/);
    expect(() => f.blocksBySharedMemory({ sharedPerBlock: 0, sharedPerSm: 1 })).toThrow(/sharedPerBlock/);
  });
});
