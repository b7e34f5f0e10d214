/** Many requests at once: static and continuous batches, chunked prefill. */
import { count, formula, nonNegative, optional, positive } from './formula.ts';

const orca = 'Yu et al. 2022, Orca: A Distributed Serving System for Transformer-Based Generative Models, OSDI 2022';
const sarathi = 'Agrawal et al. 2024, Taming Throughput-Latency Tradeoff in LLM Inference with Sarathi-Serve, arXiv:2403.02310';

const meanTokens = positive('token', String.raw`\bar{T}`, 'mean output length');
const longestTokens = positive('token', String.raw`T_\text{max}`, 'longest output length');
const longestIsLongest = ({
  meanTokens,
  longestTokens,
}: {
  readonly meanTokens: number;
  readonly longestTokens: number;
}): string | undefined =>
  meanTokens > longestTokens ? `longestTokens must be at least meanTokens (${meanTokens}), got ${longestTokens}` : undefined;

export const staticBatchingUtilization = formula({
  title: 'Static batching utilization',
  about: 'A static batch runs until its longest sequence ends, and every finished sequence keeps its slot idle until then.',
  takes: { meanTokens, longestTokens },
  example: { meanTokens: 300, longestTokens: 1500 },
  gives: '1',
  tex: ({ meanTokens, longestTokens }) => String.raw`\frac{${meanTokens}}{${longestTokens}}`,
  of: ({ meanTokens, longestTokens }) => meanTokens / longestTokens,
  refuse: longestIsLongest,
  slips: [
    {
      name: 'gave-waste',
      say: 'That is the fraction wasted. The fraction used is the rest.',
      of: ({ meanTokens, longestTokens }) => 1 - meanTokens / longestTokens,
    },
    {
      name: 'inverted',
      say: 'Upside down: utilization cannot exceed one. Divide the mean by the longest.',
      of: ({ meanTokens, longestTokens }) => longestTokens / meanTokens,
    },
  ],
  source: orca,
});

export const continuousBatchingGain = formula({
  title: 'Gain of continuous batching',
  about:
    'The most that refilling every slot immediately can gain over static batches, if a step costs the same and requests never run out.',
  takes: { meanTokens, longestTokens },
  example: { meanTokens: 300, longestTokens: 1500 },
  gives: '1',
  tex: ({ meanTokens, longestTokens }) => String.raw`\frac{${longestTokens}}{${meanTokens}}`,
  of: ({ meanTokens, longestTokens }) => longestTokens / meanTokens,
  refuse: longestIsLongest,
  slips: [
    {
      name: 'gave-utilization',
      say: 'That is the utilization of the static batch. The gain is one over it.',
      of: ({ meanTokens, longestTokens }) => meanTokens / longestTokens,
    },
  ],
  source: orca,
});

/** Graham's bound on list scheduling, with slots as machines. */
export const continuousBatchingFloor = formula({
  title: 'Continuous batching utilization, at least',
  about:
    'Slots idle only at the very end, when no request is waiting any more. The more requests there are per slot, the less that end matters.',
  takes: {
    requests: count('request', 'R', 'requests served'),
    batch: count('sequence', 'B', 'slots of the batch'),
    meanTokens,
    longestTokens,
  },
  example: { requests: 96, batch: 48, meanTokens: 300, longestTokens: 1500 },
  gives: '1',
  tex: ({ requests, batch, meanTokens, longestTokens }) =>
    String.raw`\frac{${requests} \cdot ${meanTokens}}{${requests} \cdot ${meanTokens} + (${batch} - 1) \cdot ${longestTokens}}`,
  of: ({ requests, batch, meanTokens, longestTokens }) => (requests * meanTokens) / (requests * meanTokens + (batch - 1) * longestTokens),
  refuse: longestIsLongest,
  slips: [
    {
      name: 'every-slot-waits',
      say: 'At the end one slot still works on the longest request: only the other $B-1$ can idle.',
      of: ({ requests, batch, meanTokens, longestTokens }) => (requests * meanTokens) / (requests * meanTokens + batch * longestTokens),
    },
  ],
  source: 'Graham 1969, Bounds on Multiprocessing Timing Anomalies, doi:10.1137/0117039, applied to the slots of a batch',
});

/** $1 + 1/2 + \dots + 1/n$; from a thousand on by Euler's series, whose error is then below rounding. */
function harmonic(n: number): number {
  if (n < 1000) return Array.from({ length: n }, (_, i) => 1 / (i + 1)).reduce((sum, term) => sum + term, 0);
  const eulerMascheroni = 0.5772156649015329;
  return Math.log(n) + eulerMascheroni + 1 / (2 * n) - 1 / (12 * n ** 2);
}

export const staticBatchingUtilizationExponential = formula({
  title: 'Static batching utilization, exponential lengths',
  about:
    'The longest of B exponential lengths is on average the Bth harmonic number times their mean, so larger static batches waste more.',
  takes: { batch: count('sequence', 'B', 'sequences in the batch') },
  example: { batch: 48 },
  gives: '1',
  tex: ({ batch }) => String.raw`\left(\sum_{i=1}^{${batch}} \frac{1}{i}\right)^{-1}`,
  of: ({ batch }) => 1 / harmonic(batch),
  slips: [
    {
      name: 'one-over-batch',
      say: 'That would be right if only one sequence worked at a time. The longest grows with the harmonic number, not with the batch.',
      of: ({ batch }) => 1 / batch,
    },
  ],
  source: 'Rényi 1953, On the theory of order statistics, doi:10.1007/BF02127580',
});

const promptTokens = count('token', 'T', 'tokens of the prompt');
const chunkTokens = count('token', 'c', 'prompt tokens in one step');

export const prefillChunks = formula({
  title: 'Prefill chunks',
  about: 'Chunked prefill processes the prompt a chunk at a time, in the same steps in which other sequences decode.',
  takes: { promptTokens, chunkTokens },
  example: { promptTokens: 3000, chunkTokens: 768 },
  gives: '1',
  tex: ({ promptTokens, chunkTokens }) => String.raw`\left\lceil \frac{${promptTokens}}{${chunkTokens}} \right\rceil`,
  of: ({ promptTokens, chunkTokens }) => Math.ceil(promptTokens / chunkTokens),
  slips: [
    {
      name: 'rounded-down',
      say: 'The last chunk is only part full but takes a step too: round up.',
      of: ({ promptTokens, chunkTokens }) => Math.floor(promptTokens / chunkTokens),
    },
  ],
  source: sarathi,
});

export const mixedStepTime = formula({
  title: 'Mixed step',
  about:
    'Decode leaves the arithmetic units idle, so a chunk of a prompt rides along almost free until the matmuls turn compute-bound. Beyond that, every decoding sequence waits longer for its token. The caches are also read, as in a decode step.',
  takes: {
    chunkTokens,
    batch: count('sequence', 'B', 'sequences that decode in the step'),
    flopsPerToken: positive('FLOP/token', 'f', 'forward FLOPs of one token', 'model.forwardFlopsPerToken'),
    peak: positive('FLOP/s', 'C', 'dense peak of all accelerators together'),
    weightBytes: positive('B', String.raw`Q_w`, 'bytes of the weights, on all accelerators together', 'model.weightBytesReadInStep'),
    bandwidth: positive('B/s', 'W', 'memory bandwidth of all accelerators together'),
    kvBytes: optional(nonNegative('B', String.raw`Q_\text{KV}`, 'KV cache read in the step'), 0),
  },
  example: { chunkTokens: 768, batch: 48, flopsPerToken: 40e9, peak: 1e15, weightBytes: 40e9, bandwidth: 4e12, kvBytes: 9e9 },
  gives: 's',
  symbol: String.raw`t_\text{step}`,
  tex: (x) =>
    String.raw`\frac{${x.kvBytes}}{${x.bandwidth}} + \max\left(\frac{(${x.chunkTokens} + ${x.batch}) \cdot ${x.flopsPerToken}}{${x.peak}}, \frac{${x.weightBytes}}{${x.bandwidth}}\right)`,
  of: ({ chunkTokens, batch, flopsPerToken, peak, weightBytes, bandwidth, kvBytes }) =>
    kvBytes / bandwidth + Math.max(((chunkTokens + batch) * flopsPerToken) / peak, weightBytes / bandwidth),
  slips: [
    {
      name: 'added',
      say: 'That adds the arithmetic to the read of the weights. A matmul reads its next weights while it computes: take the larger.',
      of: ({ chunkTokens, batch, flopsPerToken, peak, weightBytes, bandwidth, kvBytes }) =>
        ((chunkTokens + batch) * flopsPerToken) / peak + (weightBytes + kvBytes) / bandwidth,
    },
  ],
  source: sarathi,
});

export const chunkedTimeToFirstToken = formula({
  title: 'Time to first token with chunked prefill',
  about: 'One step for each chunk. This prompt does not get its answer sooner; the token latency of the other requests improves.',
  takes: { promptTokens, chunkTokens, stepTime: positive('s', String.raw`t_\text{step}`, 'time of one step with a chunk in it') },
  example: { promptTokens: 3000, chunkTokens: 768, stepTime: 0.018 },
  gives: 's',
  symbol: String.raw`\text{TTFT}`,
  tex: ({ promptTokens, chunkTokens, stepTime }) =>
    String.raw`\left\lceil \frac{${promptTokens}}{${chunkTokens}} \right\rceil \cdot ${stepTime}`,
  of: ({ promptTokens, chunkTokens, stepTime }) => Math.ceil(promptTokens / chunkTokens) * stepTime,
  slips: [
    {
      name: 'one-chunk',
      say: 'That is the time of one step. The first token comes after the last chunk.',
      of: ({ stepTime }) => stepTime,
    },
  ],
  source: sarathi,
});
