/** Memory of the training state: weights, gradients and optimizer, whole or divided between ranks. */
import { count, formula, optional, positive } from './formula.ts';

const zero =
  'Rajbhandari et al. 2020, ZeRO: Memory Optimizations Toward Training Trillion Parameter Models, arXiv:1910.02054, §3.1, §5 and Fig. 1';

const params = positive('param', 'N', 'all parameters; of a mixture of experts those of every expert', 'model.parameters');
const weights = optional(positive('B/param', 'b_w', 'bytes of a weight'), 2);
const gradients = optional(positive('B/param', 'b_g', 'bytes of a gradient'), 2);
const optimizer = optional(positive('B/param', 'b_o', 'bytes of optimizer state: FP32 weight and two moments for Adam'), 12);
const ranks = count('GPU', 'P', 'ranks that share the state');

export const weightBytes = formula({
  title: 'Bytes of the weights',
  about: 'What the weights alone take up, without gradients, optimizer, cache or activations.',
  takes: { params, bytesPerParam: optional(positive('B/param', 'b', 'bytes of one weight', 'type.weight'), 2) },
  example: { params: 20e9 },
  gives: 'B',
  symbol: String.raw`Q_w`,
  tex: ({ params, bytesPerParam }) => String.raw`${params} \cdot ${bytesPerParam}`,
  of: ({ params, bytesPerParam }) => params * bytesPerParam,
  slips: [
    {
      name: 'twice-as-wide',
      say: 'That takes weights of twice the size, such as FP32 for BF16.',
      of: ({ params, bytesPerParam }) => 2 * params * bytesPerParam,
    },
    {
      name: 'bits',
      say: 'That is bits. Eight bits are one byte.',
      of: ({ params, bytesPerParam }) => 8 * params * bytesPerParam,
    },
  ],
  source: zero,
});

export const trainingStateBytesPerParam = formula({
  title: 'Training state per parameter',
  about: 'Weight and gradient in BF16, and for Adam an FP32 copy of the weight and two moments in FP32.',
  takes: { weights, gradients, optimizer },
  example: {},
  gives: 'B/param',
  symbol: String.raw`b_\text{state}`,
  tex: ({ weights, gradients, optimizer }) => String.raw`${weights} + ${gradients} + ${optimizer}`,
  of: ({ weights, gradients, optimizer }) => weights + gradients + optimizer,
  slips: [
    {
      name: 'optimizer-left-out',
      say: 'That is weight and gradient only. The optimizer state is most of it: 12 of the 16 bytes for Adam.',
      of: ({ weights, gradients }) => weights + gradients,
    },
    {
      name: 'optimizer-only',
      say: 'That is the optimizer state alone. Weight and gradient come on top.',
      of: ({ optimizer }) => optimizer,
    },
  ],
  source: zero,
});

export const dataParallelStateBytes = formula({
  title: 'Training state under data parallelism',
  about: 'Every rank holds weights, gradients and optimizer state of the whole model, however many ranks there are.',
  takes: { params, weights, gradients, optimizer },
  example: { params: 20e9 },
  gives: 'B',
  symbol: String.raw`M_\text{DP}`,
  tex: ({ params, weights, gradients, optimizer }) => String.raw`${params} \cdot (${weights} + ${gradients} + ${optimizer})`,
  of: ({ params, weights, gradients, optimizer }) => params * (weights + gradients + optimizer),
  slips: [
    {
      name: 'optimizer-left-out',
      say: 'That is weights and gradients only. The optimizer state is most of it.',
      of: ({ params, weights, gradients }) => params * (weights + gradients),
    },
    {
      name: 'optimizer-only',
      say: 'That is the optimizer state alone. Weights and gradients come on top.',
      of: ({ params, optimizer }) => params * optimizer,
    },
  ],
  source: zero,
});

export const zero1StateBytes = formula({
  title: 'Training state under ZeRO-1',
  about: 'The optimizer state is divided between the ranks; weights and gradients are whole on each.',
  takes: { params, ranks, weights, gradients, optimizer },
  example: { params: 20e9, ranks: 24 },
  gives: 'B',
  symbol: String.raw`M_{Z1}`,
  tex: ({ params, ranks, weights, gradients, optimizer }) =>
    String.raw`${params} \cdot \left(${weights} + ${gradients} + \frac{${optimizer}}{${ranks}}\right)`,
  of: ({ params, ranks, weights, gradients, optimizer }) => params * (weights + gradients + optimizer / ranks),
  slips: [
    {
      name: 'gradients-divided',
      say: 'That divides the gradients as well, which is ZeRO-2.',
      of: ({ params, ranks, weights, gradients, optimizer }) => params * (weights + (gradients + optimizer) / ranks),
    },
    {
      name: 'nothing-divided',
      say: 'That divides nothing. ZeRO-1 divides the optimizer state.',
      of: ({ params, weights, gradients, optimizer }) => params * (weights + gradients + optimizer),
    },
  ],
  source: zero,
});

export const zero2StateBytes = formula({
  title: 'Training state under ZeRO-2',
  about: 'Gradients and optimizer state are divided between the ranks; the weights are whole on each.',
  takes: { params, ranks, weights, gradients, optimizer },
  example: { params: 20e9, ranks: 24 },
  gives: 'B',
  symbol: String.raw`M_{Z2}`,
  tex: ({ params, ranks, weights, gradients, optimizer }) =>
    String.raw`${params} \cdot \left(${weights} + \frac{${gradients} + ${optimizer}}{${ranks}}\right)`,
  of: ({ params, ranks, weights, gradients, optimizer }) => params * (weights + (gradients + optimizer) / ranks),
  slips: [
    {
      name: 'gradients-whole',
      say: 'That leaves the gradients whole, which is ZeRO-1.',
      of: ({ params, ranks, weights, gradients, optimizer }) => params * (weights + gradients + optimizer / ranks),
    },
    {
      name: 'weights-divided',
      say: 'That divides the weights as well, which is ZeRO-3.',
      of: ({ params, ranks, weights, gradients, optimizer }) => (params * (weights + gradients + optimizer)) / ranks,
    },
  ],
  source: zero,
});

export const zero3StateBytes = formula({
  title: 'Training state under ZeRO-3 or FSDP',
  about: 'Weights, gradients and optimizer state are all divided between the ranks. Activations are not: they follow the local batch.',
  takes: { params, ranks, weights, gradients, optimizer },
  example: { params: 20e9, ranks: 24 },
  gives: 'B',
  symbol: String.raw`M_{Z3}`,
  tex: ({ params, ranks, weights, gradients, optimizer }) =>
    String.raw`\frac{${params} \cdot (${weights} + ${gradients} + ${optimizer})}{${ranks}}`,
  of: ({ params, ranks, weights, gradients, optimizer }) => (params * (weights + gradients + optimizer)) / ranks,
  slips: [
    {
      name: 'optimizer-left-out',
      say: 'That is weights and gradients only. The optimizer state is most of it.',
      of: ({ params, ranks, weights, gradients }) => (params * (weights + gradients)) / ranks,
    },
    {
      name: 'optimizer-only',
      say: 'That is the optimizer state alone. Weights and gradients are divided as well, not gone.',
      of: ({ params, ranks, optimizer }) => (params * optimizer) / ranks,
    },
    {
      name: 'one-node',
      say: 'That divides by the 8 GPUs of one node. The state is divided between all ranks.',
      of: ({ params, weights, gradients, optimizer }) => (params * (weights + gradients + optimizer)) / 8,
    },
  ],
  source: zero,
});

export const ranksForState = formula({
  title: 'Ranks that hold the state',
  about: 'The fewest ranks between which the state can be divided, if this much of each memory is left for it.',
  takes: {
    params,
    bytesPerParam: optional(positive('B/param', 'b', 'bytes of state for each parameter'), 16),
    memory: positive('B', 'M', 'memory of one rank that is left for state'),
  },
  example: { params: 20e9, memory: 96e9 },
  gives: 'GPU',
  symbol: 'P',
  tex: ({ params, bytesPerParam, memory }) => String.raw`\left\lceil \frac{${params} \cdot ${bytesPerParam}}{${memory}} \right\rceil`,
  of: ({ params, bytesPerParam, memory }) => Math.ceil((params * bytesPerParam) / memory),
  slips: [
    {
      name: 'rounded-down',
      say: 'If you round down, part of the state does not fit: round up to the next whole rank.',
      of: ({ params, bytesPerParam, memory }) => Math.floor((params * bytesPerParam) / memory),
    },
  ],
  source: zero,
});
