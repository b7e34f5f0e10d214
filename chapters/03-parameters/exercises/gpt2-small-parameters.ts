import { amount, md, numeric, show, type Formulas } from '@scaling-workbook/exercises';
import { modelById } from '@scaling-workbook/formulas/models';

/** A decoder of the GPT-2 kind, and the size that its paper prints. */
const gpt = (model: string, sizes: { layers: number; width: number; heads: number; positions: number }, printed: string) => ({
  model,
  printed,
  layers: amount(sizes.layers, '1'),
  width: amount(sizes.width, '1'),
  heads: amount(sizes.heads, '1'),
  headDim: amount(sizes.width / sizes.heads, '1'),
  hidden: amount(4 * sizes.width, '1'),
  positions: amount(sizes.positions, 'token'),
});
const listed = (id: string, printed: string) => gpt(modelById(id).name, modelById(id).config, printed);

interface Shape {
  readonly layers: number;
  readonly width: number;
  readonly heads: number;
  readonly headDim: number;
  readonly hidden: number;
  readonly vocab: number;
  readonly positions: number;
}

/** The whole model. A slip leaves out its biases or its table of positions. */
const count = (g: Shape, f: Formulas, left: { readonly biases?: number; readonly positions?: number } = {}) =>
  f.tiedModelParameters({
    layers: g.layers,
    layer: f.layerParameters({
      attention: f.attentionParameters({ width: g.width, heads: g.heads, headDim: g.headDim }),
      mlp: f.mlpParameters({ width: g.width, hidden: g.hidden }),
      norm: f.layerNormParameters({ width: g.width }),
      biases: left.biases ?? f.layerBiases({ width: g.width, heads: g.heads, kvHeads: g.heads, headDim: g.headDim, hidden: g.hidden }),
    }),
    embedding: f.embeddingParameters({ vocab: g.vocab, width: g.width }),
    positions: left.positions ?? f.positionParameters({ positions: g.positions, width: g.width }),
    finalNorm: f.layerNormParameters({ width: g.width }),
  });

export default numeric({
  title: 'GPT-2 small, to the last parameter',
  original: '3.1',
  given: {
    model: 'GPT-2 small',
    printed: '117M',
    layers: amount(12, '1'),
    width: amount(768, '1'),
    heads: amount(12, '1'),
    headDim: amount(64, '1'),
    hidden: amount(3072, '1'),
    vocab: amount(50257, 'token'),
    positions: amount(1024, 'token'),
  },
  ask: ({ model, layers, width, heads, headDim, hidden, vocab, positions }) =>
    md`${model} has ${layers} layers of width ${width}, with ${heads} heads of ${headDim} and a plain MLP of ${hidden}. Every linear layer has a bias, every LayerNorm a weight and a bias. The vocabulary has ${vocab}, positions are learned, up to ${positions}, and the output head is tied to the embedding. How many parameters is that? Every one counts.`,
  label: 'Exact count',
  unit: 'param',
  tolerance: 0,
  solve: (g, f) => count(g, f),
  steps: [
    md`
Queries, keys, values and output: four square matrices.
    `,
    md`
Up to the hidden width and down again.
    `,
    md`
A weight and a bias for each element of the width.
    `,
    md`
One bias for each output of the six matrices.
    `,
    md`
One layer: attention, MLP, two norms, biases.
    `,
    md`
One row of the width for each token.
    `,
    md`
One row for each position.
    `,
    md`
One more norm comes before the head.
    `,
    md`
All layers, and what exists once. The head adds nothing: it is the embedding.
    `,
  ],
  byHand: 124_439_808,
  slips: [
    {
      name: 'biases-left-out',
      say: 'The biases are missing: one for each output of a linear layer.',
      solve: (g, f) => count(g, f, { biases: 0 }),
    },
    {
      name: 'positions-left-out',
      say: 'The table of positions is missing.',
      solve: (g, f) => count(g, f, { positions: 0 }),
    },
  ],
  hint: () => md`
Write one layer as a list: four attention matrices, two MLP matrices, a bias for each of these six, two norms of two vectors. Multiply by the layers. Then add what exists once: two tables and the last norm.
  `,
  after: ({ model, printed, vocab, width, positions, ...g }, f) => {
    const embedding = f.embeddingParameters({ vocab, width });
    const table = f.positionParameters({ positions, width });
    const norm = f.layerNormParameters({ width });
    const biases = f.layerBiases({ width, heads: g.heads, kvHeads: g.heads, headDim: g.headDim, hidden: g.hidden });
    const attention = f.attentionParameters({ width, heads: g.heads, headDim: g.headDim });
    const layer = f.layerParameters({ attention, mlp: f.mlpParameters({ width, hidden: g.hidden }), norm, biases });
    const total = f.tiedModelParameters({ layers: g.layers, layer, embedding, positions: table, finalNorm: norm });
    return md`The paper prints ${printed} for ${model}; the shape leaves no room for any other count than yours. The token embedding alone makes up ${show(f.parameterShare({ part: embedding, whole: total }), { as: '%', digits: 3 })} of it, since the vocabulary is as large for a small model as for a large one. The biases of a whole layer come to ${show(f.parameterShare({ part: biases, whole: layer }), { as: '%', digits: 2 })} of that layer: negligible for memory, but not for a count that has to match a file.`;
  },
  erratum: 'E17',
  fresh: {
    'gpt2-medium': listed('gpt2-medium', '345M'),
    'gpt2-large': listed('gpt2-large', '762M'),
    'gpt2-xl': listed('gpt2-xl', '1542M'),
    'gpt3-6-7b': gpt('GPT-3 6.7B', { layers: 32, width: 4096, heads: 32, positions: 2048 }, '6.7B'),
    'gpt3-175b': listed('gpt3-175b', '175.0B'),
  },
});
