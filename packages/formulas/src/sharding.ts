/** Sharded matmuls and layers: what each device holds, and what FSDP and tensor parallelism move. */
import { count, formula, nonNegative, optional, positive } from './formula.ts';

const megatron = 'Shoeybi et al. 2019, Megatron-LM, arXiv:1909.08053';
const zero = 'Rajbhandari et al. 2019, ZeRO, arXiv:1910.02054';
const scalingBook = 'Austin et al., How to Scale Your Model 2025, https://jax-ml.github.io/scaling-book/sharding/';
const ways = (symbol: string, dimension: string) => optional(count('1', symbol, `devices along ${dimension}`), 1);
const matmul = {
  m: count('1', 'M', 'rows of X'),
  k: count('1', 'K', 'contraction: columns of X, rows of W'),
  n: count('1', 'N', 'columns of W'),
  bytesPerElement: optional(positive('B/element', 'b', 'bytes of one element', 'type.activation'), 2),
  mWays: ways('p_M', 'the rows of X (batch sharding)'),
  kWays: ways('p_K', 'the contraction (row-parallel W)'),
  nWays: ways('p_N', 'the columns of W (column-parallel W)'),
} as const;
const params = positive('param', 'N', 'parameters of the layer');
const bytesPerParam = optional(positive('B/param', 'b_w', 'bytes of one weight', 'type.weight'), 2);
const bytesPerElement = optional(positive('B/element', 'b', 'bytes of one activation', 'type.activation'), 2);
const tokens = positive('token', 'T', 'tokens that the tensor-parallel group works on');
const width = count('1', 'd', 'model width', 'model.width');
const devices = count('1', 'P', 'devices that share the work');
const allReduces = optional(count('1', 'a', 'all-reduces of the layer'), 2);
const gathers = optional(count('1', 'g', 'gathers (and scatters) of the layer'), 1);

type Sharded = Record<'m' | 'k' | 'n' | 'mWays' | 'kWays' | 'nWays', number>;
const refuseUneven = ({ m, k, n, mWays, kWays, nWays }: Sharded) => {
  const uneven = (
    [
      ['m', m, mWays],
      ['k', k, kWays],
      ['n', n, nWays],
    ] as const
  ).find(([, size, by]) => size % by !== 0);
  return uneven && `${uneven[0]} = ${String(uneven[1])} cannot be cut evenly into ${uneven[0]}Ways = ${String(uneven[2])} parts`;
};

export const shardBytes = formula({
  title: 'Bytes of one shard',
  about: 'What each device holds of a tensor that is cut evenly over the devices.',
  takes: { bytes: nonNegative('B', 'V', 'the whole tensor, not one shard of it'), devices },
  example: { bytes: 6e9, devices: 12 },
  gives: 'B',
  tex: ({ bytes, devices }) => String.raw`\frac{${bytes}}{${devices}}`,
  of: ({ bytes, devices }) => bytes / devices,
  slips: [
    {
      name: 'replicated',
      say: 'That is the whole tensor, as if it were replicated. Each device holds one part of it.',
      of: ({ bytes }) => bytes,
    },
  ],
  source: scalingBook,
});

export const flopsPerDevice = formula({
  title: 'Work of one device',
  about: 'What each device computes if the work is cut evenly and nothing is computed twice.',
  takes: { flops: nonNegative('FLOP', 'F', 'work of all devices'), devices },
  example: { flops: 5e14, devices: 12 },
  gives: 'FLOP',
  tex: ({ flops, devices }) => String.raw`\frac{${flops}}{${devices}}`,
  of: ({ flops, devices }) => flops / devices,
  slips: [
    {
      name: 'divided-twice',
      say: 'That divides by the devices twice. If the shape is already the local one, the work is already divided.',
      of: ({ flops, devices }) => flops / devices ** 2,
    },
  ],
  source: scalingBook,
});

export const shardedOperandBytes = formula({
  title: 'Operands held per device',
  about: 'What each device holds of the two inputs of a matmul. A dimension that is not cut is replicated.',
  takes: matmul,
  example: { m: 4096, k: 6144, n: 16_384, mWays: 4, kWays: 2, nWays: 4 },
  gives: 'B',
  tex: ({ m, k, n, bytesPerElement: b, mWays: pm, kWays: pk, nWays: pn }) =>
    String.raw`\left(\frac{${m} \cdot ${k}}{${pm} \cdot ${pk}} + \frac{${k} \cdot ${n}}{${pk} \cdot ${pn}}\right) \cdot ${b}`,
  of: ({ m, k, n, bytesPerElement, mWays, kWays, nWays }) => ((m * k) / (mWays * kWays) + (k * n) / (kWays * nWays)) * bytesPerElement,
  refuse: refuseUneven,
  slips: [
    {
      name: 'weight-replicated',
      say: 'That holds all of the weight. Along a dimension that is cut, a device holds only its part.',
      of: ({ m, k, n, bytesPerElement, mWays, kWays }) => ((m * k) / (mWays * kWays) + k * n) * bytesPerElement,
    },
  ],
  source: scalingBook,
});

export const shardedMatmulBytes = formula({
  title: 'Inputs and output held per device',
  about: 'What each device holds of both inputs and the output. Cutting the contraction leaves each device a partial sum of full size.',
  takes: matmul,
  example: { m: 4096, k: 6144, n: 16_384, mWays: 4, kWays: 2, nWays: 4 },
  gives: 'B',
  tex: ({ m, k, n, bytesPerElement: b, mWays: pm, kWays: pk, nWays: pn }) =>
    String.raw`\left(\frac{${m} \cdot ${k}}{${pm} \cdot ${pk}} + \frac{${k} \cdot ${n}}{${pk} \cdot ${pn}} + \frac{${m} \cdot ${n}}{${pm} \cdot ${pn}}\right) \cdot ${b}`,
  of: ({ m, k, n, bytesPerElement, mWays, kWays, nWays }) =>
    ((m * k) / (mWays * kWays) + (k * n) / (kWays * nWays) + (m * n) / (mWays * nWays)) * bytesPerElement,
  refuse: refuseUneven,
  slips: [
    {
      name: 'output-left-out',
      say: 'That leaves out the output, of which each device holds a part, or a partial sum, too.',
      of: ({ m, k, n, bytesPerElement, mWays, kWays, nWays }) => ((m * k) / (mWays * kWays) + (k * n) / (kWays * nWays)) * bytesPerElement,
    },
  ],
  source: scalingBook,
});

export const fsdpGatherBytes = formula({
  title: 'FSDP, bytes sent per device and layer',
  about: 'Gathering the weights of a layer that are cut over the devices: once forward, and with backward twice plus one reduce-scatter.',
  takes: { params, bytesPerParam, devices, gathers },
  example: { params: 20e9, devices: 12 },
  gives: 'B',
  tex: ({ params, bytesPerParam, devices: p, gathers }) =>
    String.raw`${gathers} \cdot \frac{${p} - 1}{${p}} \cdot ${params} \cdot ${bytesPerParam}`,
  of: ({ params, bytesPerParam, devices, gathers }) => gathers * ((devices - 1) / devices) * params * bytesPerParam,
  slips: [
    {
      name: 'own-share-counted',
      say: 'A device already has its own share of the weights: the factor is $(P-1)/P$.',
      of: ({ params, bytesPerParam, gathers }) => gathers * params * bytesPerParam,
    },
    {
      name: 'one-share',
      say: 'That is the share that one device holds. It has to end up with all the other shares.',
      of: ({ params, bytesPerParam, devices, gathers }) => (gathers * params * bytesPerParam) / devices,
    },
  ],
  source: zero,
});

export const tensorParallelBytes = formula({
  title: 'Tensor parallelism, bytes sent per device and layer',
  about: 'One all-reduce of the activations after each row-parallel matmul: two a layer forward, four with backward.',
  takes: { tokens, width, bytesPerElement, devices, allReduces },
  example: { tokens: 12_288, width: 6144, devices: 12 },
  gives: 'B',
  tex: ({ tokens, width, bytesPerElement, devices: p, allReduces }) =>
    String.raw`${allReduces} \cdot 2 \cdot \frac{${p} - 1}{${p}} \cdot ${tokens} \cdot ${width} \cdot ${bytesPerElement}`,
  of: ({ tokens, width, bytesPerElement, devices, allReduces }) =>
    allReduces * 2 * ((devices - 1) / devices) * tokens * width * bytesPerElement,
  slips: [
    {
      name: 'one-phase',
      say: 'That is one phase of each all-reduce. It is a reduce-scatter and then an all-gather.',
      of: ({ tokens, width, bytesPerElement, devices, allReduces }) =>
        allReduces * ((devices - 1) / devices) * tokens * width * bytesPerElement,
    },
    {
      name: 'own-share-counted',
      say: 'A device does not send its own share to itself: the factor is $2(P-1)/P$ for each all-reduce.',
      of: ({ tokens, width, bytesPerElement, allReduces }) => allReduces * 2 * tokens * width * bytesPerElement,
    },
    {
      name: 'one-all-reduce',
      say: 'That is one all-reduce. A layer has one after attention and one after the MLP.',
      of: ({ tokens, width, bytesPerElement, devices }) => 2 * ((devices - 1) / devices) * tokens * width * bytesPerElement,
    },
  ],
  source: megatron,
});

export const tensorParallelBreakEvenTokens = formula({
  title: 'Tokens at which FSDP and tensor parallelism send the same',
  about:
    'FSDP sends the weights whatever the batch; tensor parallelism sends activations, which grow with the tokens. Above this many tokens, FSDP sends less.',
  takes: { params, bytesPerParam, width, bytesPerElement, gathers, allReduces },
  example: { params: 20e9, width: 6144 },
  gives: 'token',
  symbol: 'T^*',
  tex: ({ params, bytesPerParam, width, bytesPerElement, gathers, allReduces }) =>
    String.raw`\frac{${gathers} \cdot ${params} \cdot ${bytesPerParam}}{2 \cdot ${allReduces} \cdot ${width} \cdot ${bytesPerElement}}`,
  of: ({ params, bytesPerParam, width, bytesPerElement, gathers, allReduces }) =>
    (gathers * params * bytesPerParam) / (2 * allReduces * width * bytesPerElement),
  slips: [
    {
      name: 'one-phase',
      say: 'That takes one phase for each all-reduce. Both phases send, so half as many tokens break even.',
      of: ({ params, bytesPerParam, width, bytesPerElement, gathers, allReduces }) =>
        (gathers * params * bytesPerParam) / (allReduces * width * bytesPerElement),
    },
  ],
  source: megatron,
});
