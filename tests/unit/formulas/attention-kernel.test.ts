import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as f from '../../../packages/formulas/src/formulas.ts';

const head = { queries: 2048, keys: 2048, headWidth: 128 };
const size = fc.integer({ min: 1, max: 4096 });
const shape = fc.record({ queries: size, keys: size, headWidth: size });

describe('attention of one head', () => {
  it('has 113.778 FLOP/B for the scores alone at 2048 positions and width 128', () => {
    expect(f.attentionScoresFlops(head) / f.attentionScoreTraffic(head)).toBeCloseTo(113.778, 3);
    expect(f.attentionScoreTraffic(head)).toBe((2 * 2048 * 128 + 2048 * 2048) * 2);
  });

  it('moves 4,718,592 elements for the scores: 524,288 of queries and keys, 4,194,304 of scores', () => {
    expect(f.attentionScoreTraffic({ ...head, bytesPerElement: 1 })).toBe(4_718_592);
  });

  it('has 60.2353 FLOP/B unfused, or 62.0606 with values and output left out', () => {
    const flops = f.attentionHeadFlops(head);
    expect(flops / f.unfusedAttentionBytes(head)).toBeCloseTo(60.2353, 4);
    const slip = f.unfusedAttentionBytes.slips.find(({ name }) => name === 'values-and-output-left-out');
    expect(flops / (slip?.of({ ...head, bytesPerElement: 2 }) ?? NaN)).toBeCloseTo(62.0606, 4);
  });

  it('has 1024 FLOP/B fused with one pass over Q, K, V and O', () => {
    expect(f.attentionHeadFlops(head) / f.fusedAttentionBytes(head)).toBe(1024);
  });

  it('is for the scores the matmul of the queries with the transposed keys', () => {
    fc.assert(
      fc.property(shape, ({ queries, keys, headWidth }) => {
        const matmul = { m: queries, k: headWidth, n: keys };
        expect(f.attentionScoresFlops({ queries, keys, headWidth })).toBe(f.matmulFlops(matmul));
        expect(f.attentionScoreTraffic({ queries, keys, headWidth })).toBe(f.matmulBytes(matmul));
      }),
    );
  });

  it('adds up from its three kernels when it is not fused', () => {
    fc.assert(
      fc.property(shape, ({ queries, keys, headWidth }) => {
        const scores = f.matmulBytes({ m: queries, k: headWidth, n: keys });
        const softmax = f.elementwiseBytes({ elements: queries * keys });
        const output = f.matmulBytes({ m: queries, k: keys, n: headWidth });
        expect(f.unfusedAttentionBytes({ queries, keys, headWidth })).toBe(scores + softmax + output);
        expect(f.attentionHeadFlops({ queries, keys, headWidth })).toBe(
          f.matmulFlops({ m: queries, k: headWidth, n: keys }) + f.matmulFlops({ m: queries, k: keys, n: headWidth }),
        );
      }),
    );
  });

  it('saves by fusion exactly the four passes over the score matrix', () => {
    fc.assert(
      fc.property(shape, (s) => {
        expect(f.unfusedAttentionBytes(s) - f.fusedAttentionBytes(s)).toBe(4 * s.queries * s.keys * 2);
      }),
    );
  });

  it('refuses a head without positions or width', () => {
    expect(() => f.attentionScoreTraffic({ ...head, keys: 0 })).toThrow(/keys/);
    expect(() => f.fusedAttentionBytes({ ...head, headWidth: 0.5 })).toThrow(/headWidth/);
  });
});
