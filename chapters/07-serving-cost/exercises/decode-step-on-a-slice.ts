import { amount, md, parts, show } from '@scaling-workbook/exercises';
import { batchOf, contextOf, llama405B, llama70B, llama8B, ours, stored, v5e, v6e } from '../tpu-service.ts';

const slices = (small: number, large: number) => ({ small: amount(small, 'GPU'), large: amount(large, 'GPU') });

export default parts({
  title: 'A decode step on 8 chips and on 16',
  book: 'sb-applied-inference-t3',
  given: { ...llama70B, ...stored('int8'), ...contextOf(8192), ...batchOf(32), ...v5e, ...slices(8, 16) },
  ask: ({ model, params, layers, hidden, kvHeads, headDim, type, context, batch, chip, peak, bandwidth, link, small, large }) =>
    md`${model} (${params}, ${layers} layers, ${kvHeads} key and value heads of width ${headDim}, an MLP of ${hidden}) decodes ${batch} of ${context} each. Weights and caches are in ${type} and are divided evenly over the chips; the arithmetic is in BF16. A chip (${chip}) does ${peak} and reads its memory at ${bandwidth}. How long does a step take on ${show(small, { as: 'chip' })}, how many tokens a second is that in all and for each chip, and how long does it take on ${show(large, { as: 'chip' })}? Also, how many ways may an MLP of two matrices be split before its links take longer than BF16 arithmetic at a large batch? Count both axes of a slice as closed rings, with links of ${link} one way.`,
  fields: {
    step: {
      label: 'Step on the smaller slice',
      unit: 'ms',
      byHand: 17.217938,
      tolerance: 0.02,
      solve: ({ params, bytesPerParam, bandwidth, batch, peak, layers, kvHeads, headDim, bytesPerElement, context, small }, f) =>
        f.decodeStepTime({
          weightBytes: f.weightBytes({ params, bytesPerParam }),
          bandwidth,
          batch,
          flopsPerToken: f.forwardFlopsPerToken({ params }),
          peak,
          kvBytes: f.kvCacheBytes({ layers, kvHeads, headDim, bytesPerElement, tokens: context, sequences: batch }),
          gpus: small,
        }),
      steps: [
        md`The weights.`,
        md`The arithmetic of one token.`,
        md`The caches of the batch.`,
        md`Attention reads the caches; the matmuls take the longer of weights and arithmetic.`,
      ],
    },
    rate: {
      label: 'Tokens a second in all',
      unit: 'token/s',
      byHand: 1858.5269,
      printed: [
        { value: 1882, say: 'The companion book rounds the step to 17 ms first. With 17.2 ms it is 1,859 tokens a second.', right: true },
      ],
      solve: ({ batch }, f, earlier) => f.decodeThroughput({ batch, stepTime: earlier('step') }),
      steps: [md`A step makes one token for each sequence.`],
    },
    each: {
      label: 'For each chip',
      unit: 'token/s/chip',
      byHand: 232.31586,
      printed: [{ value: 235, say: 'The companion book rounds the step to 17 ms first. With 17.2 ms it is 232.', right: true }],
      solve: ({ batch, small }, f, earlier) => f.tokenRatePerChip({ batch, stepTime: earlier('step'), gpus: small }),
      steps: [md`Divided by the chips.`],
    },
    larger: {
      label: 'Step on the larger slice',
      unit: 'ms',
      byHand: 8.608969,
      tolerance: 0.02,
      solve: ({ params, bytesPerParam, bandwidth, batch, peak, layers, kvHeads, headDim, bytesPerElement, context, large }, f) =>
        f.decodeStepTime({
          weightBytes: f.weightBytes({ params, bytesPerParam }),
          bandwidth,
          batch,
          flopsPerToken: f.forwardFlopsPerToken({ params }),
          peak,
          kvBytes: f.kvCacheBytes({ layers, kvHeads, headDim, bytesPerElement, tokens: context, sequences: batch }),
          gpus: large,
        }),
      steps: [md`The weights.`, md`The arithmetic of one token.`, md`The caches.`, md`All of it over more chips.`],
    },
    limit: {
      label: 'Ranks up to which the links keep up with arithmetic',
      unit: '1',
      byHand: 26.197766,
      solve: ({ hidden, peak, link }, f) =>
        f.tensorParallelLimit({ hidden, peak, bandwidth: f.ringBandwidth({ bandwidth: link, directions: 2, axes: 2 }) }),
      steps: [md`Both links on each of two axes.`, md`$2FW/(2C)$, whatever the batch.`],
    },
  },
  hint: () => md`
Bytes first: weights once, a cache for each sequence. Is the batch above or below the critical one? The last field is chapter 4’s limit of tensor parallelism, $F/\alpha$ for each axis.
  `,
  after: ({ batch, small, large, link, hidden, peak, bandwidth, bytesPerParam }, f) => {
    const critical = f.crossoverBatch({ peak, bandwidth, bytesPerParam });
    const lines = f.tensorParallelLimit({ hidden, peak, bandwidth: f.ringBandwidth({ bandwidth: link, directions: 1, axes: 2 }) });
    return md`${batch} are ${batch.value < critical.value ? 'below' : 'above'} the critical batch of ${show(critical, { as: '1', digits: 3 })}. ${show(large, { as: 'chip' })} instead of ${show(small, { as: '1' })} make each token faster and not cheaper: the tokens for each chip stay the same. The limit is one for a compute-bound MLP, and its rings are an idealisation. A slice has closed rings only along whole axes of its pod; as lines, with half the bandwidth, the two axes allow ${show(lines, { digits: 2 })}. While decode waits for its memory, more ranks are possible, as the ninth question shows.`;
  },
  fresh: {
    ours: { ...ours },
    'bf16-16-and-32': { ...stored('BF16'), ...slices(16, 32) },
    '8-sequences': batchOf(8),
    'llama-3-8b-4-and-8': { ...llama8B, ...slices(4, 8) },
    'llama-3-405b-32-and-64': { ...llama405B, ...slices(32, 64) },
    v6e: { ...v6e },
  },
});
