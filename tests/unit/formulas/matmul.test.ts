import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as f from '../../../packages/formulas/src/formulas.ts';

const side = fc.integer({ min: 1, max: 9 });
const size = fc.integer({ min: 1, max: 1e5 });

/** The schoolbook algorithm, counting each operation and each element touched for the first time. */
function schoolbook(m: number, k: number, n: number) {
  let flops = 0;
  const touched = new Set<string>();
  for (let i = 0; i < m; i++)
    for (let j = 0; j < n; j++) {
      for (let l = 0; l < k; l++) {
        flops += 2;
        touched.add(`a${String(i)},${String(l)}`).add(`b${String(l)},${String(j)}`);
      }
      touched.add(`c${String(i)},${String(j)}`);
    }
  return { flops, elements: touched.size };
}

describe('a matmul', () => {
  it('does the FLOPs and touches the elements that the schoolbook algorithm does', () => {
    fc.assert(
      fc.property(side, side, side, (m, k, n) => {
        const counted = schoolbook(m, k, n);
        expect(f.matmulFlops({ m, k, n })).toBe(counted.flops);
        expect(f.matmulBytes({ m, k, n })).toBe(2 * counted.elements);
        expect(f.matmulBytes({ m, k, n, bytesPerElement: 4 })).toBe(4 * counted.elements);
      }),
    );
  });

  it('has an intensity of N/3 when square and in BF16: 1365.33 for 4096', () => {
    const shape = { m: 4096, k: 4096, n: 4096 };
    expect(f.arithmeticIntensity({ flops: f.matmulFlops(shape), bytes: f.matmulBytes(shape) })).toBeCloseTo(1365.333, 3);
    expect(f.squareMatmulIntensity({ n: 4096 })).toBeCloseTo(1365.333, 3);
  });

  it('reaches by the shortcut what the full count gives, for any side and element size', () => {
    fc.assert(
      fc.property(size, fc.constantFrom(0.5, 1, 2, 4), (n, bytesPerElement) => {
        const shape = { m: n, k: n, n };
        const full = f.matmulFlops(shape) / f.matmulBytes({ ...shape, bytesPerElement });
        expect(f.squareMatmulIntensity({ n, bytesPerElement }) / full).toBeCloseTo(1, 12);
      }),
    );
  });

  it('is compute-bound on an H100 only above a side of 886.6 (the earlier workbook said always)', () => {
    const ridge = f.ridgePoint({ peak: 990e12, bandwidth: 3.35e12 });
    expect(f.computeBoundSquareSize({ ridge })).toBeCloseTo(886.57, 2);
    expect(f.squareMatmulIntensity({ n: 886 })).toBeLessThan(ridge);
    expect(f.squareMatmulIntensity({ n: 887 })).toBeGreaterThan(ridge);
  });

  it('is many matmuls when it is batched', () => {
    fc.assert(
      fc.property(side, side, side, side, (batch, m, k, n) => {
        const counted = Array.from({ length: batch }, () => schoolbook(m, k, n).flops).reduce((a, b) => a + b);
        expect(f.batchedMatmulFlops({ batch, m, k, n })).toBe(counted);
      }),
    );
  });

  it('takes 62.1946 ms for gate and up of 32 × 2048 tokens on one H100, and an eighth of it on eight', () => {
    const flops = f.batchedMatmulFlops({ batch: 32, m: 2048, k: 8192, n: 2 * 28672 });
    expect(f.computeTime({ flops, peak: 990e12 })).toBeCloseTo(62.1946e-3, 7);
    const local = f.flopsPerDevice({ flops, devices: 8 });
    expect(f.computeTime({ flops: local, peak: 990e12 })).toBeCloseTo(7.77432e-3, 8);
    expect(f.flopRate({ flops: local, time: 0.51e-3 }) / 1e15).toBeCloseTo(15.0913, 4);
  });
});

describe('one row times a matrix', () => {
  it('is a matmul with one row', () => {
    fc.assert(
      fc.property(size, size, (k, n) => {
        expect(f.matvecFlops({ k, n })).toBe(f.matmulFlops({ m: 1, k, n }));
        expect(f.matvecBytes({ k, n })).toBe(f.matmulBytes({ m: 1, k, n }));
      }),
    );
  });

  it('has an intensity just below 1 in BF16, so that decoding is memory-bound everywhere', () => {
    const shape = { k: 8192, n: 8192 };
    const intensity = f.arithmeticIntensity({ flops: f.matvecFlops(shape), bytes: f.matvecBytes(shape) });
    expect(intensity).toBeCloseTo(0.99976, 5);
    expect(intensity).toBeLessThan(1);
  });

  it('gains intensity with the batch, at most the batch itself in BF16', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 64 }), (batch) => {
        const shape = { m: batch, k: 65536, n: 65536 };
        const full = f.matmulFlops(shape) / f.matmulBytes(shape);
        expect(f.smallBatchIntensity({ batch })).toBe(batch);
        expect(full).toBeLessThan(batch);
        expect(full / batch).toBeCloseTo(1, 2);
      }),
    );
  });

  it('refuses shapes that are no whole numbers of at least 1', () => {
    expect(() => f.matmulFlops({ m: 0, k: 1, n: 1 })).toThrow(/m must be/);
    expect(() => f.matvecBytes({ k: 1.5, n: 1 })).toThrow(/k must be/);
    expect(() => f.batchedMatmulFlops({ batch: -1, m: 1, k: 1, n: 1 })).toThrow(/batch must be/);
    expect(() => f.squareMatmulIntensity({ n: 1, bytesPerElement: 0 })).toThrow(/bytesPerElement/);
  });
});
