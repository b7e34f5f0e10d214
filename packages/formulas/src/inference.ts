/** Inference: prefill works through the prompt at once and is compute-bound, decode makes one token at a time and reads every weight for it. */
import { count, countOrZero, formula, nonNegative, optional, positive } from './formula.ts';

const book =
  'Austin et al. 2025, How to Scale Your Model, Part 7 (all about transformer inference), https://jax-ml.github.io/scaling-book/inference';
const pope = 'Pope et al. 2022, Efficiently Scaling Transformer Inference, arXiv:2211.05102';
const williams = 'Williams, Waterman, Patterson 2009, doi:10.1145/1498765.1498785, applied to one layer of decode';
const vllm = 'Kwon et al. 2023, Efficient Memory Management for Large Language Model Serving with PagedAttention, arXiv:2309.06180';

const peak = positive('FLOP/s', 'P', 'dense peak of one accelerator');
const bandwidth = positive('B/s', 'W', 'memory bandwidth of one accelerator');
const gpus = optional(count('GPU', 'G', 'accelerators that share the model'), 1);
const params = positive('param', 'N', 'parameters read for a token');
const bytesPerParam = optional(positive('B/param', 'b', 'bytes of one stored parameter'), 2);
const flopsPerToken = positive('FLOP/token', 'f', 'forward FLOPs of one token');
const weightBytes = positive('B', String.raw`Q_w`, 'bytes of the weights');
const kvBytes = optional(nonNegative('B', String.raw`Q_\text{KV}`, 'KV cache of all sequences in the batch'), 0);
const kvBytesPerSequence = positive('B', 'q', 'KV cache of one sequence');
const batch = count('sequence', 'B', 'sequences decoded together');
const promptTokens = count('token', 'T', 'tokens of the prompt');
const rate = positive('token/s', 'r', 'tokens per second');

/** Prompt tokens per second: $G\,P\,\epsilon/f$. With an efficiency of 1 it is the ceiling; 0.5 to 0.7 is realistic. */
export const prefillRate = formula({
  title: 'Prefill rate',
  about: 'Prompt tokens per second while prefill is compute-bound: the FLOP/s of all accelerators over the forward FLOPs of a token.',
  takes: {
    peak,
    flopsPerToken,
    gpus,
    efficiency: optional(positive('1', String.raw`\epsilon`, 'share of the peak that is reached'), 1),
  },
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

/** Seconds from request to first token when nothing waits: prompt tokens over prefill rate, $T/r$. */
export const timeToFirstToken = formula({
  title: 'Time to first token',
  about: 'How long the prompt takes to work through before the first answer token. Queueing comes on top.',
  takes: { promptTokens, rate },
  gives: 's',
  symbol: String.raw`\mathrm{TTFT}`,
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

/** Time to first token when the start of the prompt is already cached: $(T - T_\text{cached})/r$. At least one token is left to compute. */
export const cachedTimeToFirstToken = formula({
  title: 'Time to first token with prefix caching',
  about: 'A prefix that was computed before costs no prefill: only the rest of the prompt is worked through, and its last token always is.',
  takes: { promptTokens, cachedTokens: countOrZero('token', String.raw`T_\text{cached}`, 'leading tokens found in the cache'), rate },
  gives: 's',
  symbol: String.raw`\mathrm{TTFT}`,
  tex: ({ promptTokens, cachedTokens, rate }) => String.raw`\frac{${promptTokens} - ${cachedTokens}}{${rate}}`,
  of: ({ promptTokens, cachedTokens, rate }) => (promptTokens - cachedTokens) / rate,
  refuse: ({ promptTokens, cachedTokens }) =>
    cachedTokens >= promptTokens ? `cachedTokens must be below promptTokens (${promptTokens}), got ${cachedTokens}` : undefined,
  slips: [
    {
      name: 'cache-ignored',
      say: 'That works through the whole prompt. The cached prefix needs no prefill: subtract it.',
      of: ({ promptTokens, rate }) => promptTokens / rate,
    },
    {
      name: 'cached-part-only',
      say: 'That is the time which the cache saves. What is left to compute is the rest of the prompt.',
      of: ({ cachedTokens, rate }) => cachedTokens / rate,
    },
  ],
  source: vllm,
});

/**
 * Tokens per second of one sequence: $G\,W/(N\,b)$, bandwidth over the bytes of the weights, each read once for a token.
 * Bytes and FLOPs do not mix: there is no factor 2 for the multiply-add here.
 */
export const decodeRate = formula({
  title: 'Decode rate',
  about: 'Tokens per second of one sequence while decode is bound by reading the weights. KV cache and activations are left out.',
  takes: { params, bandwidth, bytesPerParam, gpus },
  gives: 'token/s',
  symbol: String.raw`r_\text{decode}`,
  tex: ({ params, bandwidth, bytesPerParam, gpus }) => String.raw`\frac{${gpus} \cdot ${bandwidth}}{${params} \cdot ${bytesPerParam}}`,
  of: ({ params, bandwidth, bytesPerParam, gpus }) => (gpus * bandwidth) / (params * bytesPerParam),
  slips: [
    {
      name: 'two-counted-twice',
      say: 'That divides by two once too often. The bytes of a parameter are all that is read; the two FLOPs of a multiply-add cost no bandwidth.',
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

/** Seconds between two tokens of one sequence: $1/r$. */
export const interTokenLatency = formula({
  title: 'Inter-token latency',
  about: 'How long a reader waits for the next token: one over the rate of one sequence.',
  takes: { rate },
  gives: 's',
  symbol: String.raw`\mathrm{ITL}`,
  tex: ({ rate }) => String.raw`\frac{1}{${rate}}`,
  of: ({ rate }) => 1 / rate,
  slips: [{ name: 'gave-rate', say: 'Those are the tokens per second. The time for one token is one over that.', of: ({ rate }) => rate }],
  source: book,
});

/** Tokens per second of a whole batch while the weight reads dominate: $B\,r$. */
export const batchedDecodeRate = formula({
  title: 'Decode rate of a batch',
  about:
    'One read of the weights serves every sequence of the batch, so the total grows with the batch as long as KV reads stay small and memory is the roof.',
  takes: { rate, batch },
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

/** Seconds that one decode step reads memory: weights once and every sequence's KV cache, $(Q_w + Q_\text{KV})/(G\,W)$. */
export const decodeMemoryTime = formula({
  title: 'Decode step, memory',
  about: 'Time to read all weights and the KV cache of the whole batch once, which every decode step has to do.',
  takes: { weightBytes, bandwidth, kvBytes, gpus },
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

/** Seconds of arithmetic in one decode step: $B\,f/(G\,P)$. */
export const decodeComputeTime = formula({
  title: 'Decode step, compute',
  about: 'Time for the FLOPs of one token in each sequence of the batch at full peak.',
  takes: { batch, flopsPerToken, peak, gpus },
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

/** Least seconds of one decode step: the larger of its memory time and its compute time. */
export const decodeStepTime = formula({
  title: 'Decode step',
  about: 'A step lasts at least as long as the slower of its two roofs: reading weights and KV cache, or doing the arithmetic.',
  takes: { weightBytes, bandwidth, batch, flopsPerToken, peak, kvBytes, gpus },
  gives: 's',
  symbol: String.raw`t_\text{step}`,
  tex: (x) =>
    String.raw`\max\left(\frac{${x.weightBytes} + ${x.kvBytes}}{${x.gpus} \cdot ${x.bandwidth}}, \frac{${x.batch} \cdot ${x.flopsPerToken}}{${x.gpus} \cdot ${x.peak}}\right)`,
  of: ({ weightBytes, bandwidth, batch, flopsPerToken, peak, kvBytes, gpus }) =>
    Math.max((weightBytes + kvBytes) / bandwidth, (batch * flopsPerToken) / peak) / gpus,
  slips: [
    {
      name: 'smaller-roof',
      say: 'That is the faster of the two. The step has to wait for the slower one.',
      of: ({ weightBytes, bandwidth, batch, flopsPerToken, peak, kvBytes, gpus }) =>
        Math.min((weightBytes + kvBytes) / bandwidth, (batch * flopsPerToken) / peak) / gpus,
    },
    {
      name: 'added',
      say: 'That adds the two times. Reading and computing overlap: take the larger.',
      of: ({ weightBytes, bandwidth, batch, flopsPerToken, peak, kvBytes, gpus }) =>
        ((weightBytes + kvBytes) / bandwidth + (batch * flopsPerToken) / peak) / gpus,
    },
  ],
  source: book,
});

/** Tokens per second of a batch whose step takes $t$: $B/t$. */
export const decodeThroughput = formula({
  title: 'Decode throughput',
  about: 'Each step makes one token in every sequence, so the total rate is the batch over the time of a step.',
  takes: { batch, stepTime: positive('s', 't', 'time of one decode step') },
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

/** The rate that no batch exceeds, however large, since each sequence brings its own KV cache to read: $G\,W/q$. */
export const decodeThroughputCeiling = formula({
  title: 'Decode throughput ceiling',
  about:
    'With a growing batch the weights are shared by ever more sequences, but each still reads its own KV cache: that read alone sets a limit.',
  takes: { kvBytesPerSequence, bandwidth, gpus },
  gives: 'token/s',
  tex: ({ kvBytesPerSequence, bandwidth, gpus }) => String.raw`\frac{${gpus} \cdot ${bandwidth}}{${kvBytesPerSequence}}`,
  of: ({ kvBytesPerSequence, bandwidth, gpus }) => (gpus * bandwidth) / kvBytesPerSequence,
  source: pope,
});

/** The batch at which decode turns from memory-bound to compute-bound, weights only: $P\,b/(2\,W)$. */
export const crossoverBatch = formula({
  title: 'Crossover batch',
  about:
    'A batch of B tokens does 2B FLOPs with each parameter and reads its b bytes once. Where 2B/b meets the ridge point, decode stops being memory-bound; activations and KV reads are left out.',
  takes: { peak, bandwidth, bytesPerParam },
  gives: 'sequence',
  symbol: 'B^*',
  tex: ({ peak, bandwidth, bytesPerParam }) => String.raw`\frac{${peak} \cdot ${bytesPerParam}}{2 \cdot ${bandwidth}}`,
  of: ({ peak, bandwidth, bytesPerParam }) => (peak * bytesPerParam) / (2 * bandwidth),
  slips: [
    {
      name: 'bytes-left-out',
      say: 'That takes the intensity to be $2B$. A parameter is not one byte: with $b$ bytes each the intensity is $2B/b$.',
      of: ({ peak, bandwidth }) => peak / (2 * bandwidth),
    },
    {
      name: 'one-flop-per-multiply-add',
      say: 'A multiply-add is two FLOPs: with $b$ bytes a parameter the intensity is $2B/b$, not $B/b$.',
      of: ({ peak, bandwidth, bytesPerParam }) => (peak * bytesPerParam) / bandwidth,
    },
  ],
  source: williams,
});

/**
 * The crossover batch of one $K \times N$ weight matrix when its activations are read and written too:
 * $B = I b\,KN/(2KN - I b\,(K+N))$ with the ridge point $I = P/W$. Throws `RangeError` where the matrix is too narrow to cross at all.
 */
export const crossoverBatchWithActivations = formula({
  title: 'Crossover batch with activations',
  about: 'Counts the activations that enter and leave the matrix as well as its weights, so it lies above the weights-only figure.',
  takes: {
    peak,
    bandwidth,
    k: count('1', 'K', 'rows of the weight matrix'),
    n: count('1', 'N', 'columns of the weight matrix'),
    bytesPerElement: optional(positive('B/element', 'b', 'bytes of one element'), 2),
  },
  gives: 'sequence',
  symbol: 'B^*',
  tex: ({ peak: p, bandwidth: w, k, n, bytesPerElement: b }) =>
    String.raw`\frac{${p} \cdot ${b} \cdot ${k} \cdot ${n}}{2 \cdot ${w} \cdot ${k} \cdot ${n} - ${p} \cdot ${b} \cdot (${k} + ${n})}`,
  of: ({ peak, bandwidth, k, n, bytesPerElement: b }) => (peak * b * k * n) / (2 * bandwidth * k * n - peak * b * (k + n)),
  refuse: ({ peak, bandwidth, k, n, bytesPerElement: b }) =>
    2 * bandwidth * k * n <= peak * b * (k + n)
      ? `k = ${k} and n = ${n} are too narrow for a ridge point of ${peak / bandwidth}: no batch makes this matmul compute-bound`
      : undefined,
  slips: [
    {
      name: 'activations-left-out',
      say: 'That counts the weights only. The rows that enter and leave the matrix are traffic too.',
      of: ({ peak, bandwidth, bytesPerElement }) => (peak * bytesPerElement) / (2 * bandwidth),
    },
  ],
  source: williams,
});

/**
 * The crossover batch when each sequence also reads its KV cache: $B = \frac{N b/W}{f/P - q/W}$.
 * Throws `RangeError` where a sequence's KV read outlasts its arithmetic, for then no batch is enough.
 */
export const crossoverBatchWithKv = formula({
  title: 'Crossover batch with KV reads',
  about:
    'Every sequence adds its arithmetic to one roof and its KV read to the other. The crossover moves up, and past a certain context there is none.',
  takes: { peak, bandwidth, params, flopsPerToken, kvBytesPerSequence, bytesPerParam },
  gives: 'sequence',
  symbol: 'B^*',
  tex: (x) =>
    String.raw`\frac{${x.params} \cdot ${x.bytesPerParam} / ${x.bandwidth}}{${x.flopsPerToken} / ${x.peak} - ${x.kvBytesPerSequence} / ${x.bandwidth}}`,
  of: ({ peak, bandwidth, params, flopsPerToken, kvBytesPerSequence, bytesPerParam }) =>
    (params * bytesPerParam) / bandwidth / (flopsPerToken / peak - kvBytesPerSequence / bandwidth),
  refuse: ({ peak, bandwidth, flopsPerToken, kvBytesPerSequence }) =>
    kvBytesPerSequence / bandwidth >= flopsPerToken / peak
      ? `kvBytesPerSequence = ${kvBytesPerSequence} takes longer to read than a token takes to compute: no batch makes this decode compute-bound`
      : undefined,
  slips: [
    {
      name: 'kv-left-out',
      say: 'That leaves the KV cache out. Each sequence brings its own to read, which moves the crossover up.',
      of: ({ peak, bandwidth, params, flopsPerToken, bytesPerParam }) => (params * bytesPerParam * peak) / (bandwidth * flopsPerToken),
    },
  ],
  source: pope,
});

/** Fewest accelerators whose memory holds so many bytes: $\lceil Q/M \rceil$. */
export const acceleratorsNeeded = formula({
  title: 'Accelerators needed',
  about: 'The fewest accelerators that hold the bytes at all. What runs on them needs room besides.',
  takes: { bytes: positive('B', 'Q', 'bytes to hold'), capacity: positive('B', 'M', 'memory of one accelerator') },
  gives: 'GPU',
  symbol: 'G',
  tex: ({ bytes, capacity }) => String.raw`\left\lceil \frac{${bytes}}{${capacity}} \right\rceil`,
  of: ({ bytes, capacity }) => Math.ceil(bytes / capacity),
  slips: [
    {
      name: 'rounded-down',
      say: 'Rounded down they do not all fit: the part left over needs an accelerator too.',
      of: ({ bytes, capacity }) => Math.floor(bytes / capacity),
    },
  ],
  source: book,
});

const fits = ({
  gpus,
  capacity,
  weightBytes,
}: {
  readonly gpus: number;
  readonly capacity: number;
  readonly weightBytes: number;
}): string | undefined =>
  weightBytes > gpus * capacity ? `weightBytes must fit in gpus × capacity = ${gpus * capacity}, got ${weightBytes}` : undefined;
const held = {
  gpus: count('GPU', 'G', 'accelerators that share the model'),
  capacity: positive('B', 'M', 'memory of one accelerator'),
  weightBytes,
};

/** Bytes left beside the weights: $G\,M - Q_w$. Throws `RangeError` where the weights do not fit. */
export const spareForKvCache = formula({
  title: 'Memory left for the KV cache',
  about: 'What the accelerators hold beyond the weights. Activations, buffers and fragmentation take a part of it.',
  takes: held,
  gives: 'B',
  tex: ({ gpus, capacity, weightBytes }) => String.raw`${gpus} \cdot ${capacity} - ${weightBytes}`,
  of: ({ gpus, capacity, weightBytes }) => gpus * capacity - weightBytes,
  refuse: fits,
  slips: [
    {
      name: 'weights-ignored',
      say: 'That is all of the memory. The weights are in it already: subtract them.',
      of: ({ gpus, capacity }) => gpus * capacity,
    },
  ],
  source: vllm,
});

/** Whole sequences whose KV cache fits beside the weights: $\lfloor (G\,M - Q_w)/q \rfloor$. Throws `RangeError` where the weights do not fit. */
export const batchThatFits = formula({
  title: 'Batch that fits',
  about: 'How many sequences of full length have room for their KV cache beside the weights.',
  takes: { ...held, kvBytesPerSequence },
  gives: 'sequence',
  symbol: 'B',
  tex: ({ gpus, capacity, weightBytes, kvBytesPerSequence }) =>
    String.raw`\left\lfloor \frac{${gpus} \cdot ${capacity} - ${weightBytes}}{${kvBytesPerSequence}} \right\rfloor`,
  of: ({ gpus, capacity, weightBytes, kvBytesPerSequence }) => Math.floor((gpus * capacity - weightBytes) / kvBytesPerSequence),
  refuse: fits,
  slips: [
    {
      name: 'weights-ignored',
      say: 'That fills all of the memory with KV cache. The weights take their part first.',
      of: ({ gpus, capacity, kvBytesPerSequence }) => Math.floor((gpus * capacity) / kvBytesPerSequence),
    },
    {
      name: 'rounded-up',
      say: 'The last sequence fits only in part: round down.',
      of: ({ gpus, capacity, weightBytes, kvBytesPerSequence }) => Math.ceil((gpus * capacity - weightBytes) / kvBytesPerSequence),
    },
  ],
  source: vllm,
});
