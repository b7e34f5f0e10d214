import { amount, md, numeric, show, type Formulas } from '@scaling-workbook/exercises';
import { modelById } from '@scaling-workbook/formulas/models';
import { formatNumber } from '@scaling-workbook/formulas/units';

/** A decoder of the Llama kind from the table of models. */
const llama = (id: string) => {
  const { name, config, parameters } = modelById(id);
  return {
    model: name,
    layers: amount(config.layers, '1'),
    width: amount(config.width, '1'),
    heads: amount(config.heads, '1'),
    kvHeads: amount(config.kvHeads, '1'),
    headDim: amount(config.headDim, '1'),
    hidden: amount(config.hidden, '1'),
    vocab: amount(config.vocab, 'token'),
    published: parameters,
  };
};

interface Shape {
  readonly layers: number;
  readonly width: number;
  readonly heads: number;
  readonly kvHeads: number;
  readonly headDim: number;
  readonly hidden: number;
  readonly vocab: number;
}

/** What the model is put together from. */
const pieces = ({ layers, width, heads, kvHeads, headDim, hidden, vocab }: Shape, f: Formulas) => ({
  layers,
  layer: f.layerParameters({
    attention: f.groupedAttentionParameters({ width, heads, kvHeads, headDim }),
    mlp: f.gatedMlpParameters({ width, hidden }),
    norm: f.rmsNormParameters({ width }),
  }),
  embedding: f.embeddingParameters({ vocab, width }),
  finalNorm: f.rmsNormParameters({ width }),
});

export default numeric({
  title: 'Llama 3 70B',
  original: '3.2',
  given: {
    model: 'Llama 3 70B',
    layers: amount(80, '1'),
    width: amount(8192, '1'),
    heads: amount(64, '1'),
    kvHeads: amount(8, '1'),
    headDim: amount(128, '1'),
    hidden: amount(28672, '1'),
    vocab: amount(128256, 'token'),
    published: modelById('llama-3-70b').parameters,
  },
  ask: ({ model, layers, width, heads, kvHeads, headDim, hidden, vocab }) =>
    md`${model} has ${layers} layers of width ${width}. Its ${heads} query heads of ${headDim} share ${kvHeads} key and value heads, the MLP is a SwiGLU of ${hidden}, and the vocabulary has ${vocab}. There are no biases, norms are RMSNorm, positions are rotary, and the output head is not tied. How many parameters does it have?`,
  label: 'Size',
  unit: 'param',
  tolerance: 0.002,
  solve: (g, f) => f.untiedModelParameters(pieces(g, f)),
  byHand: 70_553_706_496,
  slips: [
    {
      name: 'head-left-out',
      say: 'The output head is missing. It is a matrix of its own here, as large as the embedding.',
      solve: (g, f) => f.tiedModelParameters(pieces(g, f)),
    },
  ],
  steps: [
    md`
Queries and output have all the heads, keys and values only a few.
    `,
    md`
Gate, up and down: three matrices of the same size.
    `,
    md`
RMSNorm has a weight for each element and nothing else.
    `,
    md`
A layer: attention, MLP, and a norm before each of the two.
    `,
    md`
One row of the width for each token.
    `,
    md`
One more norm comes before the head.
    `,
    md`
All layers, the embedding, and a head of the same size.
    `,
  ],
  hint: () => md`
Start with the MLP: it is three matrices, and most of the answer. Then attention, where two of the four matrices are thin. At the end count two tables, since the head is separate.
  `,
  after: ({ model, layers, width, heads, kvHeads, headDim, hidden, vocab, published }, f) => {
    const attention = f.groupedAttentionParameters({ width, heads, kvHeads, headDim });
    const mlp = f.gatedMlpParameters({ width, hidden });
    const norm = f.rmsNormParameters({ width });
    const layer = f.layerParameters({ attention, mlp, norm });
    const embedding = f.embeddingParameters({ vocab, width });
    const total = f.untiedModelParameters({ layers, layer, embedding, finalNorm: norm });
    return md`Counted exactly, it has ${formatNumber(total.value)}, and the published weights of ${model} hold ${formatNumber(published.value)}. The MLP makes up ${show(f.parameterShare({ part: mlp, whole: layer }), { as: '%', digits: 2 })} of a layer and attention nearly all of the rest: a transformer is mostly MLP. The embedding, nearly a third of GPT-2 small, is ${show(f.parameterShare({ part: embedding, whole: total }), { as: '%', digits: 2 })} of this model, and the head as much again. A layer grows with the square of the width and a table only in proportion to it, so tables matter less in larger models.`;
  },
  fresh: {
    'llama-2-70b': llama('llama-2-70b'),
    'llama-3-8b': llama('llama-3-8b'),
    'llama-3-1-405b': llama('llama-3.1-405b'),
    'mistral-7b': llama('mistral-7b-v0.3'),
    'mistral-nemo-12b': llama('mistral-nemo-12b'),
    'phi-4': llama('phi-4'),
    'yi-34b': llama('yi-34b'),
  },
});
