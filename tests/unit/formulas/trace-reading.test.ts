import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as formulas from '../../../packages/formulas/src/trace-reading.ts';
import * as f from '../../../packages/formulas/src/formulas.ts';
import { describeThemselves } from './self-description.ts';

describe('the formulas of reading a trace', () => {
  describeThemselves(formulas, {
    timeAtShare: { floor: 0.003, share: 0.7 },
    requiredFactor: { share: 0.4, speedup: 1.25 },
    tiledElements: { rows: 20, columns: 300 },
    bytesInFlight: { bandwidth: 2e12, latency: 5e-7 },
    wholeDimension: { part: 640, devices: 12 },
    collectiveGroups: { devices: 96, members: 8 },
    splitTime: { time: 0.006, devices: 12 },
    buffersPerBlock: { sharedPerSm: 167_936, blocks: 3, reservedPerBlock: 1024, buffer: 8192 },
    buffersForFlight: { bytes: 50_000, blocks: 3, buffer: 4096 },
  });
});

// Austin et al. 2025, How to Scale Your Model, Part 9
describe('the Scaling Book', () => {
  it('stores f32[3,5] with tiles of 2 × 2 as 4 × 6, 1.6 times as much', () => {
    expect(f.tiledElements({ rows: 3, columns: 5, tileRows: 2, tileColumns: 2 })).toBe(24);
  });

  it('reads 8 devices in a group of an all-reduce over 128, and 32,768 rows in a weight of which one device holds 4,096', () => {
    expect(f.collectiveGroups({ devices: 128, members: 8 })).toBe(16);
    expect(f.wholeDimension({ part: 4096, devices: 8 })).toBe(32_768);
  });
});

describe("Little's law", () => {
  it('asks for a megabyte in flight at 2 TB/s and half a microsecond', () => {
    expect(f.bytesInFlight({ bandwidth: 2e12, latency: 5e-7 })).toBeCloseTo(1e6, 6);
  });
});

describe('the buffers of a block', () => {
  it('fit into its part of the shared memory, and one more would not', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 256, max: 65_536 }), (blocks, buffer) => {
        const [sharedPerSm, reservedPerBlock] = [233_472, 1024];
        const fit = f.buffersPerBlock({ sharedPerSm, blocks, reservedPerBlock, buffer });
        expect(blocks * (fit * buffer + reservedPerBlock)).toBeLessThanOrEqual(sharedPerSm);
        expect(blocks * ((fit + 1) * buffer + reservedPerBlock)).toBeGreaterThan(sharedPerSm);
      }),
    );
    expect(() => f.buffersPerBlock({ sharedPerSm: 2048, blocks: 4, reservedPerBlock: 1024, buffer: 256 })).toThrow(RangeError);
  });

  it('keep the bytes in flight with one buffer less, and not with two less', () => {
    const [bytes, blocks, buffer] = [50_000, 3, 4096];
    const fewest = f.buffersForFlight({ bytes, blocks, buffer });
    expect((fewest - 1) * blocks * buffer).toBeGreaterThanOrEqual(bytes);
    expect((fewest - 2) * blocks * buffer).toBeLessThan(bytes);
  });
});

describe('a part that is made faster', () => {
  const share = fc.double({ min: 0.01, max: 0.99, noNaN: true });
  it("needs the factor with which Amdahl's law gives the target", () => {
    fc.assert(
      fc.property(share, fc.double({ min: 1.001, max: 100, noNaN: true }), (part, factor) => {
        const speedup = f.amdahlSpeedup({ share: part, factor });
        fc.pre(speedup * (1 - part) < 0.999);
        expect(f.requiredFactor({ share: part, speedup }) / factor).toBeCloseTo(1, 6);
      }),
    );
  });

  it('cannot bring the whole beyond its limit', () => {
    expect(() => f.requiredFactor({ share: 0.5, speedup: 2 })).toThrow(RangeError);
    expect(() => f.requiredFactor({ share: 0.2, speedup: 1.3 })).toThrow(/speedup/);
  });

  it('takes longer the less of its roof it reaches, and never less than the floor', () => {
    expect(f.timeAtShare({ floor: 3, share: 0.75 })).toBe(4);
    expect(f.timeAtShare({ floor: 3, share: 1 })).toBe(3);
    expect(() => f.timeAtShare({ floor: 3, share: 1.01 })).toThrow(RangeError);
  });
});

describe('an array in tiles', () => {
  const size = fc.integer({ min: 1, max: 5000 });
  it('is a whole number of tiles, no smaller than the array and by less than one tile larger in each dimension', () => {
    fc.assert(
      fc.property(size, size, fc.integer({ min: 1, max: 64 }), fc.integer({ min: 1, max: 256 }), (rows, columns, tileRows, tileColumns) => {
        const elements = f.tiledElements({ rows, columns, tileRows, tileColumns });
        expect(elements % (tileRows * tileColumns)).toBe(0);
        expect(elements).toBeGreaterThanOrEqual(rows * columns);
        expect(elements).toBeLessThan((rows + tileRows) * (columns + tileColumns));
      }),
    );
  });

  it('and split work takes its part of the time', () => {
    expect(f.splitTime({ time: 188e-6, devices: 8 })).toBeCloseTo(23.5e-6, 12);
  });

  it('refuses groups that do not divide the devices', () => {
    expect(() => f.collectiveGroups({ devices: 100, members: 8 })).toThrow(RangeError);
  });
});
