import { amount, md, parts, show } from '@scaling-workbook/exercises';

/** A price to stay below, and the rate that each reader is promised, as the step it leaves. */
const promise = (target: number, perReader: number) => ({
  targetCost: amount(target, '$/Mtoken'),
  perReader: amount(perReader, 'token/s'),
});

export default parts({
  title: 'Between the price and the promise',
  given: {
    params: amount(70.6e9, 'param'),
    bytesPerParam: amount(2, 'B/param'),
    weights: 'BF16',
    layers: amount(80, '1'),
    kvHeads: amount(8, '1'),
    headDim: amount(128, '1'),
    gpus: amount(8, 'GPU'),
    peak: amount(989.4e12, 'FLOP/s'),
    bandwidth: amount(3.35e12, 'B/s'),
    capacity: amount(80e9, 'B'),
    pricePerGpu: amount(2, '$/h'),
    utilization: amount(0.7, '1'),
    context: amount(4096, 'token'),
    ...promise(0.6, 60),
  },
  ask: ({
    params,
    weights,
    layers,
    kvHeads,
    headDim,
    gpus,
    peak,
    bandwidth,
    capacity,
    pricePerGpu,
    utilization,
    context,
    targetCost,
    perReader,
  }) =>
    md`Llama 3 70B (${params} in ${weights}, ${layers} layers, ${kvHeads} key and value heads of width ${headDim}) decodes on ${gpus}, H100s of ${peak} in BF16, ${bandwidth} and ${capacity} at ${pricePerGpu} each, busy ${show(utilization, { as: '%' })} of the time. Each reader has ${context} in a BF16 cache. You want to sell at ${targetCost} without a loss, and you have promised every reader at least ${perReader}. Weights and caches are read at full bandwidth, the matmuls compute in BF16 at full peak or wait for their weights, and what the chips send one another is left out. What is the smallest batch for the price, the largest for the promise, and the largest for the memory?`,
  fields: {
    least: {
      label: 'Smallest batch for the price',
      unit: 'sequence',
      byHand: 119,
      tolerance: 0,
      solve: ({ params, bytesPerParam, layers, kvHeads, headDim, context, gpus, bandwidth, pricePerGpu, utilization, targetCost }, f) =>
        f.breakEvenBatchWithCaches({
          targetCost,
          pricePerHour: f.hourlyPrice({ gpus, pricePerGpu }),
          utilization,
          weightBytes: f.weightBytes({ params, bytesPerParam }),
          kvBytesPerSequence: f.kvCacheBytes({ layers, kvHeads, headDim, tokens: context }),
          bandwidth,
          gpus,
        }),
      steps: [
        md`All chips are paid.`,
        md`The weights, read once a step.`,
        md`The cache that each sequence reads.`,
        md`At the target price a token may take so many seconds; its own cache is read in them, and its share of the weights.`,
      ],
    },
    most: {
      label: 'Largest batch for the promise',
      unit: 'sequence',
      byHand: 227,
      tolerance: 0,
      solve: ({ params, bytesPerParam, layers, kvHeads, headDim, context, gpus, bandwidth, peak, perReader }, f) =>
        f.batchWithinStepTime({
          stepTime: f.interTokenLatency({ rate: perReader }),
          weightBytes: f.weightBytes({ params, bytesPerParam }),
          kvBytesPerSequence: f.kvCacheBytes({ layers, kvHeads, headDim, tokens: context }),
          bandwidth,
          flopsPerToken: f.forwardFlopsPerToken({ params }),
          peak,
          gpus,
        }),
      steps: [
        md`A step must not take longer than one over the promised rate.`,
        md`The weights.`,
        md`One cache.`,
        md`The arithmetic of a token.`,
        md`What a step of that length can read beside the weights, in caches; or, if that is less, what it can compute.`,
      ],
    },
    fits: {
      label: 'Largest batch for the memory',
      unit: 'sequence',
      byHand: 371,
      tolerance: 0,
      solve: ({ params, bytesPerParam, layers, kvHeads, headDim, context, gpus, capacity }, f) =>
        f.batchThatFits({
          gpus,
          capacity,
          weightBytes: f.weightBytes({ params, bytesPerParam }),
          kvBytesPerSequence: f.kvCacheBytes({ layers, kvHeads, headDim, tokens: context }),
        }),
      steps: [md`The weights.`, md`One cache.`, md`What the weights leave free, over that.`],
    },
    verdict: {
      label: 'Can you keep the price and the promise?',
      options: (g, f) => {
        const weightBytes = f.weightBytes({ params: g.params, bytesPerParam: g.bytesPerParam });
        const kvBytesPerSequence = f.kvCacheBytes({ layers: g.layers, kvHeads: g.kvHeads, headDim: g.headDim, tokens: g.context });
        const { gpus, capacity, bandwidth, peak, utilization, targetCost } = g;
        const least = f.breakEvenBatchWithCaches({
          targetCost,
          pricePerHour: f.hourlyPrice({ gpus, pricePerGpu: g.pricePerGpu }),
          utilization,
          weightBytes,
          kvBytesPerSequence,
          bandwidth,
          gpus,
        }).value;
        const most = f.batchWithinStepTime({
          stepTime: f.interTokenLatency({ rate: g.perReader }),
          weightBytes,
          kvBytesPerSequence,
          bandwidth,
          flopsPerToken: f.forwardFlopsPerToken({ params: g.params }),
          peak,
          gpus,
        }).value;
        const fits = f.batchThatFits({ gpus, capacity, weightBytes, kvBytesPerSequence }).value;
        const said = md`The price needs at least ${show(amount(least, '1'))} readers, the promise allows ${show(amount(most, '1'))}, and there is room for ${show(amount(fits, '1'))}.`;
        const upper = Math.min(most, fits);
        return [
          {
            text: md`Yes: there are batches that keep both and fit.`,
            right: least <= upper,
            say:
              least <= upper
                ? md`${said} Everything from the first to the smaller of the others will do.`
                : md`${said} No batch is in between.`,
          },
          {
            text: md`No: the price needs more readers than the promise allows.`,
            right: least > upper && most <= fits,
            say:
              least <= most
                ? md`${said} The promise allows enough of them.`
                : most <= fits
                  ? md`${said} As the batch grows, the promise is broken before the price is reached.`
                  : md`${said} The promise would be broken, too, but the memory is full even before that.`,
          },
          {
            text: md`No: the price needs more readers than the memory holds.`,
            right: least > upper && fits < most,
            say:
              least <= fits
                ? md`${said} The memory holds enough of them.`
                : fits < most
                  ? md`${said} As the batch grows, the memory is full before the price is reached.`
                  : md`${said} The memory would overflow, too, but the promise is broken even before that.`,
          },
        ];
      },
    },
  },
  hint: () => md`
Price: an hour of rent buys $3600\,u$ seconds; divide by the tokens it has to yield, and you have the time $\tau$ that a token may take. In $\tau$ all chips together read its cache and a $B$th of the weights. Promise: a step of one over the promised rate reads the weights once and all caches, or computes.
  `,
  after: ({ params, bytesPerParam, layers, kvHeads, headDim, context, gpus, bandwidth, pricePerGpu, utilization }, f) => {
    const cache = f.kvCacheBytes({ layers, kvHeads, headDim, tokens: context });
    const floor = f.costPerMillionTokens({
      pricePerHour: f.hourlyPrice({ gpus, pricePerGpu }),
      rate: f.decodeThroughputCeiling({ kvBytesPerSequence: cache, bandwidth, gpus }),
      utilization,
    });
    const half = f.halfCeilingBatch({ weightBytes: f.weightBytes({ params, bytesPerParam }), kvBytesPerSequence: cache });
    return md`No batch goes below ${show(amount(floor.value, '$'), { digits: 2 })}, what the caches’ reads cost alone, and twice that is reached at ${show(half, { digits: 2 })}, where the caches weigh as much as the weights. Where price and promise leave no batch between them, something else has to change: fewer bits, shorter contexts, a chip that reads more for a dollar, a busier machine, or one of the two numbers.`;
  },
  fresh: {
    'lower-price': promise(0.45, 60),
    'faster-readers': promise(0.6, 90),
    'fp8-weights': { ...promise(0.5, 60), bytesPerParam: amount(1, 'B/param'), weights: 'FP8' },
    'two-cards': { ...promise(1, 30), gpus: amount(2, 'GPU') },
    'long-contexts': { ...promise(2, 40), context: amount(16_384, 'token') },
  },
});
