/** A decode machine at work: what it has to hold, the tokens and requests that each chip delivers, what comes and goes in a step, and how many machines each phase needs. */
import { count, countOrZero, formula, nonNegative, positive } from './formula.ts';

const book =
  'Austin et al. 2025, How to Scale Your Model, Part 8 (serving LLaMA 3-70B), https://jax-ml.github.io/scaling-book/applied-inference';

const batch = count('sequence', 'B', 'sequences decoded together');
const stepTime = positive('s', 't', 'time of one decode step');
const outputTokens = count('token', String.raw`T_\text{out}`, 'answer tokens of a request');
const gpus = count('GPU', 'G', 'accelerators that share the model');

export const sliceForMemory = formula({
  title: 'Smallest slice that holds the bytes',
  about:
    'Slices of a pod, and groups of GPUs that divide a model’s heads evenly, come in powers of two. The program that runs on them needs additional room.',
  takes: {
    bytes: positive('B', 'Q', 'bytes to hold'),
    capacity: positive('B', 'M', 'memory of one accelerator that programs can use', 'chip.memory'),
  },
  example: { bytes: 5e12, capacity: 96e9 },
  gives: 'GPU',
  symbol: 'G',
  tex: ({ bytes, capacity }) =>
    String.raw`2^{\max\left(0, \left\lceil \operatorname{log2}\left(\frac{${bytes}}{${capacity}}\right) \right\rceil\right)}`,
  of: ({ bytes, capacity }) => 2 ** Math.max(0, Math.ceil(Math.log2(bytes / capacity))),
  slips: [
    {
      name: 'not-a-slice',
      say: 'So many chips hold the bytes. The smallest slice has the next power of two.',
      of: ({ bytes, capacity }) => Math.ceil(bytes / capacity),
    },
    {
      name: 'too-small',
      say: 'A slice of that size is too small. Go up to the next power of two.',
      of: ({ bytes, capacity }) => 2 ** Math.floor(Math.log2(bytes / capacity)),
    },
  ],
  source: book,
});

export const tokenRatePerChip = formula({
  title: 'Tokens per second and chip',
  about:
    'Each step makes one token for every sequence, and all accelerators that share the model are needed for it. A price for a token follows from this rate alone.',
  takes: { batch, stepTime, gpus },
  example: { batch: 48, stepTime: 0.02, gpus: 12 },
  gives: 'token/s/GPU',
  tex: ({ batch, stepTime, gpus }) => String.raw`\frac{${batch}}{${stepTime} \cdot ${gpus}}`,
  of: ({ batch, stepTime, gpus }) => batch / (stepTime * gpus),
  slips: [
    {
      name: 'all-chips',
      say: 'That is the rate of all chips together. Divide by their number.',
      of: ({ batch, stepTime }) => batch / stepTime,
    },
    {
      name: 'one-sequence',
      say: 'That is what one sequence gets of each chip. The whole batch gets a token in every step.',
      of: ({ stepTime, gpus }) => 1 / (stepTime * gpus),
    },
  ],
  source: book,
});

export const requestRatePerChip = formula({
  title: 'Requests per second and chip',
  about:
    'A request stays for as many steps as its answer has tokens, so the batch is replaced once in that time. Holds for a full batch, with prompts processed elsewhere.',
  takes: { batch, stepTime, outputTokens, gpus },
  example: { batch: 48, stepTime: 0.02, outputTokens: 350, gpus: 12 },
  gives: 'request/s/GPU',
  tex: ({ batch, stepTime, outputTokens, gpus }) => String.raw`\frac{${batch}}{${stepTime} \cdot ${outputTokens} \cdot ${gpus}}`,
  of: ({ batch, stepTime, outputTokens, gpus }) => batch / (stepTime * outputTokens * gpus),
  slips: [
    {
      name: 'tokens-not-requests',
      say: 'Those are tokens. A request is complete after all tokens of its answer.',
      of: ({ batch, stepTime, gpus }) => batch / (stepTime * gpus),
    },
    {
      name: 'all-chips',
      say: 'That is the rate of all chips together. Divide by their number.',
      of: ({ batch, stepTime, outputTokens }) => batch / (stepTime * outputTokens),
    },
  ],
  source: book,
});

export const sequencesEndingPerStep = formula({
  title: 'Sequences that end in a step',
  about: 'Each sequence ends in one of as many steps as its answer has tokens. In a full batch as many new ones take their places.',
  takes: { batch, outputTokens },
  example: { batch: 48, outputTokens: 350 },
  gives: 'sequence/step',
  tex: ({ batch, outputTokens }) => String.raw`\frac{${batch}}{${outputTokens}}`,
  of: ({ batch, outputTokens }) => batch / outputTokens,
  slips: [
    {
      name: 'inverted',
      say: 'Those are the steps between two endings. The endings in a step are one over that.',
      of: ({ batch, outputTokens }) => outputTokens / batch,
    },
  ],
  source: book,
});

export const tokensLeavingPerStep = formula({
  title: 'Tokens that leave the cache in a step',
  about:
    'A sequence that ends takes its prompt and its answer out of the cache. As many tokens come in: the prompts of new requests, and one of each sequence.',
  takes: { batch, promptTokens: countOrZero('token', String.raw`T_\text{in}`, 'prompt tokens of a request'), outputTokens },
  example: { batch: 48, promptTokens: 3000, outputTokens: 350 },
  gives: 'token/step',
  tex: ({ batch, promptTokens, outputTokens }) => String.raw`\frac{${batch} \cdot (${promptTokens} + ${outputTokens})}{${outputTokens}}`,
  of: ({ batch, promptTokens, outputTokens }) => (batch * (promptTokens + outputTokens)) / outputTokens,
  slips: [
    {
      name: 'prompts-alone',
      say: 'That takes the prompts out. What was generated is in the cache too, and leaves with them.',
      of: ({ batch, promptTokens, outputTokens }) => (batch * promptTokens) / outputTokens,
    },
    {
      name: 'answers-alone',
      say: 'That takes the answers out. The prompts leave with them.',
      of: ({ batch }) => batch,
    },
  ],
  source: book,
});

export const prefillMachinesPerDecode = formula({
  title: 'Prefill machines for each decode machine',
  about:
    'Prefill machines deliver one prompt in each prefill time; a decode machine replaces its batch once in the steps of an answer. In this proportion neither waits for the other.',
  takes: {
    batch,
    prefillTime: positive('s', String.raw`t_\text{prefill}`, 'time of one prompt on a prefill machine'),
    stepTime,
    outputTokens,
  },
  example: { batch: 48, prefillTime: 0.3, stepTime: 0.02, outputTokens: 350 },
  gives: '1',
  tex: ({ batch, prefillTime, stepTime, outputTokens }) =>
    String.raw`\frac{${batch} \cdot ${prefillTime}}{${stepTime} \cdot ${outputTokens}}`,
  of: ({ batch, prefillTime, stepTime, outputTokens }) => (batch * prefillTime) / (stepTime * outputTokens),
  slips: [
    {
      name: 'inverted',
      say: 'Upside down: those are the decode machines for each prefill machine.',
      of: ({ batch, prefillTime, stepTime, outputTokens }) => (stepTime * outputTokens) / (batch * prefillTime),
    },
    {
      name: 'one-sequence',
      say: 'That feeds one sequence. A decode machine works on a whole batch of them at a time.',
      of: ({ prefillTime, stepTime, outputTokens }) => prefillTime / (stepTime * outputTokens),
    },
  ],
  source: book,
});

export const weightsAndCachesBytes = formula({
  title: 'Weights and caches',
  about: 'What has to be in memory for decode. Activations and the program come on top; beside these two they are small.',
  takes: {
    weightBytes: positive('B', 'Q_w', 'bytes of the weights', 'model.weightBytes'),
    kvBytes: nonNegative('B', String.raw`Q_\text{KV}`, 'KV cache of all sequences together'),
  },
  assumes: ['cache'],
  example: { weightBytes: 40e9, kvBytes: 9e9 },
  gives: 'B',
  symbol: 'Q',
  tex: ({ weightBytes, kvBytes }) => `${weightBytes} + ${kvBytes}`,
  of: ({ weightBytes, kvBytes }) => weightBytes + kvBytes,
  slips: [
    { name: 'weights-alone', say: 'Those are the weights. The caches have to be in memory, too.', of: ({ weightBytes }) => weightBytes },
    { name: 'caches-alone', say: 'Those are the caches. The weights have to be in memory, too.', of: ({ kvBytes }) => kvBytes },
  ],
  source: book,
});

export const batchCacheBytes = formula({
  title: 'Caches of a batch',
  about: 'The cache of a token, for every token of every sequence. Sequences of one length, and nothing shared between them.',
  takes: {
    kvBytesPerToken: positive('B/token', 'q', 'KV cache of one token, all layers together', 'model.cacheBytesPerToken'),
    tokens: count('token', 'T', 'tokens of each sequence'),
    sequences: count('sequence', 'B', 'sequences'),
  },
  assumes: ['cache'],
  example: { kvBytesPerToken: 200_000, tokens: 3072, sequences: 48 },
  gives: 'B',
  symbol: String.raw`Q_\text{KV}`,
  tex: ({ kvBytesPerToken, tokens, sequences }) => String.raw`${kvBytesPerToken} \cdot ${tokens} \cdot ${sequences}`,
  of: ({ kvBytesPerToken, tokens, sequences }) => kvBytesPerToken * tokens * sequences,
  slips: [
    {
      name: 'one-sequence',
      say: 'That is one sequence. Each sequence of the batch has a cache of its own.',
      of: ({ kvBytesPerToken, tokens }) => kvBytesPerToken * tokens,
    },
    {
      name: 'one-token',
      say: 'That keeps one token of each sequence. All tokens of the context are in the cache.',
      of: ({ kvBytesPerToken, sequences }) => kvBytesPerToken * sequences,
    },
  ],
  source: book,
});

export const answerTime = formula({
  title: 'Time to decode an answer',
  about: 'One step for each token of the answer. The prompt and the time in a queue come before it.',
  takes: { outputTokens, stepTime },
  example: { outputTokens: 350, stepTime: 0.02 },
  gives: 's',
  tex: ({ outputTokens, stepTime }) => String.raw`${outputTokens} \cdot ${stepTime}`,
  of: ({ outputTokens, stepTime }) => outputTokens * stepTime,
  slips: [{ name: 'one-step', say: 'That is one step, which makes one token of the answer.', of: ({ stepTime }) => stepTime }],
  source: book,
});

export const batchWithinLinkTime = formula({
  title: 'Batch that the links allow',
  about:
    'Each sequence sends its activations in every layer, so the traffic of a step grows with the batch. This many fit within the time of the step, if nothing else delays them.',
  takes: {
    stepTime: positive('s', 't', 'target for one decode step'),
    bandwidth: positive('B/s', 'W', 'what one accelerator sends with'),
    bytesPerSequence: positive('B', 'q_x', 'activations that one accelerator sends for one sequence in a step'),
  },
  example: { stepTime: 0.02, bandwidth: 1e11, bytesPerSequence: 12e6 },
  gives: 'sequence',
  symbol: 'B',
  tex: ({ stepTime, bandwidth, bytesPerSequence }) =>
    String.raw`\left\lfloor \frac{${stepTime} \cdot ${bandwidth}}{${bytesPerSequence}} \right\rfloor`,
  of: ({ stepTime, bandwidth, bytesPerSequence }) => Math.floor((stepTime * bandwidth) / bytesPerSequence),
  slips: [
    {
      name: 'rounded-up',
      say: 'With one sequence more the links take longer than the step: round down.',
      of: ({ stepTime, bandwidth, bytesPerSequence }) => Math.floor((stepTime * bandwidth) / bytesPerSequence) + 1,
    },
  ],
  source: book,
});
