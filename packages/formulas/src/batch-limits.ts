/** Limits of a growing batch: the crossover to compute-bound decode, and the memory that weights and KV cache share. */
import { count, formula, optional, positive } from './formula.ts';

const book =
  'Austin et al. 2025, How to Scale Your Model, Part 7 (all about transformer inference), https://jax-ml.github.io/scaling-book/inference';
const pope = 'Pope et al. 2022, Efficiently Scaling Transformer Inference, arXiv:2211.05102';
const williams = 'Williams, Waterman, Patterson 2009, doi:10.1145/1498765.1498785, applied to one layer of decode';
const vllm = 'Kwon et al. 2023, Efficient Memory Management for Large Language Model Serving with PagedAttention, arXiv:2309.06180';

const peak = positive('FLOP/s', 'C', 'dense peak of one accelerator', 'chip.peak');
const bandwidth = positive('B/s', 'W', 'memory bandwidth of one accelerator', 'chip.memoryBandwidth');
const params = positive('param', 'N', 'parameters read for a token', 'model.activeParameters');
const bytesPerParam = optional(positive('B/param', 'b', 'bytes of one stored parameter', 'type.weight'), 2);
const flopsPerToken = positive('FLOP/token', 'f', 'forward FLOPs of one token', 'model.forwardFlopsPerToken');
const weightBytes = positive('B', String.raw`Q_w`, 'bytes of the weights, on all accelerators together', 'model.weightBytes');
const kvBytesPerSequence = positive('B', 'q', 'KV cache of one sequence, all layers together');

export const crossoverBatch = formula({
  title: 'Crossover batch',
  about:
    'A batch of B tokens does 2B FLOPs with each parameter and reads its b bytes once. Where 2B/b meets the ridge point, decode stops being memory-bound; activations and KV reads are left out.',
  takes: { peak, bandwidth, bytesPerParam },
  example: { peak: 1e15, bandwidth: 4e12 },
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

export const crossoverBatchWithActivations = formula({
  title: 'Crossover batch with activations',
  about: 'Counts the activations that enter and leave the matrix as well as its weights, so it lies above the weights-only figure.',
  takes: {
    peak,
    bandwidth,
    k: count('1', 'K', 'rows of the weight matrix'),
    n: count('1', 'N', 'columns of the weight matrix'),
    bytesPerElement: optional(positive('B/element', 'b', 'bytes of one element', 'type.activation'), 2),
  },
  example: { peak: 1e15, bandwidth: 4e12, k: 6144, n: 16_384 },
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

export const crossoverBatchWithKv = formula({
  title: 'Crossover batch with KV reads',
  about:
    'Every sequence adds its arithmetic to one roof and its KV read to the other. The crossover of the whole step moves up, and past a certain context there is none. This is where the two roofs of the bound on a decode step meet; in the decode step itself the matmuls turn compute-bound at the crossover batch, whatever the cache.',
  takes: { peak, bandwidth, params, flopsPerToken, kvBytesPerSequence, bytesPerParam },
  assumes: ['cache', 'dense'],
  example: { peak: 1e15, bandwidth: 4e12, params: 20e9, flopsPerToken: 40e9, kvBytesPerSequence: 2e7 },
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

export const crossoverContext = formula({
  title: 'Context beyond which decode stays memory-bound',
  about:
    'Each sequence adds its arithmetic and the read of its own cache. From this context on the read takes longer, however many sequences share the weights. Attention’s own FLOPs are left out; they would move it up a little.',
  takes: {
    peak,
    bandwidth,
    flopsPerToken,
    kvBytesPerToken: positive('B/token', 'q', 'KV cache of one token of one sequence, all layers together', 'model.cacheBytesPerToken'),
  },
  assumes: ['cache'],
  example: { peak: 1e15, bandwidth: 4e12, flopsPerToken: 40e9, kvBytesPerToken: 200_000 },
  gives: 'token',
  symbol: 'T^*',
  tex: (x) => String.raw`\frac{${x.flopsPerToken} \cdot ${x.bandwidth}}{${x.peak} \cdot ${x.kvBytesPerToken}}`,
  of: ({ peak, bandwidth, flopsPerToken, kvBytesPerToken }) => (flopsPerToken * bandwidth) / (peak * kvBytesPerToken),
  slips: [
    {
      name: 'inverted',
      say: 'Upside down: more bandwidth allows a longer context, so it belongs in the numerator.',
      of: ({ peak, bandwidth, flopsPerToken, kvBytesPerToken }) => (peak * kvBytesPerToken) / (flopsPerToken * bandwidth),
    },
  ],
  source: pope,
});

export const acceleratorsNeeded = formula({
  title: 'Accelerators needed',
  about: 'The fewest accelerators that hold the bytes at all. The program that runs on them needs additional room.',
  takes: {
    bytes: positive('B', 'Q', 'bytes to hold'),
    capacity: positive('B', 'M', 'memory of one accelerator that programs can use', 'chip.memory'),
  },
  example: { bytes: 4e11, capacity: 96e9 },
  gives: 'GPU',
  symbol: 'G',
  tex: ({ bytes, capacity }) => String.raw`\left\lceil \frac{${bytes}}{${capacity}} \right\rceil`,
  of: ({ bytes, capacity }) => Math.ceil(bytes / capacity),
  slips: [
    {
      name: 'rounded-down',
      say: 'If you round down, they do not all fit: the part left over needs an accelerator too.',
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
  capacity: positive('B', 'M', 'memory of one accelerator that programs can use', 'chip.memory'),
  weightBytes,
};

export const spareForKvCache = formula({
  title: 'Memory left for the KV cache',
  about: 'What the accelerators hold beyond the weights. Activations, buffers and fragmentation use some of it.',
  takes: held,
  assumes: ['cache'],
  example: { gpus: 2, capacity: 96e9, weightBytes: 40e9 },
  gives: 'B',
  tex: ({ gpus, capacity, weightBytes }) => String.raw`${gpus} \cdot ${capacity} - ${weightBytes}`,
  of: ({ gpus, capacity, weightBytes }) => gpus * capacity - weightBytes,
  refuse: fits,
  slips: [
    {
      name: 'weights-ignored',
      say: 'That is all of the memory. The weights occupy some of it: subtract them.',
      of: ({ gpus, capacity }) => gpus * capacity,
    },
  ],
  source: vllm,
});

export const batchThatFits = formula({
  title: 'Batch that fits',
  about: 'How many sequences of full length have room for their KV cache beside the weights.',
  takes: { ...held, kvBytesPerSequence },
  assumes: ['cache'],
  example: { gpus: 2, capacity: 96e9, weightBytes: 40e9, kvBytesPerSequence: 7e8 },
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
      say: 'The last sequence fits only partly: round down.',
      of: ({ gpus, capacity, weightBytes, kvBytesPerSequence }) => Math.ceil((gpus * capacity - weightBytes) / kvBytesPerSequence),
    },
  ],
  source: vllm,
});
