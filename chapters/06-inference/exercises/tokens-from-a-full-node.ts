import { amount, md, numeric, show, type Formulas } from '@scaling-workbook/exercises';

interface Node {
  readonly gpus: number;
  readonly capacity: number;
  readonly bandwidth: number;
  readonly peak: number;
  readonly params: number;
  readonly layers: number;
  readonly kvHeads: number;
  readonly headDim: number;
  readonly context: number;
}

const rateOf = ({ gpus, capacity, bandwidth, peak, params, layers, kvHeads, headDim, context }: Node, f: Formulas): number => {
  const weightBytes = f.weightBytes({ params });
  const kvBytesPerSequence = f.kvCacheBytes({ layers, kvHeads, headDim, tokens: context });
  const batch = f.batchThatFits({ gpus, capacity, weightBytes, kvBytesPerSequence });
  const kvBytes = f.kvCacheBytes({ layers, kvHeads, headDim, tokens: context, sequences: batch });
  const stepTime = f.decodeStepTime({
    weightBytes,
    bandwidth,
    batch,
    flopsPerToken: f.forwardFlopsPerToken({ params }),
    peak,
    kvBytes,
    gpus,
  });
  return f.decodeThroughput({ batch, stepTime });
};

export default numeric({
  title: 'What a full node can make',
  given: {
    params: amount(70.6e9, 'param'),
    layers: amount(80, '1'),
    kvHeads: amount(8, '1'),
    headDim: amount(128, '1'),
    gpus: amount(8, 'GPU'),
    capacity: amount(80e9, 'B'),
    bandwidth: amount(3.35e12, 'B/s'),
    peak: amount(989.4e12, 'FLOP/s'),
    context: amount(4096, 'token'),
  },
  ask: ({ gpus }) =>
    md`A node of ${gpus}, H100s, serves Llama 3 70B in BF16 to people who chat with it. Their conversations are a few thousand tokens long, and so many want to talk to it that the memory is always full. Estimate how many tokens a second it makes in all. You choose what you have to assume; what counts is that the answer is in the right range.`,
  label: 'Tokens a second, all readers together',
  unit: 'token/s',
  solve: rateOf,
  byHand: 14_723,
  range: {
    low: {
      given: () => ({ context: 8192, bandwidth: 0.6 * 3.35e12 }),
      say: 'if each has 8,192 tokens and 60 % of the bandwidth is reached',
      byHand: 4664.2,
    },
    high: { given: () => ({ context: 2048 }), say: 'if each has 2,048 tokens and the full bandwidth is reached', byHand: 23_321 },
  },
  steps: [
    md`The weights, two bytes each.`,
    md`The cache of one conversation of 4,096 tokens.`,
    md`So many fit into what the weights leave free.`,
    md`The caches of all of them.`,
    md`Two FLOPs for each parameter.`,
    md`One step: read the caches, then the longer of weights and arithmetic.`,
    md`A token for each reader and step.`,
  ],
  hint: () => md`
First the number of readers: free memory over the cache of one. Then the step. There is a short cut for it: where memory is full, a step reads all of it once.
  `,
  after: ({ capacity, bandwidth }, f) =>
    md`The short cut: a chip whose memory is full reads it in ${show(f.memoryTime({ bytes: capacity, bandwidth }), { digits: 2 })}, its capacity over its bandwidth, whatever the model and however many chips. That is nearly the step already, and the rate is the number of readers over it. The context decides that number, so it is the first thing to ask about: half of it means twice the readers in a step of the same length, until arithmetic gets in the way.`,
});
