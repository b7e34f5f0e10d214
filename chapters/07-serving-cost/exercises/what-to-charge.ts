import { amount, md, numeric, type Formulas } from '@scaling-workbook/exercises';

interface Service {
  readonly params: number;
  readonly layers: number;
  readonly kvHeads: number;
  readonly headDim: number;
  readonly gpus: number;
  readonly capacity: number;
  readonly bandwidth: number;
  readonly peak: number;
  readonly context: number;
  readonly pricePerHour: number;
  readonly utilization: number;
}

function costOf(
  { params, layers, kvHeads, headDim, gpus, capacity, bandwidth, peak, context, pricePerHour, utilization }: Service,
  f: Formulas,
) {
  const weightBytes = f.weightBytes({ params });
  const kvBytesPerSequence = f.kvCacheBytes({ layers, kvHeads, headDim, tokens: context });
  const batch = f.batchThatFits({ gpus, capacity, weightBytes, kvBytesPerSequence });
  const kvBytes = f.kvCacheBytes({ layers, kvHeads, headDim, tokens: context, sequences: batch });
  const flopsPerToken = f.forwardFlopsPerToken({ params });
  const stepTime = f.decodeStepTime({ weightBytes, bandwidth, batch, flopsPerToken, peak, kvBytes, gpus });
  return f.costPerMillionTokens({
    pricePerHour,
    rate: f.decodeThroughput({ batch, stepTime }),
    utilization,
  });
}

export default numeric({
  title: 'What would you have to charge?',
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
    pricePerHour: amount(20, '$/h'),
    utilization: amount(0.6, '1'),
  },
  ask: () =>
    md`You put Llama 3 70B, in BF16, on a rented node of eight H100s and sell chat. Estimate what a million output tokens cost you. You choose what you have to assume; what counts is that the answer is in the right range.`,
  label: 'Cost of a million output tokens',
  unit: '$/Mtoken',
  solve: costOf,
  byHand: 0.628892,
  range: {
    low: {
      given: () => ({ context: 2048, pricePerHour: 16, utilization: 0.8 }),
      say: 'with 2,048 tokens, $2 for a GPU-hour, 80 % busy',
      byHand: 0.23822,
    },
    high: {
      given: () => ({ context: 8192, pricePerHour: 32, utilization: 0.4 }),
      say: 'with 8,192 tokens, $4 for a GPU-hour, 40 % busy',
      byHand: 2.8587,
    },
  },
  steps: [
    md`The weights.`,
    md`The cache of one conversation of 4,096 tokens.`,
    md`So many fit.`,
    md`All caches.`,
    md`The arithmetic of a token.`,
    md`One step with the memory full.`,
    md`A token for each reader and step.`,
    md`Eight GPUs at $2.50 an hour, busy for three fifths of it.`,
  ],
  hint: () => md`
You need a context, a rent and how busy the node is; the chapter has figures for each. With the memory full, a step takes as long as reading it once, a little more where arithmetic counts.
  `,
  after: () =>
    md`Three assumptions span a factor of twelve, and the model and the chip, which people talk about, are none of them. Real engines add to the bound: kernels that do not reach the full bandwidth, exchanges between the chips, the prompts’ share of the hour. Quote the price together with context, rent and load.`,
});
