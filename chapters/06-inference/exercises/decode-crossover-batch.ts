import { amount, md, numeric, show } from '@scaling-workbook/exercises';
import { a100, b200, h100, mi300x, tpuV5e, type Accelerator } from '@scaling-workbook/formulas/hardware';
import { modelById } from '@scaling-workbook/formulas/models';

const precisions = { BF16: 2, INT8: 1, INT4: 0.5 } as const;
const chip = ({ name, peak: { bf16 }, hbmBandwidth, hbmSize }: Accelerator, weights: keyof typeof precisions = 'BF16') => {
  if (!bf16) throw new RangeError(`${name} has no BF16 peak`);
  return {
    chip: name,
    weights,
    peak: bf16,
    bandwidth: hbmBandwidth,
    capacity: hbmSize,
    bytesPerParam: amount(precisions[weights], 'B/param'),
  };
};
const { name: model, parameters: params, config } = modelById('llama-3-70b');
const { layers, kvHeads, headDim } = config;

export default numeric({
  title: 'The batch at which decode turns',
  original: '6.4',
  given: {
    chip: 'NVIDIA H100 SXM',
    weights: 'BF16',
    peak: amount(989.4e12, 'FLOP/s'),
    bandwidth: amount(3.35e12, 'B/s'),
    capacity: amount(80e9, 'B'),
    bytesPerParam: amount(2, 'B/param'),
  },
  ask: ({ chip, weights, peak, bandwidth, bytesPerParam }) =>
    md`On one ${chip} (${peak} dense BF16, ${bandwidth}) a model decodes with ${weights} weights, ${bytesPerParam}, and computes in BF16. Ignore the KV cache and the activations. From which batch on are its matmuls compute-bound?`,
  label: 'Batch',
  unit: 'sequence',
  solve: ({ peak, bandwidth, bytesPerParam }, f) => f.crossoverBatch({ peak, bandwidth, bytesPerParam }),
  byHand: 295.343,
  slips: [
    {
      name: 'ridge-of-tpu-v5e',
      say: 'That is the crossover of a TPU v5e. This chip has another ridge point.',
      solve: ({ bytesPerParam }, f) => f.crossoverBatch({ peak: 197e12, bandwidth: 819e9, bytesPerParam }),
    },
  ],
  steps: [
    md`
With $B$ sequences a weight of $b$ bytes is read once and used in $2B$ FLOPs. Its intensity $2B/b$ meets the ridge point here.
    `,
  ],
  hint: () => md`
Set two times equal: the FLOPs that a batch of $B$ spends on one parameter, over the peak, and the bytes of that parameter, over the bandwidth.
  `,
  after: ({ peak, bandwidth, capacity, bytesPerParam }, f) => {
    const tokens = amount(8192, 'token');
    const weightBytes = f.weightBytes({ params, bytesPerParam });
    const gpus = f.acceleratorsNeeded({ bytes: weightBytes, capacity });
    const fits = f.batchThatFits({
      gpus,
      capacity,
      weightBytes,
      kvBytesPerSequence: f.kvCacheBytes({ layers, kvHeads, headDim, tokens }),
    });
    const context = f.crossoverContext({
      peak,
      bandwidth,
      flopsPerToken: f.forwardFlopsPerToken({ params }),
      kvBytesPerToken: f.kvCacheBytesPerToken({ layers, kvHeads, headDim }),
    });
    return md`A large model rarely gets there. The weights of ${model} take ${show(gpus, { as: 'chip' })}, and what they leave free of that memory holds ${fits} of ${tokens}. More memory would not be enough either: only the matmuls turn compute-bound there. Past about ${show(context, { digits: 2 })} of context, reading a sequence’s cache takes longer than the arithmetic of its next token, so that at any batch most of the step goes into reading.`;
  },
  erratum: 'E35',
  fresh: {
    a100: chip(a100),
    b200: chip(b200),
    mi300x: chip(mi300x),
    'tpu-v5e': chip(tpuV5e),
    'h100-int8': chip(h100, 'INT8'),
    'h100-int4': chip(h100, 'INT4'),
  },
});
