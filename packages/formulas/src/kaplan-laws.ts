/** The scaling laws of Kaplan et al. 2020, which Chinchilla corrected. */
import { formula, positive } from './formula.ts';

const kaplan = 'Kaplan et al. 2020, Scaling Laws for Neural Language Models, arXiv:2001.08361';

const params = positive('param', 'N', 'parameters without embeddings', 'model.nonEmbeddingParameters');
const tokens = positive('token', 'D', 'training tokens');

export const kaplanSizeLoss = formula({
  title: 'Loss by size (Kaplan)',
  about: 'Loss in nats per token of a model trained to convergence on plentiful data. Parameters are counted without embeddings.',
  takes: { params },
  assumes: ['dense'],
  example: { params: 20e9 },
  gives: '1',
  symbol: 'L(N)',
  tex: ({ params }) => String.raw`\left(\frac{8.8 \cdot 10^{13}}{${params}}\right)^{0.076}`,
  of: ({ params }) => (8.8e13 / params) ** 0.076,
  slips: [
    {
      name: 'inverted',
      say: 'The fraction is upside down: loss falls as the model grows.',
      of: ({ params }) => (params / 8.8e13) ** 0.076,
    },
  ],
  source: `${kaplan}, eq. 1.1`,
});

export const kaplanDataLoss = formula({
  title: 'Loss by data (Kaplan)',
  about: 'Loss in nats per token of a large model stopped early on limited data.',
  takes: { tokens },
  example: { tokens: 1e12 },
  gives: '1',
  symbol: 'L(D)',
  tex: ({ tokens }) => String.raw`\left(\frac{5.4 \cdot 10^{13}}{${tokens}}\right)^{0.095}`,
  of: ({ tokens }) => (5.4e13 / tokens) ** 0.095,
  slips: [
    {
      name: 'inverted',
      say: 'The fraction is upside down: loss falls as the data grows.',
      of: ({ tokens }) => (tokens / 5.4e13) ** 0.095,
    },
  ],
  source: `${kaplan}, eq. 1.2`,
});

/** The joint fit of Table 2. */
export const kaplanLoss = formula({
  title: 'Loss by size and data (Kaplan)',
  about: 'Loss in nats per token with both limits at work. Its constants come from a joint fit and differ from those of the single laws.',
  takes: { params, tokens },
  assumes: ['dense'],
  example: { params: 20e9, tokens: 1e12 },
  gives: '1',
  symbol: 'L(N, D)',
  tex: ({ params, tokens }) =>
    String.raw`\left[\left(\frac{6.4 \cdot 10^{13}}{${params}}\right)^{\frac{0.076}{0.103}} + \frac{1.8 \cdot 10^{13}}{${tokens}}\right]^{0.103}`,
  of: ({ params, tokens }) => ((6.4e13 / params) ** (0.076 / 0.103) + 1.8e13 / tokens) ** 0.103,
  slips: [
    {
      name: 'infinite-data',
      say: 'That leaves out the data term: it is the loss on unlimited data.',
      of: ({ params }) => (6.4e13 / params) ** 0.076,
    },
  ],
  source: `${kaplan}, eq. 1.5 and Table 2`,
});

export const kaplanMinimumTokens = formula({
  title: 'Tokens against overfitting (Kaplan)',
  about:
    'The data a model needs so that overfitting costs at most about two per cent of loss: eight times the size needs five times the data.',
  takes: { params },
  assumes: ['dense'],
  example: { params: 20e9 },
  gives: 'token',
  symbol: 'D',
  tex: ({ params }) => String.raw`5000 \cdot \left(${params}\right)^{0.74}`,
  of: ({ params }) => 5e3 * params ** 0.74,
  slips: [
    {
      name: 'linear',
      say: 'Here the data grows more slowly than the model, with the power 0.74.',
      of: ({ params }) => 5e3 * params,
    },
  ],
  source: `${kaplan}, eq. 4.4`,
});

/** The fit $1.3 \cdot 10^9\,C^{0.73}$ has $C$ in petaFLOP/s-days of $8.64 \cdot 10^{19}$ FLOP. */
export const kaplanOptimalParams = formula({
  title: 'Compute-optimal size (Kaplan)',
  about: 'The older advice to spend most of a larger budget on size. Chinchilla found that size and data should grow equally.',
  takes: { flops: positive('FLOP', 'C', 'training FLOPs without embeddings, at a small batch') },
  example: { flops: 1.2e23 },
  gives: 'param',
  symbol: 'N',
  tex: ({ flops }) => String.raw`1.3 \cdot 10^9 \cdot \left(\frac{${flops}}{8.64 \cdot 10^{19}}\right)^{0.73}`,
  of: ({ flops }) => 1.3e9 * (flops / 8.64e19) ** 0.73,
  slips: [
    {
      name: 'days-left-out',
      say: 'The fit counts the budget in petaFLOP/s-days, and a day has 86400 seconds.',
      of: ({ flops }) => 1.3e9 * (flops / 1e15) ** 0.73,
    },
  ],
  source: `${kaplan}, §6.1 and Figure 14`,
});

export const kaplanCriticalBatch = formula({
  title: 'Critical batch size (Kaplan)',
  about:
    'The batch, in tokens, at which a run trades time against compute evenly. It grows as the loss falls and does not depend on the size.',
  takes: { loss: positive('1', 'L', 'loss in nats per token') },
  example: { loss: 2.4 },
  gives: 'token',
  symbol: String.raw`B_\text{crit}`,
  tex: ({ loss }) => String.raw`\frac{2 \cdot 10^8}{${loss}^{1/0.21}}`,
  of: ({ loss }) => 2e8 / loss ** (1 / 0.21),
  slips: [
    {
      name: 'exponent-not-inverted',
      say: 'The exponent is one over 0.21, nearly five: the critical batch grows steeply as the loss falls.',
      of: ({ loss }) => 2e8 / loss ** 0.21,
    },
  ],
  source: `${kaplan}, eq. 1.4`,
});
