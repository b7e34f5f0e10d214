/**
 * FLOPs of contractions and of attention over a batch, and what attention reads meanwhile.
 *
 * The Scaling Book's letters: B sequences, T query and S key positions, N query and K key-value heads, G = N/K, H head width, D model
 * width. No mask: a causal one halves the scores where T = S.
 */
import { count, formula, optional, positive } from './formula.ts';

const book = 'Austin et al., How to Scale Your Model 2025, https://jax-ml.github.io/scaling-book/transformers/';
const flash = 'Dao et al. 2022, FlashAttention, arXiv:2205.14135, with the grouped queries of arXiv:2305.13245';
const sequences = count('1', 'B', 'sequences');
const queries = count('1', 'T', 'query positions');
const keys = count('1', 'S', 'key and value positions');
const heads = count('1', 'N', 'query heads', 'model.queryHeads');
const headWidth = count('1', 'H', 'width of one head', 'model.headWidth');
const width = count('1', 'D', 'model width', 'model.width');
const group = count('1', 'G', 'query heads that share a key and value head');
const bytesPerElement = optional(positive('B/element', 'b', 'bytes of one element', 'type.activation'), 2);

export const contractionFlops = formula({
  title: 'FLOPs of a contraction',
  about:
    'Each index counts once: those of both inputs and the output (batch), those summed over, those of the left input only, those of the right input only. A matmul is the case without batch.',
  takes: {
    batch: optional(count('1', 'n_b', 'product of the indices in both inputs and in the output'), 1),
    contracted: count('1', 'n_c', 'product of the indices summed over'),
    left: count('1', 'n_l', 'product of the indices of the left input alone'),
    right: count('1', 'n_r', 'product of the indices of the right input alone'),
  },
  example: { contracted: 6144, left: 4096, right: 128 },
  gives: 'FLOP',
  symbol: 'F',
  tex: ({ batch, contracted, left, right }) => String.raw`2 \cdot ${batch} \cdot ${contracted} \cdot ${left} \cdot ${right}`,
  of: ({ batch, contracted, left, right }) => 2 * batch * contracted * left * right,
  slips: [
    {
      name: 'one-flop-per-multiply-add',
      say: 'A multiply-add is two FLOPs, one multiplication and one addition.',
      of: ({ batch, contracted, left, right }) => batch * contracted * left * right,
    },
    {
      name: 'contracted-twice',
      say: 'An index that is summed over, or shared as a batch, counts once, though it stands in both inputs.',
      of: ({ batch, contracted, left, right }) => 2 * (batch * contracted) ** 2 * left * right,
    },
  ],
  source: book,
});

export const attentionLayerFlops = formula({
  title: 'FLOPs of attention in a layer',
  about:
    'Both matmuls without parameters, over a whole batch and all heads. A causal mask halves them; training costs three times as much.',
  takes: { sequences, queries, keys, heads, headWidth },
  example: { sequences: 3, queries: 6144, keys: 6144, heads: 48, headWidth: 128 },
  gives: 'FLOP',
  symbol: String.raw`F_\text{attn}`,
  tex: ({ sequences, queries, keys, heads, headWidth }) =>
    String.raw`4 \cdot ${sequences} \cdot ${queries} \cdot ${keys} \cdot ${heads} \cdot ${headWidth}`,
  of: ({ sequences, queries, keys, heads, headWidth }) => 4 * sequences * queries * keys * heads * headWidth,
  slips: [
    {
      name: 'scores-only',
      say: 'That is one of the two matmuls. The scores are one, and weighing the values is another of the same size.',
      of: ({ sequences, queries, keys, heads, headWidth }) => 2 * sequences * queries * keys * heads * headWidth,
    },
    {
      name: 'training',
      say: 'That is forward and backward. One forward pass is a third of it.',
      of: ({ sequences, queries, keys, heads, headWidth }) => 12 * sequences * queries * keys * heads * headWidth,
    },
  ],
  source: book,
});

export const attentionIntensity = formula({
  title: 'Intensity of fused attention',
  about:
    'Queries and output are TG rows for each key head, keys and values S rows; each is passed over once and the scores never leave the chip. In a prefill it grows with the prompt, in decode it ends at G in BF16.',
  takes: { queries, keys, group, bytesPerElement },
  example: { queries: 3072, keys: 6144, group: 4 },
  gives: 'FLOP/B',
  symbol: 'I',
  tex: ({ queries: t, keys: s, group: g, bytesPerElement: b }) =>
    String.raw`\frac{2 \cdot ${t} \cdot ${s} \cdot ${g}}{${b} \cdot (${t} \cdot ${g} + ${s})}`,
  of: ({ queries: t, keys: s, group: g, bytesPerElement: b }) => (2 * t * s * g) / (b * (t * g + s)),
  slips: [
    {
      name: 'ungrouped',
      say: 'That reads keys and values once for every query head. A group of $G$ query heads shares one read.',
      of: ({ queries: t, keys: s, bytesPerElement: b }) => (2 * t * s) / (b * (t + s)),
    },
    {
      name: 'one-flop-per-multiply-add',
      say: 'A multiply-add is two FLOPs, one multiplication and one addition.',
      of: ({ queries: t, keys: s, group: g, bytesPerElement: b }) => (t * s * g) / (b * (t * g + s)),
    },
  ],
  source: flash,
});

export const computeBoundPrompt = formula({
  title: 'Prompt that makes attention compute-bound',
  about: 'Where the intensity of a prefill, TG/(G + 1) in BF16, reaches the ridge point. No mask is counted; a causal one doubles it.',
  takes: { ridge: positive('FLOP/B', 'I^*', 'ridge point of the accelerator'), group, bytesPerElement },
  example: { ridge: 300, group: 4 },
  gives: '1',
  symbol: 'T^*',
  tex: ({ ridge, group: g, bytesPerElement: b }) => String.raw`\frac{${b} \cdot ${ridge}}{2} \cdot \frac{${g} + 1}{${g}}`,
  of: ({ ridge, group, bytesPerElement }) => ((bytesPerElement * ridge) / 2) * ((group + 1) / group),
  slips: [
    {
      name: 'many-queries-a-head',
      say: 'That is the limit for a very large group. Queries and output have to be moved too, which is the factor $(G+1)/G$.',
      of: ({ ridge, bytesPerElement }) => (bytesPerElement * ridge) / 2,
    },
  ],
  source: flash,
});

export const contextWhereAttentionMatchesProjections = formula({
  title: 'Context where scores cost as much as projections',
  about:
    'Forward, the four projections of multi-head attention cost 8BTDNH and scores with values 4BT²NH, without a mask. Batch, heads and the factor of training cancel.',
  takes: { width },
  assumes: ['multi-head', 'usual attention', 'whole context'],
  example: { width: 6144 },
  gives: 'token',
  symbol: 'T^*',
  tex: ({ width }) => String.raw`2 \cdot ${width}`,
  of: ({ width }) => 2 * width,
  slips: [
    {
      name: 'causal',
      say: 'That halves the scores for a causal mask, which the counts given here do not.',
      of: ({ width }) => 4 * width,
    },
    { name: 'width-itself', say: 'Set both counts equal and divide: a factor of two is left over.', of: ({ width }) => width },
  ],
  source: book,
});

export const contextWhereAttentionMatchesLayer = formula({
  title: 'Context where attention costs as much as a layer',
  about:
    'A token costs 2 FLOPs for each parameter of the layer, and 4TNH for scores and values over T others. With a gated MLP of 4D and multi-head attention a layer has 16D² parameters, and this is 8D.',
  takes: { layer: positive('param', String.raw`N_\text{layer}`, 'parameters of one layer', 'model.layerParameters'), heads, headWidth },
  assumes: ['whole context', 'dense'],
  example: { layer: 4.5e8, heads: 48, headWidth: 128 },
  gives: 'token',
  symbol: 'T^*',
  tex: ({ layer, heads, headWidth }) => String.raw`\frac{${layer}}{2 \cdot ${heads} \cdot ${headWidth}}`,
  of: ({ layer, heads, headWidth }) => layer / (2 * heads * headWidth),
  slips: [
    {
      name: 'causal',
      say: 'That halves attention for a causal mask. Without one every token sees all $T$ others.',
      of: ({ layer, heads, headWidth }) => layer / (heads * headWidth),
    },
  ],
  source: book,
});

export const expertCrossoverTokens = formula({
  title: 'Crossover batch with experts',
  about:
    'All E experts are read, and a token uses k of them, so each expert sees k/E of the batch and needs its full crossover batch of it. The router is taken to spread tokens evenly.',
  takes: {
    peak: positive('FLOP/s', 'C', 'dense peak of the arithmetic', 'chip.peak'),
    bandwidth: positive('B/s', 'W', 'memory bandwidth', 'chip.memoryBandwidth'),
    experts: count('1', 'E', 'experts', 'model.routedExperts'),
    active: count('1', 'k', 'experts that a token is sent to', 'model.activeExperts'),
    bytesPerParam: optional(positive('B/param', 'b', 'bytes of one weight', 'type.weight'), 2),
  },
  example: { peak: 1e15, bandwidth: 4e12, experts: 64, active: 6 },
  gives: 'token',
  symbol: 'B^*',
  tex: ({ peak, bandwidth, experts, active, bytesPerParam }) =>
    String.raw`\frac{${experts}}{${active}} \cdot \frac{${bytesPerParam} \cdot ${peak}}{2 \cdot ${bandwidth}}`,
  of: ({ peak, bandwidth, experts, active, bytesPerParam }) => ((experts / active) * bytesPerParam * peak) / (2 * bandwidth),
  refuse: ({ experts, active }) =>
    active <= experts ? undefined : `active must not exceed experts, got ${String(active)} of ${String(experts)}`,
  slips: [
    {
      name: 'dense',
      say: 'That is the batch of a dense model. Each expert sees only $k/E$ of the tokens, and its weights are read all the same.',
      of: ({ peak, bandwidth, bytesPerParam }) => (bytesPerParam * peak) / (2 * bandwidth),
    },
    {
      name: 'one-expert-a-token',
      say: 'That sends each token to one expert. With $k$ of them each expert sees $k$ times as many.',
      of: ({ peak, bandwidth, experts, bytesPerParam }) => (experts * bytesPerParam * peak) / (2 * bandwidth),
    },
  ],
  source: book,
});
