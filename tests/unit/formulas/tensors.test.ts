import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as f from '../../../packages/formulas/src/formulas.ts';

const size = fc.integer({ min: 1, max: 1e4 });

describe('sizes of tensors', () => {
  it('counts the elements of an enumerated tensor', () => {
    for (const [a, b, c, d] of [
      [2, 3, 4, 5],
      [7, 1, 1, 1],
      [3, 3, 2, 1],
    ] as const) {
      let counted = 0;
      for (let i = 0; i < a; i++) for (let j = 0; j < b; j++) for (let k = 0; k < c; k++) for (let l = 0; l < d; l++) counted++;
      expect(f.tensorElements({ first: a, second: b, third: c, fourth: d })).toBe(counted);
    }
    expect(f.tensorElements({ first: 6, second: 7 })).toBe(f.matrixElements({ rows: 6, columns: 7 }));
  });

  it('takes as many bytes as a typed array of that many elements', () => {
    expect(f.tensorBytes({ elements: 1000, bytesPerElement: 4 })).toBe(new Float32Array(1000).byteLength);
    expect(f.tensorBytes({ elements: 1000 })).toBe(new Uint16Array(1000).byteLength);
  });

  it('sizes 8192 × 8192 BF16 at 134.218 MB, not 128 MB', () => {
    expect(f.tensorBytes({ elements: f.matrixElements({ rows: 8192, columns: 8192 }) })).toBe(134_217_728);
  });

  it('fits 8 billion BF16 weights into 16 GB, and Llama 3 8B (8.03 billion) does not fit', () => {
    const most = f.parametersThatFit({ memory: 16e9 });
    expect(most).toBe(8e9);
    expect(f.parametersThatFit({ memory: 16 * 2 ** 30 }) / 1e9).toBeCloseTo(8.58993, 5);
    expect(8.03e9).toBeGreaterThan(most);
  });

  it('fills the memory exactly with the parameters that fit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e12 }), fc.constantFrom(0.5, 1, 2, 4, 16), (memory, bytesPerParam) => {
        expect(f.parametersThatFit({ memory, bytesPerParam }) * bytesPerParam).toBeCloseTo(memory, 3);
      }),
    );
  });

  it('takes twice the time for twice the bytes or half the bandwidth', () => {
    fc.assert(
      fc.property(size, size, (bytes, bandwidth) => {
        const once = f.transferTime({ bytes, bandwidth });
        expect(f.transferTime({ bytes: 2 * bytes, bandwidth })).toBeCloseTo(2 * once, 9);
        expect(f.transferTime({ bytes, bandwidth: bandwidth / 2 })).toBeCloseTo(2 * once, 9);
      }),
    );
  });

  it('refuses what is no size', () => {
    expect(() => f.tensorElements({ first: 0, second: 1 })).toThrow(/first/);
    expect(() => f.tensorBytes({ elements: -1 })).toThrow(/elements/);
    expect(() => f.parametersThatFit({ memory: 0 })).toThrow(/memory/);
    expect(() => f.transferTime({ bytes: 1, bandwidth: 0 })).toThrow(/bandwidth/);
  });
});

describe('comparing amounts', () => {
  const ratios = [f.ratio, f.timeRatio, f.byteRatio, f.priceRatio, f.tokenRateRatio, f.flopRateRatio, f.tokenWorkRatio];
  const shares = [f.share, f.timeShare, f.byteShare, f.parameterShare];

  it('turns upside down when the two change places', () => {
    fc.assert(
      fc.property(size, size, (first, second) => {
        for (const of of ratios) expect(of({ first, second }) * of({ first: second, second: first })).toBeCloseTo(1, 12);
      }),
    );
  });

  it('makes the shares of a whole add up to 1', () => {
    fc.assert(
      fc.property(size, size, (a, b) => {
        for (const of of shares) expect(of({ part: a, whole: a + b }) + of({ part: b, whole: a + b })).toBeCloseTo(1, 12);
      }),
    );
  });

  it('refuses a part larger than its whole, and nothing to compare with', () => {
    for (const of of shares) expect(() => of({ part: 2, whole: 1 })).toThrow(/2 of 1/);
    for (const of of ratios) expect(() => of({ first: 1, second: 0 })).toThrow(/second/);
  });

  it('finds NCCL to be 14.7 % of the layer profile', () => {
    expect(f.timeShare({ part: 0.35e-3, whole: 2.38e-3 })).toBeCloseTo(0.147, 3);
  });
});
