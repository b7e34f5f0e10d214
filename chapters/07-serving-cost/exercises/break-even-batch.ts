import { amount, md, parts, show, type Amount } from '@scaling-workbook/exercises';
import { a100, a100Of40GB, b200, h100, type Accelerator } from '@scaling-workbook/formulas/hardware';
import { modelById } from '@scaling-workbook/formulas/models';

const on = (
  id: string,
  { name: chip, hbmBandwidth, hbmSize }: Accelerator,
  { gpus, perHour, target, context = 8192 }: { gpus: number; perHour: number; target: number; context?: number },
) => {
  const { name: model, parameters: params, config } = modelById(id);
  return {
    model,
    params,
    layers: amount(config.layers, '1'),
    kvHeads: amount(config.kvHeads, '1'),
    headDim: amount(config.headDim, '1'),
    context: amount(context, 'token'),
    chip,
    gpus: amount(gpus, 'GPU'),
    bandwidth: hbmBandwidth,
    capacity: hbmSize,
    pricePerGpu: amount(perHour, '$/h'),
    targetCost: amount(target, '$/Mtoken'),
  };
};

/** What a million tokens cost, where the sentence says already that it is a million. */
const dollars = ({ value }: Amount) => show(amount(value, '$'), { digits: 3 });

export default parts({
  title: 'The batch that pays, and the batch that fits',
  original: '7.2',
  given: {
    model: 'Llama 3 70B',
    params: amount(70.6e9, 'param'),
    bytesPerParam: amount(2, 'B/param'),
    layers: amount(80, '1'),
    kvHeads: amount(8, '1'),
    headDim: amount(128, '1'),
    context: amount(8192, 'token'),
    chip: 'NVIDIA H100 SXM',
    gpus: amount(2, 'GPU'),
    bandwidth: amount(3.35e12, 'B/s'),
    capacity: amount(80e9, 'B'),
    pricePerGpu: amount(2, '$/h'),
    utilization: amount(0.7, '1'),
    targetCost: amount(0.5, '$/Mtoken'),
  },
  ask: ({ model, params, bytesPerParam, context, chip, gpus, bandwidth, capacity, pricePerGpu, utilization, targetCost }, f) =>
    md`${model} (${params} in BF16, ${show(f.weightBytes({ params, bytesPerParam }), { digits: 4 })}) is to be served at ${targetCost}. It runs on ${show(gpus, { as: 'chip' })} (${chip}: ${bandwidth}, ${capacity}) at ${pricePerGpu} each, busy ${show(utilization, { as: '%' })} of the time. First suppose that the caches cost no time, so that the total rate grows in proportion to the batch: which batch reaches the target? How many sequences of ${context} have room for their BF16 caches beside the weights? And with so many, their caches read in every step: how long is a step, and what does a million tokens cost?`,
  fields: {
    needed: {
      label: 'Batch for the target, caches left out',
      unit: 'sequence',
      byHand: 67,
      tolerance: 0,
      solve: ({ gpus, pricePerGpu, params, bytesPerParam, bandwidth, utilization, targetCost }, f) =>
        f.breakEvenBatch({
          targetCost,
          pricePerHour: f.hourlyPrice({ gpus, pricePerGpu }),
          rate: f.decodeRate({ params, bandwidth, bytesPerParam, gpus }),
          utilization,
        }),
      slips: [
        {
          name: 'rounded-down',
          say: 'With that batch a million tokens still cost a little more than the target: round up.',
          solve: ({ gpus, pricePerGpu, params, bytesPerParam, bandwidth, utilization, targetCost }, f) =>
            f.breakEvenBatch({
              targetCost,
              pricePerHour: f.hourlyPrice({ gpus, pricePerGpu }),
              rate: f.decodeRate({ params, bandwidth, bytesPerParam, gpus }),
              utilization,
            }) - 1,
        },
        {
          name: 'bandwidth-of-one-chip',
          say: 'That takes the bandwidth of one chip and pays for all of them. Each chip reads its own part of the weights, at the same time as the others.',
          solve: ({ gpus, pricePerGpu, params, bytesPerParam, bandwidth, utilization, targetCost }, f) =>
            f.breakEvenBatch({
              targetCost,
              pricePerHour: f.hourlyPrice({ gpus, pricePerGpu }),
              rate: f.decodeRate({ params, bandwidth, bytesPerParam }),
              utilization,
            }),
        },
      ],
      steps: [
        md`All chips are paid.`,
        md`Each chip reads its part of the weights while the others read theirs.`,
        md`The cost of a million tokens at this batch is set to the target and solved for the batch. Rounded down, it would miss the target.`,
      ],
    },
    fits: {
      label: 'Full sequences that fit',
      unit: 'sequence',
      byHand: 7,
      tolerance: 0,
      solve: ({ gpus, capacity, params, bytesPerParam, layers, kvHeads, headDim, context }, f) =>
        f.batchThatFits({
          gpus,
          capacity,
          weightBytes: f.weightBytes({ params, bytesPerParam }),
          kvBytesPerSequence: f.kvCacheBytes({ layers, kvHeads, headDim, tokens: context }),
        }),
      steps: [
        md`The weights are kept once, spread over the chips.`,
        md`A key and a value for every token, in every layer, for every key and value head.`,
        md`What the weights leave free, divided by the cache of one sequence. The last one does not fit in part: round down.`,
      ],
    },
    step: {
      label: 'One step with so many, caches read',
      unit: 'ms',
      byHand: 23.8792,
      solve: ({ gpus, params, bytesPerParam, layers, kvHeads, headDim, context, bandwidth }, f, earlier) =>
        f.decodeMemoryTime({
          weightBytes: f.weightBytes({ params, bytesPerParam }),
          bandwidth,
          kvBytes: f.kvCacheBytes({ layers, kvHeads, headDim, tokens: context, sequences: earlier('fits') }),
          gpus,
        }),
      steps: [
        md`The weights.`,
        md`The caches of all that fit.`,
        md`Both are read in every step. At a batch this small that is the whole step.`,
      ],
    },
    cost: {
      label: 'Cost of a million tokens at that batch',
      unit: '$/Mtoken',
      byHand: 5.41478,
      solve: ({ gpus, pricePerGpu, utilization }, f, earlier) =>
        f.costPerMillionTokens({
          pricePerHour: f.hourlyPrice({ gpus, pricePerGpu }),
          rate: f.decodeThroughput({ batch: earlier('fits'), stepTime: earlier('step') }),
          utilization,
        }),
      steps: [md`All chips are paid.`, md`A token for each sequence and step.`, md`The price of the hour over what it yields.`],
    },
  },
  hint: ({ layers, kvHeads, headDim, targetCost }) =>
    md`For the first field, solve the cost formula for the rate that ${targetCost} asks for, and divide by the rate of one sequence. For the cache: the model has ${layers} layers with ${kvHeads} key and value heads of width ${headDim}. For the last field, weights and caches over the bandwidth of all chips are one step.`,
  after: (g, f) => {
    const { gpus, pricePerGpu, utilization, bandwidth, capacity, targetCost, context } = g;
    const pricePerHour = f.hourlyPrice({ gpus, pricePerGpu });
    const weightBytes = f.weightBytes({ params: g.params, bytesPerParam: g.bytesPerParam });
    const cache = f.kvCacheBytes({ layers: g.layers, kvHeads: g.kvHeads, headDim: g.headDim, tokens: context });
    const rate = f.decodeRate({ params: g.params, bandwidth, bytesPerParam: g.bytesPerParam, gpus });
    const needed = f.breakEvenBatch({ targetCost, pricePerHour, utilization, rate });
    const fits = f.batchThatFits({ gpus, capacity, weightBytes, kvBytesPerSequence: cache });
    const floor = f.costPerMillionTokens({
      pricePerHour,
      utilization,
      rate: f.decodeThroughputCeiling({ kvBytesPerSequence: cache, bandwidth, gpus }),
    });
    const count = (sequences: typeof fits) => show(sequences, { as: '1' });
    const room =
      fits.value < needed.value
        ? md`The target needs ${needed} and there is room for ${count(fits)}`
        : md`There is room for ${fits}, more than the ${count(needed)} for which the caches were left out`;
    const limit =
      floor.value > targetCost.value
        ? md`${dollars(floor)}. The target is out of reach, in memory of whatever size`
        : md`${dollars(floor)}`;
    return md`${room}. Nor does the rate really grow in proportion: every sequence brings its own cache to be read, so that at ${context} of context no batch goes below ${limit}. What helps is what shrinks a cache: shorter contexts, fewer key and value heads, fewer bits.`;
  },
  erratum: 'E37',
  fresh: {
    'llama-3-70b-a100-4': on('llama-3-70b', a100, { gpus: 4, perHour: 1.79, target: 1 }),
    'llama-3-70b-h100-8': on('llama-3-70b', h100, { gpus: 8, perHour: 3.99, target: 1 }),
    'llama-3-70b-b200-2': on('llama-3-70b', b200, { gpus: 2, perHour: 6.69, target: 1.5, context: 4096 }),
    'qwen3-32b-h100-2': on('qwen3-32b', h100, { gpus: 2, perHour: 2.69, target: 0.8 }),
    'llama-3-8b-a100-40gb-2': on('llama-3-8b', a100Of40GB, { gpus: 2, perHour: 1.99, target: 0.3 }),
    'llama-3-1-405b-b200-8': on('llama-3.1-405b', b200, { gpus: 8, perHour: 6.69, target: 4 }),
  },
});
