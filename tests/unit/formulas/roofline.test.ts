import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as f from '../../../packages/formulas/src/formulas.ts';

const h100 = { peak: 990e12, bandwidth: 3.35e12 };
const amount = fc.double({ min: 1, max: 1e18, noNaN: true });

describe('the roofline', () => {
  it('puts the H100 ridge point at 295.5 FLOP/B and that of the v5e at 240.5, as published', () => {
    expect(f.ridgePoint(h100)).toBeCloseTo(295.5, 1);
    expect(f.ridgePoint({ peak: 197e12, bandwidth: 819e9 })).toBeCloseTo(240.5, 1);
  });

  it('gives the FP32 vector path of the H100 a ridge point of 20, far below the one of its matrix units', () => {
    expect(f.ridgePoint({ peak: 67e12, bandwidth: 3.35e12 })).toBeCloseTo(20, 1);
  });

  it('times a 4096-cubed BF16 matmul on an H100 at 0.138827 ms, bound by compute', () => {
    const shape = { m: 4096, k: 4096, n: 4096 };
    const flops = f.matmulFlops(shape);
    const bytes = f.matmulBytes(shape);
    const computeTime = f.computeTime({ flops, peak: h100.peak });
    const memoryTime = f.memoryTime({ bytes, bandwidth: h100.bandwidth });
    expect(f.rooflineTime({ computeTime, memoryTime })).toBeCloseTo(0.138827e-3, 9);
    expect(f.ridgeMargin({ intensity: f.arithmeticIntensity({ flops, bytes }), ridge: f.ridgePoint(h100) })).toBeGreaterThan(1);
  });

  it('takes 0.15 ms for that matmul to mean 916.26 TFLOP/s, 92.6 % of peak (the earlier workbook expected this in practice)', () => {
    const rate = f.flopRate({ flops: f.matmulFlops({ m: 4096, k: 4096, n: 4096 }), time: 0.15e-3 });
    expect(rate / 1e12).toBeCloseTo(916.26, 2);
    expect(f.fractionOfPeak({ rate, peak: h100.peak })).toBeCloseTo(0.9255, 4);
  });

  it('reads a tensor of 2048 by 8192 BF16 once and writes it once on a v5e in 0.08194 ms, not in twice that', () => {
    const bytes = f.elementwiseBytes({ elements: f.matrixElements({ rows: 2048, columns: 8192 }) });
    expect(f.memoryTime({ bytes, bandwidth: 819e9 })).toBeCloseTo(0.16388e-3 / 2, 8);
  });

  it('never lets a kernel past either roof, and touches the lower one', () => {
    fc.assert(
      fc.property(amount, amount, amount, (intensity, peak, bandwidth) => {
        const rate = f.attainableFlopRate({ intensity, peak, bandwidth });
        expect(rate).toBeLessThanOrEqual(peak);
        expect(rate).toBeLessThanOrEqual(intensity * bandwidth);
        expect(rate === peak || rate === intensity * bandwidth).toBe(true);
      }),
    );
  });

  it('agrees with itself: work over the roofline time is the attainable rate', () => {
    fc.assert(
      fc.property(amount, amount, amount, amount, (flops, bytes, peak, bandwidth) => {
        const time = f.rooflineTime({ computeTime: f.computeTime({ flops, peak }), memoryTime: f.memoryTime({ bytes, bandwidth }) });
        const attainable = f.attainableFlopRate({ intensity: f.arithmeticIntensity({ flops, bytes }), peak, bandwidth });
        expect(f.flopRate({ flops, time }) / attainable).toBeCloseTo(1, 9);
      }),
    );
  });

  it('passes from memory-bound to compute-bound exactly at the ridge point', () => {
    fc.assert(
      fc.property(amount, amount, fc.double({ min: 0.01, max: 100, noNaN: true }), (peak, bandwidth, factor) => {
        const ridge = f.ridgePoint({ peak, bandwidth });
        const margin = f.ridgeMargin({ intensity: ridge * factor, ridge });
        const rate = f.attainableFlopRate({ intensity: ridge * factor, peak, bandwidth });
        expect(margin).toBeCloseTo(factor, 6);
        expect(rate / peak).toBeCloseTo(Math.min(1, factor), 6);
      }),
    );
  });

  it('refuses a machine without bandwidth or peak, and negative work', () => {
    expect(() => f.ridgePoint({ peak: 1, bandwidth: 0 })).toThrow(/bandwidth/);
    expect(() => f.computeTime({ flops: -1, peak: 1 })).toThrow(/flops/);
    expect(() => f.computeTime({ flops: 1, peak: 0 })).toThrow(/peak/);
    expect(() => f.flopRate({ flops: 1, time: 0 })).toThrow(/time/);
    expect(() => f.arithmeticIntensity({ flops: 1, bytes: 0 })).toThrow(/bytes/);
  });
});
