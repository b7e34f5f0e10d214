/**
 * When a parallel layout waits for its links rather than for its arithmetic.
 *
 * All limits compare the FLOPs of an MLP with the bytes that each device has to send, at large device counts, where $(P-1)/P$ is 1,
 * and with communication overlapped with arithmetic. Bandwidth is what one device sends one way.
 */
import { count, formula, optional, positive } from './formula.ts';

const book =
  'Austin et al. 2025, How to Scale Your Model, Part 5 (how to parallelize a transformer for training), https://jax-ml.github.io/scaling-book/training/';

const peak = positive('FLOP/s', 'C', 'dense peak of one device', 'chip.peak');
const bandwidth = positive('B/s', 'W', 'bandwidth that one device sends with, one way');
const bytesPerElement = optional(positive('B/element', 'b', 'bytes of one element', 'type.activation'), 2);
const hidden = count('1', 'F', 'hidden width of the MLP', 'model.hidden');
const experts = count('1', 'E', 'experts', 'model.routedExperts');
const active = count('1', 'k', 'experts that a token is sent to', 'model.activeExperts');

/** Fewest tokens a device that hide the traffic of data parallelism or FSDP: $bC/(2W)$, the ridge point of the link for BF16. */
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

/** The same for a mixture of experts, whose weights are moved for all $E$ experts and used by $k$: $\frac{E}{k}\,bC/(2W)$. */
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

/** Most ranks of tensor parallelism whose traffic hides behind arithmetic: $2FW/(bC)$. */
export const tensorParallelLimit = formula({
  title: 'Ranks for tensor parallelism',
  about:
    'A block moves activations of the width in and out and computes with the hidden width divided by the ranks. Beyond this many ranks it waits for the link, however large the batch.',
  takes: { hidden, peak, bandwidth, bytesPerElement },
  example: { hidden: 16_384, peak: 1e15, bandwidth: 4e11 },
  gives: '1',
  symbol: String.raw`Y_\text{max}`,
  tex: ({ hidden, peak, bandwidth, bytesPerElement }) =>
    String.raw`\frac{2 \cdot ${hidden} \cdot ${bandwidth}}{${bytesPerElement} \cdot ${peak}}`,
  of: ({ hidden, peak, bandwidth, bytesPerElement }) => (2 * hidden * bandwidth) / (bytesPerElement * peak),
  slips: [
    {
      name: 'one-flop-per-multiply-add',
      say: 'That forgets that a multiply-add is two FLOPs, which halves the limit.',
      of: ({ hidden, peak, bandwidth, bytesPerElement }) => (hidden * bandwidth) / (bytesPerElement * peak),
    },
    {
      name: 'both-ways',
      say: 'That uses the bandwidth of both directions together. What a device sends goes out one way, at half that figure.',
      of: ({ hidden, peak, bandwidth, bytesPerElement }) => (4 * hidden * bandwidth) / (bytesPerElement * peak),
    },
  ],
  source: book,
});

/** Best number of FSDP ranks beside tensor parallelism: $\sqrt{BN/F}$ of $N$ devices for $B$ tokens in all. */
export const mixedFsdpRanks = formula({
  title: 'FSDP ranks beside tensor parallelism',
  about: 'Where the traffic of both is equal and their sum least: FSDP over X ranks, tensor parallelism over the other N/X.',
  takes: { tokens: positive('token', 'B', 'tokens of the whole batch'), hidden, devices: count('1', 'N', 'devices') },
  example: { tokens: 3e6, hidden: 16_384, devices: 12 },
  gives: '1',
  symbol: 'X',
  tex: ({ tokens, hidden, devices }) => String.raw`\sqrt{\frac{${tokens} \cdot ${devices}}{${hidden}}}`,
  of: ({ tokens, hidden, devices }) => Math.sqrt((tokens * devices) / hidden),
  slips: [
    {
      name: 'tensor-ranks',
      say: 'Those are the tensor-parallel ranks, the other factor of the $N$ devices.',
      of: ({ tokens, hidden, devices }) => devices / Math.sqrt((tokens * devices) / hidden),
    },
  ],
  source: book,
});

/** Fewest tokens a device for FSDP and tensor parallelism together, at the best split: $(bC/2W)^2/F$. */
export const mixedTokenLimit = formula({
  title: 'Tokens per device for FSDP with tensor parallelism',
  about:
    'At the best split of the devices, with the two kinds of traffic on separate links and hidden at the same time. It is far below the limit of FSDP alone.',
  takes: { peak, bandwidth, hidden, bytesPerElement },
  example: { peak: 1e15, bandwidth: 4e11, hidden: 16_384 },
  gives: 'token',
  symbol: String.raw`T_\text{mixed}`,
  tex: ({ peak, bandwidth, hidden, bytesPerElement }) =>
    String.raw`\left(\frac{${bytesPerElement} \cdot ${peak}}{2 \cdot ${bandwidth}}\right)^2 \cdot \frac{1}{${hidden}}`,
  of: ({ peak, bandwidth, hidden, bytesPerElement }) => ((bytesPerElement * peak) / (2 * bandwidth)) ** 2 / hidden,
  slips: [
    {
      name: 'not-squared',
      say: 'Both kinds of traffic shrink with the split, so the ridge point of the link enters squared.',
      of: ({ peak, bandwidth, hidden, bytesPerElement }) => (bytesPerElement * peak) / (2 * bandwidth) / hidden,
    },
  ],
  source: book,
});

/** Least hidden width of an expert whose arithmetic hides the exchange of tokens: $bC/(nW)$ for experts of $n$ matrices. */
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
