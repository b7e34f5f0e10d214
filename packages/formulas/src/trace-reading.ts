/** What a trace and the compiler's text say: times at a share of a roof, tiles in memory, whole shapes from the shapes of shards. */
import { count, formula, fraction, nonNegative, optional, positive } from './formula.ts';

const amdahl = 'Amdahl 1967, Validity of the single processor approach, doi:10.1145/1465482.1465560';
const tiledLayout = 'OpenXLA documentation 2026, Tiled layout, https://openxla.org/xla/tiled_layout';
const semantics = 'OpenXLA documentation 2026, Operation semantics, https://openxla.org/xla/operation_semantics';

/** Time of a kernel that reaches a share of its roof: $T/s$. */
export const timeAtShare = formula({
  title: 'Time at a share of the roof',
  about: 'The least time that a roof allows, divided by the share of the roof that the kernel reaches.',
  takes: { floor: nonNegative('s', 'T', 'least time at the roof'), share: positive('1', 's', 'share of the roof that is reached') },
  example: { floor: 0.002, share: 0.6 },
  gives: 's',
  tex: ({ floor, share }) => String.raw`\frac{${floor}}{${share}}`,
  of: ({ floor, share }) => floor / share,
  refuse: ({ share }) => (share > 1 ? `share must be at most 1, got ${String(share)}` : undefined),
  slips: [
    {
      name: 'at-the-roof',
      say: 'That is the time at the roof itself. At a share of it the kernel takes longer.',
      of: ({ floor }) => floor,
    },
    {
      name: 'multiplied',
      say: 'That is less than the roof allows. Divide the least time by the share.',
      of: ({ floor, share }) => floor * share,
    },
  ],
  source: 'Williams, Waterman, Patterson 2009, Roofline, doi:10.1145/1498765.1498785',
});

/** How many times as fast one part must become so that the whole becomes $S$ times as fast: $\frac{f}{1/S - (1 - f)}$. */
export const requiredFactor = formula({
  title: 'Speed-up that one part needs',
  about: "Amdahl's law solved for the part: its new time is what the target leaves after the unchanged rest has run.",
  takes: {
    share: fraction('1', 'f', 'share of the time that gets faster'),
    speedup: positive('1', 'S', 'how many times as fast the whole is to be'),
  },
  example: { share: 0.4, speedup: 1.25 },
  gives: '1',
  symbol: 's',
  tex: ({ share, speedup }) => String.raw`\frac{${share}}{1 / ${speedup} - (1 - ${share})}`,
  of: ({ share, speedup }) => share / (1 / speedup - (1 - share)),
  refuse: ({ share, speedup }) =>
    speedup * (1 - share) >= 1 ? `speedup must be below 1/(1 - share), got ${String(speedup)} at a share of ${String(share)}` : undefined,
  slips: [
    {
      name: 'whole-target',
      say: 'That makes the part as many times faster as the whole is to be. The rest does not get faster, so the part must gain more.',
      of: ({ speedup }) => speedup,
    },
    {
      name: 'rest-forgotten',
      say: 'That gives the whole of the new time to this part. The rest of the program needs its share first.',
      of: ({ share, speedup }) => share * speedup,
    },
  ],
  source: amdahl,
});

/** Elements that a matrix takes in memory when it is stored in whole tiles: $\lceil r/a \rceil a \lceil c/b \rceil b$. */
export const tiledElements = formula({
  title: 'Elements after tiling',
  about: 'An array stored in tiles is padded up to whole tiles in its last two dimensions.',
  takes: {
    rows: count('1', 'r', 'size of the second-to-last dimension'),
    columns: count('1', 'c', 'size of the last dimension'),
    tileRows: optional(count('1', 'a', 'rows of a tile'), 8),
    tileColumns: optional(count('1', 'b', 'columns of a tile'), 128),
  },
  example: { rows: 20, columns: 300 },
  gives: 'element',
  tex: ({ rows, columns, tileRows, tileColumns }) =>
    String.raw`\lceil ${rows} / ${tileRows} \rceil \cdot ${tileRows} \cdot \lceil ${columns} / ${tileColumns} \rceil \cdot ${tileColumns}`,
  of: ({ rows, columns, tileRows, tileColumns }) => Math.ceil(rows / tileRows) * tileRows * Math.ceil(columns / tileColumns) * tileColumns,
  slips: [
    {
      name: 'not-padded',
      say: 'That is the array itself. In memory each of the two dimensions is rounded up to whole tiles.',
      of: ({ rows, columns }) => rows * columns,
    },
    {
      name: 'tiles-counted',
      say: 'That is the number of tiles. Multiply by the elements of one.',
      of: ({ rows, columns, tileRows, tileColumns }) => Math.ceil(rows / tileRows) * Math.ceil(columns / tileColumns),
    },
  ],
  source: tiledLayout,
});

/** Bytes that must be on their way at any time to keep a memory busy: $W \cdot t$. */
export const bytesInFlight = formula({
  title: 'Bytes in flight',
  about: "Little's law: what is on its way at any moment is the rate times the time each request takes.",
  takes: {
    bandwidth: positive('B/s', 'W', 'bandwidth to be reached'),
    latency: positive('s', 't', 'time from the request to the data'),
  },
  example: { bandwidth: 2e12, latency: 5e-7 },
  gives: 'B',
  tex: ({ bandwidth, latency }) => String.raw`${bandwidth} \cdot ${latency}`,
  of: ({ bandwidth, latency }) => bandwidth * latency,
  slips: [
    {
      name: 'divided',
      say: 'That divides the rate by the latency. The longer each request takes, the more of them must be on their way.',
      of: ({ bandwidth, latency }) => bandwidth / latency,
    },
  ],
  source: 'Little 1961, A Proof for the Queuing Formula L = λW, doi:10.1287/opre.9.3.383',
});

/** Size of a whole dimension of which each device holds an equal part: $P n$. */
export const wholeDimension = formula({
  title: 'Whole dimension',
  about:
    'The compiled program shows the shapes of one device. A dimension that a mesh axis cuts is as many times larger as that axis has devices.',
  takes: { part: count('1', 'n', 'size on one device'), devices: count('1', 'P', 'devices along the mesh axis that cuts it') },
  example: { part: 640, devices: 12 },
  gives: '1',
  tex: ({ part, devices }) => String.raw`${devices} \cdot ${part}`,
  of: ({ part, devices }) => devices * part,
  slips: [
    {
      name: 'one-part',
      say: 'That is what one device holds. The whole dimension has one such part for each device of the axis that cuts it.',
      of: ({ part }) => part,
    },
  ],
  source: semantics,
});

/** Groups into which a collective divides the devices: $N/P$. */
export const collectiveGroups = formula({
  title: 'Groups of a collective',
  about: 'A collective along one mesh axis runs in groups side by side; every device belongs to exactly one.',
  takes: { devices: count('1', 'N', 'all devices'), members: count('1', 'P', 'devices of one group') },
  example: { devices: 96, members: 12 },
  gives: '1',
  tex: ({ devices, members }) => String.raw`\frac{${devices}}{${members}}`,
  of: ({ devices, members }) => devices / members,
  refuse: ({ devices, members }) =>
    devices % members === 0 ? undefined : `devices must be a multiple of members, got ${String(devices)} in groups of ${String(members)}`,
  slips: [
    {
      name: 'members-of-a-group',
      say: 'That is the size of one group. The question is how many groups there are.',
      of: ({ members }) => members,
    },
  ],
  source: semantics,
});

/** Time of work that is split evenly over devices: $T/P$. */
export const splitTime = formula({
  title: 'Time of split work',
  about: 'Work of which each device does an equal part, side by side with the others.',
  takes: { time: nonNegative('s', 'T', 'time of one device for all of the work'), devices: count('1', 'P', 'devices') },
  example: { time: 0.006, devices: 12 },
  gives: 's',
  tex: ({ time, devices }) => String.raw`\frac{${time}}{${devices}}`,
  of: ({ time, devices }) => time / devices,
  slips: [
    {
      name: 'not-split',
      say: 'That is all of the work on one device. Each device does its part, at the same time as the others.',
      of: ({ time }) => time,
    },
  ],
  source: 'Korthikanti et al. 2022, Reducing Activation Recomputation in Large Transformer Models, arXiv:2205.05198, §4.2.2',
});

const buffer = positive('B', 'q', 'bytes of one buffer');
const blocks = count('block', 'n', 'blocks resident on one SM');

/** Buffers for which each of $n$ resident blocks has room: $\lfloor (S/n - s_r)/q \rfloor$. */
export const buffersPerBlock = formula({
  title: 'Buffers of one block',
  about: 'Each resident block has its part of the shared memory, less what the system sets aside, in whole buffers.',
  takes: {
    sharedPerSm: positive('B', 'S', 'shared memory of the SM', 'chip.sharedMemoryPerMultiprocessor'),
    blocks,
    reservedPerBlock: optional(nonNegative('B', 's_r', 'bytes set aside for each block', 'chip.sharedMemoryReservedPerBlock'), 0),
    buffer,
  },
  example: { sharedPerSm: 167_936, blocks: 3, reservedPerBlock: 1024, buffer: 8192 },
  gives: '1',
  tex: ({ sharedPerSm, blocks: n, reservedPerBlock, buffer: q }) =>
    String.raw`\left\lfloor \frac{${sharedPerSm} / ${n} - ${reservedPerBlock}}{${q}} \right\rfloor`,
  of: ({ sharedPerSm, blocks: n, reservedPerBlock, buffer: q }) => Math.floor((sharedPerSm / n - reservedPerBlock) / q),
  refuse: ({ sharedPerSm, blocks: n, reservedPerBlock }) =>
    sharedPerSm / n < reservedPerBlock ? `blocks must leave room for what is set aside, got ${String(n)} blocks` : undefined,
  slips: [
    {
      name: 'one-block',
      say: 'That gives one block all of the shared memory. The resident blocks divide it.',
      of: ({ sharedPerSm, reservedPerBlock, buffer: q }) => Math.floor((sharedPerSm - reservedPerBlock) / q),
    },
  ],
  source: 'NVIDIA Hopper Tuning Guide 2026, https://docs.nvidia.com/cuda/hopper-tuning-guide/',
});

/** Buffers that each block needs so that loads for $Q$ bytes are on their way: $\lceil Q/(n q) \rceil + 1$. */
export const buffersForFlight = formula({
  title: 'Buffers that keep loads in flight',
  about: 'The resident blocks share what has to be on its way; each computes on one more buffer in the meantime.',
  takes: { bytes: positive('B', 'Q', 'bytes in flight for each SM'), blocks, buffer },
  example: { bytes: 50_000, blocks: 3, buffer: 4096 },
  gives: '1',
  tex: ({ bytes, blocks: n, buffer: q }) => String.raw`\left\lceil \frac{${bytes}}{${n} \cdot ${q}} \right\rceil + 1`,
  of: ({ bytes, blocks: n, buffer: q }) => Math.ceil(bytes / (n * q)) + 1,
  slips: [
    {
      name: 'none-to-compute-on',
      say: 'That is enough for the loads alone. A block also needs the buffer that it computes on.',
      of: ({ bytes, blocks: n, buffer: q }) => Math.ceil(bytes / (n * q)),
    },
    {
      name: 'one-block-only',
      say: 'That lets a single block fetch all of it. The resident blocks fetch side by side.',
      of: ({ bytes, buffer: q }) => Math.ceil(bytes / q) + 1,
    },
  ],
  source: 'NVIDIA CUTLASS 2026, Efficient GEMM in CUDA, https://github.com/NVIDIA/cutlass/blob/main/media/docs/cpp/efficient_gemm.md',
});
