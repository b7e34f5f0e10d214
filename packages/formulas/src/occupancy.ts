/**
 * How many thread blocks of a kernel, and so how many warps, one streaming multiprocessor (SM) keeps at once. Threads, registers, shared
 * memory and block slots each set a limit; the lowest binds.
 */
import { count, countOrZero, formula, nonNegative, optional, positive } from './formula.ts';

const source =
  'NVIDIA, CUDA C++ Best Practices Guide, §Execution Configuration Optimizations, https://docs.nvidia.com/cuda/cuda-c-best-practices-guide/';
const header = 'NVIDIA, cuda_occupancy.h of CUDA 12.9.79 (rules of allocation), https://pypi.org/project/nvidia-cuda-runtime-cu12/12.9.79/';
const threadsPerBlock = count('thread', 't', 'threads of one block');
const threadsPerSm = count('thread', 'T', 'most threads one SM keeps', 'chip.threadsPerMultiprocessor');
const warpSize = 32;
const warps = (threads: number) => Math.ceil(threads / warpSize);
const blockLimit = (symbol: string, by: string) => countOrZero('block', symbol, `blocks that fit by ${by}`);

export const warpsPerBlock = formula({
  title: 'Warps of a block',
  about: 'Threads run in warps of 32. A block whose threads are not a multiple of 32 leaves lanes of its last warp idle.',
  takes: { threadsPerBlock },
  example: { threadsPerBlock: 256 },
  gives: 'warp',
  symbol: 'w',
  tex: ({ threadsPerBlock }) => String.raw`\left\lceil \frac{${threadsPerBlock}}{32} \right\rceil`,
  of: ({ threadsPerBlock }) => warps(threadsPerBlock),
  source,
});

export const blocksByThreads = formula({
  title: 'Blocks that fit by threads',
  about: 'How many blocks an SM keeps before it runs out of warps, if nothing else binds.',
  takes: { threadsPerBlock, threadsPerSm },
  example: { threadsPerBlock: 256, threadsPerSm: 2048 },
  gives: 'block',
  tex: ({ threadsPerBlock, threadsPerSm }) =>
    String.raw`\left\lfloor \frac{${threadsPerSm} / 32}{\lceil ${threadsPerBlock} / 32 \rceil} \right\rfloor`,
  of: ({ threadsPerBlock, threadsPerSm }) => Math.floor(threadsPerSm / warpSize / warps(threadsPerBlock)),
  source: header,
});

export const blocksBySharedMemory = formula({
  title: 'Blocks that fit by shared memory',
  about: 'How many blocks an SM keeps before it runs out of shared memory. A block that does not fit whole does not run.',
  takes: {
    sharedPerBlock: positive('B', 's', 'shared memory of one block'),
    sharedPerSm: positive('B', 'S', 'shared memory of the SM', 'chip.sharedMemoryPerMultiprocessor'),
    reservedPerBlock: optional(nonNegative('B', 's_r', 'bytes the system keeps for each block', 'chip.sharedMemoryReservedPerBlock'), 0),
    granule: optional(count('B', 'g', 'bytes that shared memory is handed out in', 'chip.sharedMemoryGranule'), 1),
  },
  example: { sharedPerBlock: 49_152, sharedPerSm: 233_472 },
  gives: 'block',
  tex: ({ sharedPerBlock: s, sharedPerSm, reservedPerBlock: r, granule: g }) =>
    String.raw`\left\lfloor \frac{${sharedPerSm}}{\lceil (${s} + ${r}) / ${g} \rceil \cdot ${g}} \right\rfloor`,
  of: ({ sharedPerBlock, sharedPerSm, reservedPerBlock, granule }) =>
    Math.floor(sharedPerSm / (Math.ceil((sharedPerBlock + reservedPerBlock) / granule) * granule)),
  slips: [
    {
      name: 'rounded-up',
      say: 'That rounds up. A block whose shared memory does not fit whole does not run: round down.',
      of: ({ sharedPerBlock, sharedPerSm, reservedPerBlock, granule }) =>
        Math.ceil(sharedPerSm / (Math.ceil((sharedPerBlock + reservedPerBlock) / granule) * granule)),
    },
  ],
  source: header,
});

export const blocksByRegisters = formula({
  title: 'Blocks that fit by registers',
  about:
    'Each warp takes 32 times the registers of a thread, rounded up to the granule, from the quarter of the register file that its scheduler owns.',
  takes: {
    registersPerThread: count('1', 'r', 'registers of one thread'),
    threadsPerBlock,
    registersPerSm: optional(count('1', 'R', 'registers of the SM', 'chip.registersPerMultiprocessor'), 65536),
    granule: optional(count('1', 'g', 'registers handed out at a time to a warp'), 256),
    partitions: optional(count('1', 'q', 'parts of the SM with their own registers'), 4),
  },
  example: { registersPerThread: 64, threadsPerBlock: 256 },
  gives: 'block',
  tex: ({ registersPerThread: r, threadsPerBlock: t, registersPerSm, granule: g, partitions: q }) =>
    String.raw`\left\lfloor \frac{${q} \cdot \left\lfloor \frac{${registersPerSm} / ${q}}{\lceil 32 \cdot ${r} / ${g} \rceil \cdot ${g}} \right\rfloor}{\lceil ${t} / 32 \rceil} \right\rfloor`,
  of: ({ registersPerThread, threadsPerBlock, registersPerSm, granule, partitions }) => {
    const perWarp = Math.ceil((warpSize * registersPerThread) / granule) * granule;
    return Math.floor((partitions * Math.floor(registersPerSm / partitions / perWarp)) / warps(threadsPerBlock));
  },
  slips: [
    {
      name: 'no-granules',
      say: 'Registers are handed out to whole warps in granules, from each quarter of the SM; a plain division promises more than fits.',
      of: ({ registersPerThread, threadsPerBlock, registersPerSm }) => Math.floor(registersPerSm / (registersPerThread * threadsPerBlock)),
    },
  ],
  source: header,
});

export const residentBlocks = formula({
  title: 'Resident blocks',
  about: 'The lowest of the limits binds. No SM so far keeps more than 32 blocks, which is the default for limits you leave out.',
  takes: {
    byThreads: blockLimit('n_t', 'threads'),
    bySharedMemory: optional(blockLimit('n_s', 'shared memory'), 32),
    byRegisters: optional(blockLimit('n_r', 'registers'), 32),
    slots: optional(count('block', 'n_b', 'block slots of the SM', 'chip.blocksPerMultiprocessor'), 32),
  },
  example: { byThreads: 8, bySharedMemory: 3, byRegisters: 4 },
  gives: 'block',
  symbol: 'n',
  tex: ({ byThreads, bySharedMemory, byRegisters, slots }) =>
    String.raw`\min\left(${byThreads},\ ${bySharedMemory},\ ${byRegisters},\ ${slots}\right)`,
  of: ({ byThreads, bySharedMemory, byRegisters, slots }) => Math.min(byThreads, bySharedMemory, byRegisters, slots),
  slips: [
    {
      name: 'threads-only',
      say: 'That looks only at the threads. Another resource runs out first: take the lowest limit.',
      of: ({ byThreads }) => byThreads,
    },
  ],
  source,
});

export const activeWarps = formula({
  title: 'Active warps',
  about: 'Warps of all blocks that one SM keeps at a time. Its schedulers pick among them to hide latency.',
  takes: { blocks: count('block', 'n', 'resident blocks of one SM'), threadsPerBlock },
  example: { blocks: 6, threadsPerBlock: 256 },
  gives: 'warp',
  tex: ({ blocks, threadsPerBlock }) => String.raw`${blocks} \cdot \left\lceil \frac{${threadsPerBlock}}{32} \right\rceil`,
  of: ({ blocks, threadsPerBlock }) => blocks * warps(threadsPerBlock),
  slips: [
    {
      name: 'threads',
      say: 'Those are threads. A warp has 32 of them, the last one of a block perhaps fewer.',
      of: ({ blocks, threadsPerBlock }) => blocks * threadsPerBlock,
    },
    {
      name: 'one-block',
      say: 'That is one block. The SM keeps several.',
      of: ({ threadsPerBlock }) => warps(threadsPerBlock),
    },
  ],
  source,
});

export const occupancy = formula({
  title: 'Occupancy',
  about: 'Warps an SM keeps over the most it can keep. Low occupancy can be fine: what counts is enough work in flight to hide latency.',
  takes: { blocks: countOrZero('block', 'n', 'resident blocks of one SM'), threadsPerBlock, threadsPerSm },
  example: { blocks: 6, threadsPerBlock: 256, threadsPerSm: 2048 },
  gives: '1',
  tex: ({ blocks, threadsPerBlock, threadsPerSm }) =>
    String.raw`\frac{${blocks} \cdot \lceil ${threadsPerBlock} / 32 \rceil}{${threadsPerSm} / 32}`,
  of: ({ blocks, threadsPerBlock, threadsPerSm }) => (blocks * warps(threadsPerBlock)) / (threadsPerSm / warpSize),
  refuse: ({ blocks, threadsPerBlock, threadsPerSm }) =>
    blocks * warps(threadsPerBlock) * warpSize > threadsPerSm
      ? `${String(blocks)} blocks of ${String(threadsPerBlock)} threads do not fit into threadsPerSm = ${String(threadsPerSm)}`
      : undefined,
  slips: [
    {
      name: 'blocks-over-warps',
      say: 'That divides blocks by warps. Convert the blocks into warps first: each block has its threads over 32.',
      of: ({ blocks, threadsPerSm }) => blocks / (threadsPerSm / warpSize),
    },
  ],
  source,
});
