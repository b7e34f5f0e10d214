import { amount, md, parts, show } from '@scaling-workbook/exercises';
import { batchOf, contextOf, llama8B, ours, stored, v5e } from '../tpu-service.ts';

const rowsOf = (batch: number) => ({ ...batchOf(batch), rows: amount(batch, 'token') });

export default parts({
  title: 'LLaMA 3-8B at a batch of 240',
  book: 'sb-applied-inference-2',
  given: {
    ...llama8B,
    ...stored('int8'),
    ...rowsOf(240),
    ...contextOf(8192),
    chip: v5e.chip,
    memory: v5e.memory,
    columns: amount(2 * 14_336, '1'),
    activation: amount(2, 'B/element'),
  },
  ask: ({ model, params, layers, width, hidden, kvHeads, headDim, type, batch, context, chip, memory }) =>
    md`${model} has ${params}, ${layers} layers of width ${width} with a gated MLP of ${hidden}, and ${kvHeads} key and value heads of width ${headDim}; its vocabulary has 128,256 tokens. Weights and caches are in ${type}. It decodes ${batch} of ${context} each. How many bytes do weights and caches take? About how many do the largest activations of a step take, in BF16 unless you have a reason for another type? How many chips (${chip}) of ${memory} hold weights and caches, and how many has the smallest slice, in powers of two?`,
  fields: {
    weights: {
      label: '(a) Weights',
      unit: 'GB',
      byHand: 8.03,
      gigabytes: 'decimal',
      solve: ({ params, bytesPerParam }, f) => f.weightBytes({ params, bytesPerParam }),
      steps: [md`A byte for each parameter in int8.`],
    },
    caches: {
      label: '(b) Caches',
      unit: 'GB',
      byHand: 128.849019,
      gigabytes: 'decimal',
      solve: ({ layers, kvHeads, headDim, bytesPerElement, context, batch }, f) =>
        f.kvCacheBytes({ layers, kvHeads, headDim, bytesPerElement, tokens: context, sequences: batch }),
      steps: [md`A key and a value for each head, layer, token and sequence.`],
    },
    activations: {
      label: '(c) Largest activations, about',
      unit: 'MB',
      byHand: 13.76256,
      gigabytes: 'decimal',
      solve: ({ rows, columns, activation }, f) => f.hiddenActivationBytes({ tokens: rows, hidden: columns, bytesPerElement: activation }),
      range: {
        low: {
          given: () => ({ columns: 4096 }),
          say: md`if only the residual stream counts, one vector of the model’s width for each sequence`,
          byHand: 1.96608,
        },
        high: {
          given: () => ({ columns: 128_256, activation: 4 }),
          say: md`if the logits do, in FP32`,
          byHand: 123.12576,
        },
      },
      steps: [md`Our estimate: gate and up of one MLP, side by side, one row for each sequence.`],
      slips: [
        {
          name: 'whole-context',
          say: 'That has a row for each token of the context, as in prefill. In a decode step each sequence has one token; of the others only keys and values are left.',
          given: ({ rows, context }) => ({ rows: rows * context }),
        },
      ],
    },
    chips: {
      label: 'Chips that hold weights and caches',
      unit: '1',
      byHand: 9,
      tolerance: 0,
      gigabytes: 'decimal',
      solve: ({ memory }, f, earlier) =>
        f.acceleratorsNeeded({
          bytes: f.weightsAndCachesBytes({ weightBytes: earlier('weights'), kvBytes: earlier('caches') }),
          capacity: memory,
        }),
      steps: [md`Both together.`, md`Over the memory of one chip, rounded up.`],
    },
    slice: {
      label: 'Chips of the smallest slice',
      unit: '1',
      byHand: 16,
      tolerance: 0,
      gigabytes: 'decimal',
      solve: ({ memory }, f, earlier) =>
        f.sliceForMemory({
          bytes: f.weightsAndCachesBytes({ weightBytes: earlier('weights'), kvBytes: earlier('caches') }),
          capacity: memory,
        }),
      steps: [md`Both together.`, md`The next power of two.`],
    },
  },
  hint: () => md`
In decode every sequence has one token in a layer at a time, so an activation is a matrix of $B$ rows. Which matrix is the widest? It is needed for one layer at a time.
  `,
  after: ({ params, bytesPerParam, layers, kvHeads, headDim, bytesPerElement, context, batch }, f) => {
    const weights = f.weightBytes({ params, bytesPerParam });
    const caches = f.kvCacheBytes({ layers, kvHeads, headDim, bytesPerElement, tokens: context, sequences: batch });
    return md`The companion book prints no answer and gives no context length; at ${context} the caches are ${show(f.byteRatio({ first: caches, second: weights }), { digits: 2 })} times the weights, at an eighth of it they would be ${show(f.byteRatio({ first: caches.value / 8, second: weights }), { digits: 2 })} times. The activations of a decode step do not matter for memory, whichever of them you count. In prefill, with thousands of rows, they do.`;
  },
  fresh: {
    ours: { memory: ours.memory },
    '1k': contextOf(1024),
    bf16: stored('BF16'),
    '32k': contextOf(2 ** 15),
  },
});
