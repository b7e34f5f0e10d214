/** What serving costs: dollars for a million tokens, and the batch and utilization at which a price pays. */
import { count, countOrZero, formula, fraction, optional, positive } from './formula.ts';

const book =
  'Austin et al. 2025, How to Scale Your Model, Part 8 (serving LLaMA 3-70B), https://jax-ml.github.io/scaling-book/applied-inference';

const pricePerHour = positive('$/h', String.raw`\pi`, 'price of all accelerators of the copy for an hour');
const rate = positive('token/s', 'r', 'tokens per second of one copy of the model while busy, all sequences together');
const utilization = positive('1', 'u', 'share of the time the accelerators are busy');
const targetCost = positive('$/Mtoken', String.raw`\$_{1\text{M}}`, 'dollars for a million tokens to reach');
const atMostOne = ({ utilization }: { readonly utilization: number }): string | undefined =>
  utilization > 1 ? `utilization must be at most 1, an hour has no more than 60 busy minutes, got ${utilization}` : undefined;

export const hourlyPrice = formula({
  title: 'Price per hour',
  about: 'What the accelerators of one copy of the model cost together for an hour.',
  takes: { gpus: count('GPU', 'G', 'accelerators'), pricePerGpu: positive('$/h', String.raw`\pi`, 'price of one accelerator for an hour') },
  example: { gpus: 48, pricePerGpu: 3 },
  gives: '$/h',
  tex: ({ gpus, pricePerGpu }) => String.raw`${gpus} \cdot ${pricePerGpu}`,
  of: ({ gpus, pricePerGpu }) => gpus * pricePerGpu,
  slips: [
    {
      name: 'one-gpu',
      say: 'That is the price of one accelerator. The model runs on all of them, and all are paid for.',
      of: ({ pricePerGpu }) => pricePerGpu,
    },
  ],
  source: book,
});

export const costPerMillionTokens = formula({
  title: 'Cost of a million tokens',
  about:
    'The price of an hour over the tokens that the hour really yields. Idle minutes are paid for too, so low utilization makes tokens expensive.',
  takes: { pricePerHour, rate, utilization },
  example: { pricePerHour: 24, rate: 9000, utilization: 0.55 },
  gives: '$/Mtoken',
  symbol: String.raw`\$_{1\text{M}}`,
  tex: ({ pricePerHour, rate, utilization }) => String.raw`\frac{${pricePerHour}}{3600 \cdot ${rate} \cdot ${utilization}} \cdot 10^6`,
  of: ({ pricePerHour, rate, utilization }) => (pricePerHour / (3600 * rate * utilization)) * 1e6,
  refuse: atMostOne,
  slips: [
    {
      name: 'utilization-left-out',
      say: 'That would be right for accelerators that never idle. Divide by the utilization too: idle time is paid for.',
      of: ({ pricePerHour, rate }) => (pricePerHour / (3600 * rate)) * 1e6,
    },
    {
      name: 'times-utilization',
      say: 'Utilization belongs in the denominator: idle time makes a token more expensive, not cheaper.',
      of: ({ pricePerHour, rate, utilization }) => ((pricePerHour * utilization) / (3600 * rate)) * 1e6,
    },
    {
      name: 'seconds-for-hours',
      say: 'The price is for an hour and the rate for a second: an hour has 3600 of them.',
      of: ({ pricePerHour, rate, utilization }) => (pricePerHour / (rate * utilization)) * 1e6,
    },
    {
      name: 'per-thousand',
      say: 'That is the price of a thousand tokens. A million costs a thousand times as much.',
      of: ({ pricePerHour, rate, utilization }) => (pricePerHour / (3600 * rate * utilization)) * 1e3,
    },
  ],
  source: book,
});

export const breakEvenBatch = formula({
  title: 'Break-even batch',
  about:
    'The fewest sequences decoded together at which the cost of a token falls to the target, if the rate grows in proportion to the batch.',
  takes: { targetCost, pricePerHour, rate: positive('token/s', String.raw`r_1`, 'tokens per second of one sequence'), utilization },
  example: { targetCost: 1.5, pricePerHour: 24, rate: 50, utilization: 0.55 },
  gives: 'sequence',
  symbol: 'B',
  tex: ({ targetCost, pricePerHour, rate, utilization }) =>
    String.raw`\left\lceil \frac{10^6 \cdot ${pricePerHour}}{3600 \cdot ${utilization} \cdot ${rate} \cdot ${targetCost}} \right\rceil`,
  of: ({ targetCost, pricePerHour, rate, utilization }) => Math.ceil((1e6 * pricePerHour) / (3600 * utilization * rate * targetCost)),
  refuse: atMostOne,
  slips: [
    {
      name: 'rounded-down',
      say: 'If you round down, the tokens still cost a little more than the target: round up.',
      of: ({ targetCost, pricePerHour, rate, utilization }) => Math.floor((1e6 * pricePerHour) / (3600 * utilization * rate * targetCost)),
    },
    {
      name: 'utilization-left-out',
      say: 'That batch is enough only for accelerators that never idle: divide by the utilization too.',
      of: ({ targetCost, pricePerHour, rate }) => Math.ceil((1e6 * pricePerHour) / (3600 * rate * targetCost)),
    },
  ],
  source: book,
});

interface PricedStep {
  readonly targetCost: number;
  readonly pricePerHour: number;
  readonly utilization: number;
  readonly weightBytes: number;
  readonly kvBytesPerSequence: number;
  readonly bandwidth: number;
  readonly gpus: number;
}
/** Bytes that all accelerators read in the time that a token may take at the target price. */
const affordableBytes = ({ targetCost, pricePerHour, utilization, bandwidth, gpus }: PricedStep): number =>
  (3600 * utilization * targetCost * gpus * bandwidth) / (1e6 * pricePerHour);

export const breakEvenBatchWithCaches = formula({
  title: 'Break-even batch with caches',
  about:
    'At the target price each token may take so many seconds of the accelerators. Its own cache is read in them, and a share of the weights; the batch has to be large enough for that share. Holds while the step is its reads, below the crossover batch.',
  takes: {
    targetCost,
    pricePerHour,
    utilization,
    weightBytes: positive('B', String.raw`Q_w`, 'bytes of the weights, on all accelerators together', 'model.weightBytesReadInStep'),
    kvBytesPerSequence: positive('B', 'q', 'KV cache of one sequence, all layers together'),
    bandwidth: positive('B/s', 'W', 'memory bandwidth of one accelerator', 'chip.memoryBandwidth'),
    gpus: optional(count('GPU', 'G', 'accelerators of the copy'), 1),
  },
  assumes: ['cache'],
  example: { targetCost: 1.5, pricePerHour: 24, utilization: 0.55, weightBytes: 40e9, kvBytesPerSequence: 6e8, bandwidth: 4e12, gpus: 8 },
  gives: 'sequence',
  symbol: 'B',
  tex: (x) =>
    String.raw`\left\lceil \frac{${x.weightBytes}}{${x.gpus} \cdot ${x.bandwidth} \cdot \frac{3600 \cdot ${x.utilization} \cdot ${x.targetCost}}{10^6 \cdot ${x.pricePerHour}} - ${x.kvBytesPerSequence}} \right\rceil`,
  of: (x) => Math.ceil(x.weightBytes / (affordableBytes(x) - x.kvBytesPerSequence)),
  refuse: (x) =>
    atMostOne(x) ??
    (affordableBytes(x) <= x.kvBytesPerSequence
      ? `targetCost must be above ${String((x.targetCost * x.kvBytesPerSequence) / affordableBytes(x))}, what reading one cache costs at any batch, got ${String(x.targetCost)}`
      : undefined),
  slips: [
    {
      name: 'cache-left-out',
      say: 'That batch is enough only if the caches cost no time. Each token also pays for the read of its own cache.',
      of: (x) => Math.ceil(x.weightBytes / affordableBytes(x)),
    },
    {
      name: 'utilization-left-out',
      say: 'That batch is enough only for accelerators that never idle.',
      of: (x) => Math.ceil(x.weightBytes / (affordableBytes({ ...x, utilization: 1 }) - x.kvBytesPerSequence)),
    },
    {
      name: 'rounded-down',
      say: 'If you round down, the tokens still cost a little more than the target: round up.',
      of: (x) => Math.floor(x.weightBytes / (affordableBytes(x) - x.kvBytesPerSequence)),
    },
  ],
  source: book,
});

export const breakEvenUtilization = formula({
  title: 'Break-even utilization',
  about: 'How busy the accelerators must be for tokens sold at the target price to pay for them.',
  takes: { targetCost, pricePerHour, rate },
  example: { targetCost: 1.5, pricePerHour: 24, rate: 9000 },
  gives: '1',
  symbol: 'u',
  tex: ({ targetCost, pricePerHour, rate }) => String.raw`\frac{10^6 \cdot ${pricePerHour}}{3600 \cdot ${rate} \cdot ${targetCost}}`,
  of: ({ targetCost, pricePerHour, rate }) => (1e6 * pricePerHour) / (3600 * rate * targetCost),
  refuse: ({ targetCost, pricePerHour, rate }) =>
    1e6 * pricePerHour > 3600 * rate * targetCost
      ? `targetCost must be at least ${(1e6 * pricePerHour) / (3600 * rate)}, the cost at full utilization, got ${targetCost}`
      : undefined,
  slips: [
    {
      name: 'inverted',
      say: 'Upside down: utilization is the cost at full use over the price at which the tokens are sold.',
      of: ({ targetCost, pricePerHour, rate }) => (3600 * rate * targetCost) / (1e6 * pricePerHour),
    },
  ],
  source: book,
});

export const servingUtilization = formula({
  title: 'Serving utilization',
  about: 'Tokens demanded over tokens the copies could make. Requests arrive unevenly, so a value well below 1 is usual.',
  takes: {
    demand: positive('token/s', 'd', 'tokens per second that all users ask for together'),
    replicas: count('1', 'n', 'copies of the model'),
    rate,
  },
  example: { demand: 18_000, replicas: 6, rate: 4000 },
  gives: '1',
  symbol: 'u',
  tex: ({ demand, replicas, rate }) => String.raw`\frac{${demand}}{${replicas} \cdot ${rate}}`,
  of: ({ demand, replicas, rate }) => demand / (replicas * rate),
  refuse: ({ demand, replicas, rate }) =>
    demand > replicas * rate ? `demand must be at most replicas × rate = ${replicas * rate}, got ${demand}` : undefined,
  slips: [
    {
      name: 'inverted',
      say: 'Upside down: utilization is demand over capacity, and never above 1.',
      of: ({ demand, replicas, rate }) => (replicas * rate) / demand,
    },
  ],
  source: book,
});

export const replicasNeeded = formula({
  title: 'Copies needed',
  about: 'How many copies of the model serve a demand if each is to be busy only the planned share of the time.',
  takes: { demand: positive('token/s', 'd', 'tokens per second that all users ask for together'), rate, utilization },
  example: { demand: 18_000, rate: 4000, utilization: 0.55 },
  gives: '1',
  symbol: 'n',
  tex: ({ demand, rate, utilization }) => String.raw`\left\lceil \frac{${demand}}{${rate} \cdot ${utilization}} \right\rceil`,
  of: ({ demand, rate, utilization }) => Math.ceil(demand / (rate * utilization)),
  refuse: atMostOne,
  slips: [
    {
      name: 'rounded-down',
      say: 'If you round down, the copies are busier than planned: round up.',
      of: ({ demand, rate, utilization }) => Math.floor(demand / (rate * utilization)),
    },
    {
      name: 'utilization-left-out',
      say: 'That leaves no idle time for peaks: divide by the planned utilization too.',
      of: ({ demand, rate }) => Math.ceil(demand / rate),
    },
  ],
  source: book,
});

export const requestCost = formula({
  title: 'Cost of a request',
  about:
    'Input and output tokens at their own prices. Output is more expensive, since decode makes fewer tokens per second than prefill reads.',
  takes: {
    promptTokens: countOrZero('token', String.raw`T_\text{in}`, 'prompt tokens'),
    outputTokens: countOrZero('token', String.raw`T_\text{out}`, 'answer tokens'),
    inputCost: positive('$/Mtoken', String.raw`\$_\text{in}`, 'dollars for a million input tokens'),
    outputCost: positive('$/Mtoken', String.raw`\$_\text{out}`, 'dollars for a million output tokens'),
  },
  example: { promptTokens: 3000, outputTokens: 350, inputCost: 0.4, outputCost: 2.4 },
  gives: '$',
  tex: ({ promptTokens, outputTokens, inputCost, outputCost }) =>
    String.raw`\frac{${promptTokens} \cdot ${inputCost} + ${outputTokens} \cdot ${outputCost}}{10^6}`,
  of: ({ promptTokens, outputTokens, inputCost, outputCost }) => (promptTokens * inputCost + outputTokens * outputCost) / 1e6,
  slips: [
    {
      name: 'prices-swapped',
      say: 'The prices are swapped: the prompt is charged as input, the answer as output.',
      of: ({ promptTokens, outputTokens, inputCost, outputCost }) => (promptTokens * outputCost + outputTokens * inputCost) / 1e6,
    },
    {
      name: 'one-price',
      say: 'That charges every token at the input price. Output tokens have their own.',
      of: ({ promptTokens, outputTokens, inputCost }) => ((promptTokens + outputTokens) * inputCost) / 1e6,
    },
  ],
  source: book,
});

export const cachedInputCost = formula({
  title: 'Input price with prompt caching',
  about: 'Tokens found in the prefix cache need no prefill. How much of that saving is passed on is the discount.',
  takes: {
    inputCost: positive('$/Mtoken', String.raw`\$_\text{in}`, 'dollars for a million input tokens'),
    cachedShare: fraction('1', 'h', 'share of the input tokens found in the cache'),
    discount: fraction('1', String.raw`\delta`, 'share of the price taken off a cached token'),
  },
  example: { inputCost: 0.4, cachedShare: 0.6, discount: 0.75 },
  gives: '$/Mtoken',
  tex: ({ inputCost, cachedShare, discount }) => String.raw`${inputCost} \cdot (1 - ${cachedShare} \cdot ${discount})`,
  of: ({ inputCost, cachedShare, discount }) => inputCost * (1 - cachedShare * discount),
  slips: [
    {
      name: 'discount-on-all',
      say: 'That discounts every token. Only those found in the cache are cheaper.',
      of: ({ inputCost, discount }) => inputCost * (1 - discount),
    },
  ],
  source: 'Gim et al. 2023, Prompt Cache: Modular Attention Reuse for Low-Latency Inference, arXiv:2311.04934 (what caching saves)',
});
