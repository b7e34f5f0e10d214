import { amount, md, parts, show } from '@scaling-workbook/exercises';
import { ours, v5e, v6e } from '../chips.ts';
import { invented, sliceOf } from '../invented-model.ts';

const contextOf = (tokens: number) => ({ context: amount(tokens, 'token') });
const stored = (type: string, bytes: number) => ({
  type,
  bytesPerParam: amount(bytes, 'B/param'),
  bytesPerElement: amount(bytes, 'B/element'),
});

export default parts({
  title: 'The largest batch at a context of 128,000',
  book: 'sb-inference-2',
  given: {
    params: amount(18.4e9, 'param'),
    layers: invented.layers,
    kvHeads: invented.kvHeads,
    headDim: invented.headDim,
    fewer: amount(1, '1'),
    ...contextOf(128_000),
    ...stored('int8', 1),
    chip: v5e.chip,
    memory: v5e.memory,
    gpus: sliceOf(16).gpus,
  },
  ask: ({ params, layers, kvHeads, headDim, fewer, context, type, chip, memory, gpus }) =>
    md`The model of the last problem (${params}, ${layers} layers, ${kvHeads} key and value heads of width ${headDim}) runs on ${show(gpus, { as: 'chip' })} (${chip}) of ${memory}. Weights and caches are stored in ${type} and spread evenly over all of them. How many sequences of ${show(amount(context.value, '1'))} tokens fit? And how many, if the model kept ${show(fewer, { as: '1' })} key and value head instead of ${kvHeads}, with as many parameters as before?`,
  fields: {
    grouped: {
      label: 'Sequences that fit',
      unit: 'sequence',
      byHand: 7,
      tolerance: 0,
      gigabytes: 'decimal',
      solve: ({ gpus, memory, params, bytesPerParam, layers, kvHeads, headDim, context, bytesPerElement }, f) =>
        f.batchThatFits({
          gpus,
          capacity: memory,
          weightBytes: f.weightBytes({ params, bytesPerParam }),
          kvBytesPerSequence: f.kvCacheBytes({ layers, kvHeads, headDim, tokens: context, bytesPerElement }),
        }),
      steps: [md`The weights.`, md`The cache of one sequence.`, md`How often it fits into what the weights leave, rounded down.`],
    },
    single: {
      label: 'With a single head',
      unit: 'sequence',
      byHand: 56,
      tolerance: 0,
      gigabytes: 'decimal',
      solve: ({ gpus, memory, params, bytesPerParam, layers, fewer, headDim, context, bytesPerElement }, f) =>
        f.batchThatFits({
          gpus,
          capacity: memory,
          weightBytes: f.weightBytes({ params, bytesPerParam }),
          kvBytesPerSequence: f.kvCacheBytes({ layers, kvHeads: fewer, headDim, tokens: context, bytesPerElement }),
        }),
      steps: [md`The weights as before.`, md`A smaller cache.`, md`Rounded down.`],
    },
  },
  hint: () => md`
Memory of all chips, less the weights, over the cache of one sequence. Round down once, at the end.
  `,
  after: ({ gpus, memory, params, bytesPerParam, layers, kvHeads, headDim, bytesPerElement }, f) => {
    const at = (tokens: number) =>
      f.batchThatFits({
        gpus,
        capacity: memory,
        weightBytes: f.weightBytes({ params, bytesPerParam }),
        kvBytesPerSequence: f.kvCacheBytes({ layers, kvHeads, headDim, tokens, bytesPerElement }),
      });
    return md`A context of “128k” can mean ${show(amount(2 ** 17, '1'))} tokens as well, and there these chips have room for ${at(2 ** 17)}. The companion book’s answers, 7 and 56, are for 128,000. At ${amount(8192, 'token')} there would be room for ${at(8192)}. A single key and value head cannot be divided among chips head by head; the cache is cut along the batch instead.`;
  },
  fresh: {
    '131072-tokens': contextOf(2 ** 17),
    'ours-131072': { ...contextOf(2 ** 17), memory: ours.memory },
    'bf16-32k': { ...stored('BF16', 2), ...contextOf(32_000) },
    '32-chips': { gpus: sliceOf(32).gpus },
    v6e: { chip: v6e.chip, memory: v6e.memory },
  },
});
