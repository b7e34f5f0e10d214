import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parameterCountByGroup } from '../../../packages/formulas/src/model-counts.ts';
import { modelById, models } from '../../../packages/formulas/src/models.ts';
import * as formulas from '../../../packages/formulas/src/transformer.ts';
import { describeThemselves } from './self-description.ts';

const gpt2 = { width: 768, heads: 12, headDim: 64, hidden: 3072 };
const llama = { width: 8192, heads: 64, kvHeads: 8, headDim: 128 };

describe('the formulas of parameters', () => {
  describeThemselves(formulas, {
    attentionParameters: { width: 768, heads: 12, headDim: 64 },
    groupedAttentionParameters: llama,
    mlpParameters: { width: 768, hidden: 3072 },
    gatedMlpParameters: { width: 8192, hidden: 28_672 },
    layerBiases: { ...gpt2, kvHeads: 12 },
    rmsNormParameters: { width: 8192 },
    layerNormParameters: { width: 768 },
    layerParameters: { attention: 1000, mlp: 2000, norm: 30, biases: 7 },
    embeddingParameters: { vocab: 50_257, width: 768 },
    vocabularyParameters: { vocab: 32_000, width: 5120 },
    allLayersParameters: { layers: 40, part: 2e8 },
    positionParameters: { positions: 1024, width: 768 },
    tiedModelParameters: { layers: 12, layer: 7e6, embedding: 38e6, positions: 786e3, finalNorm: 1536 },
    untiedModelParameters: { layers: 80, layer: 855e6, embedding: 1e9, finalNorm: 8192 },
    nonEmbeddingParameters: { params: 124e6, embedding: 38e6 },
  });
});

const gpt2Small = () => {
  const layer = formulas.layerParameters({
    attention: formulas.attentionParameters({ width: 768, heads: 12, headDim: 64 }),
    mlp: formulas.mlpParameters({ width: 768, hidden: 3072 }),
    norm: formulas.layerNormParameters({ width: 768 }),
    biases: formulas.layerBiases({ ...gpt2, kvHeads: 12 }),
  });
  return {
    layers: 12,
    layer,
    embedding: formulas.embeddingParameters({ vocab: 50_257, width: 768 }),
    positions: formulas.positionParameters({ positions: 1024, width: 768 }),
    finalNorm: formulas.layerNormParameters({ width: 768 }),
  };
};

const llama70Layer = () =>
  formulas.layerParameters({
    attention: formulas.groupedAttentionParameters(llama),
    mlp: formulas.gatedMlpParameters({ width: 8192, hidden: 28_672 }),
    norm: formulas.rmsNormParameters({ width: 8192 }),
  });

describe('composing them', () => {
  test('counts GPT-2 small to the last bias: 124,439,808, the 124M that the paper first called 117M', () => {
    expect(formulas.tiedModelParameters(gpt2Small())).toBe(124_439_808);
  });

  test('counts a layer of Llama 3 70B as 855.65M and the model as the 70,553,706,496 of its files', () => {
    expect(llama70Layer()).toBe(855_654_400);
    const embedding = formulas.embeddingParameters({ vocab: 128_256, width: 8192 });
    expect(formulas.untiedModelParameters({ layers: 80, layer: llama70Layer(), embedding, finalNorm: 8192 })).toBe(70_553_706_496);
    expect(formulas.untiedModelParameters({ layers: 2, layer: 10, embedding: 5, positions: 3, finalNorm: 1 })).toBe(34);
  });

  test('agrees with the enumerated tensors of every dense model with grouped queries and a gated MLP', () => {
    const plain = models.filter(
      ({ config: c }) => c.kind === 'decoder' && c.gated && !c.moe && !c.latent && c.qkNorm === 'none' && !c.biases.qkv,
    );
    expect(plain.length).toBeGreaterThan(15);
    for (const { config } of plain) {
      const { layers, width, heads, kvHeads, headDim, hidden, vocab } = config;
      const groups = parameterCountByGroup(config);
      expect(groups.attention).toBe(layers * formulas.groupedAttentionParameters({ width, heads, kvHeads, headDim }));
      expect(groups.mlp).toBe(layers * formulas.gatedMlpParameters({ width, hidden }));
      expect(groups.embedding).toBe(formulas.embeddingParameters({ vocab, width }));
    }
  });

  test('gives the non-embedding count that the Pythia paper prints for its 12B, Table 1', () => {
    const embedding = formulas.embeddingParameters({ vocab: 50_688, width: 5120 });
    expect(formulas.nonEmbeddingParameters({ params: 11_846_072_320, embedding, tables: 2 })).toBe(11_327_027_200);
  });

  test('makes each classic slip of GPT-2 small visible', () => {
    const values = formulas.tiedModelParameters.values(gpt2Small());
    const [again] = formulas.tiedModelParameters.slips.map((slip) => slip.of(values));
    expect(again).toBe(124_439_808 + 50_257 * 768);
  });
});

describe('grouped queries', () => {
  test('are multi-head attention when every query head has its own keys', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 500 }),
        fc.integer({ min: 1, max: 128 }),
        fc.integer({ min: 1, max: 256 }),
        (width, heads, headDim) => {
          const grouped = formulas.groupedAttentionParameters({ width, heads, kvHeads: heads, headDim });
          expect(grouped).toBe(formulas.attentionParameters({ width, heads, headDim }));
        },
      ),
      { seed: 3 },
    );
  });

  test('must be shared out evenly', () => {
    expect(() => formulas.groupedAttentionParameters({ ...llama, kvHeads: 7 })).toThrow(/heads must be a multiple of kvHeads.*64 and 7/);
    expect(() => formulas.layerBiases({ ...gpt2, kvHeads: 5 })).toThrow(/multiple of kvHeads/);
  });
});

describe('what makes no sense is refused', () => {
  test('fractions of heads and tables larger than the model', () => {
    expect(() => formulas.attentionParameters({ width: 768, heads: 1.5, headDim: 64 })).toThrow(/heads must be a whole number.*got 1.5/);
    expect(() => formulas.nonEmbeddingParameters({ params: 10, embedding: 10 })).toThrow(
      /params must be more than the tables alone, got 10/,
    );
    expect(() => formulas.embeddingParameters({ vocab: 0, width: 1 })).toThrow(RangeError);
  });

  test('but ordinary models pass', () => {
    expect(modelById('gpt2-small').parameters.value).toBe(formulas.tiedModelParameters(gpt2Small()));
  });
});

// Austin et al. 2025, How to Scale Your Model, Part 5, problem 1: 8.5e9 + 4.2e9 + 0.33e9 = 13.0e9
test('LLaMA-2 13B has 8.49, 4.19 and 0.328 billion parameters in MLP, attention and vocabulary, 13.0 in all', () => {
  const mlp = formulas.allLayersParameters({ layers: 40, part: formulas.gatedMlpParameters({ width: 5120, hidden: 13_824 }) });
  const attention = formulas.allLayersParameters({
    layers: 40,
    part: formulas.attentionParameters({ width: 5120, heads: 40, headDim: 128 }),
  });
  const vocabulary = formulas.vocabularyParameters({ vocab: 32_000, width: 5120 });
  expect([mlp, attention, vocabulary]).toEqual([8_493_465_600, 4_194_304_000, 327_680_000]);
  expect(vocabulary).toBe(2 * formulas.embeddingParameters({ vocab: 32_000, width: 5120 }));
});
