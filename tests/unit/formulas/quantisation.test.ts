import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as formulas from '../../../packages/formulas/src/quantisation.ts';
import { describeThemselves } from './self-description.ts';

describe('formulas of quantization', () => {
  describeThemselves(formulas, {
    bitsPerParam: { bits: 4, groupSize: 128, zeroBits: 4 },
    doubleQuantizationBits: { groupSize: 64 },
    quantizedBytesPerParam: { bits: 4 },
    quantizedBytes: { params: 70.6e9, bits: 4 },
    quantizedDecodeSpeedup: { bytesBefore: 141.2e9, bytesAfter: 35.3e9, kvBytes: 85.9e9 },
    dequantizationTime: { params: 70.6e9, vectorPeak: 67e12 },
    exposedDequantizationStepTime: { weightBytes: 35.3e9, bandwidth: 3.35e12, dequantization: 2e-3, kvBytes: 1e9 },
  });
});

describe('bits of a quantized weight', () => {
  it.each([
    ['Q4_0 of llama.cpp: a 16-bit scale for 32 weights, 18 bytes a block', 4, 32, 16, 18],
    ['Q8_0 of llama.cpp: a 16-bit scale for 32 weights, 34 bytes a block', 8, 32, 16, 34],
    ['MXFP4 of the OCP specification: an 8-bit scale for 32 weights, 17 bytes a block', 4, 32, 8, 17],
  ])('add up to the block of %s', (_, bits, groupSize, scaleBits, blockBytes) => {
    expect(formulas.bitsPerParam({ bits, groupSize, scaleBits })).toBe((blockBytes * 8) / groupSize);
  });

  it('are 0.5 for the scales of 64 weights in FP32, and 0.127 when those are quantized too: 0.373 less (Dettmers et al. 2023, §3)', () => {
    const plain = formulas.bitsPerParam({ bits: 4, groupSize: 64, scaleBits: 32 }) - 4;
    const double = formulas.doubleQuantizationBits({ groupSize: 64 });
    expect(plain).toBe(0.5);
    expect(double).toBeCloseTo(0.127, 3);
    expect(plain - double).toBeCloseTo(0.373, 3);
  });

  it('count a zero point beside the scale', () => {
    expect(formulas.bitsPerParam({ bits: 4, groupSize: 32, scaleBits: 16, zeroBits: 8 })).toBe(4.75);
  });

  it('tend to the bits of the weight alone as the group grows', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 16 }), fc.integer({ min: 1, max: 4096 }), (bits, groupSize) => {
        const own = formulas.bitsPerParam({ bits, groupSize });
        expect(own).toBeGreaterThan(bits);
        expect(formulas.bitsPerParam({ bits, groupSize: 2 * groupSize }) - bits).toBeCloseTo((own - bits) / 2, 12);
      }),
    );
  });
});

describe('bytes of quantized weights', () => {
  it('are a quarter in INT4, 35.3 GB of 141.2 GB, not the half that an earlier workbook said', () => {
    expect(formulas.quantizedBytes({ params: 70.6e9, bits: 16 })).toBe(141.2e9);
    expect(formulas.quantizedBytes({ params: 70.6e9, bits: 4 })).toBe(35.3e9);
    expect(formulas.quantizedBytesPerParam({ bits: 4 })).toBe(0.5);
  });

  it('are what counting whole blocks of weights and scales gives', () => {
    const [blocks, groupSize] = [1000, 32];
    let bits = 0;
    for (let block = 0; block < blocks; block++) bits += groupSize * 4 + 16;
    const effective = formulas.bitsPerParam({ bits: 4, groupSize });
    expect(formulas.quantizedBytes({ params: blocks * groupSize, bits: effective })).toBe(bits / 8);
  });
});

describe('decode with quantized weights', () => {
  it('is four times as fast on INT4 weights alone, and 1.87 times with 32 caches of 8192 tokens to read', () => {
    expect(formulas.quantizedDecodeSpeedup({ bytesBefore: 141.2e9, bytesAfter: 35.3e9 })).toBe(4);
    expect(formulas.quantizedDecodeSpeedup({ bytesBefore: 141.2e9, bytesAfter: 35.3e9, kvBytes: 85.8993e9 })).toBeCloseTo(1.874, 3);
  });

  it('gains less the more KV cache there is, and never loses', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e13, noNaN: true }), (kvBytes) => {
        const at = (kv: number) => formulas.quantizedDecodeSpeedup({ bytesBefore: 141.2e9, bytesAfter: 35.3e9, kvBytes: kv });
        expect(at(kvBytes + 1e9)).toBeLessThan(at(kvBytes));
        expect(at(kvBytes)).toBeGreaterThan(1);
      }),
    );
  });

  it('pays for dequantization where it is not hidden: 2.1 ms on top of 10.5 ms for 70.6B weights on an H100’s vector units', () => {
    const dequantization = formulas.dequantizationTime({ params: 70.6e9, vectorPeak: 67e12 });
    const bandwidth = 3.35e12;
    expect(dequantization * 1e3).toBeCloseTo(2.11, 2);
    expect(formulas.exposedDequantizationStepTime({ weightBytes: 35.3e9, bandwidth, dequantization: 0 }) * 1e3).toBeCloseTo(10.54, 2);
    expect(formulas.exposedDequantizationStepTime({ weightBytes: 35.3e9, bandwidth, dequantization }) * 1e3).toBeCloseTo(12.64, 2);
    expect(formulas.exposedDequantizationStepTime({ weightBytes: 60, bandwidth: 10, dequantization: 1, kvBytes: 20 })).toBe(9);
  });

  it('is refused for weights of no bits and groups of no weights, with the input named', () => {
    expect(() => formulas.quantizedBytes({ params: 1, bits: 0 })).toThrow(/bits/);
    expect(() => formulas.bitsPerParam({ bits: 4, groupSize: 0 })).toThrow(/groupSize/);
  });
});
