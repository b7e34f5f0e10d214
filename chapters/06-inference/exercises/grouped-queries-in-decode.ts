import { amount, md, parts, show } from '@scaling-workbook/exercises';
import { b200, h100, h200, type Accelerator } from '@scaling-workbook/formulas/hardware';
import { modelById } from '@scaling-workbook/formulas/models';

const on = (id: string, { name, peak: { bf16 }, hbmBandwidth }: Accelerator, gpus: number, sequences: number, context: number) => {
  if (!bf16) throw new RangeError(`${name} has no BF16 peak`);
  const { name: model, parameters, config } = modelById(id);
  return {
    model,
    params: parameters,
    layers: amount(config.layers, '1'),
    heads: amount(config.heads, '1'),
    kvHeads: amount(config.kvHeads, '1'),
    headDim: amount(config.headDim, '1'),
    chip: name,
    gpus: amount(gpus, 'GPU'),
    peak: bf16,
    bandwidth: hbmBandwidth,
    sequences: amount(sequences, 'sequence'),
    context: amount(context, 'token'),
  };
};

export default parts({
  title: 'What grouped queries gain',
  given: {
    model: 'Llama 3 70B',
    params: amount(70.6e9, 'param'),
    layers: amount(80, '1'),
    heads: amount(64, '1'),
    kvHeads: amount(8, '1'),
    headDim: amount(128, '1'),
    chip: 'NVIDIA H100 SXM',
    gpus: amount(8, 'GPU'),
    peak: amount(989.4e12, 'FLOP/s'),
    bandwidth: amount(3.35e12, 'B/s'),
    sequences: amount(16, 'sequence'),
    context: amount(8192, 'token'),
    bytesPerElement: amount(2, 'B/element'),
  },
  ask: ({ model, params, layers, heads, kvHeads, headDim, chip, gpus, peak, bandwidth, sequences, context }) =>
    md`${model} (${params}, ${layers} layers, ${heads} query heads and ${kvHeads} key and value heads of width ${headDim}) decodes ${sequences} of ${context} on ${show(gpus, { as: 'chip' })} (${chip}: ${peak}, ${bandwidth} each). Weights and caches are in BF16. How long does a step take? How long would it take if every query head had keys and values of its own? And what is the arithmetic intensity of attention as the model is?`,
  fields: {
    grouped: {
      label: 'The step as it is',
      unit: 'ms',
      byHand: 6.87126,
      solve: ({ params, layers, kvHeads, headDim, context, sequences, bytesPerElement, bandwidth, peak, gpus }, f) =>
        f.decodeStepTime({
          weightBytes: f.weightBytes({ params }),
          bandwidth,
          batch: sequences,
          flopsPerToken: f.forwardFlopsPerToken({ params }),
          peak,
          kvBytes: f.kvCacheBytes({ layers, kvHeads, headDim, tokens: context, sequences, bytesPerElement }),
          gpus,
        }),
      steps: [
        md`The weights, read once.`,
        md`Two FLOPs for each parameter.`,
        md`The caches of all sequences.`,
        md`Read the caches, then the longer of reading the weights and computing.`,
      ],
    },
    ungrouped: {
      label: 'The step with a key and value head for every query head',
      unit: 'ms',
      byHand: 18.0895,
      solve: ({ params, layers, heads, headDim, context, sequences, bytesPerElement, bandwidth, peak, gpus }, f) =>
        f.decodeStepTime({
          weightBytes: f.weightBytes({ params }),
          bandwidth,
          batch: sequences,
          flopsPerToken: f.forwardFlopsPerToken({ params }),
          peak,
          kvBytes: f.kvCacheBytes({ layers, kvHeads: heads, headDim, tokens: context, sequences, bytesPerElement }),
          gpus,
        }),
      steps: [
        md`The same weights. (A few more, strictly: the key and value projections would grow. We leave that out.)`,
        md`The same arithmetic.`,
        md`As many caches as query heads.`,
        md`The same sum.`,
      ],
      slips: [
        {
          name: 'everything-grew',
          say: 'That lets the whole step grow with the heads. Only the caches do; the weights are read as before.',
          solve: ({ params, layers, kvHeads, heads, headDim, context, sequences, bytesPerElement, bandwidth, peak, gpus }, f) =>
            (f.decodeStepTime({
              weightBytes: f.weightBytes({ params }),
              bandwidth,
              batch: sequences,
              flopsPerToken: f.forwardFlopsPerToken({ params }),
              peak,
              kvBytes: f.kvCacheBytes({ layers, kvHeads, headDim, tokens: context, sequences, bytesPerElement }),
              gpus,
            }) *
              heads) /
            kvHeads,
        },
      ],
    },
    intensity: {
      label: 'Intensity of attention',
      unit: 'FLOP/B',
      byHand: 8,
      solve: ({ heads, kvHeads, bytesPerElement }, f) => f.decodeAttentionIntensity({ heads, kvHeads, bytesPerElement }),
      steps: [md`Each cached number meets one multiply-add for every query head that shares it.`],
    },
    int8: {
      label: 'Next the caches are stored in int8 and turned into BF16 on the chip. What happens to attention?',
      options: ({ heads, kvHeads, peak, bandwidth }, f) => {
        const now = show(f.decodeAttentionIntensity({ heads, kvHeads, bytesPerElement: 1 }), { digits: 2 });
        const ridge = show(f.ridgePoint({ peak, bandwidth }), { digits: 2 });
        return [
          {
            text: md`It takes half as long, and is still memory-bound.`,
            right: true,
            say: md`Half the bytes for the same FLOPs: the intensity doubles to ${now}, far below the ridge point of ${ridge}. The memory also holds twice as many tokens.`,
          },
          {
            text: md`It takes half as long, and is compute-bound now.`,
            right: false,
            say: md`Half as long, yes. But the intensity only doubles, to ${now}, and the ridge point is ${ridge}.`,
          },
          {
            text: md`It takes as long as before, because it still computes in BF16.`,
            right: false,
            say: md`The arithmetic stays the same, but attention was not waiting for arithmetic. It waits for the cache, of which half as many bytes arrive now, at ${now}.`,
          },
          {
            text: md`It takes a quarter of the time, since keys and values both shrink.`,
            right: false,
            say: md`Each of them shrinks to half, so both together do. The intensity becomes ${now}.`,
          },
        ];
      },
    },
  },
  hint: () => md`
The cache is $2 \cdot L \cdot K \cdot H \cdot S$ numbers for each sequence. A step reads all of it and all weights. For the intensity: how many query heads use a key once it has been read?
  `,
  after: ({ model, layers, heads, kvHeads, headDim, context }, f) => {
    const one = (k: typeof kvHeads) => f.kvCacheBytes({ layers, kvHeads: k, headDim, tokens: context });
    return md`Grouping leaves attention’s arithmetic as it was and divides its bytes by ${show(f.ratio({ first: heads, second: kvHeads }), { digits: 2 })}: ${show(one(kvHeads), { digits: 3 })} for a sequence of ${context} of ${model} where it would have been ${show(one(heads), { digits: 3 })}. So the caches of that many times as many readers fit in the same memory.`;
  },
  fresh: {
    'llama-3-8b-h100': on('llama-3-8b', h100, 1, 8, 8192),
    'llama-3-1-405b-h100-16': on('llama-3.1-405b', h100, 16, 4, 8192),
    'qwen3-32b-h100-4': on('qwen3-32b', h100, 4, 8, 8192),
    'llama-3-70b-h200-8': on('llama-3-70b', h200, 8, 32, 8192),
    'llama-3-70b-b200-8': on('llama-3-70b', b200, 8, 64, 4096),
  },
});
