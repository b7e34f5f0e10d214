/** What a small training run spends its steps on, and what its loss says before it has learned anything. */
import { count, formula, openFraction, optional, positive } from './formula.ts';

const kaplan = 'Kaplan et al. 2020, Scaling Laws for Neural Language Models, arXiv:2001.08361, §2.1';
const palm = 'Chowdhery et al. 2022, PaLM, §4.1 (model FLOPs utilization), arXiv:2204.02311';
const launches = 'NVIDIA, CUDA C++ Best Practices Guide 2024, https://docs.nvidia.com/cuda/cuda-c-best-practices-guide/';
const roofline = 'Williams, Waterman, Patterson 2009, Roofline, doi:10.1145/1498765.1498785';
const lee = 'Lee et al. 2023, Teaching Arithmetic to Small Transformers, arXiv:2307.03381';
const shannon = 'Shannon 1948, A Mathematical Theory of Communication, doi:10.1002/j.1538-7305.1948.tb01338.x, §6 (entropy of a choice)';

const layers = count('1', 'L', 'layers', 'model.layers');
const width = count('1', 'd', 'model width', 'model.width');
const bytesPerElement = optional(positive('B/element', 'b', 'bytes of one element', 'type.activation'), 2);

export const runSteps = formula({
  title: 'Steps of a run',
  about: 'Each step uses up one batch of examples. The last batch counts even if it is not full.',
  takes: {
    examples: positive('sequence', 'n', 'examples of the whole run, repeats included'),
    batch: count('sequence', 'B', 'examples of one step'),
  },
  example: { examples: 5e5, batch: 48 },
  gives: 'step',
  symbol: 'S',
  tex: ({ examples, batch }) => String.raw`\left\lceil \frac{${examples}}{${batch}} \right\rceil`,
  of: ({ examples, batch }) => Math.ceil(examples / batch),
  slips: [
    {
      name: 'examples-not-steps',
      say: 'Those are the examples. A step takes a whole batch of them.',
      of: ({ examples }) => examples,
    },
  ],
  source: kaplan,
});

export const largestBatch = formula({
  title: 'Largest batch for so many steps',
  about: 'A fixed number of examples makes fewer steps the larger the batch, and a model needs a certain number of steps to learn.',
  takes: {
    examples: positive('sequence', 'n', 'examples of the whole run, repeats included'),
    steps: count('step', 'S', 'fewest steps that are wanted'),
  },
  example: { examples: 5e5, steps: 3000 },
  gives: 'sequence',
  symbol: 'B',
  tex: ({ examples, steps }) => String.raw`\left\lfloor \frac{${examples}}{${steps}} \right\rfloor`,
  of: ({ examples, steps }) => Math.floor(examples / steps),
  slips: [
    {
      name: 'examples-not-batch',
      say: 'Those are the examples of the whole run. Divide them by the steps.',
      of: ({ examples }) => examples,
    },
  ],
  source: kaplan,
});

export const launchTime = formula({
  title: 'Launches of a step',
  about:
    'Each kernel has to be launched, which takes microseconds however little it computes. Long kernels hide the next launch; short ones wait for it.',
  takes: {
    kernels: count('kernel', 'K', 'kernels that a step launches'),
    launch: positive('s', String.raw`t_\text{launch}`, 'time of one launch'),
  },
  example: { kernels: 150, launch: 4e-6 },
  gives: 's',
  symbol: String.raw`T_\text{launch}`,
  tex: ({ kernels, launch }) => String.raw`${kernels} \cdot ${launch}`,
  of: ({ kernels, launch }) => kernels * launch,
  slips: [
    {
      name: 'one-launch',
      say: 'That is one launch. Every kernel of the step has its own.',
      of: ({ launch }) => launch,
    },
  ],
  source: launches,
});

export const examplesToFill = formula({
  title: 'Examples that fill a time',
  about: 'How many examples a step needs so that its arithmetic, 6NT FLOPs for each, takes so long at the rate sustained.',
  takes: {
    time: positive('s', 't', 'time to be filled with arithmetic'),
    params: positive('param', 'N', 'parameters', 'model.parameters'),
    tokensPerExample: count('token', 'T', 'tokens of one example that the model reads'),
    peak: positive('FLOP/s', 'P', 'dense peak', 'chip.peak'),
    mfu: optional(positive('1', String.raw`\text{MFU}`, 'share of the peak sustained'), 1),
  },
  example: { time: 0.003, params: 2e7, tokensPerExample: 40, peak: 1e14, mfu: 0.25 },
  gives: 'sequence',
  symbol: 'n',
  tex: ({ time, params, tokensPerExample, peak, mfu }) =>
    String.raw`\frac{${time} \cdot ${peak} \cdot ${mfu}}{6 \cdot ${params} \cdot ${tokensPerExample}}`,
  of: ({ time, params, tokensPerExample, peak, mfu }) => (time * peak * mfu) / (6 * params * tokensPerExample),
  refuse: ({ mfu }) => (mfu > 1 ? `mfu must be at most 1, nothing runs faster than its peak, got ${mfu}` : undefined),
  slips: [
    {
      name: 'forward-only',
      say: 'That counts the forward pass, two FLOPs for each parameter and token. A training step takes six.',
      of: ({ time, params, tokensPerExample, peak, mfu }) => (time * peak * mfu) / (2 * params * tokensPerExample),
    },
    {
      name: 'mfu-left-out',
      say: 'That is at full peak. The same arithmetic takes longer at the rate sustained, so fewer examples fill the time.',
      of: ({ time, params, tokensPerExample, peak }) => (time * peak) / (6 * params * tokensPerExample),
    },
    {
      name: 'tokens-not-examples',
      say: 'Those are tokens. Divide by the tokens of one example.',
      of: ({ time, params, peak, mfu }) => (time * peak * mfu) / (6 * params),
    },
  ],
  source: palm,
});

export const stackActivationBytes = formula({
  title: 'Activation traffic of a plain stack, forward',
  about:
    'In units of the width, a layer reads 1 and writes 3 for query, key and value, reads and writes 1 each for the output projection, and moves 5 around each matrix of an MLP of 4d: 16 in all. Weights, norms, scores and residuals come on top.',
  takes: { tokens: positive('token', 'T', 'tokens that pass through together'), layers, width, bytesPerElement },
  assumes: ['plain layers'],
  example: { tokens: 12_288, layers: 48, width: 6144 },
  gives: 'B',
  symbol: 'Q',
  tex: ({ tokens, layers, width, bytesPerElement }) =>
    String.raw`16 \cdot ${bytesPerElement} \cdot ${layers} \cdot ${tokens} \cdot ${width}`,
  of: ({ tokens, layers, width, bytesPerElement }) => 16 * bytesPerElement * layers * tokens * width,
  slips: [
    {
      name: 'mlp-left-out',
      say: 'That is attention alone. The two matrices of the MLP move $5d$ numbers each for every token.',
      of: ({ tokens, layers, width, bytesPerElement }) => 6 * bytesPerElement * layers * tokens * width,
    },
    {
      name: 'elements-not-bytes',
      say: 'That counts elements. Multiply by the bytes of one element.',
      of: ({ tokens, layers, width }) => 16 * layers * tokens * width,
    },
    {
      name: 'one-layer',
      say: 'That is one layer.',
      of: ({ tokens, width, bytesPerElement }) => 16 * bytesPerElement * tokens * width,
    },
  ],
  source: kaplan,
});

export const widthAtRidge = formula({
  title: 'Width at the ridge point',
  about:
    'A plain stack does 24d² FLOPs for each token and layer and moves 16bd bytes of activations, so its intensity is 3d/(2b). Here that equals the ridge point, if the tokens are so many that the weights hardly count.',
  takes: {
    peak: positive('FLOP/s', 'C', 'dense peak', 'chip.peak'),
    bandwidth: positive('B/s', 'W', 'memory bandwidth', 'chip.memoryBandwidth'),
    bytesPerElement,
  },
  assumes: ['plain layers'],
  example: { peak: 1e15, bandwidth: 3e12 },
  gives: '1',
  symbol: String.raw`d_\text{ridge}`,
  tex: ({ peak, bandwidth, bytesPerElement }) => String.raw`\frac{2 \cdot ${bytesPerElement}}{3} \cdot \frac{${peak}}{${bandwidth}}`,
  of: ({ peak, bandwidth, bytesPerElement }) => ((2 * bytesPerElement) / 3) * (peak / bandwidth),
  slips: [
    {
      name: 'ridge-itself',
      say: 'That is the ridge point of the chip. Set the intensity of the stack equal to it and solve for the width.',
      of: ({ peak, bandwidth }) => peak / bandwidth,
    },
  ],
  source: roofline,
});

export const carryProbability = formula({
  title: 'Chance of a carry',
  about:
    'Two random numbers of m digits, leading zeros included, add up to a number of more than m digits. It is a little under one half, since a sum of just nines has no carry.',
  takes: { digits: count('1', 'm', 'digits of each number') },
  example: { digits: 6 },
  gives: '1',
  symbol: 'c',
  tex: ({ digits }) => String.raw`\frac{1 - 10^{-${digits}}}{2}`,
  of: ({ digits }) => (1 - 10 ** -digits) / 2,
  slips: [
    {
      name: 'not-halved',
      say: 'That counts every pair whose sum is not just nines. By symmetry, half of those have a carry.',
      of: ({ digits }) => 1 - 10 ** -digits,
    },
  ],
  source: lee,
});

const carry = openFraction('1', 'c', 'probability of a carry into the leading digits');

export const topDigitByGuess = formula({
  title: 'Top digit by guessing',
  about:
    'If the leading digits of two random numbers add up to 9, which one pair in ten does, a carry from below decides, and the likelier outcome is the better guess. Otherwise the leading digits decide.',
  takes: { carry },
  example: { carry: 0.3 },
  gives: '1',
  tex: ({ carry: c }) => String.raw`1 - \frac{1}{10} \cdot \min(${c}, 1 - ${c})`,
  of: ({ carry }) => 1 - Math.min(carry, 1 - carry) / 10,
  slips: [
    {
      name: 'nines-lost',
      say: 'That gives up every sum whose leading digits make 9. Guess the likelier outcome there: it is right more than half of the time.',
      of: () => 0.9,
    },
  ],
  source: shannon,
});

/** Nats of a choice between two outcomes of probability $c$ and $1 - c$. */
const entropy = (c: number): number => -(c * Math.log(c) + (1 - c) * Math.log(1 - c));
/** Nats of all digits of a sum together. */
const sumLoss = (digits: number, c: number): number => digits * Math.LN10 + entropy(c) / 10;

export const plateauLoss = formula({
  title: 'Loss of a sum that is guessed',
  about:
    'The n lower digits of the result are uniform and cost ln 10 each. The top digit follows from the leading digits unless they make 9; then it costs the entropy of the carry from below.',
  takes: { digits: count('1', 'n', 'digits of each number'), carry },
  example: { digits: 6, carry: 0.3 },
  gives: '1',
  symbol: 'L',
  tex: ({ digits, carry: c }) =>
    String.raw`\frac{${digits} \cdot \ln(10) - \frac{1}{10} \cdot (${c} \cdot \ln(${c}) + (1 - ${c}) \cdot \ln(1 - ${c}))}{${digits} + 1}`,
  of: ({ digits, carry }) => sumLoss(digits, carry) / (digits + 1),
  slips: [
    {
      name: 'all-digits-guessed',
      say: 'That guesses every digit, the top one included. The top digit is 0 or 1, and the leading digits nearly always tell which.',
      of: () => Math.LN10,
    },
    {
      name: 'in-bits',
      say: 'That is in bits. The loss is in nats: use the natural logarithm.',
      of: ({ digits, carry }) => sumLoss(digits, carry) / (digits + 1) / Math.LN2,
    },
    {
      name: 'summed',
      say: 'That is the loss of all digits together. The lab shows the mean over them.',
      of: ({ digits, carry }) => sumLoss(digits, carry),
    },
  ],
  source: shannon,
});

export const guessedDigitsLoss = formula({
  title: 'Loss of a sum whose top digit is known',
  about:
    'Written last digit first, the top digit follows from the leading digits and the digit written before it, and costs nothing. The n digits below are guessed, at ln 10 each.',
  takes: { digits: count('1', 'n', 'digits of each number') },
  example: { digits: 6 },
  gives: '1',
  symbol: 'L',
  tex: ({ digits }) => String.raw`\frac{${digits} \cdot \ln(10)}{${digits} + 1}`,
  of: ({ digits }) => (digits * Math.LN10) / (digits + 1),
  slips: [
    {
      name: 'all-digits-guessed',
      say: 'That guesses every digit. The top digit is known here and costs nothing.',
      of: () => Math.LN10,
    },
  ],
  source: shannon,
});
