/**
 * Devices in a mesh: how many, how many copies, when latency decides, and which way of multiplying sharded matrices is cheaper.
 *
 * The comparisons leave out $(P-1)/P$, as the Scaling Book does, and overlap communication with arithmetic. Bandwidth is what one device
 * sends along the collective's axes, all links and directions together.
 */
import { count, formula, nonNegative, optional, positive } from './formula.ts';

const book = 'Austin et al., How to Scale Your Model 2025, https://jax-ml.github.io/scaling-book/sharding/';
const devices = count('1', 'P', 'devices');
const peak = positive('FLOP/s', 'C', 'dense peak of one device', 'chip.peak');
const bandwidth = positive('B/s', 'W', 'bandwidth that one device sends with along the axes used');
const bytesPerElement = optional(positive('B/element', 'b', 'bytes of one element', 'type.activation'), 2);

export const meshDevices = formula({
  title: 'Devices of a mesh',
  about: 'The product of the sizes of the axes.',
  takes: {
    x: count('1', 'X', 'devices along the first axis'),
    y: optional(count('1', 'Y', 'devices along the second axis'), 1),
    z: optional(count('1', 'Z', 'devices along the third axis'), 1),
  },
  example: { x: 4, y: 6 },
  gives: '1',
  symbol: 'P',
  tex: ({ x, y, z }) => String.raw`${x} \cdot ${y} \cdot ${z}`,
  of: ({ x, y, z }) => x * y * z,
  slips: [
    {
      name: 'axes-added',
      say: 'That adds the axes. Every combination of coordinates is a device, so their sizes multiply.',
      of: ({ x, y, z }) => x + y + z,
    },
  ],
  source: book,
});

export const meshCopies = formula({
  title: 'Copies on a mesh',
  about: 'How often the whole tensor is there: along each axis that does not shard it, every device holds the same shard.',
  takes: { devices, shards: count('1', 'p', 'shards that the tensor is cut into') },
  example: { devices: 24, shards: 6 },
  gives: '1',
  symbol: 'n',
  tex: ({ devices, shards }) => String.raw`\frac{${devices}}{${shards}}`,
  of: ({ devices, shards }) => devices / shards,
  refuse: ({ devices, shards }) =>
    devices % shards === 0 ? undefined : `shards must divide devices, got ${String(shards)} of ${String(devices)}`,
  slips: [
    {
      name: 'against-one-shard',
      say: 'That compares with a single shard. One copy of the tensor is all of its shards together.',
      of: ({ devices }) => devices,
    },
  ],
  source: book,
});

export const bytesOnAllDevices = formula({
  title: 'Bytes on all devices',
  about: 'What all devices hold together, copies included, where each holds as much.',
  takes: { bytes: nonNegative('B', 'Q', 'bytes that one device holds'), devices },
  example: { bytes: 6e6, devices: 12 },
  gives: 'B',
  tex: ({ bytes, devices }) => String.raw`${devices} \cdot ${bytes}`,
  of: ({ bytes, devices }) => devices * bytes,
  slips: [{ name: 'one-device', say: 'That is what one device holds. Multiply by the devices.', of: ({ bytes }) => bytes }],
  source: book,
});

export const ringBandwidth = formula({
  title: 'Bandwidth of a ring',
  about:
    'On a ring that is used both ways a device sends through two links at once, and a collective that is spread over several mesh axes uses the links of each.',
  takes: {
    bandwidth: positive('B/s', 'w', 'bandwidth of one link one way'),
    directions: optional(count('1', 'r', 'directions of the ring used at once, 1 or 2'), 1),
    axes: optional(count('1', 'a', 'mesh axes used at once, 1 to 3'), 1),
  },
  example: { bandwidth: 1e11, directions: 2 },
  gives: 'B/s',
  symbol: 'W',
  tex: ({ bandwidth, directions, axes }) => String.raw`${axes} \cdot ${directions} \cdot ${bandwidth}`,
  of: ({ bandwidth, directions, axes }) => axes * directions * bandwidth,
  refuse: ({ directions, axes }) =>
    axes > 3
      ? `axes must be 1, 2 or 3, got ${String(axes)}`
      : directions > 2
        ? `directions must be 1 or 2, got ${String(directions)}`
        : undefined,
  slips: [
    {
      name: 'one-link',
      say: 'That is one link. Count the links that are busy at the same time: each axis, and both ways where the ring closes.',
      of: ({ bandwidth }) => bandwidth,
    },
  ],
  source: book,
});

const tensor = nonNegative('B', 'V', 'the whole tensor, as far as the devices of the axis share it');
const bothWays = positive('B/s', 'W', 'bandwidth of one axis, both directions together');
const axes = optional(count('1', 'a', 'mesh axes used at once'), 1);

export const axisGatherTime = formula({
  title: 'All-gather on a torus',
  about:
    'A ring along each axis, used both ways; the factor (P − 1)/P is taken for 1 and latency is left out. It holds for a reduce-scatter, too.',
  takes: { bytes: tensor, bandwidth: bothWays, axes },
  example: { bytes: 6e9, bandwidth: 2e11 },
  gives: 's',
  symbol: 'T',
  tex: ({ bytes, bandwidth, axes }) => String.raw`\frac{${bytes}}{${axes} \cdot ${bandwidth}}`,
  of: ({ bytes, bandwidth, axes }) => bytes / (axes * bandwidth),
  slips: [
    {
      name: 'one-direction',
      say: 'That sends everything one way round. On a ring half of it goes each way.',
      of: ({ bytes, bandwidth, axes }) => (2 * bytes) / (axes * bandwidth),
    },
  ],
  source: book,
});

export const axisAllReduceTime = formula({
  title: 'All-reduce on a torus',
  about: 'A reduce-scatter and an all-gather, one after the other, under the same approximations.',
  takes: { bytes: tensor, bandwidth: bothWays, axes },
  example: { bytes: 6e9, bandwidth: 2e11 },
  gives: 's',
  symbol: 'T',
  tex: ({ bytes, bandwidth, axes }) => String.raw`\frac{2 \cdot ${bytes}}{${axes} \cdot ${bandwidth}}`,
  of: ({ bytes, bandwidth, axes }) => (2 * bytes) / (axes * bandwidth),
  slips: [
    {
      name: 'one-phase',
      say: 'That is one phase. An all-reduce is a reduce-scatter and then an all-gather.',
      of: ({ bytes, bandwidth, axes }) => bytes / (axes * bandwidth),
    },
  ],
  source: book,
});

export const replicatedFlops = formula({
  title: 'Work with its repetitions',
  about: 'Along a mesh axis that cuts neither input nor contraction, every device does the same work over again.',
  takes: { flops: nonNegative('FLOP', 'F', 'work that is needed'), copies: count('1', 'n', 'devices that do the same') },
  example: { flops: 5e14, copies: 6 },
  gives: 'FLOP',
  tex: ({ flops, copies }) => String.raw`${copies} \cdot ${flops}`,
  of: ({ flops, copies }) => copies * flops,
  slips: [{ name: 'done-once', say: 'That is the useful work. Each device along the idle axis repeats it.', of: ({ flops }) => flops }],
  source: book,
});

export const latencyBoundBytes = formula({
  title: 'Tensor whose bytes take as long as its hops',
  about:
    'Below this size the hops of an all-gather or a reduce-scatter take longer than its bytes, so that a smaller tensor is no faster. For an all-reduce it is the same, with twice the hops and twice the bytes.',
  takes: {
    devices: count('1', 'P', 'devices on the ring, at least 2'),
    steps: count('1', 's', 'hops of one phase'),
    latency: positive('s', 't', 'latency of one hop'),
    bandwidth,
  },
  example: { devices: 12, steps: 6, latency: 2e-6, bandwidth: 1e11 },
  gives: 'B',
  symbol: 'V^*',
  tex: ({ devices: p, steps, latency, bandwidth }) => String.raw`\frac{${p}}{${p} - 1} \cdot ${steps} \cdot ${latency} \cdot ${bandwidth}`,
  of: ({ devices, steps, latency, bandwidth }) => (devices / (devices - 1)) * steps * latency * bandwidth,
  refuse: ({ devices }) => (devices > 1 ? undefined : `devices must be at least 2 for anything to be sent, got ${String(devices)}`),
  slips: [
    {
      name: 'one-hop',
      say: 'That is the latency of one hop. A shard has to reach the far side of the ring, hop by hop.',
      of: ({ devices, latency, bandwidth }) => (devices / (devices - 1)) * latency * bandwidth,
    },
    {
      name: 'one-shard',
      say: 'That is the size of one shard. The tensor is all of them.',
      of: ({ devices, steps, latency, bandwidth }) => (steps * latency * bandwidth) / (devices - 1),
    },
  ],
  source: book,
});

export const gatheredMatmulTokens = formula({
  title: 'Tokens that hide a gathered weight',
  about:
    'Every device gathers the weight and multiplies all of its tokens with it. Each element moved is used by two FLOPs for every token, so from here on arithmetic is the longer of the two, whatever the sides of the weight.',
  takes: { peak, bandwidth, bytesPerElement },
  example: { peak: 1e15, bandwidth: 4e11 },
  gives: 'token',
  symbol: 'B^*',
  tex: ({ peak, bandwidth, bytesPerElement }) => String.raw`\frac{${bytesPerElement} \cdot ${peak}}{2 \cdot ${bandwidth}}`,
  of: ({ peak, bandwidth, bytesPerElement }) => (bytesPerElement * peak) / (2 * bandwidth),
  slips: [
    {
      name: 'one-flop-per-multiply-add',
      say: 'That forgets that a multiply-add is two FLOPs, which doubles the limit.',
      of: ({ peak, bandwidth, bytesPerElement }) => (bytesPerElement * peak) / bandwidth,
    },
  ],
  source: book,
});

export const reducedMatmulDevices = formula({
  title: 'Devices that hide an all-reduced product',
  about:
    'Each of X devices multiplies its part of the contraction D, and an all-reduce adds the products up. Beyond this many devices the all-reduce takes longer, however many tokens there are.',
  takes: { width: count('1', 'D', 'size of the contraction'), peak, bandwidth, bytesPerElement },
  example: { width: 6144, peak: 1e15, bandwidth: 4e11 },
  gives: '1',
  symbol: 'X^*',
  tex: ({ width, peak, bandwidth, bytesPerElement }) => String.raw`\frac{${width} \cdot ${bandwidth}}{${bytesPerElement} \cdot ${peak}}`,
  of: ({ width, peak, bandwidth, bytesPerElement }) => (width * bandwidth) / (bytesPerElement * peak),
  slips: [
    {
      name: 'one-phase',
      say: 'That counts one phase of the all-reduce. Both phases move the product.',
      of: ({ width, peak, bandwidth, bytesPerElement }) => (2 * width * bandwidth) / (bytesPerElement * peak),
    },
  ],
  source: book,
});

export const reduceBelowTokens = formula({
  title: 'Tokens below which reducing moves less',
  about:
    'To multiply In[B, D] with a weight whose rows are cut, gather the D × F weight, or add up B × F products in two phases. F and the bytes of an element cancel.',
  takes: { width: count('1', 'D', 'size of the contraction') },
  example: { width: 6144 },
  gives: 'token',
  symbol: 'B^*',
  tex: ({ width }) => String.raw`\frac{${width}}{2}`,
  of: ({ width }) => width / 2,
  slips: [{ name: 'one-phase', say: 'An all-reduce moves the product twice, once in each phase.', of: ({ width }) => width }],
  source: book,
});

export const reduceFromContraction = formula({
  title: 'Contraction from which reducing is faster',
  about:
    'With so many tokens that a gathered weight hides behind arithmetic, the whole product takes 2BDF/C on each device and the all-reduce of a shared one 2bBF/W. The tokens and F cancel.',
  takes: { peak, bandwidth, bytesPerElement },
  example: { peak: 1e15, bandwidth: 4e11 },
  gives: '1',
  symbol: 'D^*',
  tex: ({ peak, bandwidth, bytesPerElement }) => String.raw`\frac{${bytesPerElement} \cdot ${peak}}{${bandwidth}}`,
  of: ({ peak, bandwidth, bytesPerElement }) => (bytesPerElement * peak) / bandwidth,
  slips: [
    {
      name: 'one-phase',
      say: 'That counts one phase of the all-reduce. Both phases move the product.',
      of: ({ peak, bandwidth, bytesPerElement }) => (bytesPerElement * peak) / (2 * bandwidth),
    },
  ],
  source: book,
});

export const replicateUpToContraction = formula({
  title: 'Contraction up to which computing it all is faster',
  about:
    'One device alone needs 2IJK/C. Sharing the work needs at least bIK/(aW) to gather the result, whatever the contraction J. For a short contraction nothing is gained by sharing.',
  takes: { peak, bandwidth: bothWays, axes, bytesPerElement },
  example: { peak: 1e15, bandwidth: 4e11 },
  gives: '1',
  symbol: 'J^*',
  tex: ({ peak, bandwidth, axes, bytesPerElement }) =>
    String.raw`\frac{${bytesPerElement} \cdot ${peak}}{2 \cdot ${axes} \cdot ${bandwidth}}`,
  of: ({ peak, bandwidth, axes, bytesPerElement }) => (bytesPerElement * peak) / (2 * axes * bandwidth),
  slips: [
    {
      name: 'two-phases',
      say: 'That counts an all-reduce. Shards of the result that are complete only have to be gathered, which is one phase.',
      of: ({ peak, bandwidth, axes, bytesPerElement }) => (bytesPerElement * peak) / (axes * bandwidth),
    },
  ],
  source: book,
});
