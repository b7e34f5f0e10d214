import { amount, md, parts, show } from '@scaling-workbook/exercises';
import { nonEmbeddingParameterCount } from '@scaling-workbook/formulas';
import { modelById } from '@scaling-workbook/formulas/models';
import { formatNumber } from '@scaling-workbook/formulas/units';

/** One layer of a model: all that is neither embedding nor head nor the last norm, over the layers. */
const layerOf = (id: string) => {
  const { name, config } = modelById(id);
  return {
    model: name,
    params: amount((nonEmbeddingParameterCount(config) - config.width) / config.layers, 'param'),
    width: amount(config.width, '1'),
  };
};
const batch = (sequences: number, length: number) => ({
  batch: `${sequences} sequences of ${formatNumber(length)}`,
  tokens: amount(sequences * length, 'token'),
});

export default parts({
  title: 'FSDP or tensor parallelism',
  original: '2.4',
  given: {
    ...layerOf('llama-3-70b'),
    ...batch(8, 2048),
    devices: amount(8, '1'),
    bytesPerParam: amount(2, 'B/param'),
    bytesPerElement: amount(2, 'B/element'),
  },
  ask: ({ model, params, width, batch, tokens, devices }) =>
    md`One layer of ${model} has ${show(params, { digits: 5 })} in BF16 and a width of ${width}. It runs forward on ${devices} devices over a batch of ${batch} tokens, ${tokens} in all. FSDP gives each device its share of the sequences and gathers the weights of the layer on every device. Tensor parallelism lets all devices work on all tokens, leaves the weights where they are and all-reduces the activations, in BF16, twice. What does each device send, and at how many tokens do the two send the same?`,
  fields: {
    fsdp: {
      label: 'FSDP gather, sent per device',
      unit: 'GB',
      byHand: 1.4973952,
      solve: ({ params, devices, bytesPerParam }, f) => f.fsdpGatherBytes({ params, bytesPerParam, devices }),
      steps: [
        md`
Every device ends up with all the weights; on a ring it passes on every part but one.
        `,
      ],
    },
    tensor: {
      label: 'Two all-reduces, sent per device',
      unit: 'GB',
      byHand: 0.939524096,
      solve: ({ tokens, width, devices, bytesPerElement }, f) => f.tensorParallelBytes({ tokens, width, devices, bytesPerElement }),
      slips: [
        {
          name: 'half',
          say: 'That is one all-reduce, or one phase of both. A layer has two, after attention and after the MLP, and each has two phases.',
          solve: ({ tokens, width, devices, bytesPerElement }, f) =>
            f.tensorParallelBytes({ tokens, width, devices, bytesPerElement, allReduces: 1 }),
        },
        {
          name: 'quarter',
          say: 'That is one phase of one all-reduce. A layer has two all-reduces of two phases each.',
          solve: ({ tokens, width, devices, bytesPerElement }, f) =>
            f.shardBytes({ bytes: f.tensorParallelBytes({ tokens, width, devices, bytesPerElement, allReduces: 1 }), devices: 2 }),
        },
      ],
      steps: [
        md`
The activations are tokens × width, and each all-reduce sends them almost twice over.
        `,
      ],
    },
    less: {
      label: 'Which sends less?',
      options: ({ tokens, params, width, bytesPerParam, bytesPerElement, devices }, f) => {
        const fsdp = f.fsdpGatherBytes({ params, bytesPerParam, devices });
        const tensor = f.tensorParallelBytes({ tokens, width, devices, bytesPerElement });
        const wins = tensor.value < fsdp.value;
        return [
          {
            text: md`
Tensor parallelism
            `,
            right: wins,
            say: md`Two all-reduces send ${show(tensor, { digits: 4 })}, the gather ${show(fsdp, { digits: 4 })}. That is true for ${tokens}, not for every batch: the next field asks where it turns.`,
          },
          {
            text: md`
FSDP, since it moves the weights once and not the activations twice
            `,
            right: !wins,
            say: md`Count bytes, not collectives: one gather of the weights sends ${show(fsdp, { digits: 4 })}, two all-reduces of these activations ${show(tensor, { digits: 4 })}.`,
          },
          {
            text: md`They are equal, since both use all ${devices} devices`,
            right: false,
            say: md`
Equal is only the factor $(P-1)/P$. What it multiplies is the weights in one case and the activations in the other.
            `,
          },
        ];
      },
    },
    breakEven: {
      label: 'Tokens at which both send the same',
      unit: 'token',
      byHand: 26112.5,
      solve: ({ params, width, bytesPerParam, bytesPerElement }, f) =>
        f.tensorParallelBreakEvenTokens({ params, width, bytesPerParam, bytesPerElement }),
      steps: [
        md`
Set the two equal. The number of devices cancels, and so do the bytes of an element if both are in BF16.
        `,
      ],
    },
  },
  hint: () => md`
One of the two does not depend on the batch at all. For the last field, set both expressions equal before you put numbers in: most of it cancels.
  `,
  after: ({ params, bytesPerParam, bytesPerElement, tokens, width, devices }, f) =>
    md`The traffic of the weights is the same for any batch; that of the activations grows with every token. Below ${show(f.tensorParallelBreakEvenTokens({ params, width, bytesPerParam, bytesPerElement }), { digits: 3 })} in the group, tensor parallelism sends less; above, FSDP does. The backward pass does not change the picture much: FSDP gathers the weights again and reduce-scatters their gradients, ${show(f.fsdpGatherBytes({ params, bytesPerParam, devices, gathers: 3 }), { digits: 3 })} for the whole step, and tensor parallelism needs two more all-reduces, ${show(f.tensorParallelBytes({ tokens, width, devices, bytesPerElement, allReduces: 4 }), { digits: 3 })}. Bytes are not everything, either. The weights of the next layer are known in advance, so their gather can run while this layer computes. An all-reduce of activations has to finish before the next matmul can start, unless the two are cut into pieces that overlap. That is one reason why tensor parallelism stays on the fastest links, within a node, and FSDP tolerates slower ones.`,
  erratum: 'E16',
  fresh: {
    'long-batch': batch(32, 4096),
    'llama-3-8b': { ...layerOf('llama-3-8b'), ...batch(8, 2048) },
    'llama-3-1-405b': { ...layerOf('llama-3.1-405b'), ...batch(16, 2048), devices: amount(16, '1') },
    'qwen2-72b': layerOf('qwen2-72b'),
  },
});
