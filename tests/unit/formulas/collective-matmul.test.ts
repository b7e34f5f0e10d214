import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as formulas from '../../../packages/formulas/src/collective-matmul.ts';
import * as f from '../../../packages/formulas/src/formulas.ts';
import { describeThemselves } from './self-description.ts';

describe('the formulas of programs on a mesh', () => {
  describeThemselves(formulas, {
    collectiveMatmulTime: { devices: 12, compute: 3e-5, transfer: 2e-5 },
    hiddenRingWidth: { devices: 12, peak: 2e14, bandwidth: 1e11, bytesPerElement: 4, directions: 2 },
    checkpointedBytes: { layers: 60, every: 5, boundary: 3e7, inside: 7e8 },
    checkpointInterval: { layers: 60, boundary: 3e8, inside: 7e8 },
    blockMean: { width: 12, row: 20, rows: 10, column: 3, columns: 6 },
    rolledDifference: { width: 12, rows: 40, row: 3, shift: 7 },
  });
});

const time = fc.double({ min: 1e-6, max: 1, noNaN: true });
const devices = fc.integer({ min: 2, max: 64 });

describe('a collective matmul', () => {
  it('takes no longer than sending first, and no less than the slower of the two', () => {
    fc.assert(
      fc.property(devices, time, time, (count, compute, transfer) => {
        const together = f.collectiveMatmulTime({ devices: count, compute, transfer });
        expect(together).toBeLessThanOrEqual((count - 1) * transfer + count * compute + 1e-12);
        expect(together).toBeGreaterThanOrEqual(Math.max((count - 1) * transfer, count * compute) - 1e-12);
      }),
    );
  });

  it('hides its transfers exactly from the width where a product takes as long as a transfer', () => {
    fc.assert(
      fc.property(devices, fc.constantFrom(1, 2, 4), fc.constantFrom(1, 2), (count, bytesPerElement, directions) => {
        const [peak, bandwidth, rows, inner] = [2e14, 4.5e10, 512, 2048];
        const width = f.hiddenRingWidth({ devices: count, peak, bandwidth, bytesPerElement, directions });
        const product = (2 * rows * (inner / count) * (width / count)) / peak;
        const transfer = (bytesPerElement * rows * (inner / count)) / (directions * bandwidth);
        expect(product / transfer).toBeCloseTo(1, 9);
      }),
    );
  });

  it('refuses a ring with three directions', () => {
    expect(() => f.hiddenRingWidth({ devices: 4, peak: 1e14, bandwidth: 1e11, directions: 3 })).toThrow(RangeError);
  });
});

// Chen et al. 2016, §3: with equal costs, groups of √n layers cost O(√n) memory: 2√n layers' worth
describe('checkpoints', () => {
  it('of 64 layers that cost the same inside and between hold 16 layers at best, in groups of 8', () => {
    expect(f.checkpointInterval({ layers: 64, boundary: 1, inside: 1 })).toBe(8);
    expect(f.checkpointedBytes({ layers: 64, every: 8, boundary: 1, inside: 1 })).toBe(16);
  });

  it('are held least at the best distance', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 8 }), (half, ratio) => {
        const [layers, boundary] = [64, 1];
        const inside = ratio;
        const best = f.checkpointInterval({ layers, boundary, inside });
        const held = (every: number) => (layers / every) * boundary + every * inside;
        expect(held(best)).toBeLessThanOrEqual(f.checkpointedBytes({ layers, every: 2 ** (half % 7), boundary, inside }) + 1e-9);
      }),
    );
  });

  it('refuse groups that do not divide the layers', () => {
    expect(() => f.checkpointedBytes({ layers: 32, every: 5, boundary: 1, inside: 1 })).toThrow(RangeError);
  });
});

describe('values on a simulated mesh', () => {
  const matrix = (rows: number, width: number) =>
    Array.from({ length: rows }, (_, r) => Array.from({ length: width }, (_, c) => r * width + c));

  it('are the means that one gets by adding up', () => {
    fc.assert(
      fc.property(fc.nat(20), fc.integer({ min: 1, max: 20 }), fc.nat(5), fc.integer({ min: 1, max: 6 }), (row, rows, column, columns) => {
        const block = matrix(50, 12)
          .slice(row, row + rows)
          .flatMap((one) => one.slice(column, column + columns));
        const mean = block.reduce((a, b) => a + b) / block.length;
        expect(f.blockMean({ width: 12, row, rows, column, columns })).toBeCloseTo(mean, 9);
      }),
    );
    expect(() => f.blockMean({ width: 8, row: 0, rows: 1, column: 6, columns: 4 })).toThrow(RangeError);
  });

  it('are the differences that one gets by rolling', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.nat(29), fc.integer({ min: 1, max: 40 }), (rows, at, shift) => {
        const row = at % rows;
        const x = matrix(rows, 8);
        const rolled = x.map((_, i) => x[(((i - shift) % rows) + rows) % rows]?.[3] ?? Number.NaN);
        expect(f.rolledDifference({ width: 8, rows, row, shift })).toBe((rolled[row] ?? 0) - (x[row]?.[3] ?? 0) || 0);
      }),
    );
    expect(() => f.rolledDifference({ width: 8, rows: 4, row: 4, shift: 1 })).toThrow(RangeError);
  });
});
