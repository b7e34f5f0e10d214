import { amount, md, parts, show } from '@scaling-workbook/exercises';
import { llama405B, llama70B, onH100, ours, v5e, v6e } from '../tpu-service.ts';

const answerOf = (tokens: number) => ({ answer: amount(tokens, 'token') });

export default parts({
  title: 'A decode step with memory full',
  book: 'sb-applied-inference-t6',
  given: {
    ...llama70B,
    ...v5e,
    ...answerOf(512),
    bytesPerParam: amount(0.5, 'B/param'),
    gpus: amount(4, 'GPU'),
  },
  ask: ({ model, params, chip, memory, bandwidth, answer, gpus }) =>
    md`You fill the memory of every chip with weights and caches, and a step reads all of it once. A chip (${chip}) has ${memory} and reads at ${bandwidth}. How long does a step take, and how long an answer of ${answer}? With a small batch the memory is not full: how long does a step take at least where ${model} (${params}) is stored in int4, half a byte each, on ${show(gpus, { as: 'chip' })}, and nothing but its weights is read?`,
  fields: {
    step: {
      label: 'Step with full memory',
      unit: 'ms',
      byHand: 19.5122,
      printed: [{ value: 19, say: 'The companion book cuts the rest off: 16 GB over 820 GB/s are 19.5 ms.', right: true }],
      solve: ({ memory, bandwidth }, f) => f.memoryTime({ bytes: memory, bandwidth }),
      steps: [md`All chips read at the same time, each its own memory.`],
      slips: [
        {
          name: 'on-several-chips',
          say: 'That spreads the bytes of one chip over all of them. Each chip has its own memory full.',
          solve: ({ memory, bandwidth, gpus }, f) => f.memoryTime({ bytes: memory, bandwidth: gpus * bandwidth }),
        },
      ],
    },
    answer: {
      label: 'Time of an answer',
      unit: 's',
      byHand: 9.990244,
      printed: [{ value: 9, say: 'The companion book says about 9 s. With 19.5 ms a step, 512 steps take 10 s.' }],
      solve: ({ answer }, f, earlier) => f.answerTime({ outputTokens: answer, stepTime: earlier('step') }),
      steps: [md`One step for each token.`],
    },
    least: {
      label: 'Least step in int4',
      unit: 'ms',
      byHand: 10.670732,
      printed: [{ value: 10, say: 'The companion book says about 10 ms. 35 GB over four memories are 10.7 ms.', right: true }],
      solve: ({ params, bytesPerParam, bandwidth, gpus }, f) =>
        f.decodeMemoryTime({ weightBytes: f.weightBytes({ params, bytesPerParam }), bandwidth, gpus }),
      steps: [md`Half a byte for each parameter.`, md`Read by all chips together.`],
      slips: [
        {
          name: 'one-chip',
          say: 'That is one chip reading all of it. The chips read their parts at the same time.',
          solve: ({ params, bytesPerParam, bandwidth }, f) =>
            f.decodeMemoryTime({ weightBytes: f.weightBytes({ params, bytesPerParam }), bandwidth }),
        },
      ],
    },
  },
  hint: () => md`
How long does a chip take to read its own memory from end to end? The number of chips does not matter for that.
  `,
  after: ({ chip, memory, bandwidth }, f) =>
    md`The first figure needs no model at all: whatever a ${chip} serves, a step that only waits for reading takes no longer than ${show(f.memoryTime({ bytes: memory, bandwidth }), { digits: 2 })}.`,
  fresh: {
    ours: { ...ours },
    'v6e-2-chips': { ...v6e, gpus: amount(2, 'GPU') },
    h100: { ...onH100, gpus: amount(1, 'GPU') },
    '2048-tokens': answerOf(2048),
    'llama-3-405b-16-chips': { ...llama405B, gpus: amount(16, 'GPU') },
  },
});
