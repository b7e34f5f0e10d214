/** How loss falls with size and data, and how to split a compute budget between the two. */
import { formula, nonNegative, optional, positive } from './formula.ts';
import { besirogluFit } from './scaling-fits.ts';

const hoffmann = 'Hoffmann et al. 2022, Training Compute-Optimal Large Language Models, arXiv:2203.15556';
const kaplan = 'Kaplan et al. 2020, Scaling Laws for Neural Language Models, arXiv:2001.08361';
const rule = `${hoffmann}, Table 3 (about 20 tokens per parameter)`;

const params = positive('param', 'N', 'parameters', 'model.parameters');
const active = positive('param', 'N', 'parameters; of a mixture of experts the active ones', 'model.activeParameters');
const tokens = positive('token', 'D', 'training tokens');
const flops = positive('FLOP', 'C', 'training FLOPs');
const tokensEach = optional(positive('token/param', 'r', 'training tokens for each parameter'), 20);

export const chinchillaTokens = formula({
  title: 'Chinchilla-optimal tokens',
  about:
    'About twenty tokens for each parameter give the lowest loss per training FLOP. A model that will serve many tokens is better trained longer.',
  takes: { params, tokensPerParam: tokensEach },
  assumes: ['dense'],
  example: { params: 20e9 },
  gives: 'token',
  symbol: 'D',
  tex: ({ params, tokensPerParam }) => String.raw`${tokensPerParam} \cdot ${params}`,
  of: ({ params, tokensPerParam }) => tokensPerParam * params,
  slips: [
    {
      name: 'divided',
      say: 'That divides by the ratio. Each parameter needs that many tokens: multiply.',
      of: ({ params, tokensPerParam }) => params / tokensPerParam,
    },
    {
      name: 'off-by-ten',
      say: 'That is ten times too few, two tokens for each parameter where the rule has twenty. Count the zeros again.',
      of: ({ params, tokensPerParam }) => (tokensPerParam * params) / 10,
    },
  ],
  source: rule,
});

/** From $C = 6ND$ with $D = rN$. */
export const computeOptimalParams = formula({
  title: 'Compute-optimal size',
  about: 'The model size that gives the lowest loss for a training budget, from 6ND FLOPs and a fixed number of tokens for each parameter.',
  takes: { flops, tokensPerParam: tokensEach },
  example: { flops: 1.2e23 },
  gives: 'param',
  symbol: 'N',
  tex: ({ flops, tokensPerParam }) => String.raw`\sqrt{\frac{${flops}}{6 \cdot ${tokensPerParam}}}`,
  of: ({ flops, tokensPerParam }) => Math.sqrt(flops / (6 * tokensPerParam)),
  slips: [
    {
      name: 'forward-only',
      say: 'That counts the forward pass, $2ND$. Training costs $6ND$.',
      of: ({ flops, tokensPerParam }) => Math.sqrt(flops / (2 * tokensPerParam)),
    },
    {
      name: 'ratio-left-out',
      say: 'That sets tokens equal to parameters. Each parameter gets twenty tokens, so divide by $6 \\cdot 20$ under the root.',
      of: ({ flops }) => Math.sqrt(flops / 6),
    },
    {
      name: 'gave-tokens',
      say: 'That is the number of tokens, not of parameters.',
      of: ({ flops, tokensPerParam }) => Math.sqrt((flops * tokensPerParam) / 6),
    },
  ],
  source: rule,
});

export const computeOptimalTokens = formula({
  title: 'Compute-optimal tokens',
  about: 'The training tokens that go with the compute-optimal size: parameters and tokens both grow with the square root of the budget.',
  takes: { flops, tokensPerParam: tokensEach },
  example: { flops: 1.2e23 },
  gives: 'token',
  symbol: 'D',
  tex: ({ flops, tokensPerParam }) => String.raw`\sqrt{\frac{${tokensPerParam} \cdot ${flops}}{6}}`,
  of: ({ flops, tokensPerParam }) => Math.sqrt((tokensPerParam * flops) / 6),
  slips: [
    {
      name: 'forward-only',
      say: 'That counts the forward pass, $2ND$. Training costs $6ND$.',
      of: ({ flops, tokensPerParam }) => Math.sqrt((tokensPerParam * flops) / 2),
    },
    {
      name: 'gave-params',
      say: 'That is the number of parameters. The tokens are twenty times as many.',
      of: ({ flops, tokensPerParam }) => Math.sqrt(flops / (6 * tokensPerParam)),
    },
  ],
  source: rule,
});

export const tokensPerParam = formula({
  title: 'Tokens per parameter',
  about:
    'How long a model was trained for its size. Near 20, training FLOPs are spent best; far above, the model is cheaper to serve for its quality.',
  takes: { tokens, params },
  assumes: ['dense'],
  example: { tokens: 1e12, params: 20e9 },
  gives: 'token/param',
  symbol: 'r',
  tex: ({ tokens, params }) => String.raw`\frac{${tokens}}{${params}}`,
  of: ({ tokens, params }) => tokens / params,
  slips: [
    {
      name: 'inverted',
      say: 'That is parameters per token: divide the tokens by the parameters.',
      of: ({ tokens, params }) => params / tokens,
    },
  ],
  source: hoffmann,
});

export const affordableTokens = formula({
  title: 'Tokens a budget pays for',
  about: 'Training tokens at a fixed budget and size, from 6ND. For a mixture of experts count the active parameters.',
  takes: { flops, params: active },
  example: { flops: 1.2e23, params: 20e9 },
  gives: 'token',
  symbol: 'D',
  tex: ({ flops, params }) => String.raw`\frac{${flops}}{6 \cdot ${params}}`,
  of: ({ flops, params }) => flops / (6 * params),
  slips: [
    {
      name: 'forward-only',
      say: 'That counts the forward pass, $2ND$. Training costs $6ND$.',
      of: ({ flops, params }) => flops / (2 * params),
    },
    {
      name: 'twenty-per-param',
      say: 'That is twenty tokens for each parameter, whatever the budget. Here the budget is fixed: divide it by $6N$.',
      of: ({ params }) => 20 * params,
    },
  ],
  source: `${kaplan}, §2.1`,
});

export const lifetimeFlops = formula({
  title: 'Lifetime FLOPs',
  about:
    'Training plus every token served afterwards. Where serving costs as much as training, a smaller model trained longer is cheaper overall.',
  takes: {
    params: active,
    tokens,
    servedTokens: nonNegative('token', String.raw`D_\text{served}`, 'tokens served over the life of the model'),
  },
  example: { params: 20e9, tokens: 1e12, servedTokens: 5e12 },
  gives: 'FLOP',
  tex: ({ params, tokens, servedTokens }) => String.raw`6 \cdot ${params} \cdot ${tokens} + 2 \cdot ${params} \cdot ${servedTokens}`,
  of: ({ params, tokens, servedTokens }) => 6 * params * tokens + 2 * params * servedTokens,
  slips: [
    {
      name: 'serving-at-training-price',
      say: 'Serving has no backward pass: a served token costs $2N$, not $6N$.',
      of: ({ params, tokens, servedTokens }) => 6 * params * (tokens + servedTokens),
    },
  ],
  source: 'Sardana, Portes, Doubov, Frankle 2023, Beyond Chinchilla-Optimal, arXiv:2401.00448',
});

const fit = besirogluFit.terms;
const irreducible = optional(nonNegative('1', 'E', 'loss that neither size nor data removes'), besirogluFit.irreducible);
const terms = {
  paramScale: optional(positive('1', 'A', 'scale of the size term'), fit.paramScale),
  tokenScale: optional(positive('1', 'B', 'scale of the data term'), fit.tokenScale),
  alpha: optional(positive('1', String.raw`\alpha`, 'exponent of the size term'), fit.alpha),
  beta: optional(positive('1', String.raw`\beta`, 'exponent of the data term'), fit.beta),
};
interface Terms {
  readonly paramScale: number;
  readonly tokenScale: number;
  readonly alpha: number;
  readonly beta: number;
}
const parametric = 'Hoffmann et al. 2022, §3.3, arXiv:2203.15556; default values from the refit by Besiroglu et al. 2024, arXiv:2404.10102';
const loss = (n: number, d: number, e: number, { paramScale, tokenScale, alpha, beta }: Terms): number =>
  e + paramScale / n ** alpha + tokenScale / d ** beta;
const optimum = (flops: number, { paramScale, tokenScale, alpha, beta }: Terms): number =>
  ((alpha * paramScale) / (beta * tokenScale)) ** (1 / (alpha + beta)) * (flops / 6) ** (beta / (alpha + beta));

/** Nats per token. The coefficients default to the refit of 2024; spread another from `scaling-fits.ts`. */
export const parametricLoss = formula({
  title: 'Parametric loss',
  about:
    'Predicted loss: a floor, plus a penalty for finite size, plus a penalty for finite data. It holds for the data, tokenizer and architecture it was fitted on.',
  takes: { params, tokens, irreducible, ...terms },
  assumes: ['dense'],
  example: { params: 20e9, tokens: 1e12 },
  gives: '1',
  symbol: 'L',
  tex: (x) =>
    String.raw`${x.irreducible} + \frac{${x.paramScale}}{\left(${x.params}\right)^{${x.alpha}}} + \frac{${x.tokenScale}}{\left(${x.tokens}\right)^{${x.beta}}}`,
  of: ({ params, tokens, irreducible, ...t }) => loss(params, tokens, irreducible, t),
  slips: [
    {
      name: 'floor-left-out',
      say: 'The irreducible loss $E$ stays however large model and data become: add it.',
      of: ({ params, tokens, irreducible, ...t }) => loss(params, tokens, irreducible, t) - irreducible,
    },
    {
      name: 'swapped',
      say: 'The two terms are swapped: $A$ and $\\alpha$ go with the parameters, $B$ and $\\beta$ with the tokens.',
      of: ({ params, tokens, irreducible, ...t }) => loss(tokens, params, irreducible, t),
    },
  ],
  source: parametric,
});

export const isoFlopParams = formula({
  title: 'IsoFLOP optimum, parameters',
  about: 'The size at the bottom of an IsoFLOP curve, in closed form: there, one more FLOP spent on size or on data buys the same loss.',
  takes: { flops, ...terms },
  example: { flops: 1.2e23 },
  gives: 'param',
  symbol: String.raw`N^*`,
  tex: ({ flops, paramScale: a, tokenScale: b, alpha, beta }) =>
    String.raw`\left(\frac{${alpha} \cdot ${a}}{${beta} \cdot ${b}}\right)^{\frac{1}{${alpha} + ${beta}}} \left(\frac{${flops}}{6}\right)^{\frac{${beta}}{${alpha} + ${beta}}}`,
  of: ({ flops, ...t }) => optimum(flops, t),
  slips: [
    {
      name: 'exponents-swapped',
      say: 'The exponents are swapped: the size grows with $\\beta/(\\alpha+\\beta)$, because if data saturates sooner, more of the budget goes to size.',
      of: ({ flops, paramScale, tokenScale, alpha, beta }) =>
        ((alpha * paramScale) / (beta * tokenScale)) ** (1 / (alpha + beta)) * (flops / 6) ** (alpha / (alpha + beta)),
    },
  ],
  source: `${hoffmann}, eq. 4`,
});

export const isoFlopTokens = formula({
  title: 'IsoFLOP optimum, tokens',
  about: 'The training tokens at the bottom of an IsoFLOP curve, in closed form.',
  takes: { flops, ...terms },
  example: { flops: 1.2e23 },
  gives: 'token',
  symbol: String.raw`D^*`,
  tex: ({ flops, paramScale: a, tokenScale: b, alpha, beta }) =>
    String.raw`\left(\frac{${beta} \cdot ${b}}{${alpha} \cdot ${a}}\right)^{\frac{1}{${alpha} + ${beta}}} \left(\frac{${flops}}{6}\right)^{\frac{${alpha}}{${alpha} + ${beta}}}`,
  of: ({ flops, ...t }) => flops / 6 / optimum(flops, t),
  slips: [
    {
      name: 'gave-params',
      say: 'That is the number of parameters at the optimum. The tokens are $C/6$ divided by it.',
      of: ({ flops, ...t }) => optimum(flops, t),
    },
  ],
  source: `${hoffmann}, eq. 4`,
});

export const isoFlopLoss = formula({
  title: 'IsoFLOP optimum, loss',
  about: 'The loss at the bottom of an IsoFLOP curve: what a training budget buys when it is split best.',
  takes: { flops, irreducible, ...terms },
  example: { flops: 1.2e23 },
  gives: '1',
  symbol: String.raw`L^*`,
  tex: (x) =>
    String.raw`\min_{6ND = ${x.flops}} \left(${x.irreducible} + \frac{${x.paramScale}}{N^{${x.alpha}}} + \frac{${x.tokenScale}}{D^{${x.beta}}}\right)`,
  of: ({ flops, irreducible, ...t }) => loss(optimum(flops, t), flops / 6 / optimum(flops, t), irreducible, t),
  slips: [
    {
      name: 'floor-left-out',
      say: 'The irreducible loss $E$ stays however large the budget becomes: add it.',
      of: ({ flops, irreducible, ...t }) => loss(optimum(flops, t), flops / 6 / optimum(flops, t), irreducible, t) - irreducible,
    },
  ],
  source: parametric,
});
