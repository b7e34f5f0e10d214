/** What it costs to train a model smaller than compute-optimal: the budget that would have bought the same loss. */
import { formula, nonNegative, optional, positive } from './formula.ts';
import { besirogluFit } from './scaling-fits.ts';

const fit = besirogluFit.terms;

/**
 * Fewest training FLOPs for a loss $L$, at the IsoFLOP optimum: $6\,(K/(L - E))^{1/\gamma}$ with $\gamma = \alpha\beta/(\alpha+\beta)$,
 * $K = A\,G^{-\alpha} + B\,G^{\beta}$ and $G = (\alpha A/\beta B)^{1/(\alpha+\beta)}$. The inverse of `isoFlopLoss`.
 * Throws `RangeError` for a loss at or below the floor $E$, which no budget reaches.
 */
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
