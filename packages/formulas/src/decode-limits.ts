/** Limits of one decode step: the batch that a latency target allows, the batch at half of the ceiling, and the ranks that the links allow. */
import { count, formula, optional, positive } from './formula.ts';

const book =
  'Austin et al. 2025, How to Scale Your Model, Part 7 (all about transformer inference), https://jax-ml.github.io/scaling-book/inference';
const pope = 'Pope et al. 2022, Efficiently Scaling Transformer Inference, arXiv:2211.05102';

const weightBytes = positive('B', String.raw`Q_w`, 'bytes of the weights, on all accelerators together', 'model.weightBytesReadInStep');
const kvBytesPerSequence = positive('B', 'q', 'KV cache of one sequence, all layers together');
const bandwidth = positive('B/s', 'W', 'memory bandwidth of one accelerator', 'chip.memoryBandwidth');
const gpus = optional(count('GPU', 'G', 'accelerators that share the model'), 1);

interface Step {
  readonly stepTime: number;
  readonly weightBytes: number;
  readonly kvBytesPerSequence: number;
  readonly bandwidth: number;
  readonly flopsPerToken: number;
  readonly peak: number;
  readonly gpus: number;
}

/** Sequences in a step whose weights are read for longer than they compute. */
const whileReading = (x: Step): number => (x.stepTime * x.gpus * x.bandwidth - x.weightBytes) / x.kvBytesPerSequence;
/** Sequences in a step whose matmuls compute for longer than their weights are read. */
const whileComputing = (x: Step): number => (x.stepTime * x.gpus) / (x.kvBytesPerSequence / x.bandwidth + x.flopsPerToken / x.peak);

export const batchWithinStepTime = formula({
  title: 'Batch within a step time',
  about:
    'Every sequence adds the read of its cache to the step, and its arithmetic where the matmuls are compute-bound. This many may decode together before the step takes longer than its target; whether their caches fit is another limit.',
  takes: {
    stepTime: positive('s', 't', 'target for one decode step'),
    weightBytes,
    kvBytesPerSequence,
    bandwidth,
    flopsPerToken: positive('FLOP/token', 'f', 'forward FLOPs of one token', 'model.forwardFlopsPerToken'),
    peak: positive('FLOP/s', 'C', 'dense peak of one accelerator', 'chip.peak'),
    gpus,
  },
  assumes: ['cache'],
  example: { stepTime: 0.02, weightBytes: 40e9, kvBytesPerSequence: 6e8, bandwidth: 4e12, flopsPerToken: 40e9, peak: 1e15 },
  gives: 'sequence',
  symbol: 'B',
  tex: (x) =>
    String.raw`\left\lfloor \min\left(\frac{${x.stepTime} \cdot ${x.gpus} \cdot ${x.bandwidth} - ${x.weightBytes}}{${x.kvBytesPerSequence}}, \frac{${x.stepTime} \cdot ${x.gpus}}{${x.kvBytesPerSequence} / ${x.bandwidth} + ${x.flopsPerToken} / ${x.peak}}\right) \right\rfloor`,
  of: (x) => Math.floor(Math.min(whileReading(x), whileComputing(x))),
  refuse: ({ stepTime, weightBytes, bandwidth, gpus }) =>
    stepTime * gpus * bandwidth < weightBytes
      ? `stepTime must be at least ${String(weightBytes / (gpus * bandwidth))}, the time to read the weights, got ${String(stepTime)}`
      : undefined,
  slips: [
    {
      name: 'weights-left-out',
      say: 'That spends the whole step on caches. The weights are read in the same step: subtract their time first.',
      of: (x) => Math.floor((x.stepTime * x.gpus * x.bandwidth) / x.kvBytesPerSequence),
    },
    {
      name: 'rounded-up',
      say: 'With one sequence more the step takes longer than its target: round down.',
      of: (x) => Math.floor(Math.min(whileReading(x), whileComputing(x))) + 1,
    },
  ],
  source: book,
});

export const halfCeilingBatch = formula({
  title: 'Batch at half of the ceiling',
  about:
    'Where the caches together weigh as much as the weights, a memory-bound step takes twice as long as for one reader with hardly any context, and half of it goes into caches: the throughput is half of its ceiling, and a token costs twice its floor.',
  takes: { weightBytes, kvBytesPerSequence },
  assumes: ['cache'],
  example: { weightBytes: 40e9, kvBytesPerSequence: 6e8 },
  gives: 'sequence',
  symbol: String.raw`B_\text{half}`,
  tex: ({ weightBytes, kvBytesPerSequence }) => String.raw`\frac{${weightBytes}}{${kvBytesPerSequence}}`,
  of: ({ weightBytes, kvBytesPerSequence }) => weightBytes / kvBytesPerSequence,
  slips: [
    {
      name: 'inverted',
      say: 'Upside down: the heavier the weights, the more caches it takes to match them.',
      of: ({ weightBytes, kvBytesPerSequence }) => kvBytesPerSequence / weightBytes,
    },
  ],
  source: pope,
});

export const decodeTensorLimit = formula({
  title: 'Ranks for tensor parallelism in decode',
  about:
    'Each rank reads its part of the weights from memory and gathers and scatters all activations of the batch over its links. More ranks shorten the reading and not the exchange. Holds while decode is memory-bound; latency is left out, and (Y−1)/Y counts as 1.',
  takes: {
    hidden: count('1', 'F', 'hidden width of the MLP', 'model.hidden'),
    batch: count('sequence', 'B', 'sequences decoded together'),
    link: positive('B/s', String.raw`W_\text{link}`, 'what one accelerator sends with: one way of a switch, both ways of a ring'),
    bandwidth,
    matrices: optional(count('1', 'n', 'matrices of the MLP: 2 plain, 3 gated'), 2),
    bytesPerParam: optional(positive('B/param', 'b', 'bytes of one stored parameter', 'type.weight'), 2),
    bytesPerElement: optional(positive('B/element', 'a', 'bytes of one activation', 'type.activation'), 2),
  },
  example: { hidden: 16_384, batch: 48, link: 4e11, bandwidth: 4e12 },
  gives: '1',
  symbol: String.raw`Y_\text{max}`,
  tex: (x) =>
    String.raw`\frac{${x.matrices} \cdot ${x.hidden} \cdot ${x.bytesPerParam} \cdot ${x.link}}{2 \cdot ${x.bytesPerElement} \cdot ${x.batch} \cdot ${x.bandwidth}}`,
  of: (x) => (x.matrices * x.hidden * x.bytesPerParam * x.link) / (2 * x.bytesPerElement * x.batch * x.bandwidth),
  slips: [
    {
      name: 'one-exchange',
      say: 'That gathers the activations and never scatters them. The second matmul leaves partial sums, which cross the links as well.',
      of: (x) => (x.matrices * x.hidden * x.bytesPerParam * x.link) / (x.bytesPerElement * x.batch * x.bandwidth),
    },
    {
      name: 'bandwidths-inverted',
      say: 'The bandwidths are upside down: faster links allow more ranks, faster memory allows fewer.',
      of: (x) => (x.matrices * x.hidden * x.bytesPerParam * x.bandwidth) / (2 * x.bytesPerElement * x.batch * x.link),
    },
  ],
  source: book,
});
