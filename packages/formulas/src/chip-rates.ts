/** Where a data sheet's rates come from, and what a measured kernel reaches of them. */
import { count, formula, nonNegative, optional, positive } from './formula.ts';
import { moreThanPeak } from './shares.ts';

const h100Paper =
  'NVIDIA 2022, H100 architecture white paper, Table 2, https://resources.nvidia.com/en-us-tensor-core/gtc22-whitepaper-hopper';
const tpuV4 = 'Jouppi et al. 2023, TPU v4, arXiv:2304.01433, Table 4';
const guide = 'NVIDIA, CUDA C++ Best Practices Guide, §Bandwidth, https://docs.nvidia.com/cuda/cuda-c-best-practices-guide/';

export const multiprocessorPeak = formula({
  title: 'Peak of a GPU from its clock',
  about:
    'Each multiprocessor finishes so many FLOPs in every cycle of its clock. White papers quote the peak at a boost clock, which a chip at its power limit does not sustain.',
  takes: {
    sms: count('1', 'n', 'multiprocessors (or compute units) that are switched on'),
    flopsPerCycle: positive('FLOP', 'w', 'FLOPs that one multiprocessor finishes in a clock cycle, two for each multiply-add'),
    clock: positive('Hz', String.raw`f`, 'clock rate of the multiprocessors'),
  },
  example: { sms: 120, flopsPerCycle: 4096, clock: 1.5e9 },
  gives: 'FLOP/s',
  symbol: 'C',
  tex: ({ sms, flopsPerCycle, clock }) => String.raw`${sms} \cdot ${flopsPerCycle} \cdot ${clock}`,
  of: ({ sms, flopsPerCycle, clock }) => sms * flopsPerCycle * clock,
  slips: [
    {
      name: 'one-multiprocessor',
      say: 'That is one multiprocessor. The chip has many, all at work.',
      of: ({ flopsPerCycle, clock }) => flopsPerCycle * clock,
    },
    {
      name: 'two-counted-twice',
      say: 'That counts the two FLOPs of a multiply-add twice. They are in the FLOPs of a cycle already.',
      of: ({ sms, flopsPerCycle, clock }) => 2 * sms * flopsPerCycle * clock,
    },
  ],
  source: h100Paper,
});

export const podPeak = formula({
  title: 'Peak of a pod',
  about: 'The peaks of all chips of a pod or a cluster together. Together they reach less, since they also wait for each other.',
  takes: { chips: count('1', 'n', 'chips'), peak: positive('FLOP/s', 'C', 'dense peak of one accelerator', 'chip.peak') },
  example: { chips: 512, peak: 1e15 },
  gives: 'FLOP/s',
  tex: ({ chips, peak }) => String.raw`${chips} \cdot ${peak}`,
  of: ({ chips, peak }) => chips * peak,
  slips: [{ name: 'one-chip', say: 'That is one chip. Multiply by how many there are.', of: ({ peak }) => peak }],
  source: tpuV4,
});

export const busBandwidth = formula({
  title: 'Memory bandwidth from clock and bus width',
  about:
    'Each line of the bus carries one bit in a transfer. HBM and DDR transfer twice in a cycle of their clock; where a data sheet gives a data rate per pin, take that as the clock and one transfer.',
  takes: {
    busWidth: count('bit', 'b', 'width of the memory bus, of all stacks or chips of memory together'),
    clock: positive('Hz', 'f', 'clock rate of the memory'),
    transfers: optional(positive('1', 'k', 'transfers in a cycle of the memory clock'), 2),
  },
  example: { busWidth: 6144, clock: 2.4e9 },
  gives: 'B/s',
  symbol: 'W',
  tex: ({ busWidth, clock, transfers }) => String.raw`\frac{${busWidth} \cdot ${clock} \cdot ${transfers}}{8}`,
  of: ({ busWidth, clock, transfers }) => (busWidth * clock * transfers) / 8,
  slips: [
    {
      name: 'bits-not-bytes',
      say: 'Those are bits per second. Eight bits are one byte.',
      of: ({ busWidth, clock, transfers }) => busWidth * clock * transfers,
    },
    {
      name: 'one-transfer-per-cycle',
      say: 'That transfers once in a cycle. Double data rate transfers on both edges of the clock.',
      of: ({ busWidth, clock }) => (busWidth * clock) / 8,
    },
  ],
  source: guide,
});

export const achievedBandwidth = formula({
  title: 'Achieved bandwidth',
  about:
    'Bytes that a kernel reads and writes over the time it takes. Counting only the least bytes that it must move gives the effective bandwidth; a profiler counts what the memory really moved, caches and repeats included.',
  takes: { bytes: nonNegative('B', 'Q', 'bytes that the kernel reads and writes'), time: positive('s', 'T', 'time of the kernel') },
  example: { bytes: 6e9, time: 0.002 },
  gives: 'B/s',
  tex: ({ bytes, time }) => String.raw`\frac{${bytes}}{${time}}`,
  of: ({ bytes, time }) => bytes / time,
  slips: [
    {
      name: 'one-way',
      say: 'That is half of it. Reads and writes share the bandwidth of the memory: count both.',
      of: ({ bytes, time }) => bytes / 2 / time,
    },
  ],
  source: guide,
});

export const bandwidthUtilization = formula({
  title: 'Bandwidth utilization',
  about:
    'Achieved bandwidth over the one on the data sheet. About 90 % is what a good streaming kernel reaches. A value above 1 means that the bytes came from a cache, or that the time is wrong.',
  takes: {
    achieved: nonNegative('B/s', 'A', 'memory bandwidth that the kernel reached'),
    bandwidth: positive('B/s', 'W', 'memory bandwidth of one accelerator', 'chip.memoryBandwidth'),
  },
  example: { achieved: 3.4e12, bandwidth: 4e12 },
  gives: '1',
  symbol: String.raw`\text{MBU}`,
  tex: ({ achieved, bandwidth }) => String.raw`\frac{${achieved}}{${bandwidth}}`,
  of: ({ achieved, bandwidth }) => achieved / bandwidth,
  refuse: ({ achieved, bandwidth }) => moreThanPeak('achieved', achieved, achieved / bandwidth),
  slips: [
    {
      name: 'idle-share',
      say: 'That is the share left unused. The utilization is what remains of 1.',
      of: ({ achieved, bandwidth }) => 1 - achieved / bandwidth,
    },
  ],
  source: guide,
});
