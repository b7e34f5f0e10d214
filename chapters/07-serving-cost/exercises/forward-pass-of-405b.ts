import { amount, letter, md, parts, show } from '@scaling-workbook/exercises';
import { llama405B, llama70B, onH100, ours, v5e } from '../tpu-service.ts';

export default parts({
  title: 'A forward pass of LLaMA 3-405B',
  book: 'sb-applied-inference-1',
  given: {
    B: letter('sequence', { from: 2, to: 4096, whole: true }),
    N: letter('GPU'),
    ...llama405B,
    ...v5e,
    bytesPerParam: amount(2, 'B/param'),
  },
  ask: ({ model, params, chip, peak, bandwidth, bytesPerParam }) =>
    md`${model} has ${params}, stored at ${bytesPerParam} and divided evenly over $N$ chips (${chip}, ${peak}, memory at ${bandwidth}). How many FLOPs does its forward pass spend on a token? If $B$ sequences decode together, how long does a pass take at least by arithmetic, and how long by reading the weights from memory? From which $B$ on does arithmetic take longer? Leave out caches and links.`,
  fields: {
    flops: {
      label: 'FLOPs for each token',
      unit: 'FLOP/token',
      byHand: 8.116e11,
      solve: ({ params }, f) => f.forwardFlopsPerToken({ params }),
      steps: [md`A multiply-add with every parameter.`],
    },
    compute: {
      label: 'Time of the arithmetic, in terms of B and N',
      unit: 's',
      byHand: '2 params B / (N peak)',
      tolerance: 0.01,
      solve: ({ params, B, N, peak }, f) =>
        f.decodeComputeTime({ batch: B, flopsPerToken: f.forwardFlopsPerToken({ params }), peak, gpus: N }),
      slips: [
        {
          name: 'one-token',
          say: 'That is the arithmetic of one token. Every sequence of the batch has one.',
          solve: ({ params, N, peak }, f) =>
            f.decodeComputeTime({ batch: 1, flopsPerToken: f.forwardFlopsPerToken({ params }), peak, gpus: N }),
        },
      ],
    },
    memory: {
      label: 'Time of reading the weights',
      unit: 's',
      byHand: 'bytesPerParam params / (N bandwidth)',
      tolerance: 0.01,
      solve: ({ params, bytesPerParam, N, bandwidth }, f) =>
        f.decodeMemoryTime({ weightBytes: f.weightBytes({ params, bytesPerParam }), bandwidth, gpus: N }),
    },
    turn: {
      label: 'Arithmetic takes longer from this B on',
      unit: 'sequence',
      byHand: 240.2439,
      solve: ({ peak, bandwidth, bytesPerParam }, f) => f.crossoverBatch({ peak, bandwidth, bytesPerParam }),
      steps: [md`Set both times equal: size and chips cancel.`],
    },
  },
  hint: () => md`
Work over rate, twice: once with FLOPs and once with bytes. All chips work and read at the same time.
  `,
  after: ({ params, bytesPerParam, bandwidth, peak, memory }, f) => {
    const bytes = f.weightBytes({ params, bytesPerParam });
    const gpus = f.sliceForMemory({ bytes, capacity: memory });
    const flopsPerToken = f.forwardFlopsPerToken({ params });
    return md`The companion book prints no answer, and says “comms-bound” without naming the channel; its other bounds on the time of a step are for memory, as here. The smallest slice that holds the weights has ${show(gpus, { as: 'chip' })}. There one token takes ${show(f.decodeComputeTime({ batch: 1, flopsPerToken, peak, gpus }), { as: 'ms', digits: 2 })} of arithmetic and ${show(f.decodeMemoryTime({ weightBytes: bytes, bandwidth, gpus }), { as: 'ms', digits: 2 })} of reading.`;
  },
  fresh: {
    ours: { ...ours },
    int8: { bytesPerParam: amount(1, 'B/param') },
    'llama-3-70b': llama70B,
    h100: { ...onH100 },
  },
});
