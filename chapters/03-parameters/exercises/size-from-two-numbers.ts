import { amount, md, parts } from '@scaling-workbook/exercises';
import { modelById } from '@scaling-workbook/formulas/models';

const { layers, width, heads, headDim, kvHeads, hidden, vocab } = modelById('llama-3-70b').config;

export default parts({
  title: 'A size from two numbers',
  given: {
    layers: amount(layers, '1'),
    width: amount(width, '1'),
    heads: amount(heads, '1'),
    kvHeads: amount(kvHeads, '1'),
    headDim: amount(headDim, '1'),
    hidden: amount(hidden, '1'),
    vocab: amount(vocab, 'token'),
  },
  ask: ({ layers, width }) =>
    md`All you know of a dense model of 2024 is that it has ${layers} layers of width ${width}. Roughly how many parameters does it have? An answer within the range of usual designs counts.`,
  fields: {
    size: {
      label: 'Estimated size',
      unit: 'Gparam',
      byHand: 70.5537,
      solve: ({ layers, width, heads, kvHeads, headDim, hidden, vocab }, f) =>
        f.untiedModelParameters({
          layers,
          layer: f.layerParameters({
            attention: f.groupedAttentionParameters({ width, heads, kvHeads, headDim }),
            mlp: f.gatedMlpParameters({ width, hidden }),
            norm: f.rmsNormParameters({ width }),
          }),
          embedding: f.embeddingParameters({ vocab, width }),
          finalNorm: f.rmsNormParameters({ width }),
        }),
      range: {
        low: {
          given: () => ({ hidden: 21_888, vocab: 32_000 }),
          say: 'if the hidden width is 8/3 of the width and the vocabulary small',
          byHand: 55.6388,
        },
        high: {
          given: () => ({ hidden: 32_768, kvHeads: 64, vocab: 256_000 }),
          say: 'if it is four times the width, without grouped queries, and the vocabulary large',
          byHand: 90.095,
        },
      },
    },
  },
  hint: () => md`
How many parameters does a layer have as a multiple of the width squared? Twelve is the rule of thumb; what would a gated MLP and grouped queries change?
  `,
  after: () => md`
The rule $12Ld^2$ gives 64 billion. The worked figure above is Llama 3 70B, whose layer has 12.8 $d^2$: attention with grouped queries is 2.25 $d^2$ in place of 4, and a gated MLP of 3.5 $d$ is 10.5 $d^2$ in place of 8. The two deviations nearly cancel, so the rule still works.
  `,
});
