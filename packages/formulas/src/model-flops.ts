/** FLOPs of a transformer's forward and backward pass, and how much of a chip's peak they are. */
import { count, formula, fraction, nonNegative, optional, positive } from './formula.ts';
import { moreThanPeak } from './shares.ts';

const kaplan = 'Kaplan et al. 2020, Scaling Laws for Neural Language Models, arXiv:2001.08361, §2.1';
const palm = 'Chowdhery et al. 2022, PaLM: Scaling Language Modeling with Pathways, arXiv:2204.02311, §4.1 and Appendix B';
const megatron = 'Narayanan et al. 2021, Efficient Large-Scale Language Model Training on GPU Clusters, arXiv:2104.04473, §5.1';

const params = positive('param', 'N', 'parameters; of a mixture of experts the active ones', 'model.activeParameters');
const tokens = positive('token', 'D', 'tokens of the whole run');
const layers = count('1', 'L', 'layers', 'model.layers');
const context = positive('token', 'T', 'tokens of a sequence');
const width = count('1', 'd', 'width of all query heads together', 'model.attentionWidth');
const rate = positive('token/s', 'r', 'training tokens a second on one accelerator');
const peak = positive('FLOP/s', 'P', 'dense peak of one accelerator', 'chip.peak');

export const forwardFlopsPerToken = formula({
  title: 'Forward FLOPs per token',
  about:
    'Every parameter is multiplied with once and added up once. Attention over the context is extra, and the embedding is counted although a lookup multiplies nothing.',
  takes: { params },
  example: { params: 20e9 },
  gives: 'FLOP/token',
  symbol: String.raw`f_\text{fwd}`,
  tex: ({ params }) => String.raw`2 \cdot ${params}`,
  of: ({ params }) => 2 * params,
  slips: [
    {
      name: 'one-flop-per-parameter',
      say: 'A parameter costs two FLOPs, one multiplication and one addition.',
      of: ({ params }) => params,
    },
    {
      name: 'training-factor',
      say: 'A training step takes six FLOPs per parameter. The forward pass is two of them.',
      of: ({ params }) => 6 * params,
    },
  ],
  source: kaplan,
});

export const trainingFlopsPerToken = formula({
  title: 'Training FLOPs per token',
  about: 'Two FLOPs for each parameter forward, and four backward: gradients of the activations and gradients of the weights.',
  takes: { params },
  example: { params: 20e9 },
  gives: 'FLOP/token',
  symbol: String.raw`f_\text{train}`,
  tex: ({ params }) => String.raw`6 \cdot ${params}`,
  of: ({ params }) => 6 * params,
  slips: [
    {
      name: 'forward-only',
      say: 'That is the forward pass. The backward pass costs twice as much again.',
      of: ({ params }) => 2 * params,
    },
    {
      name: 'backward-only',
      say: 'That is the backward pass alone. Add the forward pass, $2N$.',
      of: ({ params }) => 4 * params,
    },
  ],
  source: kaplan,
});

export const forwardFlops = formula({
  title: 'Forward FLOPs',
  about: 'Work of running tokens through the model without learning from them, attention over the context left out.',
  takes: { params, tokens: positive('token', 'D', 'tokens that run through the model') },
  example: { params: 20e9, tokens: 1e12 },
  gives: 'FLOP',
  symbol: String.raw`C_\text{fwd}`,
  tex: ({ params, tokens }) => String.raw`2 \cdot ${params} \cdot ${tokens}`,
  of: ({ params, tokens }) => 2 * params * tokens,
  slips: [
    {
      name: 'training-factor',
      say: 'That is $6ND$, a training run. The forward pass is $2ND$.',
      of: ({ params, tokens }) => 6 * params * tokens,
    },
  ],
  source: kaplan,
});

export const trainingFlops = formula({
  title: 'Training FLOPs',
  about: 'Forward and backward over all training tokens. Attention over the context and recomputation come on top.',
  takes: { params, tokens },
  example: { params: 20e9, tokens: 1e12 },
  gives: 'FLOP',
  symbol: 'C',
  tex: ({ params, tokens }) => String.raw`6 \cdot ${params} \cdot ${tokens}`,
  of: ({ params, tokens }) => 6 * params * tokens,
  slips: [
    {
      name: 'forward-only',
      say: 'That is $2ND$, the forward pass. Training costs $6ND$.',
      of: ({ params, tokens }) => 2 * params * tokens,
    },
    {
      name: 'backward-only',
      say: 'That is $4ND$, the backward pass alone. Add the forward pass.',
      of: ({ params, tokens }) => 4 * params * tokens,
    },
    {
      name: 'ten-times-fewer-tokens',
      say: 'That is ten times too little: count the zeros of the tokens again.',
      of: ({ params, tokens }) => (6 * params * tokens) / 10,
    },
  ],
  source: kaplan,
});

export const causalAttentionFlopsPerToken = formula({
  title: 'Causal attention FLOPs per token',
  about: 'Scores and their product with the values. A token sees half the sequence on average. The softmax is negligible beside them.',
  takes: { layers, context, width },
  assumes: ['causal', 'whole context'],
  example: { layers: 48, context: 6144, width: 6144 },
  gives: 'FLOP/token',
  symbol: String.raw`f_\text{attn}`,
  tex: ({ layers, context, width }) => String.raw`2 \cdot ${layers} \cdot ${context} \cdot ${width}`,
  of: ({ layers, context, width }) => 2 * layers * context * width,
  slips: [
    {
      name: 'without-mask',
      say: 'That lets every token see the whole sequence. Under the causal mask it sees half of it on average.',
      of: ({ layers, context, width }) => 4 * layers * context * width,
    },
    {
      name: 'scores-only',
      say: 'That is $QK^\\top$ alone. Multiplying the scores with the values costs as much again.',
      of: ({ layers, context, width }) => layers * context * width,
    },
  ],
  source: kaplan,
});

export const fullAttentionFlopsPerToken = formula({
  title: 'Full attention FLOPs per token',
  about:
    'Scores and their product with the values where every token sees the whole sequence, as in an encoder. PaLM counts it so for a decoder too.',
  takes: { layers, context, width },
  assumes: ['whole context'],
  example: { layers: 48, context: 6144, width: 6144 },
  gives: 'FLOP/token',
  symbol: String.raw`f_\text{attn}`,
  tex: ({ layers, context, width }) => String.raw`4 \cdot ${layers} \cdot ${context} \cdot ${width}`,
  of: ({ layers, context, width }) => 4 * layers * context * width,
  slips: [
    {
      name: 'causal',
      say: 'That halves the sequence for a causal mask. Here every token sees all others.',
      of: ({ layers, context, width }) => 2 * layers * context * width,
    },
  ],
  source: palm,
});

export const attentionShare = formula({
  title: 'Attention over the rest',
  about: 'How much attention over the context adds to the FLOPs of the parameters. It grows with the context, the parameters do not.',
  takes: {
    attention: nonNegative('FLOP/token', String.raw`f_\text{attn}`, 'forward FLOPs of attention over the context'),
    forward: positive('FLOP/token', String.raw`f_\text{fwd}`, 'forward FLOPs of the parameters'),
  },
  example: { attention: 4e9, forward: 40e9 },
  gives: '1',
  tex: ({ attention, forward }) => String.raw`\frac{${attention}}{${forward}}`,
  of: ({ attention, forward }) => attention / forward,
  slips: [
    {
      name: 'inverted',
      say: 'The ratio is upside down: divide what attention adds by what the parameters cost.',
      of: ({ attention, forward }) => forward / attention,
    },
  ],
  source: kaplan,
});

export const contextWhereAttentionMatches = formula({
  title: 'Context where attention costs as much as the parameters',
  about: 'Where causal attention over the context doubles the FLOPs of the forward pass. For a layer of 12d² parameters it is 12d tokens.',
  takes: { params, layers, width },
  assumes: ['causal', 'whole context'],
  example: { params: 20e9, layers: 48, width: 6144 },
  gives: 'token',
  symbol: 'T^*',
  tex: ({ params, layers, width }) => String.raw`\frac{${params}}{${layers} \cdot ${width}}`,
  of: ({ params, layers, width }) => params / (layers * width),
  slips: [
    {
      name: 'without-mask',
      say: 'That is for attention without a mask, which costs twice as much and so equals the parameters at half the context.',
      of: ({ params, layers, width }) => params / (2 * layers * width),
    },
  ],
  source: kaplan,
});

export const modelFlopsUtilization = formula({
  title: 'Model FLOPs utilization',
  about:
    'The fraction of the peak that goes into the forward and backward pass, whatever else the chip does meanwhile: recomputation does not count. A rate that would need more than the peak is refused.',
  takes: { rate, params, peak },
  example: { rate: 3500, params: 20e9, peak: 1e15 },
  gives: '1',
  symbol: String.raw`\text{MFU}`,
  tex: ({ rate, params, peak }) => String.raw`\frac{6 \cdot ${params} \cdot ${rate}}{${peak}}`,
  of: ({ rate, params, peak }) => (6 * params * rate) / peak,
  refuse: ({ rate, params, peak }) => moreThanPeak('rate', rate, (6 * params * rate) / peak),
  slips: [
    {
      name: 'forward-only',
      say: 'That counts the forward pass. MFU counts forward and backward, $6N$ a token.',
      of: ({ rate, params, peak }) => (2 * params * rate) / peak,
    },
    {
      name: 'recomputation-counted',
      say: 'That counts the recomputed forward pass as useful work. MFU leaves it out; with it the figure is called HFU.',
      of: ({ rate, params, peak }) => (8 * params * rate) / peak,
    },
  ],
  source: palm,
});

export const modelFlopsUtilizationWithAttention = formula({
  title: 'Model FLOPs utilization with attention',
  about: 'MFU with the FLOPs of attention over the context counted as useful too, forward and backward, as PaLM reports it.',
  takes: { rate, params, layers, context, width, peak },
  assumes: ['whole context'],
  example: { rate: 3200, params: 20e9, layers: 48, context: 6144, width: 6144, peak: 1e15 },
  gives: '1',
  symbol: String.raw`\text{MFU}`,
  tex: ({ rate, params, layers, context, width, peak }) =>
    String.raw`\frac{(6 \cdot ${params} + 12 \cdot ${layers} \cdot ${context} \cdot ${width}) \cdot ${rate}}{${peak}}`,
  of: ({ rate, params, layers, context, width, peak }) => ((6 * params + 12 * layers * context * width) * rate) / peak,
  refuse: ({ rate, params, layers, context, width, peak }) =>
    moreThanPeak('rate', rate, ((6 * params + 12 * layers * context * width) * rate) / peak),
  slips: [
    {
      name: 'attention-left-out',
      say: 'That is MFU without attention over the context. Add its $12LTd$ a token.',
      of: ({ rate, params, peak }) => (6 * params * rate) / peak,
    },
    {
      name: 'attention-forward-only',
      say: 'Attention has a backward pass as well: three times its forward FLOPs.',
      of: ({ rate, params, layers, context, width, peak }) => ((6 * params + 4 * layers * context * width) * rate) / peak,
    },
  ],
  source: palm,
});

export const hardwareFlopsUtilization = formula({
  title: 'Hardware FLOPs utilization',
  about: 'Like MFU, but a forward pass that is run again to save memory counts too. It flatters a run that recomputes.',
  takes: {
    rate,
    params,
    peak,
    recomputed: optional(fraction('1', String.raw`\rho`, 'share of the forward pass that is run again: 1 with full recomputation'), 1),
  },
  example: { rate: 3500, params: 20e9, peak: 1e15 },
  gives: '1',
  symbol: String.raw`\text{HFU}`,
  tex: ({ rate, params, peak, recomputed }) => String.raw`\frac{(6 + 2 \cdot ${recomputed}) \cdot ${params} \cdot ${rate}}{${peak}}`,
  of: ({ rate, params, peak, recomputed }) => ((6 + 2 * recomputed) * params * rate) / peak,
  refuse: ({ rate, params, peak, recomputed }) => moreThanPeak('rate', rate, ((6 + 2 * recomputed) * params * rate) / peak),
  slips: [
    {
      name: 'mfu',
      say: 'That is MFU. HFU also counts the forward pass that is run again.',
      of: ({ rate, params, peak }) => (6 * params * rate) / peak,
    },
  ],
  source: palm,
});

export const trainingRateCeiling = formula({
  title: 'Ceiling of the training rate',
  about: 'Tokens a second at an MFU of 1, which no run reaches. A measurement above it is impossible.',
  takes: { params, peak },
  example: { params: 20e9, peak: 1e15 },
  gives: 'token/s',
  symbol: String.raw`r_\text{max}`,
  tex: ({ params, peak }) => String.raw`\frac{${peak}}{6 \cdot ${params}}`,
  of: ({ params, peak }) => peak / (6 * params),
  slips: [
    {
      name: 'forward-only',
      say: 'That is the ceiling of the forward pass alone. Training costs three times as much a token.',
      of: ({ params, peak }) => peak / (2 * params),
    },
    {
      name: 'sparse-peak',
      say: 'That takes the peak with 2:4 sparsity, twice the dense one.',
      of: ({ params, peak }) => peak / (3 * params),
    },
  ],
  source: palm,
});

export const trainingRate = formula({
  title: 'Training rate',
  about: 'Tokens a second of one accelerator that reaches this utilization.',
  takes: { params, peak, mfu: fraction('1', String.raw`\text{MFU}`, 'model FLOPs utilization, as a share of the dense peak') },
  example: { params: 20e9, peak: 1e15, mfu: 0.42 },
  gives: 'token/s',
  symbol: 'r',
  tex: ({ params, peak, mfu }) => String.raw`\frac{${mfu} \cdot ${peak}}{6 \cdot ${params}}`,
  of: ({ params, peak, mfu }) => (mfu * peak) / (6 * params),
  slips: [
    {
      name: 'mfu-left-out',
      say: 'That is the ceiling at an MFU of 1.',
      of: ({ params, peak }) => peak / (6 * params),
    },
  ],
  source: megatron,
});
