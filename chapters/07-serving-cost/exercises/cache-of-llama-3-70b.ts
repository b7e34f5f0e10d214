import { amount, md, parts, show } from '@scaling-workbook/exercises';
import { batchOf, contextOf, llama405B, llama70B, llama8B, ours, stored, v5e } from '../tpu-service.ts';

export default parts({
  title: 'KV cache of LLaMA 3-70B',
  book: 'sb-applied-inference-t1',
  given: { ...llama70B, ...stored('int8'), ...contextOf(2 ** 15), ...batchOf(240), memory: v5e.memory },
  ask: ({ model, params, layers, kvHeads, headDim, type, context, batch, memory }) =>
    md`${model} has ${layers} layers ($L$), each with ${kvHeads} key and value heads ($K$) of width ${headDim} ($H$). Its ${params} and its KV cache are stored in ${type}. How many bytes does the cache take for one token, how many for a sequence of ${context}, and how many for ${batch} of that length? And how many chips of ${memory} hold these caches and the weights?`,
  fields: {
    token: {
      label: 'Cache of one token',
      unit: 'B/token',
      byHand: 163_840,
      printed: [
        {
          value: 160_000,
          say: 'The companion book calls it 160 kB. In units of 1,024 bytes that is exact; in bytes it is 163,840, and later figures follow from those.',
          right: true,
        },
      ],
      solve: ({ layers, kvHeads, headDim, bytesPerElement }, f) => f.kvCacheBytesPerToken({ layers, kvHeads, headDim, bytesPerElement }),
      steps: [md`A key and a value for each head, in every layer.`],
    },
    sequence: {
      label: 'Cache of one sequence',
      unit: 'GB',
      byHand: 5.36870912,
      gigabytes: 'decimal',
      printed: [
        { value: 5.3, say: 'The companion book rounds the bytes of a token first. From 163,840 bytes it is 5.37 GB.', right: true },
      ],
      solve: ({ layers, kvHeads, headDim, bytesPerElement, context }, f) =>
        f.kvCacheBytes({ layers, kvHeads, headDim, bytesPerElement, tokens: context }),
      steps: [md`The same for every token of the context.`],
    },
    all: {
      label: 'Caches of the batch',
      unit: 'TB',
      byHand: 1.288490189,
      gigabytes: 'decimal',
      solve: ({ layers, kvHeads, headDim, bytesPerElement, context, batch }, f) =>
        f.kvCacheBytes({ layers, kvHeads, headDim, bytesPerElement, tokens: context, sequences: batch }),
      steps: [md`Each sequence has a cache of its own.`],
    },
    chips: {
      label: 'Chips that hold caches and weights',
      unit: '1',
      byHand: 85,
      tolerance: 0,
      gigabytes: 'decimal',
      printed: [
        {
          value: 86,
          say: 'The companion book rounds the caches up to 1.3 TB first. With 1.288 TB it is 84.9, so 85 chips.',
          right: true,
        },
      ],
      solve: ({ params, bytesPerParam, memory }, f, earlier) =>
        f.chipsForMemory({ weightBytes: f.weightBytes({ params, bytesPerParam }), cacheBytes: earlier('all'), memory }),
      steps: [md`The weights are stored once, spread over all chips.`, md`Both together over one chip’s memory, rounded up.`],
    },
  },
  hint: () => md`
$2 \cdot K \cdot H \cdot L$ numbers for a token. Everything else is multiplication, and a division at the end.
  `,
  after: ({ params, bytesPerParam, layers, kvHeads, headDim, bytesPerElement, context, batch }, f) => {
    const weights = f.weightBytes({ params, bytesPerParam });
    const cache = f.kvCacheBytes({ layers, kvHeads, headDim, bytesPerElement, tokens: context });
    const all = f.kvCacheBytes({ layers, kvHeads, headDim, bytesPerElement, tokens: context, sequences: batch });
    return md`The caches of the batch are ${show(f.byteRatio({ first: all, second: weights }), { digits: 2 })} times as large as the weights; about ${show(f.byteRatio({ first: weights, second: cache }), { digits: 2 })} sequences of this length weigh as much as the model itself. This is what limits the batch of a service, and not the weights.`;
  },
  fresh: {
    'bf16-cache': stored('BF16'),
    'ours-8k': { ...contextOf(8192), memory: ours.memory },
    '128k-32-sequences': { ...contextOf(2 ** 17), ...batchOf(32) },
    'llama-3-8b': llama8B,
    'llama-3-405b': llama405B,
    h100: { memory: amount(80e9, 'B') },
  },
});
