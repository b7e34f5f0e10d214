import { amount, md, parts, show } from '@scaling-workbook/exercises';
import { a100, h100, h200, tpuV5e, type Accelerator } from '@scaling-workbook/formulas/hardware';
import { modelById } from '@scaling-workbook/formulas/models';

const on = (id: string, { name: chip, hbmBandwidth, hbmSize }: Accelerator, precision: 'BF16' | 'FP8' = 'BF16') => {
  const { name: model, parameters: params, config } = modelById(id);
  return {
    model,
    params,
    chip,
    precision,
    bandwidth: hbmBandwidth,
    capacity: hbmSize,
    bytesPerParam: amount(precision === 'BF16' ? 2 : 1, 'B/param'),
    layers: amount(config.layers, '1'),
    kvHeads: amount(config.kvHeads, '1'),
    headDim: amount(config.headDim, '1'),
  };
};

export default parts({
  title: 'One token, every weight',
  original: '6.3',
  given: {
    model: 'Llama 3 70B',
    params: amount(70.6e9, 'param'),
    precision: 'BF16',
    bytesPerParam: amount(2, 'B/param'),
    chip: 'NVIDIA H100 SXM',
    bandwidth: amount(3.35e12, 'B/s'),
    capacity: amount(80e9, 'B'),
    layers: amount(80, '1'),
    kvHeads: amount(8, '1'),
    headDim: amount(128, '1'),
  },
  ask: ({ model, params, precision, bytesPerParam, chip, bandwidth, capacity }) =>
    md`${model} (${params}) decodes a single sequence with its weights in ${precision}, ${bytesPerParam}. One ${chip} reads its memory at ${bandwidth} and holds ${capacity}. How many tokens a second does one chip’s bandwidth allow, how long is the wait for each, and how many of these chips are needed to hold the weights at all?`,
  fields: {
    rate: {
      label: 'Decode rate',
      unit: 'token/s',
      byHand: 23.7252,
      solve: ({ params, bandwidth, bytesPerParam }, f) => f.decodeRate({ params, bandwidth, bytesPerParam }),
      slips: [
        {
          name: 'whole-memory',
          say: 'That reads the whole memory of the chip for each token. A step reads the weights, however large the memory is.',
          solve: ({ bandwidth, capacity }) => bandwidth / capacity,
        },
      ],
      steps: [
        md`
Every weight is read once for each token, and nothing else is worth counting yet.
        `,
      ],
    },
    latency: {
      label: 'Inter-token latency',
      unit: 'ms',
      byHand: 42.1493,
      solve: (_, f, earlier) => f.interTokenLatency({ rate: earlier('rate') }),
      steps: [
        md`
One over the rate.
        `,
      ],
    },
    chips: {
      label: 'Chips to hold the weights',
      unit: 'chip',
      byHand: 2,
      tolerance: 0,
      solve: ({ params, bytesPerParam, capacity }, f) =>
        f.acceleratorsNeeded({ bytes: f.weightBytes({ params, bytesPerParam }), capacity }),
      steps: [
        md`
The weights in bytes.
        `,
        md`
Round up: the part left over needs a chip too.
        `,
      ],
    },
  },
  hint: () => md`
Start with the bytes of all weights. The first question divides something by them, the third divides them by something.
  `,
  after: ({ model, params, bandwidth, capacity, bytesPerParam, layers, kvHeads, headDim }, f) => {
    const weightBytes = f.weightBytes({ params, bytesPerParam });
    const tokens = amount(8192, 'token');
    const batch = amount(32, 'sequence');
    const kvBytes = f.kvCacheBytes({ layers, kvHeads, headDim, tokens, sequences: batch });
    const stepTime = f.decodeMemoryTime({ weightBytes, bandwidth, kvBytes });
    const ideal = f.batchedDecodeRate({ rate: f.decodeRate({ params, bandwidth, bytesPerParam }), batch });
    const gpus = f.acceleratorsNeeded({ bytes: weightBytes, capacity });
    const fits = f.batchThatFits({
      gpus,
      capacity,
      weightBytes,
      kvBytesPerSequence: f.kvCacheBytes({ layers, kvHeads, headDim, tokens }),
    });
    return md`Decode ${batch} together and the same weight read would serve them all: ${show(ideal, { digits: 3 })} in sum. But each also reads its own KV cache. At ${tokens} of context those come to ${show(kvBytes, { digits: 3 })} beside ${show(weightBytes, { digits: 4 })} of weights, a step takes ${show(stepTime, { digits: 3 })}, and the sum is ${show(f.decodeThroughput({ batch, stepTime }), { digits: 3 })}. And the cache must live somewhere: beside the weights of ${model}, there is room on ${show(gpus, { as: 'chip' })} for ${fits} of that length.`;
  },
  erratum: 'E34',
  fresh: {
    'llama-3-8b-h100': on('llama-3-8b', h100),
    'llama-3-70b-fp8-h100': on('llama-3-70b', h100, 'FP8'),
    'llama-3-70b-a100': on('llama-3-70b', a100),
    'llama-3-1-405b-h200': on('llama-3.1-405b', h200),
    'llama-3-8b-tpu-v5e': on('llama-3-8b', tpuV5e),
  },
});
