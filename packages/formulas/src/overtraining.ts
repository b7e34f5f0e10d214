/** What it costs to train a model smaller than compute-optimal, and when serving it pays that back. */
import { formula, nonNegative, optional, positive } from './formula.ts';
import { besirogluFit } from './scaling-fits.ts';

const fit = besirogluFit.terms;

/** The inverse of `isoFlopLoss`. */
export const flopsForLoss = formula({
  title: 'Training FLOPs for a loss',
  about:
    'The smallest budget that reaches a loss, with size and data split best. A model trained past its optimum has paid more than this.',
  takes: {
    loss: positive('1', 'L', 'loss to be reached, in nats per token'),
    irreducible: optional(nonNegative('1', 'E', 'loss that neither size nor data removes'), besirogluFit.irreducible),
    paramScale: optional(positive('1', 'A', 'scale of the size term'), fit.paramScale),
    tokenScale: optional(positive('1', 'B', 'scale of the data term'), fit.tokenScale),
    alpha: optional(positive('1', String.raw`\alpha`, 'exponent of the size term'), fit.alpha),
    beta: optional(positive('1', String.raw`\beta`, 'exponent of the data term'), fit.beta),
  },
  example: { loss: 2.4 },
  gives: 'FLOP',
  symbol: 'C',
  tex: ({ loss, irreducible, paramScale: a, tokenScale: b, alpha, beta }) =>
    String.raw`6 \left(\frac{${a} \cdot G^{-${alpha}} + ${b} \cdot G^{${beta}}}{${loss} - ${irreducible}}\right)^{\frac{1}{${alpha}} + \frac{1}{${beta}}}, \quad G = \left(\frac{${alpha} \cdot ${a}}{${beta} \cdot ${b}}\right)^{\frac{1}{${alpha} + ${beta}}}`,
  of: ({ loss, irreducible, paramScale, tokenScale, alpha, beta }) => {
    const g = ((alpha * paramScale) / (beta * tokenScale)) ** (1 / (alpha + beta));
    return 6 * ((paramScale * g ** -alpha + tokenScale * g ** beta) / (loss - irreducible)) ** (1 / alpha + 1 / beta);
  },
  refuse: ({ loss, irreducible }) =>
    loss <= irreducible
      ? `loss must be above irreducible, which no budget removes, got ${String(loss)} with a floor of ${String(irreducible)}`
      : undefined,
  slips: [
    {
      name: 'factor-six-left-out',
      say: 'That is parameters times tokens. Each pair of them costs six FLOPs.',
      of: ({ loss, irreducible, paramScale, tokenScale, alpha, beta }) => {
        const g = ((alpha * paramScale) / (beta * tokenScale)) ** (1 / (alpha + beta));
        return ((paramScale * g ** -alpha + tokenScale * g ** beta) / (loss - irreducible)) ** (1 / alpha + 1 / beta);
      },
    },
  ],
  source:
    'Hoffmann et al. 2022, §3.3 and eq. 4 solved for the budget, arXiv:2203.15556; default values from Besiroglu et al. 2024, arXiv:2404.10102',
});

/** From $6ND + 2NS = 6N'D' + 2N'S$. */
export const breakEvenServedTokens = formula({
  title: 'Break-even of a longer training',
  about:
    'Once this many tokens have been served, the smaller model has paid back its longer training. Both are taken to be equally good, and a served token to cost two FLOPs for each parameter.',
  takes: {
    params: positive('param', 'N', 'parameters of the smaller model'),
    tokens: positive('token', 'D', 'its training tokens'),
    largerParams: positive('param', "N'", 'parameters of the larger model'),
    largerTokens: positive('token', "D'", 'its training tokens'),
  },
  example: { params: 20e9, tokens: 4e12, largerParams: 60e9, largerTokens: 1.2e12 },
  gives: 'token',
  symbol: String.raw`D_\text{served}`,
  tex: ({ params, tokens, largerParams, largerTokens }) =>
    String.raw`\frac{3 \left(${params} \cdot ${tokens} - ${largerParams} \cdot ${largerTokens}\right)}{${largerParams} - ${params}}`,
  of: ({ params, tokens, largerParams, largerTokens }) => (3 * (params * tokens - largerParams * largerTokens)) / (largerParams - params),
  refuse: ({ params, tokens, largerParams, largerTokens }) =>
    params >= largerParams
      ? `params must be below largerParams, got ${String(params)} and ${String(largerParams)}`
      : params * tokens < largerParams * largerTokens
        ? `params times tokens must not be below that of the larger model, or there is nothing to pay back, got ${String(params * tokens)} and ${String(largerParams * largerTokens)}`
        : undefined,
  slips: [
    {
      name: 'served-at-training-price',
      say: 'That prices a served token like a trained one. Serving costs $2N$, training $6N$.',
      of: ({ params, tokens, largerParams, largerTokens }) => (params * tokens - largerParams * largerTokens) / (largerParams - params),
    },
  ],
  source: 'Sardana, Portes, Doubov, Frankle 2023, Beyond Chinchilla-Optimal, arXiv:2401.00448 (inference costs 2N a token, training 6N)',
});
