import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as f from '../../../packages/formulas/src/formulas.ts';

const amount = fc.integer({ min: 1, max: 1e9 });

describe('an elementwise operation', () => {
  it('gives ReLU an intensity of 0.125 in FP32 and 0.25 in BF16, whatever the size', () => {
    fc.assert(
      fc.property(amount, (elements) => {
        const flops = f.elementwiseFlops({ elements });
        expect(flops / f.elementwiseBytes({ elements, bytesPerElement: 4 })).toBeCloseTo(0.125, 12);
        expect(flops / f.elementwiseBytes({ elements })).toBeCloseTo(0.25, 12);
      }),
    );
  });

  it('moves one pass for each tensor read or written: a residual add reads two and writes one', () => {
    expect(f.elementwiseBytes({ elements: 100, bytesPerElement: 2, reads: 2, writes: 1 })).toBe(600);
    expect(f.elementwiseBytes({ elements: 100, reads: 1, writes: 0 })).toBe(200);
    expect(f.elementwiseFlops({ elements: 100, flopsPerElement: 5 })).toBe(500);
  });

  it('saves by fusion what two kernels move beyond one', () => {
    fc.assert(
      fc.property(amount, fc.integer({ min: 1, max: 8 }), (elements, tensors) => {
        const apart = (tensors + 1) * f.elementwiseBytes({ elements });
        const fused = f.elementwiseBytes({ elements });
        expect(f.fusionBytesSaved({ elements, tensors })).toBe(apart - fused);
      }),
    );
  });

  it('refuses to move nothing at all', () => {
    expect(() => f.elementwiseBytes({ elements: 1, reads: 0, writes: 0 })).toThrow(/reads and writes/);
    expect(() => f.elementwiseBytes({ elements: 0 })).toThrow(/elements/);
  });
});
