import { amount, md, parts, show, type Formulas, type NumberField, type Plain } from '@scaling-workbook/exercises';
import { contextOf, llama405B, llama70B, ours, v5e, v6e } from '../tpu-service.ts';

const slices = (wide: number, half: number, quarter: number) => ({
  wide: amount(wide, 'GPU'),
  half: amount(half, 'GPU'),
  quarter: amount(quarter, 'GPU'),
});
const bytes = { bf16: amount(2, 'B/param'), int8: amount(1, 'B/param'), int4: amount(0.5, 'B/param') };
const cached = { cached2: amount(2, 'B/element'), cached1: amount(1, 'B/element'), cachedHalf: amount(0.5, 'B/element') };
const given = {
  ...llama70B,
  ...bytes,
  ...cached,
  ...contextOf(8192),
  answer: amount(512, 'token'),
  ...v5e,
  ...slices(32, 16, 8),
};
type Given = typeof given;

const cacheOf = ({ layers, kvHeads, headDim, context }: Plain<Given>, bytesPerElement: number, f: Formulas) =>
  f.kvCacheBytes({ layers, kvHeads, headDim, tokens: context, bytesPerElement });

/** The batch that fits and the requests of each chip in one precision; the slice has twice the chips that the weights need. */
const rateOn = (
  label: string,
  gpus: 'wide' | 'half' | 'quarter',
  param: keyof typeof bytes,
  element: keyof typeof cached,
  byHand: number,
  printed: NumberField<Given>['printed'],
): NumberField<Given> => ({
  label,
  unit: 'request/s/chip',
  byHand,
  ...(printed && { printed }),
  solve: (g, f) =>
    f.requestRatePerChip({
      batch: f.batchThatFits({
        gpus: g[gpus],
        capacity: g.memory,
        weightBytes: f.weightBytes({ params: g.params, bytesPerParam: g[param] }),
        kvBytesPerSequence: cacheOf(g, g[element], f),
      }),
      stepTime: f.memoryTime({ bytes: g.memory, bandwidth: g.bandwidth }),
      outputTokens: g.answer,
      gpus: g[gpus],
    }),
  steps: [
    md`The weights.`,
    md`The cache of one sequence.`,
    md`The batch that fits.`,
    md`The step is as long as before.`,
    md`The batch is replaced once in an answer.`,
  ],
});

export default parts({
  title: 'Twice the slice',
  book: 'sb-applied-inference-t8',
  given,
  ask: ({ model, params, layers, kvHeads, headDim, context, answer, chip, memory, bandwidth, wide, half, quarter }) =>
    md`${model} (${params}, ${layers} layers, ${kvHeads} key and value heads of width ${headDim}) moves to slices of twice the size: ${show(wide, { as: '1' })} chips in BF16, ${show(half, { as: '1' })} in int8, ${show(quarter, { as: '1' })} in int4, of ${memory} and ${bandwidth} each (${chip}). The caches are in the type of the weights. In BF16, how much memory is left for caches, and how many of ${context} fit? If a step takes as long as reading the full memory, in every precision, and an answer has ${answer}: how many requests a second does each chip complete?`,
  fields: {
    left: {
      label: 'BF16: memory left for caches',
      unit: 'GB',
      byHand: 372,
      gigabytes: 'decimal',
      solve: ({ wide, memory, params, bf16 }, f) =>
        f.spareForKvCache({ gpus: wide, capacity: memory, weightBytes: f.weightBytes({ params, bytesPerParam: bf16 }) }),
      steps: [md`The weights do not grow with the slice.`, md`Everything else is for caches.`],
    },
    fits: {
      label: 'BF16: caches that fit',
      unit: 'sequence',
      byHand: 138,
      tolerance: 0,
      gigabytes: 'decimal',
      printed: [{ value: 140, say: 'The companion book rounds the cache of a sequence. 372 GB over 2.684 GB are 138.6, so 138 fit.' }],
      solve: (g, f) =>
        f.batchThatFits({
          gpus: g.wide,
          capacity: g.memory,
          weightBytes: f.weightBytes({ params: g.params, bytesPerParam: g.bf16 }),
          kvBytesPerSequence: cacheOf(g, g.cached2, f),
        }),
      steps: [md`The weights.`, md`The cache of one sequence.`, md`Rounded down.`],
    },
    bf16Rate: rateOn('BF16: rate of a chip', 'wide', 'bf16', 'cached2', 0.43167114, [
      { value: 0.44, say: 'The companion book takes 140 sequences and 19 ms. With 138 and 19.5 ms it is 0.432.', right: true },
    ]),
    int8Rate: rateOn('int8: rate of a chip', 'half', 'int8', 'cached1', 0.86334229, [
      { value: 0.9, say: 'The companion book takes 140 sequences and 19 ms. With 138 and 19.5 ms it is 0.863.', right: true },
    ]),
    int4Rate: rateOn('int4: rate of a chip', 'quarter', 'int4', 'cachedHalf', 1.7266846, [
      { value: 1.8, say: 'The companion book takes 140 sequences and 19 ms. With 138 and 19.5 ms it is 1.727.', right: true },
    ]),
  },
  hint: () => md`
Twice the memory, and still one copy of the weights: what is left more than doubles. Then as in the two questions before.
  `,
  after: (g, f) => {
    const cache = (bytesPerElement: typeof g.cached2, sequences: number) =>
      f.kvCacheBytes({ layers: g.layers, kvHeads: g.kvHeads, headDim: g.headDim, tokens: g.context, bytesPerElement, sequences });
    const weightBytes = f.weightBytes({ params: g.params, bytesPerParam: g.int4 });
    const batch = f.batchThatFits({
      gpus: g.quarter,
      capacity: g.memory,
      weightBytes,
      kvBytesPerSequence: cache(g.cachedHalf, 1),
    });
    const step = f.decodeStepTime({
      weightBytes,
      bandwidth: g.bandwidth,
      batch,
      flopsPerToken: f.forwardFlopsPerToken({ params: g.params }),
      peak: g.peak,
      kvBytes: cache(g.cachedHalf, batch.value),
      gpus: g.quarter,
    });
    const critical = f.crossoverBatch({ peak: g.peak, bandwidth: g.bandwidth, bytesPerParam: g.int4 });
    const read = f.memoryTime({ bytes: g.memory, bandwidth: g.bandwidth });
    const compute =
      batch.value > critical.value
        ? md`The premise does not hold everywhere, though. With int4 weights and BF16 arithmetic decode turns compute-bound at ${show(critical, { as: '1', digits: 2 })}, and a step with ${batch} takes ${show(step, { digits: 3 })} and not ${show(read, { digits: 3 })}. Weights of few bits want arithmetic of few bits.`
        : md`The premise holds here: in int4, where it is tightest, ${batch} are below the critical batch of ${show(critical, { as: '1', digits: 2 })}.`;
    return md`The smallest slice is not the one that serves most requests for each chip. It spends most of its memory on weights, and what a larger one adds is all for caches. ${compute}`;
  },
  fresh: {
    ours: { ...ours },
    '32k': contextOf(2 ** 15),
    '16k': contextOf(2 ** 14),
    'v6e-half-the-chips': { ...v6e, ...slices(16, 8, 4) },
    'llama-3-405b-32k': { ...llama405B, ...contextOf(2 ** 15), ...slices(128, 64, 32) },
  },
});
