/** How many requests a server holds and answers: the room in its KV cache, when that runs out, and requests a second. */
import { count, countOrZero, formula, positive } from './formula.ts';

const vllm = 'Kwon et al. 2023, Efficient Memory Management for Large Language Model Serving with PagedAttention, arXiv:2309.06180';
const little = 'Little 1961, A Proof for the Queuing Formula L = λW, doi:10.1287/opre.9.3.383';
const book =
  'Austin et al. 2025, How to Scale Your Model, Part 7 (all about transformer inference), https://jax-ml.github.io/scaling-book/inference';

const cacheTokens = positive('token', 'C', 'tokens of all sequences together that the KV cache has room for');
const requestTokens = count('token', 'T', 'tokens of one request, prompt and answer together');
const requestRate = positive('request/s', String.raw`\lambda`, 'requests per second of the whole server');

export const cacheTokensThatFit = formula({
  title: 'Tokens that fit in the KV cache',
  about:
    'The room that sequences share, in tokens, where memory is handed out token by token. Serving engines print it when they start; subtract the memory they reserve for activations first.',
  takes: {
    gpus: count('GPU', 'G', 'accelerators that share the model'),
    capacity: positive('B', 'M', 'memory of one accelerator that programs can use', 'chip.memory'),
    weightBytes: positive('B', String.raw`Q_w`, 'bytes of the weights, on all accelerators together', 'model.weightBytes'),
    kvBytesPerToken: positive('B/token', 'q', 'KV cache of one token of one sequence, all layers together', 'model.cacheBytesPerToken'),
  },
  assumes: ['cache'],
  example: { gpus: 2, capacity: 96e9, weightBytes: 40e9, kvBytesPerToken: 200_000 },
  gives: 'token',
  symbol: 'C',
  tex: ({ gpus, capacity, weightBytes, kvBytesPerToken }) =>
    String.raw`\left\lfloor \frac{${gpus} \cdot ${capacity} - ${weightBytes}}{${kvBytesPerToken}} \right\rfloor`,
  of: ({ gpus, capacity, weightBytes, kvBytesPerToken }) => Math.floor((gpus * capacity - weightBytes) / kvBytesPerToken),
  refuse: ({ gpus, capacity, weightBytes }) =>
    weightBytes > gpus * capacity ? `weightBytes must fit in gpus × capacity = ${gpus * capacity}, got ${weightBytes}` : undefined,
  slips: [
    {
      name: 'weights-ignored',
      say: 'That fills all of the memory with KV cache. The weights take their part first.',
      of: ({ gpus, capacity, kvBytesPerToken }) => Math.floor((gpus * capacity) / kvBytesPerToken),
    },
  ],
  source: vllm,
});

/** Engines print it as the maximum concurrency. */
export const cacheConcurrency = formula({
  title: 'Requests that fit in the KV cache',
  about:
    'How many requests of this length the cache holds at once. Round down for whole requests; more fit if requests are shorter or share a prefix.',
  takes: { cacheTokens, requestTokens },
  example: { cacheTokens: 700_000, requestTokens: 4000 },
  gives: 'request',
  tex: ({ cacheTokens, requestTokens }) => String.raw`\frac{${cacheTokens}}{${requestTokens}}`,
  of: ({ cacheTokens, requestTokens }) => cacheTokens / requestTokens,
  slips: [
    {
      name: 'inverted',
      say: 'Upside down: divide the room by what one request takes.',
      of: ({ cacheTokens, requestTokens }) => requestTokens / cacheTokens,
    },
  ],
  source: vllm,
});

export const stepsUntilEviction = formula({
  title: 'Steps until a sequence is evicted',
  about:
    'Every step adds a token to each sequence. After so many steps the cache is full, and the next step has to evict a sequence, if none has ended by then. All sequences have the same length here.',
  takes: {
    cacheTokens,
    sequences: count('sequence', 'B', 'sequences decoded together'),
    cachedTokens: countOrZero('token', 'T', 'tokens of each sequence in the cache now'),
  },
  example: { cacheTokens: 700_000, sequences: 150, cachedTokens: 3000 },
  gives: '1',
  symbol: 'n',
  tex: ({ cacheTokens, sequences, cachedTokens }) =>
    String.raw`\left\lfloor \frac{${cacheTokens}}{${sequences}} \right\rfloor - ${cachedTokens}`,
  of: ({ cacheTokens, sequences, cachedTokens }) => Math.floor(cacheTokens / sequences) - cachedTokens,
  refuse: ({ cacheTokens, sequences, cachedTokens }) =>
    sequences * cachedTokens > cacheTokens
      ? `sequences × cachedTokens = ${sequences * cachedTokens} must fit in cacheTokens, got ${cacheTokens}`
      : undefined,
  slips: [
    {
      name: 'prompts-ignored',
      say: 'That fills an empty cache. The tokens that each sequence has already take their part first.',
      of: ({ cacheTokens, sequences }) => Math.floor(cacheTokens / sequences),
    },
    {
      name: 'one-sequence',
      say: 'That lets one sequence grow. All of them do, by one token a step each.',
      of: ({ cacheTokens, sequences, cachedTokens }) => Math.floor(cacheTokens - sequences * cachedTokens),
    },
  ],
  source: vllm,
});

export const serverRequestRate = formula({
  title: 'Requests per second',
  about:
    'Each request costs the server the time of its prompt and its part of the decode steps. Holds at full load, where prefill and decode take turns on the same accelerators.',
  takes: {
    promptTokens: positive('token', String.raw`T_\text{in}`, 'prompt tokens of a request, on average'),
    outputTokens: positive('token', String.raw`T_\text{out}`, 'answer tokens of a request, on average'),
    prefillRate: positive('token/s', String.raw`r_\text{in}`, 'prompt tokens per second while the server prefills'),
    decodeRate: positive(
      'token/s',
      String.raw`r_\text{out}`,
      'answer tokens per second of all sequences together while the server decodes',
    ),
  },
  example: { promptTokens: 3000, outputTokens: 350, prefillRate: 24_000, decodeRate: 3000 },
  gives: 'request/s',
  symbol: String.raw`\lambda`,
  tex: ({ promptTokens, outputTokens, prefillRate, decodeRate }) =>
    String.raw`\frac{1}{\frac{${promptTokens}}{${prefillRate}} + \frac{${outputTokens}}{${decodeRate}}}`,
  of: ({ promptTokens, outputTokens, prefillRate, decodeRate }) => 1 / (promptTokens / prefillRate + outputTokens / decodeRate),
  slips: [
    {
      name: 'prefill-left-out',
      say: 'That leaves no time for the prompts. While the server prefills, it makes no answer tokens.',
      of: ({ outputTokens, decodeRate }) => decodeRate / outputTokens,
    },
    {
      name: 'seconds-per-request',
      say: 'Those are the seconds of the server that one request takes. The rate is one over that.',
      of: ({ promptTokens, outputTokens, prefillRate, decodeRate }) => promptTokens / prefillRate + outputTokens / decodeRate,
    },
  ],
  source: book,
});

export const requestsInFlight = formula({
  title: 'Requests in flight',
  about:
    'The mean number of requests in a server in steady state, waiting ones included, is the rate at which they arrive times how long each stays. The KV cache has to hold those that decode.',
  takes: { requestRate, requestTime: positive('s', 't', 'time that a request stays in the server, on average') },
  example: { requestRate: 6, requestTime: 9 },
  gives: 'request',
  symbol: 'L',
  tex: ({ requestRate, requestTime }) => String.raw`${requestRate} \cdot ${requestTime}`,
  of: ({ requestRate, requestTime }) => requestRate * requestTime,
  slips: [
    {
      name: 'divided',
      say: 'That divides. If requests stay twice as long, twice as many are there at a time: multiply.',
      of: ({ requestRate, requestTime }) => requestRate / requestTime,
    },
  ],
  source: little,
});
