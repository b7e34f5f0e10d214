/** What a training run costs: time, accelerator-hours, dollars, energy, and how the learning rate follows the batch. */
import { count, formula, nonNegative, positive } from './formula.ts';

const palm = 'Chowdhery et al. 2022, PaLM, §4.1 (model FLOPs utilization), arXiv:2204.02311';
const rental = 'Cottier et al. 2024, The rising costs of training frontier AI models (rented hardware), arXiv:2405.21015';
const llama = 'Touvron et al. 2023, LLaMA, §6 and Table 15, arXiv:2302.13971';
const malladi = 'Malladi, Lyu, Panigrahi, Arora 2022, On the SDEs and Scaling Rules for Adaptive Gradient Algorithms, arXiv:2205.10287';
const goyal = 'Goyal et al. 2017, Accurate, Large Minibatch SGD, §2.1, arXiv:1706.02677';

const flops = positive('FLOP', 'C', 'FLOPs of the whole run, 6ND for a dense transformer');
const gpus = count('GPU', 'G', 'accelerators');
const peak = positive('FLOP/s', 'P', 'dense peak of one accelerator', 'chip.peak');
const mfu = positive('1', String.raw`\text{MFU}`, 'model FLOPs utilization, as a share of the dense peak');
const hours = positive('GPU*h', 'H', 'accelerator-hours of the whole run, all accelerators together');
const pue = positive('1', String.raw`\text{PUE}`, 'power usage effectiveness: power of the building over power of the accelerators');
const power = positive('W', 'p', 'power of one accelerator; its TDP gives an upper estimate', 'chip.power');
const beyondPeak = ({ mfu }: { readonly mfu: number }): string | undefined =>
  mfu > 1 ? `mfu must be at most 1, nothing runs faster than its peak, got ${mfu}` : undefined;

export const trainingTime = formula({
  title: 'Training time',
  about: 'Work over the rate at which the cluster does useful work. MFU is typically between 0.35 and 0.50 for a large dense model.',
  takes: { flops, gpus, peak, mfu },
  example: { flops: 1.2e23, gpus: 1024, peak: 1e15, mfu: 0.42 },
  gives: 's',
  symbol: 't',
  tex: ({ flops, gpus, peak, mfu }) => String.raw`\frac{${flops}}{${gpus} \cdot ${peak} \cdot ${mfu}}`,
  of: ({ flops, gpus, peak, mfu }) => flops / (gpus * peak * mfu),
  refuse: beyondPeak,
  slips: [
    {
      name: 'mfu-left-out',
      say: 'That is the time at full peak, which no run reaches: divide by the MFU as well.',
      of: ({ flops, gpus, peak }) => flops / (gpus * peak),
    },
    {
      name: 'times-mfu',
      say: 'The MFU belongs in the denominator with the peak: a lower utilization makes the run longer, not shorter.',
      of: ({ flops, gpus, peak, mfu }) => (flops * mfu) / (gpus * peak),
    },
    {
      name: 'one-gpu',
      say: 'That is how long a single accelerator would need: divide by the number of accelerators.',
      of: ({ flops, peak, mfu }) => flops / (peak * mfu),
    },
  ],
  source: palm,
});

export const gpusForDeadline = formula({
  title: 'Accelerators for a deadline',
  about: 'The fewest accelerators that finish the run in time, if the MFU stays what it is on the larger cluster.',
  takes: { flops, time: positive('s', 't', 'time allowed'), peak, mfu },
  example: { flops: 1.2e23, time: 30 * 86_400, peak: 1e15, mfu: 0.42 },
  gives: 'GPU',
  symbol: 'G',
  tex: ({ flops, time, peak, mfu }) => String.raw`\left\lceil \frac{${flops}}{${time} \cdot ${peak} \cdot ${mfu}} \right\rceil`,
  of: ({ flops, time, peak, mfu }) => Math.ceil(flops / (time * peak * mfu)),
  refuse: beyondPeak,
  slips: [
    {
      name: 'rounded-down',
      say: 'If you round down, the run ends after the deadline: round up to the next whole accelerator.',
      of: ({ flops, time, peak, mfu }) => Math.floor(flops / (time * peak * mfu)),
    },
    {
      name: 'mfu-left-out',
      say: 'That many suffice only at full peak: divide by the MFU as well.',
      of: ({ flops, time, peak }) => Math.ceil(flops / (time * peak)),
    },
  ],
  source: palm,
});

export const achievedMfu = formula({
  title: 'Achieved MFU',
  about:
    'Utilization of a finished run from its published accelerator-hours: useful FLOPs over the FLOPs those hours could have done. Restarts and idle hours count against it.',
  takes: { flops, gpuHours: hours, peak },
  example: { flops: 1.2e23, gpuHours: 200_000, peak: 1e15 },
  gives: '1',
  symbol: String.raw`\text{MFU}`,
  tex: ({ flops, gpuHours, peak }) => String.raw`\frac{${flops}}{${gpuHours} \cdot 3600 \cdot ${peak}}`,
  of: ({ flops, gpuHours, peak }) => flops / (gpuHours * 3600 * peak),
  refuse: ({ flops, gpuHours, peak }) =>
    flops > gpuHours * 3600 * peak * (1 + 1e-9)
      ? `flops = ${flops} is more than the ${gpuHours * 3600 * peak} that gpuHours = ${gpuHours} can do at full peak. Are they the hours of one accelerator, or elapsed time? Then multiply them by the number of accelerators`
      : undefined,
  slips: [
    {
      name: 'hours-not-seconds',
      say: 'The peak counts FLOPs per second: convert the hours into seconds, 3600 per hour.',
      of: ({ flops, gpuHours, peak }) => flops / (gpuHours * peak),
    },
    {
      name: 'sparse-peak',
      say: 'That uses the peak with 2:4 sparsity, twice the dense one. Dense matmuls are measured against the dense peak.',
      of: ({ flops, gpuHours, peak }) => flops / (gpuHours * 3600 * peak * 2),
    },
  ],
  source: palm,
});

export const gpuHours = formula({
  title: 'GPU-hours',
  about: 'What a bill counts: every accelerator for every hour it is held, busy or not.',
  takes: { gpus, time: positive('s', 't', 'how long they are held') },
  example: { gpus: 48, time: 30 * 86_400 },
  gives: 'GPU*h',
  symbol: 'H',
  tex: ({ gpus, time }) => String.raw`\frac{${gpus} \cdot ${time}}{3600}`,
  of: ({ gpus, time }) => (gpus * time) / 3600,
  slips: [
    {
      name: 'days-as-hours',
      say: 'That multiplies by the days. A day has 24 hours, and each of them is paid.',
      of: ({ gpus, time }) => (gpus * time) / 86_400,
    },
    {
      name: 'one-gpu',
      say: 'Those are the hours of one accelerator: multiply by how many there are.',
      of: ({ time }) => time / 3600,
    },
  ],
  source: llama,
});

export const gpuHoursForTokens = formula({
  title: 'GPU-hours for tokens',
  about: 'What a run will take at a measured speed of one accelerator, however many there are, if the speed stays what it is.',
  takes: {
    tokens: positive('token', 'D', 'training tokens'),
    rate: positive('token/s', 'r', 'training tokens a second on one accelerator'),
  },
  example: { tokens: 1e12, rate: 3500 },
  gives: 'GPU*h',
  symbol: 'H',
  tex: ({ tokens, rate }) => String.raw`\frac{${tokens}}{3600 \cdot ${rate}}`,
  of: ({ tokens, rate }) => tokens / (3600 * rate),
  slips: [
    {
      name: 'seconds-not-hours',
      say: 'Those are accelerator-seconds. An hour has 3600 of them.',
      of: ({ tokens, rate }) => tokens / rate,
    },
  ],
  source: llama,
});

export const elapsedTime = formula({
  title: 'Elapsed time',
  about: 'How long a run of known accelerator-hours takes on a given number of accelerators.',
  takes: { gpuHours: hours, gpus },
  example: { gpuHours: 200_000, gpus: 1024 },
  gives: 's',
  symbol: 't',
  tex: ({ gpuHours, gpus }) => String.raw`\frac{3600 \cdot ${gpuHours}}{${gpus}}`,
  of: ({ gpuHours, gpus }) => (3600 * gpuHours) / gpus,
  slips: [
    {
      name: 'one-gpu',
      say: 'That is how long one accelerator would take: the hours are shared between all of them.',
      of: ({ gpuHours }) => 3600 * gpuHours,
    },
  ],
  source: llama,
});

export const tokenRatePerGpu = formula({
  title: 'Token rate per GPU',
  about: 'The mean training speed of one accelerator over a whole run, from the tokens trained on and the accelerator-hours paid.',
  takes: { tokens: positive('token', 'D', 'training tokens'), gpuHours: hours },
  example: { tokens: 1e12, gpuHours: 200_000 },
  gives: 'token/s',
  symbol: 'r',
  tex: ({ tokens, gpuHours }) => String.raw`\frac{${tokens}}{3600 \cdot ${gpuHours}}`,
  of: ({ tokens, gpuHours }) => tokens / (3600 * gpuHours),
  slips: [
    {
      name: 'hours-not-seconds',
      say: 'That is tokens per hour: an hour has 3600 seconds.',
      of: ({ tokens, gpuHours }) => tokens / gpuHours,
    },
  ],
  source: llama,
});

export const trainingDollars = formula({
  title: 'Training cost',
  about: 'Accelerator-hours times the price of one accelerator for an hour. Failed runs, sweeps, storage and people are extra.',
  takes: { gpuHours: hours, pricePerHour: positive('$/h', String.raw`\pi`, 'price of one accelerator for an hour') },
  example: { gpuHours: 200_000, pricePerHour: 3 },
  gives: '$',
  symbol: String.raw`\$`,
  tex: ({ gpuHours, pricePerHour }) => String.raw`${gpuHours} \cdot ${pricePerHour}`,
  of: ({ gpuHours, pricePerHour }) => gpuHours * pricePerHour,
  slips: [
    {
      name: 'hours-not-dollars',
      say: 'Those are the accelerator-hours: multiply them by the price of one.',
      of: ({ gpuHours }) => gpuHours,
    },
  ],
  source: rental,
});

export const affordableFlops = formula({
  title: 'FLOPs that a budget buys',
  about:
    'Dollars over the price are accelerator-hours, each of which does so many FLOPs. How many accelerators share them does not matter.',
  takes: {
    budget: positive('$', String.raw`K`, 'money for the final run'),
    pricePerHour: positive('$/h', String.raw`\pi`, 'price of one accelerator for an hour'),
    peak,
    mfu,
  },
  example: { budget: 2e6, pricePerHour: 3, peak: 1e15, mfu: 0.42 },
  gives: 'FLOP',
  symbol: 'C',
  tex: ({ budget, pricePerHour, peak, mfu }) => String.raw`\frac{${budget}}{${pricePerHour}} \cdot 3600 \cdot ${peak} \cdot ${mfu}`,
  of: ({ budget, pricePerHour, peak, mfu }) => (budget / pricePerHour) * 3600 * peak * mfu,
  refuse: beyondPeak,
  slips: [
    {
      name: 'mfu-left-out',
      say: 'That is what the hours could do at full peak. Multiply by the MFU.',
      of: ({ budget, pricePerHour, peak }) => (budget / pricePerHour) * 3600 * peak,
    },
    {
      name: 'hours-not-seconds',
      say: 'The peak counts FLOPs per second: an hour has 3600 seconds.',
      of: ({ budget, pricePerHour, peak, mfu }) => (budget / pricePerHour) * peak * mfu,
    },
  ],
  source: rental,
});

export const clusterPower = formula({
  title: 'Cluster power',
  about: 'Power of the accelerators times what the building adds for cooling and conversion. Hosts and network are left out.',
  takes: { gpus, power, pue },
  example: { gpus: 48, power: 800, pue: 1.15 },
  gives: 'W',
  tex: ({ gpus, power, pue }) => String.raw`${gpus} \cdot ${power} \cdot ${pue}`,
  of: ({ gpus, power, pue }) => gpus * power * pue,
  refuse: ({ pue }) =>
    pue < 1 ? `pue must be at least 1, since a building draws at least what its accelerators draw, got ${pue}` : undefined,
  slips: [
    {
      name: 'pue-left-out',
      say: 'That is the power of the accelerators alone: the PUE adds cooling and conversion.',
      of: ({ gpus, power }) => gpus * power,
    },
  ],
  source: llama,
});

export const trainingEnergy = formula({
  title: 'Training energy',
  about: 'Accelerator-hours times the power of one accelerator times the PUE. With the TDP it is an upper estimate.',
  takes: { gpuHours: hours, power, pue },
  example: { gpuHours: 200_000, power: 800, pue: 1.15 },
  gives: 'J',
  symbol: 'E',
  tex: ({ gpuHours, power, pue }) => String.raw`3600 \cdot ${gpuHours} \cdot ${power} \cdot ${pue}`,
  of: ({ gpuHours, power, pue }) => 3600 * gpuHours * power * pue,
  refuse: ({ pue }) =>
    pue < 1 ? `pue must be at least 1, since a building draws at least what its accelerators draw, got ${pue}` : undefined,
  slips: [
    {
      name: 'watt-hours-not-joules',
      say: 'Those are watt-hours. A joule is a watt-second: a watt-hour has 3600 of them.',
      of: ({ gpuHours, power, pue }) => gpuHours * power * pue,
    },
    {
      name: 'pue-left-out',
      say: 'That is the energy of the accelerators alone: the PUE adds cooling and conversion.',
      of: ({ gpuHours, power }) => 3600 * gpuHours * power,
    },
  ],
  source: llama,
});

const learningRate = nonNegative('1', String.raw`\eta`, 'learning rate that works at the old batch');
const batch = positive('sequence', 'B', 'old batch size');
const newBatch = positive('sequence', "B'", 'new batch size');

export const squareRootLearningRate = formula({
  title: 'Learning rate, square-root rule',
  about: 'For Adam and RMSprop the learning rate grows with the square root of the batch, as long as gradient noise is what limits a step.',
  takes: { learningRate, batch, newBatch },
  example: { learningRate: 2e-4, batch: 48, newBatch: 768 },
  gives: '1',
  symbol: String.raw`\eta'`,
  tex: ({ learningRate, batch, newBatch }) => String.raw`${learningRate} \cdot \sqrt{\frac{${newBatch}}{${batch}}}`,
  of: ({ learningRate, batch, newBatch }) => learningRate * Math.sqrt(newBatch / batch),
  slips: [
    {
      name: 'linear-rule',
      say: 'That is the linear rule, which belongs to SGD. The square-root rule multiplies by the root of the batch ratio.',
      of: ({ learningRate, batch, newBatch }) => (learningRate * newBatch) / batch,
    },
    {
      name: 'one-doubling',
      say: 'That is the step for one doubling, a factor of $\\sqrt 2$: take the root of the whole batch ratio.',
      of: ({ learningRate }) => learningRate * Math.SQRT2,
    },
    {
      name: 'scaled-down',
      say: 'The ratio is upside down: a larger batch has less noisy gradients and tolerates a larger rate.',
      of: ({ learningRate, batch, newBatch }) => learningRate * Math.sqrt(batch / newBatch),
    },
  ],
  source: malladi,
});

export const linearLearningRate = formula({
  title: 'Learning rate, linear rule',
  about: 'For SGD the learning rate grows in proportion to the batch, with a warm-up, until the batch becomes very large.',
  takes: { learningRate, batch, newBatch },
  example: { learningRate: 2e-4, batch: 48, newBatch: 768 },
  gives: '1',
  symbol: String.raw`\eta'`,
  tex: ({ learningRate, batch, newBatch }) => String.raw`${learningRate} \cdot \frac{${newBatch}}{${batch}}`,
  of: ({ learningRate, batch, newBatch }) => (learningRate * newBatch) / batch,
  slips: [
    {
      name: 'square-root-rule',
      say: 'That is the square-root rule, derived for Adam. The linear rule multiplies by the batch ratio itself.',
      of: ({ learningRate, batch, newBatch }) => learningRate * Math.sqrt(newBatch / batch),
    },
    {
      name: 'scaled-down',
      say: 'The ratio is upside down: a larger batch has less noisy gradients and tolerates a larger rate.',
      of: ({ learningRate, batch, newBatch }) => (learningRate * batch) / newBatch,
    },
  ],
  source: goyal,
});
