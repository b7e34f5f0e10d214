/**
 * When a parallel layout waits for its links rather than for its arithmetic.
 *
 * All limits compare the FLOPs of an MLP with the bytes each device sends, one way, with full overlap and so many devices that $(P-1)/P$ is
 * 1.
 */
import { count, formula, optional, positive } from './formula.ts';

const book =
  'Austin et al. 2025, How to Scale Your Model, Part 5 (how to parallelize a transformer for training), https://jax-ml.github.io/scaling-book/training/';

const megatron = 'Shoeybi et al. 2019, Megatron-LM, arXiv:1909.08053, §3';

const peak = positive('FLOP/s', 'C', 'dense peak of one device', 'chip.peak');
const bandwidth = positive('B/s', 'W', 'bandwidth that one device sends with, one way');
const bytesPerElement = optional(positive('B/element', 'b', 'bytes of one element', 'type.activation'), 2);
const hidden = count('1', 'F', 'hidden width of the MLP', 'model.hidden');
const experts = count('1', 'E', 'experts', 'model.routedExperts');
const active = count('1', 'k', 'experts that a token is sent to', 'model.activeExperts');

export const dataParallelTokenLimit = formula({
  title: 'Tokens per device for data parallelism',
  about:
    'Every weight is moved once, and every local token spends two FLOPs on it. With fewer tokens per device than this, data parallelism and FSDP wait for the link. Holds forward for FSDP and backward for both.',
  takes: { peak, bandwidth, bytesPerElement },
  example: { peak: 1e15, bandwidth: 4e11 },
  gives: 'token',
  symbol: String.raw`T_\text{DP}`,
  tex: ({ peak, bandwidth, bytesPerElement }) => String.raw`\frac{${bytesPerElement} \cdot ${peak}}{2 \cdot ${bandwidth}}`,
  of: ({ peak, bandwidth, bytesPerElement }) => (bytesPerElement * peak) / (2 * bandwidth),
  slips: [
    {
      name: 'one-flop-per-multiply-add',
      say: 'That forgets that a multiply-add is two FLOPs, which doubles the limit.',
      of: ({ peak, bandwidth, bytesPerElement }) => (bytesPerElement * peak) / bandwidth,
    },
    {
      name: 'both-ways',
      say: 'That uses the bandwidth of both directions together. What a device sends goes out one way, at half that figure.',
      of: ({ peak, bandwidth, bytesPerElement }) => (bytesPerElement * peak) / (4 * bandwidth),
    },
  ],
  source: book,
});

export const mixtureTokenLimit = formula({
  title: 'Tokens per device for data parallelism with experts',
  about: 'All experts are moved but a token uses only k of E, so E/k times as many tokens are needed to hide it.',
  takes: { peak, bandwidth, experts, active, bytesPerElement },
  example: { peak: 1e15, bandwidth: 4e11, experts: 64, active: 6 },
  gives: 'token',
  symbol: String.raw`T_\text{DP}`,
  tex: ({ peak, bandwidth, experts, active, bytesPerElement }) =>
    String.raw`\frac{${experts}}{${active}} \cdot \frac{${bytesPerElement} \cdot ${peak}}{2 \cdot ${bandwidth}}`,
  of: ({ peak, bandwidth, experts, active, bytesPerElement }) => ((experts / active) * bytesPerElement * peak) / (2 * bandwidth),
  refuse: ({ experts, active }) => (active <= experts ? undefined : `active must not exceed experts, got ${active} of ${experts}`),
  slips: [
    {
      name: 'dense',
      say: 'That is the limit of a dense model. The weights of all experts are moved, and a token uses only $k$ of them.',
      of: ({ peak, bandwidth, bytesPerElement }) => (bytesPerElement * peak) / (2 * bandwidth),
    },
  ],
  source: book,
});

export const tensorParallelLimit = formula({
  title: 'Ranks for tensor parallelism',
  about:
    'An MLP gathers and scatters activations of the model width and computes with the hidden width divided by the ranks. Beyond this many ranks it waits for the link, however large the batch. Attention is left out, and (Y−1)/Y counts as 1.',
  takes: {
    hidden,
    peak,
    bandwidth,
    matrices: optional(count('1', 'n', 'matrices of the MLP: 2 plain, 3 gated'), 2),
    bytesPerElement,
  },
  example: { hidden: 16_384, peak: 1e15, bandwidth: 4e11 },
  gives: '1',
  symbol: String.raw`Y_\text{max}`,
  tex: ({ hidden, peak, bandwidth, matrices, bytesPerElement }) =>
    String.raw`\frac{${matrices} \cdot ${hidden} \cdot ${bandwidth}}{${bytesPerElement} \cdot ${peak}}`,
  of: ({ hidden, peak, bandwidth, matrices, bytesPerElement }) => (matrices * hidden * bandwidth) / (bytesPerElement * peak),
  slips: [
    {
      name: 'one-flop-per-multiply-add',
      say: 'That forgets that a multiply-add is two FLOPs, which halves the limit.',
      of: ({ hidden, peak, bandwidth, matrices, bytesPerElement }) => (matrices * hidden * bandwidth) / (2 * bytesPerElement * peak),
    },
    {
      name: 'both-ways',
      say: 'That uses the bandwidth of both directions together. What a device sends goes out one way, at half that figure.',
      of: ({ hidden, peak, bandwidth, matrices, bytesPerElement }) => (2 * matrices * hidden * bandwidth) / (bytesPerElement * peak),
    },
  ],
  source: book,
});

export const tensorParallelLayerLimit = formula({
  title: 'Ranks for tensor parallelism of a whole layer',
  about:
    'All matrices of the layer compute, and each of its all-reduces sends 2(Y−1)/Y of the activations. Up to this many ranks the forward pass could hide its traffic, if all of it were overlapped. The backward pass does twice the arithmetic for the same traffic.',
  takes: {
    params: positive('param', String.raw`N_\text{layer}`, 'parameters of one layer', 'model.layerParameters'),
    width: count('1', 'D', 'model width', 'model.width'),
    peak,
    bandwidth,
    allReduces: optional(count('1', 'a', 'all-reduces of the forward pass of a layer'), 2),
    bytesPerElement,
  },
  example: { params: 4e8, width: 6144, peak: 1e15, bandwidth: 4e11 },
  gives: '1',
  symbol: String.raw`Y_\text{max}`,
  tex: ({ params, width, peak, bandwidth, allReduces, bytesPerElement }) =>
    String.raw`1 + \frac{${params} \cdot ${bandwidth}}{${allReduces} \cdot ${bytesPerElement} \cdot ${width} \cdot ${peak}}`,
  of: ({ params, width, peak, bandwidth, allReduces, bytesPerElement }) =>
    1 + (params * bandwidth) / (allReduces * bytesPerElement * width * peak),
  slips: [
    {
      name: 'one-phase',
      say: 'That sends each sum once. An all-reduce is a reduce-scatter and an all-gather.',
      of: ({ params, width, peak, bandwidth, allReduces, bytesPerElement }) =>
        1 + (2 * params * bandwidth) / (allReduces * bytesPerElement * width * peak),
    },
    {
      name: 'own-share-counted',
      say: 'A device does not send its own share to itself: the factor is $(Y-1)/Y$, which allows one rank more.',
      of: ({ params, width, peak, bandwidth, allReduces, bytesPerElement }) =>
        (params * bandwidth) / (allReduces * bytesPerElement * width * peak),
    },
  ],
  source: `${book}; ${megatron}`,
});

export const tokensPerDevice = formula({
  title: 'Tokens per device',
  about:
    'The batch divided by all devices, however they share it: what the limits of FSDP, alone or mixed with tensor parallelism, are compared with.',
  takes: { tokens: positive('token', 'B', 'tokens of the whole batch'), devices: count('1', 'N', 'devices') },
  example: { tokens: 3e6, devices: 1024 },
  gives: 'token',
  symbol: String.raw`B_\text{device}`,
  tex: ({ tokens, devices }) => String.raw`\frac{${tokens}}{${devices}}`,
  of: ({ tokens, devices }) => tokens / devices,
  slips: [
    {
      name: 'whole-batch',
      say: 'That is the whole batch. Divide it by the devices.',
      of: ({ tokens }) => tokens,
    },
  ],
  source: book,
});

export const batchOfDevices = formula({
  title: 'Least batch for so many devices',
  about:
    'Every device needs its least portion, so more devices need a larger batch. Beyond the critical batch a larger batch trains no faster.',
  takes: {
    perDevice: positive('token', 'T', 'fewest tokens of one device, or of one replica, that hide its traffic'),
    devices: count('1', 'N', 'devices, or replicas'),
  },
  example: { perDevice: 1250, devices: 1024 },
  gives: 'token',
  symbol: 'B',
  tex: ({ perDevice, devices }) => String.raw`${devices} \cdot ${perDevice}`,
  of: ({ perDevice, devices }) => perDevice * devices,
  slips: [
    {
      name: 'one-device',
      say: 'That is what one device needs. Multiply by the devices.',
      of: ({ perDevice }) => perDevice,
    },
  ],
  source: book,
});

export const devicesForBatch = formula({
  title: 'Devices that a batch keeps busy',
  about:
    'The batch dealt out in portions of the least size that hides the traffic. More devices would each get less, and wait for their links.',
  takes: {
    tokens: positive('token', 'B', 'tokens of the whole batch'),
    limit: positive('token', 'T', 'fewest tokens of one device, or of one replica, that hide its traffic'),
  },
  example: { tokens: 3e6, limit: 1250 },
  gives: '1',
  symbol: 'N',
  tex: ({ tokens, limit }) => String.raw`\left\lfloor \frac{${tokens}}{${limit}} \right\rfloor`,
  of: ({ tokens, limit }) => Math.floor(tokens / limit),
  slips: [
    {
      name: 'inverted',
      say: 'Upside down: the batch is dealt out in portions, so it stands above the line.',
      of: ({ tokens, limit }) => limit / tokens,
    },
  ],
  source: book,
});

export const mixedFsdpRanks = formula({
  title: 'FSDP ranks beside tensor parallelism',
  about: 'Where the traffic of both takes equally long and their sum is least: FSDP over X ranks, tensor parallelism over the other N/X.',
  takes: {
    tokens: positive('token', 'B', 'tokens of the whole batch'),
    hidden,
    devices: count('1', 'N', 'devices'),
    links: optional(
      positive('1', 'w', 'bandwidth for FSDP over bandwidth for tensor parallelism; on a torus the axes of each, M_X / M_Y'),
      1,
    ),
  },
  example: { tokens: 3e6, hidden: 16_384, devices: 12 },
  gives: '1',
  symbol: 'X',
  tex: ({ tokens, hidden, devices, links }) => String.raw`\sqrt{\frac{${links} \cdot ${tokens} \cdot ${devices}}{${hidden}}}`,
  of: ({ tokens, hidden, devices, links }) => Math.sqrt((links * tokens * devices) / hidden),
  slips: [
    {
      name: 'tensor-ranks',
      say: 'Those are the tensor-parallel ranks, the other factor of the $N$ devices.',
      of: ({ tokens, hidden, devices, links }) => devices / Math.sqrt((links * tokens * devices) / hidden),
    },
    {
      name: 'links-inverted',
      say: 'The ratio of the bandwidths is upside down: with more links for FSDP, FSDP takes more of the devices.',
      of: ({ tokens, hidden, devices, links }) => Math.sqrt((tokens * devices) / (links * hidden)),
    },
  ],
  source: book,
});

export const mixedTokenLimit = formula({
  title: 'Tokens per device for FSDP with tensor parallelism',
  about:
    'At the best split of the devices, with both kinds of traffic on links of their own and hidden at the same time. Where they take turns on the same links it is four times as many.',
  takes: {
    peak,
    bandwidth,
    hidden,
    bytesPerElement,
    fsdpAxes: optional(count('1', 'M_X', 'axes of a torus that FSDP is laid over'), 1),
    tensorAxes: optional(count('1', 'M_Y', 'axes of a torus that tensor parallelism is laid over'), 1),
  },
  example: { peak: 1e15, bandwidth: 4e11, hidden: 16_384 },
  gives: 'token',
  symbol: String.raw`T_\text{mixed}`,
  tex: ({ peak, bandwidth, hidden, bytesPerElement, fsdpAxes, tensorAxes }) =>
    String.raw`\left(\frac{${bytesPerElement} \cdot ${peak}}{2 \cdot ${bandwidth}}\right)^2 \cdot \frac{1}{${fsdpAxes} \cdot ${tensorAxes} \cdot ${hidden}}`,
  of: ({ peak, bandwidth, hidden, bytesPerElement, fsdpAxes, tensorAxes }) =>
    ((bytesPerElement * peak) / (2 * bandwidth)) ** 2 / (fsdpAxes * tensorAxes * hidden),
  slips: [
    {
      name: 'not-squared',
      say: 'Both kinds of traffic shrink with the split, so the ridge point of the link enters squared.',
      of: ({ peak, bandwidth, hidden, bytesPerElement, fsdpAxes, tensorAxes }) =>
        (bytesPerElement * peak) / (2 * bandwidth) / (fsdpAxes * tensorAxes * hidden),
    },
    {
      name: 'in-turn',
      say: 'That adds the two kinds of traffic, as if they took turns on the same links, which asks for four times the tokens. On axes of their own they run at the same time.',
      of: ({ peak, bandwidth, hidden, bytesPerElement, fsdpAxes, tensorAxes }) =>
        (4 * ((bytesPerElement * peak) / (2 * bandwidth)) ** 2) / (fsdpAxes * tensorAxes * hidden),
    },
    {
      name: 'one-axis-each',
      say: 'That gives each kind of traffic one axis. The torus has more, and each axis adds bandwidth.',
      of: ({ peak, bandwidth, hidden, bytesPerElement }) => ((bytesPerElement * peak) / (2 * bandwidth)) ** 2 / hidden,
    },
  ],
  source: book,
});

export const expertParallelHiddenLimit = formula({
  title: 'Hidden width for expert parallelism',
  about:
    'Each token copy is sent to its expert and back, the width twice, and computes with n matrices there. Narrower experts wait for the link, whatever the batch.',
  takes: {
    peak,
    bandwidth,
    matrices: optional(count('1', 'n', 'matrices of an expert: 3 gated, 2 plain', 'model.expertMatrices'), 3),
    bytesPerElement,
  },
  example: { peak: 1e15, bandwidth: 4e11 },
  gives: '1',
  symbol: String.raw`F_\text{min}`,
  tex: ({ peak, bandwidth, matrices, bytesPerElement }) =>
    String.raw`\frac{${bytesPerElement} \cdot ${peak}}{${matrices} \cdot ${bandwidth}}`,
  of: ({ peak, bandwidth, matrices, bytesPerElement }) => (bytesPerElement * peak) / (matrices * bandwidth),
  slips: [
    {
      name: 'one-way',
      say: 'That sends the tokens there but not back. The results return over the same links.',
      of: ({ peak, bandwidth, matrices, bytesPerElement }) => (bytesPerElement * peak) / (2 * matrices * bandwidth),
    },
  ],
  source: book,
});
