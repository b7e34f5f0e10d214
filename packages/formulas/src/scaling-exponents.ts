/** How the compute-optimal size and data grow with the compute: the exponents a and b. */
import { formula, optional, positive } from './formula.ts';
import { besirogluFit } from './scaling-fits.ts';

const hoffmann = 'Hoffmann et al. 2022, Training Compute-Optimal Large Language Models, arXiv:2203.15556, eq. 4';

const alpha = optional(positive('1', String.raw`\alpha`, 'exponent of the size term'), besirogluFit.terms.alpha);
const beta = optional(positive('1', String.raw`\beta`, 'exponent of the data term'), besirogluFit.terms.beta);

export const sizeExponent = formula({
  title: 'Exponent of the optimal size',
  about:
    'With ten times the compute the optimal model has ten to the a times the parameters. It is the exponent of the data term over the sum of both: if data saturates sooner, more of the budget goes to size.',
  takes: { alpha, beta },
  example: { alpha: 0.34, beta: 0.3 },
  gives: '1',
  symbol: 'a',
  tex: ({ alpha, beta }) => String.raw`\frac{${beta}}{${alpha} + ${beta}}`,
  of: ({ alpha, beta }) => beta / (alpha + beta),
  slips: [
    {
      name: 'swapped',
      say: 'That is $b$, the exponent of the data. The size grows with the exponent of the data term in the numerator.',
      of: ({ alpha, beta }) => alpha / (alpha + beta),
    },
  ],
  source: hoffmann,
});

export const dataExponent = formula({
  title: 'Exponent of the optimal data',
  about: 'With ten times the compute the optimal run has ten to the b times the tokens. Both exponents together are 1, for C = 6ND.',
  takes: { alpha, beta },
  example: { alpha: 0.34, beta: 0.3 },
  gives: '1',
  symbol: 'b',
  tex: ({ alpha, beta }) => String.raw`\frac{${alpha}}{${alpha} + ${beta}}`,
  of: ({ alpha, beta }) => alpha / (alpha + beta),
  slips: [
    {
      name: 'swapped',
      say: 'That is $a$, the exponent of the size. The data grows with the exponent of the size term in the numerator.',
      of: ({ alpha, beta }) => beta / (alpha + beta),
    },
  ],
  source: hoffmann,
});
