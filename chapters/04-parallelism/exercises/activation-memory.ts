import { amount, md, parts, show } from '@scaling-workbook/exercises';
import { h100 } from '@scaling-workbook/formulas/hardware';
import { modelById } from '@scaling-workbook/formulas/models';

const run = (id: string, sequences: number, tokens: number) => {
  const { name, config } = modelById(id);
  return {
    model: name,
    sequences: amount(sequences, 'sequence'),
    tokens: amount(tokens, 'token'),
    width: amount(config.width, '1'),
    heads: amount(config.heads, '1'),
    layers: amount(config.layers, '1'),
  };
};

export default parts({
  title: 'What the forward pass leaves behind',
  original: '4.5',
  given: {
    model: 'A transformer',
    sequences: amount(4, 'sequence'),
    tokens: amount(4096, 'token'),
    width: amount(8192, '1'),
    heads: amount(64, '1'),
    layers: amount(80, '1'),
    bytesPerElement: amount(2, 'B/element'),
  },
  ask: ({ model, sequences, tokens, width, heads, layers }) =>
    md`${model} has ${layers} layers of width ${width} with ${heads} heads, and keeps its activations in BF16 for ${sequences} of ${tokens}. Count first only the input of a layer and its stored attention scores: how much is that for one layer, and for all? Then for one layer by the published formula, $s\,b\,h\,(34 + 5as/h)$ bytes.`,
  fields: {
    layer: {
      label: 'One layer, simplified',
      unit: 'GB',
      byHand: 8.858370048,
      solve: ({ sequences, tokens, width, heads, bytesPerElement }, f) =>
        f.simplifiedLayerActivationBytes({
          input: f.inputActivationBytes({ sequences, tokens, width, bytesPerElement }),
          scores: f.attentionScoreBytes({ sequences, heads, tokens, bytesPerElement }),
        }),
      steps: [
        md`
One vector for every token.
        `,
        md`
One number for every pair of tokens, in every head.
        `,
        md`
Both wait for the backward pass.
        `,
      ],
    },
    all: {
      label: 'All layers, simplified',
      unit: 'GB',
      byHand: 708.66960384,
      solve: ({ layers }, f, earlier) => f.modelActivationBytes({ layers, layer: earlier('layer') }),
      steps: [
        md`
The backward pass starts at the last layer, so none of them can be freed before.
        `,
      ],
    },
    published: {
      label: 'One layer, published formula',
      unit: 'GB',
      byHand: 26.038239232,
      solve: ({ sequences, tokens, width, heads }, f) => f.layerActivationBytes({ sequences, tokens, width, heads }),
      steps: [
        md`
Everything the layer stores: also Q, K and V, the MLP's hidden tensors, softmax output and dropout masks.
        `,
      ],
    },
  },
  hint: () => md`
Input: tokens × width. Scores: tokens × tokens, once for every head and every sequence. Do not forget the bytes of an element.
  `,
  after: ({ sequences, tokens, width, heads, layers, bytesPerElement }, f) => {
    const input = f.inputActivationBytes({ sequences, tokens, width, bytesPerElement });
    const scores = f.attentionScoreBytes({ sequences, heads, tokens, bytesPerElement });
    const whole = f.simplifiedLayerActivationBytes({ input, scores });
    const published = f.layerActivationBytes({ sequences, tokens, width, heads });
    const all = (layer: typeof published) => show(f.modelActivationBytes({ layers, layer }), { digits: 4 });
    return md`The scores are ${show(f.byteShare({ part: scores, whole }), { as: '%', digits: 2 })} of the simplified count, and FlashAttention never writes them. By the published formula all layers come to ${all(published)}; without its term in $s^2$ they are ${all(f.selectiveRecomputationBytes({ sequences, tokens, width }))}. An H100 has ${h100.hbmSize}. Checkpointing goes further: keep only the input of each layer, ${all(f.fullRecomputationBytes({ sequences, tokens, width }))} in all, and run each layer forward a second time when its turn comes, which adds a third to the FLOPs of the step.`;
  },
  erratum: 'E26',
  fresh: {
    'llama-2-7b': run('llama-2-7b', 4, 4096),
    'gpt-3': run('gpt3-175b', 1, 2048),
    'llama-3-8b': run('llama-3-8b', 2, 8192),
    'gpt2-xl': run('gpt2-xl', 8, 1024),
    'llama-65b': run('llama-65b', 2, 2048),
  },
});
