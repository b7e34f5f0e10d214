import { amount, md, parts, show } from '@scaling-workbook/exercises';
import { invented, parametersWith, shapeOf } from '../invented-model.ts';

export default parts({
  title: 'Parameters and cache of a model of 64 layers',
  book: 'sb-inference-1',
  given: { ...invented, bytesPerElement: amount(1, 'B/element') },
  ask: ({ layers, width, hidden, heads, kvHeads, headDim, vocab, bytesPerElement }) =>
    md`A model has ${layers} layers ($L$) of width ${width} ($D$), a gated MLP of ${hidden} ($F$), ${heads} query heads ($N$) and ${kvHeads} key and value heads ($K$) of width ${headDim} ($H$), and a vocabulary of ${vocab} ($V$). Embedding and output head share one matrix. How many parameters is that, without the norms? And how large is its KV cache for each token, at ${bytesPerElement}?`,
  fields: {
    params: {
      label: 'Parameters',
      unit: 'param',
      byHand: 18_385_207_296,
      solve: (g, f) => parametersWith(f.gatedMlpParameters({ width: g.width, hidden: g.hidden }), g, f),
      steps: [
        md`Three matrices of $D \times F$.`,
        md`Queries and output have $N$ heads, keys and values $K$.`,
        md`One layer.`,
        md`The one table of the vocabulary.`,
        md`All layers and the table.`,
      ],
    },
    token: {
      label: 'Cache of one token',
      unit: 'B/token',
      byHand: 262_144,
      solve: ({ layers, kvHeads, headDim, bytesPerElement }, f) => f.kvCacheBytesPerToken({ layers, kvHeads, headDim, bytesPerElement }),
      steps: [md`A key and a value for each of the $K$ heads, in every layer.`],
    },
  },
  hint: () => md`
$L \cdot D \cdot (3F + 2H(N + K)) + DV$ for the first, $2LKH$ numbers for the second.
  `,
  after: (g, f) => {
    const attention = f.groupedAttentionParameters({ width: g.width, heads: g.heads, kvHeads: g.kvHeads, headDim: g.headDim });
    const mlp = f.gatedMlpParameters({ width: g.width, hidden: g.hidden });
    const layers: number = f.allLayersParameters({ layers: g.layers, part: attention.value + mlp.value }).value;
    const token: number = f.kvCacheBytesPerToken({ layers: g.layers, kvHeads: g.kvHeads, headDim: g.headDim, bytesPerElement: 1 }).value;
    return md`The MLPs hold most of it, attention ${show(f.parameterShare({ part: attention, whole: attention.value + mlp.value }), { as: '%', digits: 2 })} of each layer. The cache does not depend on $D$, $F$ or $N$. With a byte for each number, some ${show(f.ratio({ first: layers, second: token }), { digits: 2 })} tokens of cache weigh as much as all layers.`;
  },
  fresh: {
    'bf16-cache': { bytesPerElement: amount(2, 'B/element') },
    'one-kv-head': { kvHeads: amount(1, '1') },
    'no-grouping': { kvHeads: amount(32, '1') },
    'llama-2-13b-shape': shapeOf('llama-2-13b'),
    'llama-3-70b-shape': shapeOf('llama-3-70b'),
  },
});
