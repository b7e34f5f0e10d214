/**
 * The batch from which a layer `X[B, D] · Y[D, F] → Z[B, F]` is compute-bound: against whichever memory holds its weights (HBM, on-chip,
 * the host behind PCIe), and against the link over which partial results travel.
 */
import { count, formula, optional, positive } from './formula.ts';

const scalingBook = 'Austin et al., How to Scale Your Model 2025, https://jax-ml.github.io/scaling-book/roofline/';
const b = count('1', 'B', 'rows of X: tokens of the batch');
const d = count('1', 'D', 'width that is summed over');
const f = count('1', 'F', 'width of the result');
const peak = positive('FLOP/s', 'C', 'dense peak in the type of the arithmetic', 'chip.peak');
const bandwidth = positive('B/s', 'W', 'bandwidth of the memory that holds the weights', 'chip.memoryBandwidth');
const bytesPerWeight = optional(positive('B/element', 'b_w', 'bytes of one weight', 'type.weight'), 2);
const bytesPerActivation = optional(positive('B/element', 'b_x', 'bytes of one activation, in X and in Z', 'type.activation'), 2);

export const mixedMatmulBytes = formula({
  title: 'Matmul traffic, weights and activations of different types',
  about: 'Least bytes between memory and chip: activations in, weights in, activations out, each once and each in its own type.',
  takes: { b, d, f, bytesPerActivation, bytesPerWeight },
  example: { b: 96, d: 6144, f: 16_384, bytesPerWeight: 1 },
  gives: 'B',
  symbol: String.raw`\text{bytes}`,
  tex: (x) =>
    String.raw`(${x.b} \cdot ${x.d} + ${x.b} \cdot ${x.f}) \cdot ${x.bytesPerActivation} + ${x.d} \cdot ${x.f} \cdot ${x.bytesPerWeight}`,
  of: (x) => (x.b * x.d + x.b * x.f) * x.bytesPerActivation + x.d * x.f * x.bytesPerWeight,
  slips: [
    {
      name: 'output-left-out',
      say: 'The results are traffic too: the $BF$ of them have to be written back.',
      of: (x) => x.b * x.d * x.bytesPerActivation + x.d * x.f * x.bytesPerWeight,
    },
    {
      name: 'weights-only',
      say: 'That counts the weights alone. The activations cross the memory bus too, on the way in and on the way out.',
      of: (x) => x.d * x.f * x.bytesPerWeight,
    },
  ],
  source: scalingBook,
});

export const perRowMatmulBytes = formula({
  title: 'Matmul traffic, one matrix for each row',
  about: 'Each row of X meets weights that no other row uses, so the weights are read B times over and nothing is shared.',
  takes: { b, d, f, bytesPerElement: optional(positive('B/element', 'b', 'bytes of one element', 'type.activation'), 2) },
  example: { b: 96, d: 6144, f: 16_384 },
  gives: 'B',
  symbol: String.raw`\text{bytes}`,
  tex: (x) => String.raw`(${x.b} \cdot ${x.d} + ${x.b} \cdot ${x.d} \cdot ${x.f} + ${x.b} \cdot ${x.f}) \cdot ${x.bytesPerElement}`,
  of: (x) => (x.b * x.d + x.b * x.d * x.f + x.b * x.f) * x.bytesPerElement,
  slips: [
    {
      name: 'one-matrix',
      say: 'That reads one matrix for all rows. Here each row brings its own.',
      of: (x) => (x.b * x.d + x.d * x.f + x.b * x.f) * x.bytesPerElement,
    },
  ],
  source: scalingBook,
});

export const criticalBatch = formula({
  title: 'Critical batch',
  about:
    'Each weight is read once and used for two FLOPs a token. From this many tokens on the arithmetic takes longer than the read; activations are left out, which holds where the batch is much smaller than both widths.',
  takes: { peak, bandwidth, bytesPerWeight },
  example: { peak: 1e15, bandwidth: 4e12 },
  gives: 'token',
  symbol: String.raw`B^*`,
  tex: ({ peak, bandwidth, bytesPerWeight }) => String.raw`\frac{${peak} \cdot ${bytesPerWeight}}{2 \cdot ${bandwidth}}`,
  of: ({ peak, bandwidth, bytesPerWeight }) => (peak * bytesPerWeight) / (2 * bandwidth),
  slips: [
    {
      name: 'ridge-per-element',
      say: 'That is off by the two FLOPs of a multiply-add: a token does two with each weight, not one.',
      of: ({ peak, bandwidth, bytesPerWeight }) => (peak * bytesPerWeight) / bandwidth,
    },
    {
      name: 'one-byte-weights',
      say: 'That takes weights of one byte. Multiply by the bytes that a weight really has.',
      of: ({ peak, bandwidth }) => peak / (2 * bandwidth),
    },
  ],
  source: scalingBook,
});

export const criticalBatchOfMatrix = formula({
  title: 'Critical batch of one matrix',
  about:
    'Every token adds arithmetic to one clock and its activations to the other. It lies above the critical batch of the weights alone, and the narrower the matrix, the further.',
  takes: { peak, bandwidth, d, f, bytesPerWeight, bytesPerActivation },
  example: { peak: 1e15, bandwidth: 4e12, d: 6144, f: 16_384 },
  gives: 'token',
  symbol: String.raw`B^*`,
  tex: (x) =>
    String.raw`\frac{${x.d} \cdot ${x.f} \cdot ${x.bytesPerWeight} / ${x.bandwidth}}{2 \cdot ${x.d} \cdot ${x.f} / ${x.peak} - (${x.d} + ${x.f}) \cdot ${x.bytesPerActivation} / ${x.bandwidth}}`,
  of: (x) => (x.d * x.f * x.bytesPerWeight) / x.bandwidth / ((2 * x.d * x.f) / x.peak - ((x.d + x.f) * x.bytesPerActivation) / x.bandwidth),
  refuse: (x) =>
    (2 * x.d * x.f) / x.peak <= ((x.d + x.f) * x.bytesPerActivation) / x.bandwidth
      ? `d = ${String(x.d)} and f = ${String(x.f)} are too narrow: a token's activations take longer to move than its arithmetic`
      : undefined,
  slips: [
    {
      name: 'activations-left-out',
      say: 'That counts the weights only. Each token also moves its own activations in and out.',
      of: (x) => (x.peak * x.bytesPerWeight) / (2 * x.bandwidth),
    },
    {
      name: 'output-left-out',
      say: 'That reads the activations but does not write the results. Each token moves $D$ numbers in and $F$ out.',
      of: (x) => (x.d * x.f * x.bytesPerWeight) / x.bandwidth / ((2 * x.d * x.f) / x.peak - (x.d * x.bytesPerActivation) / x.bandwidth),
    },
  ],
  source: scalingBook,
});

export const leastComputeBoundWidth = formula({
  title: 'Width from which some batch is compute-bound',
  about:
    'A token adds arithmetic that grows with the square of the width and activations that grow with the width. Below this width the activations take longer, and no batch helps.',
  takes: { peak, bandwidth, bytesPerActivation },
  example: { peak: 1e15, bandwidth: 4e12 },
  gives: '1',
  symbol: String.raw`D_\text{min}`,
  tex: ({ peak, bandwidth, bytesPerActivation }) => String.raw`\frac{${bytesPerActivation} \cdot ${peak}}{${bandwidth}}`,
  of: ({ peak, bandwidth, bytesPerActivation }) => (bytesPerActivation * peak) / bandwidth,
  slips: [
    {
      name: 'output-left-out',
      say: 'That moves the activations one way only. Each token brings $D$ numbers in and takes $D$ out.',
      of: ({ peak, bandwidth, bytesPerActivation }) => (bytesPerActivation * peak) / (2 * bandwidth),
    },
    {
      name: 'one-flop-per-multiply-add',
      say: 'A multiply-add is two FLOPs: a token does $2D^2$ of them.',
      of: ({ peak, bandwidth, bytesPerActivation }) => (2 * bytesPerActivation * peak) / bandwidth,
    },
  ],
  source: scalingBook,
});

export const splitContractionLimit = formula({
  title: 'Width from which two chips hide their exchange',
  about:
    'Each of two chips multiplies half of the summed width and sends its partial results to the other. Work grows with that width and the exchange does not, so the limit is a width and the batch cancels.',
  takes: {
    peak,
    bandwidth: positive('B/s', 'W', 'bandwidth of the link one way'),
    bytesPerElement: optional(positive('B/element', 'b', 'bytes of one partial result', 'type.activation'), 2),
  },
  example: { peak: 1e15, bandwidth: 1e11 },
  gives: '1',
  symbol: String.raw`D^*`,
  tex: ({ peak, bandwidth, bytesPerElement }) => String.raw`\frac{${bytesPerElement} \cdot ${peak}}{${bandwidth}}`,
  of: ({ peak, bandwidth, bytesPerElement }) => (bytesPerElement * peak) / bandwidth,
  slips: [
    {
      name: 'whole-work-on-each',
      say: 'That lets each chip do all of the work. Each multiplies half of the summed width, so the width must be twice as large.',
      of: ({ peak, bandwidth, bytesPerElement }) => (bytesPerElement * peak) / (2 * bandwidth),
    },
  ],
  source: scalingBook,
});
