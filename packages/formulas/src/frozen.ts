/** Training some of the parameters: frozen ones have no gradient and no optimizer state. */
import { count, formula, nonNegative, optional, positive } from './formula.ts';

const lora = 'Hu et al. 2021, LoRA: Low-Rank Adaptation of Large Language Models, arXiv:2106.09685, §4 and Table 4';

export const adapterParameters = formula({
  title: 'Parameters of a low-rank adapter',
  about: 'Two thin matrices beside a frozen one, from its inputs to the rank and from the rank to its outputs.',
  takes: {
    rows: count('1', 'm', 'inputs of the matrix that is adapted'),
    columns: count('1', 'n', 'outputs of the matrix that is adapted'),
    rank: count('1', 'r', 'rank of the adapter'),
    matrices: optional(count('1', 'k', 'matrices of that shape that are adapted, in all layers together'), 1),
  },
  example: { rows: 6144, columns: 6144, rank: 16, matrices: 96 },
  gives: 'param',
  tex: ({ rows, columns, rank, matrices }) => String.raw`${matrices} \cdot ${rank} \cdot (${rows} + ${columns})`,
  of: ({ rows, columns, rank, matrices }) => matrices * rank * (rows + columns),
  slips: [
    {
      name: 'one-factor',
      say: 'That is one of the two thin matrices. The adapter needs both.',
      of: ({ rows, rank, matrices }) => matrices * rank * rows,
    },
    {
      name: 'whole-matrix',
      say: 'That is the matrix itself, which stays frozen. The adapter goes through a narrow rank.',
      of: ({ rows, columns, matrices }) => matrices * rows * columns,
    },
  ],
  source: lora,
});

export const partlyTrainedStateBytes = formula({
  title: 'Training state with frozen parameters',
  about:
    'Frozen parameters are only read: their gradients and optimizer state take 0 bytes. Trained ones keep weight, gradient and optimizer state. Activations come on top, and frozen layers below a trained one keep theirs too.',
  takes: {
    frozen: nonNegative('param', 'N_f', 'frozen parameters'),
    trained: positive('param', 'N_t', 'trained parameters'),
    frozenBytes: optional(positive('B/param', 'b_f', 'bytes of a frozen weight'), 2),
    weights: optional(positive('B/param', 'b_w', 'bytes of a trained weight'), 2),
    gradients: optional(positive('B/param', 'b_g', 'bytes of the gradient of a trained weight'), 2),
    optimizer: optional(
      positive('B/param', 'b_o', 'bytes of optimizer state of a trained weight: FP32 weight and two moments for Adam'),
      12,
    ),
  },
  example: { frozen: 20e9, trained: 4e7 },
  gives: 'B',
  symbol: 'M',
  tex: (x) => String.raw`${x.frozen} \cdot ${x.frozenBytes} + ${x.trained} \cdot (${x.weights} + ${x.gradients} + ${x.optimizer})`,
  of: ({ frozen, trained, frozenBytes, weights, gradients, optimizer }) =>
    frozen * frozenBytes + trained * (weights + gradients + optimizer),
  slips: [
    {
      name: 'all-trained',
      say: 'That keeps gradients and optimizer state for frozen parameters too. They are never updated, so they need neither.',
      of: ({ frozen, trained, weights, gradients, optimizer }) => (frozen + trained) * (weights + gradients + optimizer),
    },
    {
      name: 'frozen-left-out',
      say: 'That leaves out the frozen weights. Every forward pass reads them, so they stay in memory.',
      of: ({ trained, weights, gradients, optimizer }) => trained * (weights + gradients + optimizer),
    },
  ],
  source: lora,
});
