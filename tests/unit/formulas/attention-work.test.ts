import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as formulas from '../../../packages/formulas/src/attention-work.ts';
import * as f from '../../../packages/formulas/src/formulas.ts';
import { describeThemselves } from './self-description.ts';

const v5e = { peak: 1.97e14, bandwidth: 8.2e11 };

describe('the formulas of contractions and attention', () => {
  describeThemselves(formulas, {
    contractionFlops: { batch: 2, contracted: 3, left: 5, right: 7 },
    attentionLayerFlops: { sequences: 2, queries: 3, keys: 4, heads: 5, headWidth: 6 },
    attentionIntensity: { queries: 6, keys: 12, group: 2 },
    computeBoundPrompt: { ridge: 240, group: 8 },
    contextWhereAttentionMatchesProjections: { width: 4096 },
    contextWhereAttentionMatchesLayer: { layer: 16 * 4096 ** 2, heads: 32, headWidth: 128 },
    expertCrossoverTokens: { ...v5e, experts: 256, active: 8 },
  });
});

// Austin et al. 2025, How to Scale Your Model, Part 4: questions 5 and 8, and the rule T > 8D
describe('the Scaling Book', () => {
  it('has scores as dear as projections at 8192 tokens for a width of 4096, and as dear as the layer at eight widths', () => {
    expect(f.contextWhereAttentionMatchesProjections({ width: 4096 })).toBe(8192);
    expect(f.contextWhereAttentionMatchesLayer({ layer: 16 * 4096 ** 2, heads: 32, headWidth: 128 })).toBe(8 * 4096);
  });

  it('needs 120 E/k tokens with int8 weights on a v5e, 3,840 for DeepSeek', () => {
    expect(f.expertCrossoverTokens({ ...v5e, experts: 256, active: 8, bytesPerParam: 1 })).toBeCloseTo(3840, -1);
  });
});

const side = fc.integer({ min: 1, max: 64 });

describe('a contraction', () => {
  it('is a batched matmul of its merged indices', () => {
    fc.assert(
      fc.property(side, side, side, side, (batch, m, k, n) => {
        expect(f.contractionFlops({ batch, contracted: k, left: m, right: n })).toBe(f.batchedMatmulFlops({ batch, m, k, n }));
      }),
    );
  });
});

describe('attention', () => {
  it('does in a layer what each of its heads does', () => {
    fc.assert(
      fc.property(side, side, side, side, side, (sequences, queries, keys, heads, headWidth) => {
        const head = f.attentionHeadFlops({ queries, keys, headWidth });
        expect(f.attentionLayerFlops({ sequences, queries, keys, heads, headWidth })).toBe(sequences * heads * head);
      }),
    );
  });

  it('has the intensity of its FLOPs over the bytes of Q, K, V and O', () => {
    fc.assert(
      fc.property(side, side, side, fc.constantFrom(1, 2, 4), (queries, keys, group, b) => {
        const [kvHeads, headWidth] = [3, 16];
        const flops = f.attentionLayerFlops({ sequences: 1, queries, keys, heads: kvHeads * group, headWidth });
        const bytes = (2 * queries * kvHeads * group * headWidth + 2 * keys * kvHeads * headWidth) * b;
        expect(f.attentionIntensity({ queries, keys, group, bytesPerElement: b }) / (flops / bytes)).toBeCloseTo(1, 9);
      }),
    );
  });

  it('tends in decode to the group in BF16, and is compute-bound in a prefill from the prompt given', () => {
    expect(f.attentionIntensity({ queries: 1, keys: 1e9, group: 8 })).toBeCloseTo(8, 5);
    fc.assert(
      fc.property(side, (group) => {
        const prompt = 240 * (group + 1);
        const ridge = f.attentionIntensity({ queries: prompt, keys: prompt, group });
        expect(f.computeBoundPrompt({ ridge, group }) / prompt).toBeCloseTo(1, 9);
      }),
    );
  });

  it('costs as much as a layer where the FLOPs of one token say so', () => {
    fc.assert(
      fc.property(side, side, side, (layer, heads, headWidth) => {
        const context = f.contextWhereAttentionMatchesLayer({ layer, heads, headWidth });
        expect((4 * context * heads * headWidth) / (2 * layer)).toBeCloseTo(1, 9);
      }),
    );
  });

  it('reaches the crossover batch of a dense model in every expert', () => {
    const batch = f.expertCrossoverTokens({ ...v5e, experts: 64, active: 6 });
    expect(f.tokensPerExpert({ tokens: batch, active: 6, experts: 64 })).toBeCloseTo(f.crossoverBatch(v5e), 6);
    expect(f.contextWhereAttentionMatchesProjections({ width: 10 })).toBe(
      f.contextWhereAttentionMatchesLayer({ layer: f.attentionParameters({ width: 10, heads: 5, headDim: 2 }), heads: 5, headWidth: 2 }),
    );
  });
});
