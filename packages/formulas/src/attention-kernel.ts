/**
 * One attention head as a kernel, with and without the score matrix in memory. No softmax, no mask; each read or write passes over a tensor
 * once.
 */
import { count, formula, optional, positive } from './formula.ts';

const source = 'Dao et al. 2022, FlashAttention, arXiv:2205.14135';
const queries = count('1', 'T', 'query positions');
const keys = count('1', 'S', 'key positions');
const headWidth = count('1', 'H', 'width of the head', 'model.headWidth');
const bytesPerElement = optional(positive('B/element', 'b', 'bytes of one element', 'type.activation'), 2);

export const attentionScoresFlops = formula({
  title: 'Score FLOPs',
  about: 'Work of the score matrix of one head: a matmul of the queries with the transposed keys.',
  takes: { queries, keys, headWidth },
  example: { queries: 3072, keys: 3072, headWidth: 128 },
  gives: 'FLOP',
  symbol: String.raw`\text{FLOPs}`,
  tex: ({ queries, keys, headWidth }) => String.raw`2 \cdot ${queries} \cdot ${keys} \cdot ${headWidth}`,
  of: ({ queries, keys, headWidth }) => 2 * queries * keys * headWidth,
  slips: [
    {
      name: 'one-flop-per-multiply-add',
      say: 'A multiply-add is two FLOPs, one multiplication and one addition: the count is $2TSH$.',
      of: ({ queries, keys, headWidth }) => queries * keys * headWidth,
    },
  ],
  source,
});

export const attentionScoreTraffic = formula({
  title: 'Score traffic',
  about: 'Least bytes for the score matrix of one head as a kernel of its own: queries and keys read, scores written out.',
  takes: { queries, keys, headWidth, bytesPerElement },
  example: { queries: 3072, keys: 3072, headWidth: 128 },
  gives: 'B',
  symbol: String.raw`\text{bytes}`,
  tex: ({ queries: s, keys: t, headWidth: d, bytesPerElement: b }) =>
    String.raw`(${s} \cdot ${d} + ${t} \cdot ${d} + ${s} \cdot ${t}) \cdot ${b}`,
  of: ({ queries, keys, headWidth, bytesPerElement }) => (queries * headWidth + keys * headWidth + queries * keys) * bytesPerElement,
  slips: [
    {
      name: 'scores-left-out',
      say: 'The score matrix is written out too, and it is by far the largest of the three tensors.',
      of: ({ queries, keys, headWidth, bytesPerElement }) => (queries + keys) * headWidth * bytesPerElement,
    },
    {
      name: 'elements-not-bytes',
      say: 'That counts elements. Multiply by the bytes of one element.',
      of: ({ queries, keys, headWidth }) => queries * headWidth + keys * headWidth + queries * keys,
    },
  ],
  source,
  formerly: ['attentionScoresBytes'],
});

export const attentionHeadFlops = formula({
  title: 'FLOPs of one attention head',
  about: 'Work of both matmuls of a head: scores from queries and keys, output from weights and values. Softmax is left out.',
  takes: { queries, keys, headWidth },
  example: { queries: 3072, keys: 3072, headWidth: 128 },
  gives: 'FLOP',
  symbol: String.raw`\text{FLOPs}`,
  tex: ({ queries, keys, headWidth }) => String.raw`4 \cdot ${queries} \cdot ${keys} \cdot ${headWidth}`,
  of: ({ queries, keys, headWidth }) => 4 * queries * keys * headWidth,
  slips: [
    {
      name: 'scores-only',
      say: 'That is the score matmul alone. Weighing the values is a second one of the same size.',
      of: ({ queries, keys, headWidth }) => 2 * queries * keys * headWidth,
    },
  ],
  source,
});

export const unfusedAttentionBytes = formula({
  title: 'Traffic of unfused attention',
  about:
    'Bytes of one head run as three kernels: scores written, read by the softmax, written as weights and read again, beside Q, K, V and the output.',
  takes: { queries, keys, headWidth, bytesPerElement },
  example: { queries: 3072, keys: 3072, headWidth: 128 },
  gives: 'B',
  symbol: String.raw`\text{bytes}`,
  tex: ({ queries: s, keys: t, headWidth: d, bytesPerElement: b }) =>
    String.raw`(2 \cdot ${s} \cdot ${d} + 2 \cdot ${t} \cdot ${d} + 4 \cdot ${s} \cdot ${t}) \cdot ${b}`,
  of: ({ queries: s, keys: t, headWidth: d, bytesPerElement: b }) => (2 * s * d + 2 * t * d + 4 * s * t) * b,
  slips: [
    {
      name: 'values-and-output-left-out',
      say: 'That leaves out the values and the output: they are read and written as the queries and keys are.',
      of: ({ queries: s, keys: t, headWidth: d, bytesPerElement: b }) => (s * d + t * d + 4 * s * t) * b,
    },
    {
      name: 'scores-once',
      say: 'The score matrix is passed over four times: written, read by the softmax, written as weights, and read again.',
      of: ({ queries: s, keys: t, headWidth: d, bytesPerElement: b }) => (2 * s * d + 2 * t * d + s * t) * b,
    },
  ],
  source,
});

export const fusedAttentionBytes = formula({
  title: 'Least traffic of fused attention',
  about: 'Bytes of one head if the scores never leave the chip and each of Q, K, V and the output is passed over once.',
  takes: { queries, keys, headWidth, bytesPerElement },
  example: { queries: 3072, keys: 3072, headWidth: 128 },
  gives: 'B',
  symbol: String.raw`\text{bytes}`,
  tex: ({ queries: s, keys: t, headWidth: d, bytesPerElement: b }) =>
    String.raw`(2 \cdot ${s} \cdot ${d} + 2 \cdot ${t} \cdot ${d}) \cdot ${b}`,
  of: ({ queries: s, keys: t, headWidth: d, bytesPerElement: b }) => (2 * s * d + 2 * t * d) * b,
  slips: [
    {
      name: 'scores-kept',
      say: 'A fused kernel keeps the scores on the chip: the $TS$ elements are never written.',
      of: ({ queries: s, keys: t, headWidth: d, bytesPerElement: b }) => (2 * s * d + 2 * t * d + s * t) * b,
    },
  ],
  source,
});
