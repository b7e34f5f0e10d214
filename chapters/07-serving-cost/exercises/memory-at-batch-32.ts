import { md, parts, show } from '@scaling-workbook/exercises';
import { batchOf, contextOf, llama405B, llama70B, llama8B, ours, stored, v5e } from '../tpu-service.ts';

export default parts({
  title: 'Memory at a batch of 32',
  book: 'sb-applied-inference-t2',
  given: { ...llama70B, ...stored('int8'), ...contextOf(8192), ...batchOf(32), chip: v5e.chip, memory: v5e.memory },
  ask: ({ model, params, layers, kvHeads, headDim, type, context, batch, chip, memory }) =>
    md`${model} (${params}, ${layers} layers with ${kvHeads} key and value heads of width ${headDim}) serves ${batch} of ${context} each, with weights and caches in ${type}. How much memory do the caches take, and how much is it with the weights? How many chips (${chip}) of ${memory} hold that, and how many has the smallest slice that does, if slices come in powers of two?`,
  fields: {
    caches: {
      label: 'Caches',
      unit: 'GB',
      byHand: 42.949673,
      gigabytes: 'decimal',
      printed: [
        {
          value: 41.9,
          say: 'The companion book takes 160,000 bytes for a token. From $2 \\cdot 8 \\cdot 128 \\cdot 80$ = 163,840 it is 42.9 GB.',
        },
      ],
      solve: ({ layers, kvHeads, headDim, bytesPerElement, context, batch }, f) =>
        f.kvCacheBytes({ layers, kvHeads, headDim, bytesPerElement, tokens: context, sequences: batch }),
      steps: [md`A key and a value for each head, layer, token and sequence.`],
    },
    all: {
      label: 'Caches and weights',
      unit: 'GB',
      byHand: 112.949673,
      gigabytes: 'decimal',
      solve: ({ params, bytesPerParam }, f, earlier) =>
        f.weightsAndCachesBytes({ weightBytes: f.weightBytes({ params, bytesPerParam }), kvBytes: earlier('caches') }),
      steps: [md`The weights, stored once.`, md`Both together.`],
    },
    chips: {
      label: 'Chips that hold it',
      unit: '1',
      byHand: 8,
      tolerance: 0,
      gigabytes: 'decimal',
      printed: [
        {
          value: 7,
          say: 'The companion book divides 112 GB by 16 GB and has exactly 7. With the exact cache it is 7.06, which 7 chips do not hold.',
        },
      ],
      solve: ({ memory }, f, earlier) => f.acceleratorsNeeded({ bytes: earlier('all'), capacity: memory }),
      steps: [md`Over the memory of one chip, rounded up.`],
      slips: [
        {
          name: 'weights-alone',
          say: 'So many chips hold the weights. The caches have to be in memory, too.',
          solve: ({ params, bytesPerParam, memory }, f) =>
            f.acceleratorsNeeded({ bytes: f.weightBytes({ params, bytesPerParam }), capacity: memory }),
        },
      ],
    },
    slice: {
      label: 'Chips of the smallest slice',
      unit: '1',
      byHand: 8,
      tolerance: 0,
      gigabytes: 'decimal',
      solve: ({ memory }, f, earlier) => f.sliceForMemory({ bytes: earlier('all'), capacity: memory }),
      steps: [md`The next power of two.`],
    },
  },
  hint: () => md`
The cache of a token, times tokens, times sequences; then add a byte for each parameter, or two, as the type says.
  `,
  after: ({ params, bytesPerParam, layers, kvHeads, headDim, bytesPerElement, context, batch, memory }, f) => {
    const bytes = f.weightsAndCachesBytes({
      weightBytes: f.weightBytes({ params, bytesPerParam }),
      kvBytes: f.kvCacheBytes({ layers, kvHeads, headDim, bytesPerElement, tokens: context, sequences: batch }),
    });
    const gpus = f.sliceForMemory({ bytes, capacity: memory });
    const chips: number = gpus.value;
    const full = f.byteShare({ part: bytes, whole: f.podMemory({ chips, memory }) });
    return md`On ${show(gpus, { as: 'chip' })} this fills ${show(full, { as: '%', digits: 2 })} of the memory. Activations, the program and whatever the compiler reserves come on top, so a slice that is nearly full is too full in practice: take a smaller batch then, or the next slice. For its own numbers the companion book finds 7 chips, and settles on 8 (a 4×2) as we do.`;
  },
  fresh: {
    ours: { memory: ours.memory },
    bf16: stored('BF16'),
    int4: stored('int4'),
    '64-sequences': batchOf(64),
    'llama-3-8b-32k': { ...llama8B, ...contextOf(2 ** 15) },
    'llama-3-405b': llama405B,
  },
});
