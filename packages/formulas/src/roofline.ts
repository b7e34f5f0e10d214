/** The roofline model: work against traffic, and the two roofs over every kernel. */
import { formula, nonNegative, positive } from './formula.ts';
import { moreThanPeak } from './shares.ts';

const source = 'Williams, Waterman, Patterson 2009, doi:10.1145/1498765.1498785';

export const arithmeticIntensity = formula({
  title: 'Arithmetic intensity',
  about: 'How much work a kernel does for each byte it moves between memory and chip.',
  takes: {
    flops: nonNegative('FLOP', String.raw`\text{FLOPs}`, 'work of the kernel'),
    bytes: positive('B', String.raw`\text{bytes}`, 'bytes it moves'),
  },
  example: { flops: 8e11, bytes: 4e9 },
  gives: 'FLOP/B',
  symbol: 'I',
  tex: ({ flops, bytes }) => String.raw`\frac{${flops}}{${bytes}}`,
  of: ({ flops, bytes }) => flops / bytes,
  slips: [
    {
      name: 'inverted',
      say: 'That is bytes per FLOP. Intensity is work over traffic: FLOPs divided by bytes.',
      of: ({ flops, bytes }) => bytes / flops,
    },
  ],
  source,
});

export const ridgePoint = formula({
  title: 'Ridge point',
  about:
    'The arithmetic intensity at which compute and memory take equally long. Below it a kernel is memory-bound, above it compute-bound.',
  takes: {
    peak: positive('FLOP/s', 'C', 'dense peak compute', 'chip.peak'),
    bandwidth: positive('B/s', 'W', 'memory bandwidth', 'chip.memoryBandwidth'),
  },
  example: { peak: 1e15, bandwidth: 4e12 },
  gives: 'FLOP/B',
  symbol: 'I^*',
  tex: ({ peak, bandwidth }) => String.raw`\frac{${peak}}{${bandwidth}}`,
  of: ({ peak, bandwidth }) => peak / bandwidth,
  slips: [
    {
      name: 'inverted',
      say: 'That is bandwidth over compute. The ridge point is peak FLOP/s divided by bandwidth.',
      of: ({ peak, bandwidth }) => bandwidth / peak,
    },
    {
      name: 'doubled-peak',
      say: 'That is twice the ridge point: the peak taken is the 2:4-sparsity or the 8-bit figure. Take the dense BF16 peak.',
      of: ({ peak, bandwidth }) => (2 * peak) / bandwidth,
    },
    {
      name: 'tera-over-giga',
      say: 'The prefixes do not cancel: tera over giga leaves a factor of 1000.',
      of: ({ peak, bandwidth }) => peak / bandwidth / 1000,
    },
  ],
  source,
});

export const attainableFlopRate = formula({
  title: 'Attainable rate',
  about: 'The highest rate that the roofline allows a kernel of this intensity: the lower of the compute roof and the memory roof.',
  takes: {
    intensity: positive('FLOP/B', 'I', 'arithmetic intensity of the kernel'),
    peak: positive('FLOP/s', 'C', 'dense peak compute', 'chip.peak'),
    bandwidth: positive('B/s', 'W', 'memory bandwidth', 'chip.memoryBandwidth'),
  },
  example: { intensity: 100, peak: 1e15, bandwidth: 4e12 },
  gives: 'FLOP/s',
  symbol: 'C_{\\text{max}}',
  tex: ({ intensity, peak, bandwidth }) => String.raw`\min\left(${peak},\ ${intensity} \cdot ${bandwidth}\right)`,
  of: ({ intensity, peak, bandwidth }) => Math.min(peak, intensity * bandwidth),
  slips: [
    {
      name: 'higher-roof',
      say: 'That is the higher of the two roofs. A kernel meets the lower one first: take the smaller of peak and intensity times bandwidth.',
      of: ({ intensity, peak, bandwidth }) => Math.max(peak, intensity * bandwidth),
    },
  ],
  source,
});

export const ridgeMargin = formula({
  title: 'Intensity over ridge point',
  about:
    'Which roof binds, and by how much: below 1 the kernel is memory-bound and reaches this share of peak, above 1 it is compute-bound.',
  takes: {
    intensity: positive('FLOP/B', 'I', 'arithmetic intensity of the kernel'),
    ridge: positive('FLOP/B', 'I^*', 'ridge point of the machine'),
  },
  example: { intensity: 100, ridge: 250 },
  gives: '1',
  tex: ({ intensity, ridge }) => String.raw`\frac{${intensity}}{${ridge}}`,
  of: ({ intensity, ridge }) => intensity / ridge,
  slips: [
    {
      name: 'inverted',
      say: 'That is the ridge point over the intensity. Divide the intensity of the kernel by the ridge point of the machine.',
      of: ({ intensity, ridge }) => ridge / intensity,
    },
  ],
  source,
});

export const computeTime = formula({
  title: 'Compute time',
  about: 'Least time for the arithmetic alone, at the full dense peak.',
  takes: { flops: nonNegative('FLOP', String.raw`\text{FLOPs}`, 'work'), peak: positive('FLOP/s', 'C', 'dense peak compute', 'chip.peak') },
  example: { flops: 5e14, peak: 1e15 },
  gives: 's',
  symbol: 'T_{\\text{math}}',
  tex: ({ flops, peak }) => String.raw`\frac{${flops}}{${peak}}`,
  of: ({ flops, peak }) => flops / peak,
  slips: [
    {
      name: 'sparse-peak',
      say: 'That takes the 2:4-sparsity peak, twice the dense one. Ordinary matrices run at the dense peak.',
      of: ({ flops, peak }) => flops / (2 * peak),
    },
  ],
  source,
});

export const memoryTime = formula({
  title: 'Memory time',
  about: 'Least time for the traffic between memory and chip alone, at the full bandwidth.',
  takes: {
    bytes: nonNegative('B', String.raw`\text{bytes}`, 'bytes moved'),
    bandwidth: positive('B/s', 'W', 'memory bandwidth', 'chip.memoryBandwidth'),
  },
  example: { bytes: 6e9, bandwidth: 4e12 },
  gives: 's',
  symbol: 'T_{\\text{comms}}',
  tex: ({ bytes, bandwidth }) => String.raw`\frac{${bytes}}{${bandwidth}}`,
  of: ({ bytes, bandwidth }) => bytes / bandwidth,
  source,
});

export const rooflineTime = formula({
  title: 'Roofline time',
  about: 'Least time of a kernel: arithmetic and traffic overlap, so the longer of the two decides. Launch overhead is left out.',
  takes: {
    computeTime: nonNegative('s', 'T_{\\text{math}}', 'time of the arithmetic alone'),
    memoryTime: nonNegative('s', 'T_{\\text{comms}}', 'time of the traffic alone'),
  },
  example: { computeTime: 0.003, memoryTime: 0.005 },
  gives: 's',
  symbol: 'T',
  tex: ({ computeTime, memoryTime }) => String.raw`\max\left(${computeTime},\ ${memoryTime}\right)`,
  of: ({ computeTime, memoryTime }) => Math.max(computeTime, memoryTime),
  slips: [
    {
      name: 'shorter-of-the-two',
      say: 'That is the shorter of the two times. The kernel is done only when both are, so the longer one decides.',
      of: ({ computeTime, memoryTime }) => Math.min(computeTime, memoryTime),
    },
    {
      name: 'added',
      say: 'That adds both times. A good kernel loads the next tile while it computes, so the longer one decides.',
      of: ({ computeTime, memoryTime }) => computeTime + memoryTime,
    },
  ],
  source,
});

export const flopRate = formula({
  title: 'Implied rate',
  about: 'The rate that a kernel needs to do this work in this time. If it is above the peak, the time or the work is wrong.',
  takes: { flops: nonNegative('FLOP', String.raw`\text{FLOPs}`, 'work'), time: positive('s', 'T', 'measured or claimed time') },
  example: { flops: 2e12, time: 0.004 },
  gives: 'FLOP/s',
  tex: ({ flops, time }) => String.raw`\frac{${flops}}{${time}}`,
  of: ({ flops, time }) => flops / time,
  slips: [
    {
      name: 'multiplied',
      say: 'That multiplies work by time. A rate is work divided by time.',
      of: ({ flops, time }) => flops * time,
    },
  ],
  source,
});

export const fractionOfPeak = formula({
  title: 'Fraction of peak',
  about:
    'How much of the dense peak one kernel reaches. This is the term for one kernel; model FLOPs utilization is for a whole training run.',
  takes: { rate: nonNegative('FLOP/s', 'R', 'rate reached'), peak: positive('FLOP/s', 'C', 'dense peak compute', 'chip.peak') },
  example: { rate: 6e14, peak: 1e15 },
  gives: '1',
  tex: ({ rate, peak }) => String.raw`\frac{${rate}}{${peak}}`,
  of: ({ rate, peak }) => rate / peak,
  refuse: ({ rate, peak }) => moreThanPeak('rate', rate, rate / peak),
  slips: [
    {
      name: 'sparse-peak',
      say: 'That compares with the 2:4-sparsity peak, twice the dense one. Compare with the dense peak.',
      of: ({ rate, peak }) => rate / (2 * peak),
    },
  ],
  source,
});
