/** Training FLOPs with attention over the context, and with what is computed a second time to save memory. */
import { count, formula, fraction, optional, positive } from './formula.ts';
import { moreThanPeak } from './shares.ts';

const palm = 'Chowdhery et al. 2022, PaLM, arXiv:2204.02311, Appendix B';
const megatron = 'Narayanan et al. 2021, Efficient Large-Scale Language Model Training on GPU Clusters, arXiv:2104.04473, §5.1';
const korthikanti = 'Korthikanti et al. 2022, Reducing Activation Recomputation in Large Transformer Models, arXiv:2205.05198, Appendix A';

const shape = {
  params: positive('param', 'N', 'parameters; of a mixture of experts the active ones', 'model.activeParameters'),
  layers: count('1', 'L', 'layers, all of which see the whole context', 'model.layers'),
  context: positive('token', 'T', 'tokens of a sequence'),
  width: count('1', 'd', 'width of all query heads together', 'model.attentionWidth'),
  counted: optional(fraction('1', String.raw`\mu`, 'share of the score matrix that is counted: 1 the full square, 0.5 the causal half'), 1),
};
const recomputation = {
  recomputed: optional(fraction('1', String.raw`\rho`, 'share of the forward pass through the parameters that is run again'), 1),
  attentionRecomputed: optional(fraction('1', String.raw`\rho_a`, 'share of attention over the context that is run again'), 1),
};
const tokens = positive('token', 'D', 'training tokens');
const rate = positive('token/s', 'r', 'training tokens a second on one accelerator');
const peak = positive('FLOP/s', 'P', 'dense peak of one accelerator', 'chip.peak');

type Shape = Readonly<Record<keyof typeof shape, number>>;
const attention = ({ layers, context, width, counted }: Shape): number => 4 * counted * layers * context * width;
const model = (x: Shape): number => 6 * x.params + 3 * attention(x);
const hardware = (x: Shape & Readonly<Record<keyof typeof recomputation, number>>): number =>
  model(x) + 2 * x.recomputed * x.params + x.attentionRecomputed * attention(x);

type Symbols = Readonly<Record<keyof typeof shape, string>>;
const modelTex = (x: Symbols): string =>
  String.raw`6 \cdot ${x.params} + 12 \cdot ${x.counted} \cdot ${x.layers} \cdot ${x.context} \cdot ${x.width}`;
const hardwareTex = (x: Symbols & Readonly<Record<keyof typeof recomputation, string>>): string =>
  String.raw`(6 + 2 \cdot ${x.recomputed}) \cdot ${x.params} + (12 + 4 \cdot ${x.attentionRecomputed}) \cdot ${x.counted} \cdot ${x.layers} \cdot ${x.context} \cdot ${x.width}`;

export const trainingFlopsPerTokenWithAttention = formula({
  title: 'Training FLOPs per token with attention',
  about:
    'Forward and backward through the parameters and through attention over the context. Published counts take the full square even under a causal mask, which a good kernel computes half of. Layers with a window or without attention are not among the layers.',
  takes: shape,
  assumes: ['whole context'],
  example: { params: 20e9, layers: 48, context: 6144, width: 6144 },
  gives: 'FLOP/token',
  symbol: String.raw`f_\text{train}`,
  tex: modelTex,
  of: model,
  slips: [
    {
      name: 'attention-left-out',
      say: 'That is $6N$, the parameters alone. Attention over the context adds $12LTd$, or half of that under a causal mask.',
      of: ({ params }) => 6 * params,
    },
    {
      name: 'attention-forward-only',
      say: 'Attention has a backward pass as well: three times its forward FLOPs.',
      of: (x) => 6 * x.params + attention(x),
    },
  ],
  source: palm,
});

export const trainingFlopsWithAttention = formula({
  title: 'Training FLOPs with attention',
  about: 'Forward and backward over all training tokens, cut into sequences of one length. Recomputation comes on top.',
  takes: { tokens, ...shape },
  assumes: ['whole context'],
  example: { tokens: 1e12, params: 20e9, layers: 48, context: 6144, width: 6144 },
  gives: 'FLOP',
  symbol: 'C',
  tex: (x) => String.raw`${x.tokens} \cdot \left(${modelTex(x)}\right)`,
  of: ({ tokens, ...x }) => tokens * model(x),
  slips: [
    {
      name: 'attention-left-out',
      say: 'That is $6ND$, the parameters alone. Attention over the context adds $12LTd$ for each token, or half of that under a causal mask.',
      of: ({ tokens, params }) => 6 * params * tokens,
    },
    {
      name: 'forward-only',
      say: 'That is the forward pass. The backward pass costs twice as much again.',
      of: ({ tokens, ...x }) => (tokens * model(x)) / 3,
    },
  ],
  source: palm,
});

export const recomputedFlopsPerToken = formula({
  title: 'Training FLOPs per token with recomputation',
  about:
    'What the chip computes, useful or not. Full recomputation runs the whole forward pass twice (both shares 1), selective recomputation attention over the context alone (0 and 1). No share is run a third time.',
  takes: { ...shape, ...recomputation },
  assumes: ['whole context'],
  example: { params: 20e9, layers: 48, context: 6144, width: 6144 },
  gives: 'FLOP/token',
  symbol: String.raw`f_\text{hw}`,
  tex: hardwareTex,
  of: hardware,
  slips: [
    {
      name: 'nothing-recomputed',
      say: 'That counts each pass once, which is what the model needs. The hardware also runs a part of the forward pass again.',
      of: model,
    },
    {
      name: 'backward-repeated',
      say: 'That runs the backward pass again as well. Recomputation repeats the forward pass, a third of the training FLOPs.',
      of: (x) => 6 * (1 + x.recomputed) * x.params + 3 * (1 + x.attentionRecomputed) * attention(x),
    },
  ],
  source: `${megatron}; ${korthikanti}`,
});

export const hardwareFlopsUtilizationWithAttention = formula({
  title: 'Hardware FLOPs utilization with attention',
  about:
    'The fraction of the peak at which the chip computes, including what it computes twice and attention over the context. For selective recomputation only attention is run again: shares 0 and 1. Equation 8 of Korthikanti et al. counts three forward passes of attention there in place of one.',
  takes: { rate, peak, ...shape, ...recomputation },
  assumes: ['whole context'],
  example: { rate: 2400, peak: 1e15, params: 20e9, layers: 48, context: 6144, width: 6144 },
  gives: '1',
  symbol: String.raw`\text{HFU}`,
  tex: (x) => String.raw`\frac{\left(${hardwareTex(x)}\right) \cdot ${x.rate}}{${x.peak}}`,
  of: ({ rate, peak, ...x }) => (hardware(x) * rate) / peak,
  refuse: ({ rate, peak, ...x }) => moreThanPeak('rate', rate, (hardware(x) * rate) / peak),
  slips: [
    {
      name: 'mfu',
      say: 'That is MFU, which counts every pass once. HFU also counts what is run again.',
      of: ({ rate, peak, ...x }) => (model(x) * rate) / peak,
    },
    {
      name: 'attention-left-out',
      say: 'That leaves out attention over the context, which the chip computes as well.',
      of: ({ rate, peak, params, recomputed }) => ((6 + 2 * recomputed) * params * rate) / peak,
    },
  ],
  source: `${megatron}; ${korthikanti}`,
});
