import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as f from '../../../packages/formulas/src/formulas.ts';

const v5e = { peak: 1.97e14, bandwidth: 8.2e11 };
const width = fc.integer({ min: 64, max: 65_536 });

describe('the critical batch', () => {
  it('is 240 tokens for BF16 and for INT8 on a v5e, and 120 for INT8 weights with BF16 arithmetic, as published', () => {
    expect(f.criticalBatch(v5e)).toBeCloseTo(240, 0);
    expect(f.criticalBatch({ peak: 3.94e14, bandwidth: 8.2e11, bytesPerWeight: 1 })).toBeCloseTo(240, 0);
    expect(f.criticalBatch({ ...v5e, bytesPerWeight: 1 })).toBeCloseTo(120, 0);
  });

  it('is 295 tokens on an H100, as published', () => {
    expect(f.criticalBatch({ peak: 9.89e14, bandwidth: 3.35e12 })).toBeCloseTo(295, 0);
  });

  it('lies at 259 for a [4096, 16384] matrix in INT8 on a v5e, and at the published 267 only with inputs rounded to two digits', () => {
    const matrix = { peak: 3.94e14, bandwidth: 8.2e11, d: 4096, f: 16_384, bytesPerWeight: 1, bytesPerActivation: 1 };
    expect(f.criticalBatchOfMatrix(matrix)).toBeCloseTo(259.25, 2);
    expect(6.7e7 / 8.2e11 / (1.3e8 / 3.94e14 - 2e4 / 8.2e11)).toBeCloseTo(267, 0);
    expect(f.criticalBatchOfMatrix({ ...matrix, bandwidth: 22 * 8.2e11 })).toBeCloseTo(11, 0);
  });

  it('is where both clocks of the matmul show the same', () => {
    fc.assert(
      fc.property(width, width, fc.constantFrom(1, 2), fc.constantFrom(1, 2), (d, width2, bytesPerWeight, bytesPerActivation) => {
        const matrix = { d, f: width2, bytesPerWeight, bytesPerActivation };
        fc.pre((2 * d * width2) / v5e.peak > (1.05 * (d + width2) * bytesPerActivation) / v5e.bandwidth);
        const b = Math.round(f.criticalBatchOfMatrix({ ...v5e, ...matrix }));
        fc.pre(b > 100);
        const math = f.computeTime({ flops: f.matmulFlops({ m: b, k: d, n: width2 }), peak: v5e.peak });
        const comms = f.memoryTime({ bytes: f.mixedMatmulBytes({ b, ...matrix }), bandwidth: v5e.bandwidth });
        expect(math / comms).toBeGreaterThan(0.98);
        expect(math / comms).toBeLessThan(1.02);
      }),
    );
  });

  it('approaches that of the weights alone as the matrix widens, from above', () => {
    const at = (d: number) => f.criticalBatchOfMatrix({ ...v5e, d, f: d });
    expect(at(4096)).toBeGreaterThan(at(8192));
    expect(at(8192)).toBeGreaterThan(f.criticalBatch(v5e));
    expect(at(1e7) / f.criticalBatch(v5e)).toBeCloseTo(1, 3);
  });

  it('does not exist for a matrix whose activations outlast its arithmetic', () => {
    expect(() => f.criticalBatchOfMatrix({ ...v5e, d: 256, f: 256 })).toThrow('too narrow');
  });

  it('exists exactly from the least width on, which is 591 on an H100', () => {
    const h100 = { peak: 989.4e12, bandwidth: 3.35e12 };
    const least = f.leastComputeBoundWidth(h100);
    expect(least).toBeCloseTo(590.687, 3);
    expect(() => f.criticalBatchOfMatrix({ ...h100, d: 590, f: 590 })).toThrow('too narrow');
    expect(f.criticalBatchOfMatrix({ ...h100, d: 591, f: 591 })).toBeGreaterThan(1e5);
  });

  it('counts as matmulBytes does where weights and activations are of one type', () => {
    fc.assert(
      fc.property(width, width, width, (b, d, width2) => {
        expect(f.mixedMatmulBytes({ b, d, f: width2 })).toBe(f.matmulBytes({ m: b, k: d, n: width2 }));
      }),
    );
  });

  it('never comes where each row has a matrix of its own: the intensity stays below 2/b', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 512 }), width, width, (b, d, width2) => {
        const flops = f.batchedMatmulFlops({ batch: b, m: 1, k: d, n: width2 });
        const bytes = f.perRowMatmulBytes({ b, d, f: width2, bytesPerElement: 1 });
        expect(f.arithmeticIntensity({ flops, bytes })).toBeLessThan(2);
      }),
    );
  });

  it('has a counterpart between two chips of a v5e: a summed width of 8,755, whatever the batch, as published', () => {
    const limit = f.splitContractionLimit({ peak: 1.97e14, bandwidth: 4.5e10 });
    expect(limit).toBeCloseTo(8755.6, 1);
    for (const b of [64, 4096]) {
      const half = f.computeTime({ flops: f.matmulFlops({ m: b, k: Math.round(limit / 2), n: 1024 }), peak: 1.97e14 });
      const exchange = f.transferTime({ bytes: b * 1024 * 2, bandwidth: 4.5e10 });
      expect(half / exchange).toBeCloseTo(1, 3);
    }
  });
});
