/** Counting a model of the Llama kind group by group, as two problems of the companion book do: MLP, attention, vocabulary, all. */
import { amount, md, type NumberField } from '@scaling-workbook/exercises';
import { modelById } from '@scaling-workbook/formulas/models';

export const shapeOf = (id: string) => {
  const { name, config } = modelById(id);
  return {
    model: name,
    layers: amount(config.layers, '1'),
    width: amount(config.width, '1'),
    hidden: amount(config.hidden, '1'),
    heads: amount(config.heads, '1'),
    kvHeads: amount(config.kvHeads, '1'),
    headDim: amount(config.headDim, '1'),
    vocab: amount(config.vocab, 'token'),
  };
};

export type Shape = ReturnType<typeof shapeOf>;

export const askGroups = ({ model, layers, width, hidden, heads, kvHeads, headDim, vocab }: Shape) =>
  md`${model} has ${layers} layers ($L$) of width ${width} ($D$). Its gated MLP is ${hidden} wide ($F$). It has ${heads} query heads ($N$) and ${kvHeads} key and value heads ($K$), each ${headDim} wide ($H$). The vocabulary has ${vocab} ($V$), and the output head is a matrix of its own. How many parameters are in the MLPs, in attention, and in embedding and head? How many is that in all, without the norms?`;

/** The four fields, with what was worked out on paper. */
export const groupFields = (byHand: {
  readonly mlp: number;
  readonly attention: number;
  readonly vocabulary: number;
  readonly all: number;
}): Readonly<Record<'mlp' | 'attention' | 'vocabulary' | 'all', NumberField<Shape>>> => ({
  mlp: {
    label: 'MLPs',
    unit: 'param',
    byHand: byHand.mlp,
    solve: ({ layers, width, hidden }, f) => f.allLayersParameters({ layers, part: f.gatedMlpParameters({ width, hidden }) }),
    steps: [md`Gate, up and down: three matrices of $D \times F$.`, md`One MLP in each layer.`],
  },
  attention: {
    label: 'Attention',
    unit: 'param',
    byHand: byHand.attention,
    solve: ({ layers, width, heads, kvHeads, headDim }, f) =>
      f.allLayersParameters({ layers, part: f.groupedAttentionParameters({ width, heads, kvHeads, headDim }) }),
    steps: [md`Queries and output have all heads, keys and values the $K$ shared ones.`, md`One attention in each layer.`],
  },
  vocabulary: {
    label: 'Embedding and head',
    unit: 'param',
    byHand: byHand.vocabulary,
    solve: ({ vocab, width }, f) => f.vocabularyParameters({ vocab, width }),
    steps: [md`Two tables of $V \times D$.`],
  },
  all: {
    label: 'All',
    unit: 'param',
    byHand: byHand.all,
    solve: ({ layers, width, hidden, heads, kvHeads, headDim, vocab }, f) =>
      f.untiedModelParameters({
        layers,
        layer: f.layerParameters({
          attention: f.groupedAttentionParameters({ width, heads, kvHeads, headDim }),
          mlp: f.gatedMlpParameters({ width, hidden }),
          norm: 0,
        }),
        embedding: f.embeddingParameters({ vocab, width }),
        finalNorm: 0,
      }),
    steps: [
      md`Attention of one layer.`,
      md`MLP of one layer.`,
      md`Together, without the norms.`,
      md`One table of the vocabulary.`,
      md`All layers and both tables.`,
    ],
  },
});
