/** Inference: prefill works through the prompt at once and is compute-bound, decode makes one token at a time and reads every weight for it. */
import { count, countOrZero, formula, nonNegative, optional, positive } from './formula.ts';

const book =
  'Austin et al. 2025, How to Scale Your Model, Part 7 (all about transformer inference), https://jax-ml.github.io/scaling-book/inference';
const pope = 'Pope et al. 2022, Efficiently Scaling Transformer Inference, arXiv:2211.05102';
const vllm = 'Kwon et al. 2023, Efficient Memory Management for Large Language Model Serving with PagedAttention, arXiv:2309.06180';

const peak = positive('FLOP/s', 'C', 'dense peak of one accelerator', 'chip.peak');
const bandwidth = positive('B/s', 'W', 'memory bandwidth of one accelerator', 'chip.memoryBandwidth');
const gpus = optional(count('GPU', 'G', 'accelerators that share the model'), 1);
const params = positive('param', 'N', 'parameters read for a token', 'model.activeParameters');
const bytesPerParam = optional(positive('B/param', 'b', 'bytes of one stored parameter', 'type.weight'), 2);
const flopsPerToken = positive('FLOP/token', 'f', 'forward FLOPs of one token', 'model.forwardFlopsPerToken');
const weightBytes = positive(
  'B',
  String.raw`Q_w`,
  'bytes of the weights that the step reads, on all accelerators together',
  'model.weightBytesReadInStep',
);
const kvBytes = optional(nonNegative('B', String.raw`Q_\text{KV}`, 'KV cache of all sequences in the batch together'), 0);
const kvBytesPerSequence = positive('B', 'q', 'KV cache of one sequence, all layers together');
const batch = count('sequence', 'B', 'sequences decoded together');
const promptTokens = count('token', 'T', 'tokens of the prompt');
const prefilled = positive('token/s', 'r', 'prompt tokens per second while the server prefills');
const sequenceRate = positive('token/s', 'r', 'tokens per second of one sequence');

/** An efficiency of 1 is the ceiling; 0.5 to 0.7 is realistic. */
export const prefillRate = formula({
  title: 'Prefill rate',
  about: 'Prompt tokens per second while prefill is compute-bound: the FLOP/s of all accelerators over the forward FLOPs of a token.',
  takes: {
    peak,
    flopsPerToken,
    gpus,
    efficiency: optional(positive('1', String.raw`\epsilon`, 'share of the peak that is reached'), 1),
  },
  example: { peak: 1e15, flopsPerToken: 40e9 },
  gives: 'token/s',
  symbol: String.raw`r_\text{prefill}`,
  tex: ({ peak, flopsPerToken, gpus, efficiency }) => String.raw`\frac{${gpus} \cdot ${peak} \cdot ${efficiency}}{${flopsPerToken}}`,
  of: ({ peak, flopsPerToken, gpus, efficiency }) => (gpus * peak * efficiency) / flopsPerToken,
  refuse: ({ efficiency }) =>
    efficiency > 1 ? `efficiency must be at most 1, nothing runs faster than its peak, got ${efficiency}` : undefined,
  slips: [
    {
      name: 'inverted',
      say: 'Those are the seconds that one token takes. The rate is FLOP/s divided by FLOPs per token.',
      of: ({ peak, flopsPerToken, gpus, efficiency }) => flopsPerToken / (gpus * peak * efficiency),
    },
  ],
  source: book,
});

export const timeToFirstToken = formula({
  title: 'Time to first token',
  about: 'How long the prompt takes to process before the first answer token. Queueing is extra.',
  takes: { promptTokens, rate: prefilled },
  example: { promptTokens: 3000, rate: 15_000 },
  gives: 's',
  symbol: String.raw`\text{TTFT}`,
  tex: ({ promptTokens, rate }) => String.raw`\frac{${promptTokens}}{${rate}}`,
  of: ({ promptTokens, rate }) => promptTokens / rate,
  slips: [
    {
      name: 'inverted',
      say: 'That is upside down. Tokens divided by tokens per second leave seconds.',
      of: ({ promptTokens, rate }) => rate / promptTokens,
    },
  ],
  source: book,
});

export const cachedTimeToFirstToken = formula({
  title: 'Time to first token with prefix caching',
  about: 'A prefix that was computed before costs no prefill: only the rest of the prompt is processed, and its last token always is.',
  takes: {
    promptTokens,
    cachedTokens: countOrZero('token', String.raw`T_\text{cached}`, 'leading tokens found in the cache'),
    rate: prefilled,
  },
  example: { promptTokens: 3000, cachedTokens: 1800, rate: 15_000 },
  gives: 's',
  symbol: String.raw`\text{TTFT}`,
  tex: ({ promptTokens, cachedTokens, rate }) => String.raw`\frac{${promptTokens} - ${cachedTokens}}{${rate}}`,
  of: ({ promptTokens, cachedTokens, rate }) => (promptTokens - cachedTokens) / rate,
  refuse: ({ promptTokens, cachedTokens }) =>
    cachedTokens >= promptTokens ? `cachedTokens must be below promptTokens (${promptTokens}), got ${cachedTokens}` : undefined,
  slips: [
    {
      name: 'cache-ignored',
      say: 'That processes the whole prompt. The cached prefix needs no prefill: subtract it.',
      of: ({ promptTokens, rate }) => promptTokens / rate,
    },
    {
      name: 'cached-part-only',
      say: 'That is the time that the cache saves. The rest of the prompt remains to be computed.',
      of: ({ cachedTokens, rate }) => cachedTokens / rate,
    },
  ],
  source: vllm,
});

/** No factor 2 for the multiply-add: it belongs to FLOPs, not to bytes. */
export const decodeRate = formula({
  title: 'Decode rate',
  about: 'Tokens per second of one sequence while decode is bound by reading the weights. KV cache and activations are left out.',
  takes: { params, bandwidth, bytesPerParam, gpus },
  assumes: ['cache'],
  example: { params: 20e9, bandwidth: 4e12 },
  gives: 'token/s',
  symbol: String.raw`r_\text{decode}`,
  tex: ({ params, bandwidth, bytesPerParam, gpus }) => String.raw`\frac{${gpus} \cdot ${bandwidth}}{${params} \cdot ${bytesPerParam}}`,
  of: ({ params, bandwidth, bytesPerParam, gpus }) => (gpus * bandwidth) / (params * bytesPerParam),
  slips: [
    {
      name: 'two-counted-twice',
      say: 'That divides by two once too often. Only the bytes of a parameter are read; the two FLOPs of a multiply-add cost no bandwidth.',
      of: ({ params, bandwidth, bytesPerParam, gpus }) => (gpus * bandwidth) / (2 * params * bytesPerParam),
    },
    {
      name: 'one-byte-per-param',
      say: 'That reads one byte for each parameter. Multiply the parameters by the bytes of one.',
      of: ({ params, bandwidth, gpus }) => (gpus * bandwidth) / params,
    },
  ],
  source: book,
});

export const interTokenLatency = formula({
  title: 'Inter-token latency',
  about: 'How long a reader waits for the next token: one over the rate of one sequence.',
  takes: { rate: sequenceRate },
  example: { rate: 50 },
  gives: 's',
  symbol: String.raw`\text{ITL}`,
  tex: ({ rate }) => String.raw`\frac{1}{${rate}}`,
  of: ({ rate }) => 1 / rate,
  slips: [{ name: 'gave-rate', say: 'Those are the tokens per second. The time for one token is one over that.', of: ({ rate }) => rate }],
  source: book,
});

export const batchedDecodeRate = formula({
  title: 'Decode rate of a batch',
  about:
    'One read of the weights serves every sequence of the batch, so the total grows with the batch as long as KV reads stay small and memory is the roof.',
  takes: { rate: sequenceRate, batch },
  example: { rate: 50, batch: 48 },
  gives: 'token/s',
  tex: ({ rate, batch }) => String.raw`${batch} \cdot ${rate}`,
  of: ({ rate, batch }) => batch * rate,
  slips: [
    {
      name: 'shared-rate',
      say: 'The batch does not share the rate: each sequence keeps it, and the totals add up.',
      of: ({ rate, batch }) => rate / batch,
    },
  ],
  source: book,
});

export const decodeMemoryTime = formula({
  title: 'Decode step, memory',
  about: 'Time to read all weights and the KV cache of the whole batch once, which every decode step has to do.',
  takes: { weightBytes, bandwidth, kvBytes, gpus },
  assumes: ['cache'],
  example: { weightBytes: 40e9, bandwidth: 4e12, kvBytes: 9e9 },
  gives: 's',
  symbol: String.raw`t_\text{memory}`,
  tex: ({ weightBytes, bandwidth, kvBytes, gpus }) => String.raw`\frac{${weightBytes} + ${kvBytes}}{${gpus} \cdot ${bandwidth}}`,
  of: ({ weightBytes, bandwidth, kvBytes, gpus }) => (weightBytes + kvBytes) / (gpus * bandwidth),
  slips: [
    {
      name: 'kv-left-out',
      say: 'That reads the weights only. Attention also reads the KV cache of every sequence at every step.',
      of: ({ weightBytes, bandwidth, gpus }) => weightBytes / (gpus * bandwidth),
    },
  ],
  source: pope,
});

export const decodeComputeTime = formula({
  title: 'Decode step, compute',
  about: 'Time for the FLOPs of one token in each sequence of the batch at full peak.',
  takes: { batch, flopsPerToken, peak, gpus },
  assumes: ['cache'],
  example: { batch: 48, flopsPerToken: 40e9, peak: 1e15 },
  gives: 's',
  symbol: String.raw`t_\text{compute}`,
  tex: ({ batch, flopsPerToken, peak, gpus }) => String.raw`\frac{${batch} \cdot ${flopsPerToken}}{${gpus} \cdot ${peak}}`,
  of: ({ batch, flopsPerToken, peak, gpus }) => (batch * flopsPerToken) / (gpus * peak),
  slips: [
    {
      name: 'one-sequence',
      say: 'That is the work of one sequence. A step makes one token in each of them.',
      of: ({ flopsPerToken, peak, gpus }) => flopsPerToken / (gpus * peak),
    },
  ],
  source: book,
});

export const decodeThroughput = formula({
  title: 'Decode throughput',
  about: 'Each step makes one token in every sequence, so the total rate is the batch over the time of a step.',
  takes: { batch, stepTime: positive('s', 't', 'time of one decode step') },
  example: { batch: 48, stepTime: 0.018 },
  gives: 'token/s',
  tex: ({ batch, stepTime }) => String.raw`\frac{${batch}}{${stepTime}}`,
  of: ({ batch, stepTime }) => batch / stepTime,
  slips: [
    {
      name: 'one-sequence',
      say: 'That is the rate of one sequence. Every sequence of the batch gets a token in the step.',
      of: ({ stepTime }) => 1 / stepTime,
    },
  ],
  source: book,
});

export const decodeThroughputCeiling = formula({
  title: 'Decode throughput ceiling',
  about:
    'With a growing batch the weights are shared by ever more sequences, but each still reads its own KV cache: that read alone sets a limit.',
  takes: { kvBytesPerSequence, bandwidth, gpus },
  example: { kvBytesPerSequence: 6e8, bandwidth: 4e12 },
  gives: 'token/s',
  tex: ({ kvBytesPerSequence, bandwidth, gpus }) => String.raw`\frac{${gpus} \cdot ${bandwidth}}{${kvBytesPerSequence}}`,
  of: ({ kvBytesPerSequence, bandwidth, gpus }) => (gpus * bandwidth) / kvBytesPerSequence,
  source: pope,
});

export const requestLatency = formula({
  title: 'Time to the last token',
  about: 'Prefill makes the first token of the answer, and each of the others takes one decode step. Queueing is extra.',
  takes: {
    timeToFirstToken: positive('s', String.raw`\text{TTFT}`, 'time to the first token'),
    outputTokens: count('token', String.raw`T_\text{out}`, 'tokens of the answer'),
    interTokenLatency: positive('s', String.raw`\text{ITL}`, 'time of one decode step'),
  },
  example: { timeToFirstToken: 0.21, outputTokens: 350, interTokenLatency: 0.018 },
  gives: 's',
  symbol: String.raw`t_\text{request}`,
  tex: (x) => String.raw`${x.timeToFirstToken} + (${x.outputTokens} - 1) \cdot ${x.interTokenLatency}`,
  of: ({ timeToFirstToken, outputTokens, interTokenLatency }) => timeToFirstToken + (outputTokens - 1) * interTokenLatency,
  slips: [
    {
      name: 'prefill-left-out',
      say: 'That is the decode phase alone. The prompt has to be processed before it.',
      of: ({ outputTokens, interTokenLatency }) => (outputTokens - 1) * interTokenLatency,
    },
    {
      name: 'one-step',
      say: 'That decodes one token. Each token of the answer takes a step of its own.',
      of: ({ timeToFirstToken, interTokenLatency }) => timeToFirstToken + interTokenLatency,
    },
  ],
  source: book,
});
