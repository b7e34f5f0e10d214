/** Weights in few bits: their bytes with scales, what decode gains, what dequantizing costs. */
import { count, countOrZero, formula, nonNegative, optional, positive } from './formula.ts';

const gptq = 'Frantar et al. 2022, GPTQ: Accurate Post-Training Quantization for Generative Pre-trained Transformers, arXiv:2210.17323';
const awq = 'Lin et al. 2023, AWQ: Activation-aware Weight Quantization for LLM Compression and Acceleration, arXiv:2306.00978';
const qlora = 'Dettmers et al. 2023, QLoRA: Efficient Finetuning of Quantized LLMs, §3, arXiv:2305.14314';

const bits = positive('bit/param', 'k', 'bits of one quantized weight');
const params = positive('param', 'N', 'quantized parameters');

export const bitsPerParam = formula({
  title: 'Bits per parameter',
  about: 'Weights are quantized in groups that share a scale, sometimes a zero point too. The smaller the group, the more these add.',
  takes: {
    bits,
    groupSize: count('param', 'g', 'weights that share one scale'),
    scaleBits: optional(nonNegative('bit', 's', 'bits of a scale'), 16),
    zeroBits: optional(countOrZero('bit', 'z', 'bits of a zero point'), 0),
  },
  example: { bits: 4, groupSize: 96 },
  gives: 'bit/param',
  symbol: String.raw`k_\text{eff}`,
  tex: ({ bits, groupSize, scaleBits, zeroBits }) => String.raw`${bits} + \frac{${scaleBits} + ${zeroBits}}{${groupSize}}`,
  of: ({ bits, groupSize, scaleBits, zeroBits }) => bits + (scaleBits + zeroBits) / groupSize,
  slips: [
    {
      name: 'scales-left-out',
      say: 'The scales are stored as well: spread the bits of one over the weights of its group.',
      of: ({ bits }) => bits,
    },
    {
      name: 'scale-for-each-weight',
      say: 'That gives every weight a scale of its own. A group shares one: divide by the group size.',
      of: ({ bits, scaleBits, zeroBits }) => bits + scaleBits + zeroBits,
    },
  ],
  source: gptq,
});

export const doubleQuantizationBits = formula({
  title: 'Scale bits with double quantization',
  about: 'The scales of small groups are themselves quantized in larger groups, each with a scale of its own.',
  takes: {
    groupSize: count('param', String.raw`g_1`, 'weights that share one scale'),
    scaleBits: optional(positive('bit', String.raw`s_1`, 'bits of a quantized scale'), 8),
    outerGroupSize: optional(count('1', String.raw`g_2`, 'scales that share one outer scale'), 256),
    outerScaleBits: optional(positive('bit', String.raw`s_2`, 'bits of an outer scale'), 32),
  },
  example: { groupSize: 96 },
  gives: 'bit/param',
  tex: ({ groupSize, scaleBits, outerGroupSize, outerScaleBits }) =>
    String.raw`\frac{${scaleBits}}{${groupSize}} + \frac{${outerScaleBits}}{${groupSize} \cdot ${outerGroupSize}}`,
  of: ({ groupSize, scaleBits, outerGroupSize, outerScaleBits }) => scaleBits / groupSize + outerScaleBits / (groupSize * outerGroupSize),
  slips: [
    {
      name: 'outer-scales-left-out',
      say: 'The outer scales are stored as well: one for each group of groups.',
      of: ({ groupSize, scaleBits }) => scaleBits / groupSize,
    },
  ],
  source: qlora,
});

export const quantizedBytesPerParam = formula({
  title: 'Bytes per quantized parameter',
  about: 'A byte has eight bits: a 4-bit weight takes half a byte, a quarter of BF16.',
  takes: { bits },
  example: { bits: 4 },
  gives: 'B/param',
  symbol: 'b',
  tex: ({ bits }) => String.raw`\frac{${bits}}{8}`,
  of: ({ bits }) => bits / 8,
  slips: [
    {
      name: 'bits-not-bytes',
      say: 'Those are bits: a byte has eight of them.',
      of: ({ bits }) => bits,
    },
    {
      name: 'half-of-bf16',
      say: 'That takes four bits for one byte. BF16 has 16 bits in two bytes: INT8 halves it, INT4 quarters it.',
      of: ({ bits }) => bits / 4,
    },
  ],
  source: gptq,
});

export const quantizedBytes = formula({
  title: 'Bytes of quantized weights',
  about:
    'What the weights take in memory and what each decode step reads of them. With the effective bits per parameter the scales are counted.',
  takes: { params, bits },
  example: { params: 20e9, bits: 4 },
  gives: 'B',
  symbol: String.raw`Q_w`,
  tex: ({ params, bits }) => String.raw`\frac{${params} \cdot ${bits}}{8}`,
  of: ({ params, bits }) => (params * bits) / 8,
  slips: [
    {
      name: 'bits-not-bytes',
      say: 'Those are bits: a byte has eight of them.',
      of: ({ params, bits }) => params * bits,
    },
    {
      name: 'half-of-bf16',
      say: 'That takes four bits for one byte. BF16 has 16 bits in two bytes: INT8 halves it, INT4 quarters it.',
      of: ({ params, bits }) => (params * bits) / 4,
    },
  ],
  source: gptq,
});

export const quantizedDecodeSpeedup = formula({
  title: 'Decode speed-up from quantization',
  about:
    'Decode speeds up as the bytes it reads shrink. The KV cache keeps its size, so the gain shrinks as batch and context grow; dequantization is left out.',
  takes: {
    bytesBefore: positive('B', 'Q', 'bytes of the weights before'),
    bytesAfter: positive('B', "Q'", 'bytes of the weights after'),
    kvBytes: optional(nonNegative('B', String.raw`Q_\text{KV}`, 'KV cache of all sequences in the batch'), 0),
  },
  example: { bytesBefore: 40e9, bytesAfter: 11e9, kvBytes: 9e9 },
  gives: '1',
  tex: ({ bytesBefore, bytesAfter, kvBytes }) => String.raw`\frac{${bytesBefore} + ${kvBytes}}{${bytesAfter} + ${kvBytes}}`,
  of: ({ bytesBefore, bytesAfter, kvBytes }) => (bytesBefore + kvBytes) / (bytesAfter + kvBytes),
  slips: [
    {
      name: 'kv-left-out',
      say: 'That is the gain on the weights alone. The KV cache is read as before and dilutes it.',
      of: ({ bytesBefore, bytesAfter }) => bytesBefore / bytesAfter,
    },
    {
      name: 'inverted',
      say: 'Upside down: the speed-up is bytes before over bytes after.',
      of: ({ bytesBefore, bytesAfter, kvBytes }) => (bytesAfter + kvBytes) / (bytesBefore + kvBytes),
    },
  ],
  source: awq,
});

export const dequantizationTime = formula({
  title: 'Dequantization time',
  about:
    'Weight-only quantization multiplies in BF16, so every weight is scaled back first, a few operations each on the slower vector units. A fused kernel hides it behind the reads; at large batch it shows.',
  takes: {
    params,
    operations: optional(positive('FLOP/param', 'o', 'operations to dequantize one weight'), 2),
    vectorPeak: positive('FLOP/s', String.raw`P_\text{vector}`, 'peak of the vector units of all accelerators together'),
  },
  example: { params: 20e9, vectorPeak: 5e13 },
  gives: 's',
  symbol: String.raw`t_\text{dequant}`,
  tex: ({ params, operations, vectorPeak }) => String.raw`\frac{${params} \cdot ${operations}}{${vectorPeak}}`,
  of: ({ params, operations, vectorPeak }) => (params * operations) / vectorPeak,
  slips: [
    {
      name: 'one-operation',
      say: 'A weight takes more than one operation to restore: subtracting the zero point and multiplying by the scale are two.',
      of: ({ params, vectorPeak }) => params / vectorPeak,
    },
  ],
  source: awq,
});

export const exposedDequantizationStepTime = formula({
  title: 'Decode step with exposed dequantization',
  about:
    'The worst case of a quantized decode step: first read, then dequantize. A good kernel overlaps the two and approaches the larger one.',
  takes: {
    weightBytes: positive('B', String.raw`Q_w`, 'bytes of the quantized weights'),
    bandwidth: positive('B/s', 'W', 'memory bandwidth of all accelerators together'),
    dequantization: nonNegative('s', String.raw`t_\text{dequant}`, 'time to dequantize all weights once'),
    kvBytes: optional(nonNegative('B', String.raw`Q_\text{KV}`, 'KV cache of all sequences in the batch'), 0),
  },
  example: { weightBytes: 40e9, bandwidth: 4e12, dequantization: 0.002, kvBytes: 9e9 },
  gives: 's',
  symbol: String.raw`t_\text{step}`,
  tex: ({ weightBytes, bandwidth, dequantization, kvBytes }) =>
    String.raw`\frac{${weightBytes} + ${kvBytes}}{${bandwidth}} + ${dequantization}`,
  of: ({ weightBytes, bandwidth, dequantization, kvBytes }) => (weightBytes + kvBytes) / bandwidth + dequantization,
  slips: [
    {
      name: 'dequantization-left-out',
      say: 'That is the reading alone. The weights must also be turned back into numbers before they are multiplied.',
      of: ({ weightBytes, bandwidth, kvBytes }) => (weightBytes + kvBytes) / bandwidth,
    },
  ],
  source: awq,
});
