/**
 * Collectives over P devices: what each sends, and how long that takes on a ring, on several mesh axes and through a switch that adds.
 *
 * `bytes` is always the whole tensor: what an all-gather ends with, what each device of a reduce-scatter or an all-reduce starts with. An
 * all-to-all starts with that tensor sharded evenly.
 */
import { count, formula, nonNegative, optional, positive } from './formula.ts';

const ring = 'Patarasuk, Yuan 2009, Bandwidth optimal all-reduce algorithms for clusters of workstations, doi:10.1016/j.jpdc.2008.09.002';
const scalingBook = 'Austin et al., How to Scale Your Model 2025, https://jax-ml.github.io/scaling-book/sharding/';
const ncclTests = 'NVIDIA, nccl-tests, doc/PERFORMANCE.md, https://github.com/NVIDIA/nccl-tests/blob/master/doc/PERFORMANCE.md';
const bytes = nonNegative('B', 'V', 'the whole tensor, not one shard of it');
const devices = count('1', 'P', 'devices that take part');
const directions = optional(count('1', 'r', 'directions of the ring used at once, 1 or 2'), 1);
const algorithmBandwidth = nonNegative(
  'B/s',
  'W_{\\text{alg}}',
  'bytes of the whole tensor, not of one shard, over the time of the operation',
);

const refuseDirections = ({ directions }: { readonly directions: number }) =>
  directions > 2 ? `directions must be 1 or 2, got ${String(directions)}` : undefined;
const exchanged = ({ bytes, devices }: { readonly bytes: number; readonly devices: number }) => ((devices - 1) / devices) * bytes;
const ownShareCounted = {
  name: 'own-share-counted',
  say: 'A device does not send its own share to itself: the factor is $(P-1)/P$.',
  of: ({ bytes }: { readonly bytes: number }) => bytes,
} as const;

export const allGatherBytes = formula({
  title: 'All-gather, bytes sent per device',
  about: 'Each device starts with 1/P of the tensor and ends with all of it: every share except its own passes through it.',
  takes: { bytes, devices },
  example: { bytes: 6e9, devices: 12 },
  gives: 'B',
  tex: ({ bytes, devices: p }) => String.raw`\frac{${p} - 1}{${p}} \cdot ${bytes}`,
  of: exchanged,
  slips: [ownShareCounted],
  source: ring,
});

export const reduceScatterBytes = formula({
  title: 'Reduce-scatter, bytes sent per device',
  about: 'Each device starts with a partial sum of the whole tensor and ends with 1/P of the total: it passes on every share except one.',
  takes: { bytes, devices },
  example: { bytes: 6e9, devices: 12 },
  gives: 'B',
  tex: ({ bytes, devices: p }) => String.raw`\frac{${p} - 1}{${p}} \cdot ${bytes}`,
  of: exchanged,
  slips: [ownShareCounted],
  source: ring,
});

export const allReduceBytes = formula({
  title: 'All-reduce, bytes sent per device',
  about: 'A reduce-scatter followed by an all-gather. Without switches that add, no algorithm sends less.',
  takes: { bytes, devices },
  example: { bytes: 6e9, devices: 12 },
  gives: 'B',
  tex: ({ bytes, devices: p }) => String.raw`2 \cdot \frac{${p} - 1}{${p}} \cdot ${bytes}`,
  of: (values) => 2 * exchanged(values),
  slips: [
    {
      name: 'one-phase',
      say: 'That is one phase. An all-reduce is a reduce-scatter and then an all-gather, each of which sends as much.',
      of: exchanged,
    },
    {
      name: 'own-share-counted',
      say: 'A device does not send its own share to itself: the factor is $2(P-1)/P$, which is below 2.',
      of: ({ bytes }) => 2 * bytes,
    },
    {
      name: 'tensor-once',
      say: 'That sends the tensor once. A ring all-reduce sends $2(P-1)/P$ of it.',
      of: ({ bytes }) => bytes,
    },
  ],
  source: ring,
});

export const inSwitchAllReduceBytes = formula({
  title: 'All-reduce in the switch, bytes sent per device',
  about: 'Each device sends its partial sum up once, the switch adds, and the total comes back once: about half of what a ring sends.',
  takes: { bytes },
  example: { bytes: 6e9 },
  gives: 'B',
  tex: ({ bytes }) => bytes,
  of: ({ bytes }) => bytes,
  slips: [
    {
      name: 'up-and-down-added',
      say: 'That adds what goes up and what comes down. A link carries both directions at once, so count what is sent.',
      of: ({ bytes }) => 2 * bytes,
    },
  ],
  source: 'Graham et al. 2016, Scalable Hierarchical Aggregation Protocol (SHArP), doi:10.1109/COMHPC.2016.006',
});

export const allToAllBytes = formula({
  title: 'All-to-all, bytes sent per device',
  about: 'Each device holds 1/P of the tensor and sends every other device its part of that: a transposition of the sharding.',
  takes: { bytes, devices },
  example: { bytes: 6e9, devices: 12 },
  gives: 'B',
  tex: ({ bytes, devices: p }) => String.raw`\frac{${p} - 1}{${p}^2} \cdot ${bytes}`,
  of: (values) => exchanged(values) / values.devices,
  slips: [
    {
      name: 'as-all-gather',
      say: 'That is an all-gather. In an all-to-all a device sends each part to one other device only, not to all.',
      of: exchanged,
    },
  ],
  source: scalingBook,
});

const hopsForgotten = {
  name: 'hops-forgotten',
  say: 'That is what a device sends. On a ring a part for a distant device crosses every link on the way.',
  of: (values: { readonly bytes: number; readonly devices: number }) => exchanged(values) / values.devices,
} as const;

export const ringAllToAllBytes = formula({
  title: 'All-to-all on a ring, bytes over each link each way',
  about:
    'Every part takes the shorter way round and crosses each link on it. For many devices an eighth of the tensor crosses each link each way.',
  takes: { bytes, devices },
  example: { bytes: 6e9, devices: 12 },
  gives: 'B',
  tex: ({ bytes, devices: p }) => String.raw`\frac{\lfloor ${p}^2 / 4 \rfloor}{2 \cdot ${p}^2} \cdot ${bytes}`,
  of: ({ bytes, devices }) => (Math.floor(devices ** 2 / 4) / (2 * devices ** 2)) * bytes,
  slips: [hopsForgotten],
  source: scalingBook,
});

export const oneWayRingAllToAllBytes = formula({
  title: 'All-to-all on a one-way ring, bytes over each link',
  about: 'Every part goes round the same way and crosses each link until it arrives: on average half of the ring.',
  takes: { bytes, devices },
  example: { bytes: 6e9, devices: 12 },
  gives: 'B',
  tex: ({ bytes, devices: p }) => String.raw`\frac{${p} - 1}{2 \cdot ${p}} \cdot ${bytes}`,
  of: (values) => exchanged(values) / 2,
  slips: [hopsForgotten],
  source: scalingBook,
});

export const ringTime = formula({
  title: 'Time on the ring',
  about: 'Every device sends all the time. Both directions of a ring, and each mesh axis the tensor is spread over, add bandwidth.',
  takes: {
    bytesSent: nonNegative('B', 'Q', 'bytes each device sends'),
    bandwidth: positive('B/s', 'w', 'bandwidth of one link one way'),
    directions,
    axes: optional(count('1', 'a', 'mesh axes used at once, 1 to 3'), 1),
  },
  example: { bytesSent: 6e9, bandwidth: 1e11, directions: 2 },
  gives: 's',
  symbol: 'T',
  tex: ({ bytesSent, bandwidth, directions, axes }) => String.raw`\frac{${bytesSent}}{${axes} \cdot ${directions} \cdot ${bandwidth}}`,
  of: ({ bytesSent, bandwidth, directions, axes }) => bytesSent / (axes * directions * bandwidth),
  refuse: (values) => (values.axes > 3 ? `axes must be 1, 2 or 3, got ${String(values.axes)}` : refuseDirections(values)),
  slips: [
    {
      name: 'bits-for-bytes',
      say: 'That reads the bandwidth as bits per second. It is given in bytes per second, eight times as much.',
      of: ({ bytesSent, bandwidth, directions, axes }) => (8 * bytesSent) / (axes * directions * bandwidth),
    },
  ],
  source: scalingBook,
});

export const ringSteps = formula({
  title: 'Steps on the ring',
  about: 'How many hops one phase takes: all the way round, or half of it if both directions are used.',
  takes: { devices, directions },
  example: { devices: 12 },
  gives: '1',
  tex: ({ devices, directions }) => String.raw`\left\lceil \frac{${devices} - 1}{${directions}} \right\rceil`,
  of: ({ devices, directions }) => Math.ceil((devices - 1) / directions),
  refuse: refuseDirections,
  slips: [
    {
      name: 'one-step-per-device',
      say: 'A device already has its own share: one step fewer is enough.',
      of: ({ devices, directions }) => Math.ceil((devices - 1) / directions) + 1,
    },
  ],
  source: scalingBook,
});

export const latencyTime = formula({
  title: 'Latency of the steps',
  about: 'What the steps cost, however few bytes they carry. For small tensors this dominates.',
  takes: { steps: nonNegative('1', 's', 'steps of all phases'), latency: nonNegative('s', '\\alpha', 'latency of one step') },
  example: { steps: 22, latency: 2e-6 },
  gives: 's',
  tex: ({ steps, latency }) => String.raw`${steps} \cdot ${latency}`,
  of: ({ steps, latency }) => steps * latency,
  slips: [
    {
      name: 'one-step',
      say: 'That is one step. Each step waits for the one before it, so their latencies add up.',
      of: ({ latency }) => latency,
    },
  ],
  source: 'Thakur, Rabenseifner, Gropp 2005, doi:10.1177/1094342005051521',
});

export const collectiveTime = formula({
  title: 'Latency and bytes together',
  about: 'Latency of the steps plus time of the bytes. An upper estimate where the next step starts before the last byte has arrived.',
  takes: {
    latencyTime: nonNegative('s', 'T_\\alpha', 'latency of the steps'),
    transferTime: nonNegative('s', 'T_\\beta', 'time of the bytes'),
  },
  example: { latencyTime: 4e-5, transferTime: 0.0011 },
  gives: 's',
  symbol: 'T',
  tex: ({ latencyTime, transferTime }) => String.raw`${latencyTime} + ${transferTime}`,
  of: ({ latencyTime, transferTime }) => latencyTime + transferTime,
  slips: [
    {
      name: 'latency-left-out',
      say: 'That leaves out the latency of the steps, which every collective pays whatever its size.',
      of: ({ transferTime }) => transferTime,
    },
  ],
  source: 'Thakur, Rabenseifner, Gropp 2005, doi:10.1177/1094342005051521',
});

/** As nccl-tests prints it. */
export const allReduceBusBandwidth = formula({
  title: 'Bus bandwidth of an all-reduce',
  about:
    'Algorithm bandwidth corrected for what an all-reduce has to send, so that you can compare it with the one-way bandwidth of the hardware.',
  takes: { algorithmBandwidth, devices },
  example: { algorithmBandwidth: 2e11, devices: 12 },
  gives: 'B/s',
  symbol: 'W_{\\text{bus}}',
  tex: ({ algorithmBandwidth, devices: p }) => String.raw`2 \cdot \frac{${p} - 1}{${p}} \cdot ${algorithmBandwidth}`,
  of: ({ algorithmBandwidth, devices }) => 2 * ((devices - 1) / devices) * algorithmBandwidth,
  slips: [
    {
      name: 'factor-of-all-gather',
      say: 'That is the factor of an all-gather. An all-reduce sends twice as much: $2(P-1)/P$.',
      of: ({ algorithmBandwidth, devices }) => ((devices - 1) / devices) * algorithmBandwidth,
    },
  ],
  source: ncclTests,
});

/** As nccl-tests prints it. */
export const broadcastBusBandwidth = formula({
  title: 'Bus bandwidth of a broadcast',
  about:
    'The same for a reduce to one device. The tensor leaves or enters the root once, so you can compare the algorithm bandwidth with the hardware directly.',
  takes: { algorithmBandwidth },
  example: { algorithmBandwidth: 2e11 },
  gives: 'B/s',
  symbol: 'W_{\\text{bus}}',
  tex: ({ algorithmBandwidth }) => algorithmBandwidth,
  of: ({ algorithmBandwidth }) => algorithmBandwidth,
  slips: [
    {
      name: 'limit-of-all-reduce',
      say: 'That is the factor that an all-reduce nears on many devices. A broadcast sends the tensor once.',
      of: ({ algorithmBandwidth }) => 2 * algorithmBandwidth,
    },
  ],
  source: ncclTests,
});

/** As nccl-tests prints it. */
export const allGatherBusBandwidth = formula({
  title: 'Bus bandwidth of an all-gather',
  about:
    'The same for all-gather, reduce-scatter and all-to-all: bytes of the whole tensor per second, corrected for the share a device keeps.',
  takes: { algorithmBandwidth, devices },
  example: { algorithmBandwidth: 2e11, devices: 12 },
  gives: 'B/s',
  symbol: 'W_{\\text{bus}}',
  tex: ({ algorithmBandwidth, devices: p }) => String.raw`\frac{${p} - 1}{${p}} \cdot ${algorithmBandwidth}`,
  of: ({ algorithmBandwidth, devices }) => ((devices - 1) / devices) * algorithmBandwidth,
  slips: [
    {
      name: 'factor-of-all-reduce',
      say: 'That is the factor of an all-reduce, which has two phases. An all-gather has one: $(P-1)/P$.',
      of: ({ algorithmBandwidth, devices }) => 2 * ((devices - 1) / devices) * algorithmBandwidth,
    },
  ],
  source: ncclTests,
});
