/**
 * Weights that stay where they are, cut along both of their sides: the traffic of an MLP of two matrices whose width is cut over one axis
 * of a torus and whose hidden width is cut over the other two. Bandwidth is that of one axis, both directions together.
 */
import { count, formula, optional, positive } from './formula.ts';

const book =
  'Austin et al. 2025, How to Scale Your Model, Part 7, problem 7 (2D model sharding), https://jax-ml.github.io/scaling-book/inference';
const pope = 'Pope et al. 2022, Efficiently Scaling Transformer Inference, arXiv:2211.05102, §3.2.2';

const width = count('1', 'D', 'model width', 'model.width');
const hidden = count('1', 'F', 'hidden width of the MLP', 'model.hidden');
const devices = count('1', 'N', 'devices');

export const weightStationaryTime = formula({
  title: 'Traffic of an MLP cut along both sides',
  about:
    'Activations as wide as the model are gathered and scattered over two axes; partial sums as wide as the hidden layer are reduced over the third. Cutting the width further makes the first smaller and the second larger. Latency is left out, and (X−1)/X counts as 1.',
  takes: {
    rows: count('1', 'B', 'rows of the activations: tokens of the batch'),
    width,
    hidden,
    devices,
    widthRanks: positive('1', 'X', 'ranks that cut the width; the others cut the hidden width'),
    bandwidth: positive('B/s', 'W', 'bandwidth of one axis of the torus, both directions together'),
    bytesPerElement: optional(positive('B/element', 'b', 'bytes of one activation', 'type.activation'), 2),
  },
  example: { rows: 96, width: 6144, hidden: 16_384, devices: 128, widthRanks: 8, bandwidth: 1e11 },
  gives: 's',
  symbol: String.raw`t_\text{2D}`,
  tex: (x) =>
    String.raw`\frac{${x.bytesPerElement} \cdot ${x.rows}}{${x.bandwidth}} \cdot \left(\frac{${x.width}}{${x.widthRanks}} + \frac{2 \cdot ${x.hidden} \cdot ${x.widthRanks}}{${x.devices}}\right)`,
  of: ({ rows, width, hidden, devices, widthRanks, bandwidth, bytesPerElement }) =>
    ((bytesPerElement * rows) / bandwidth) * (width / widthRanks + (2 * hidden * widthRanks) / devices),
  refuse: ({ devices, widthRanks }) =>
    widthRanks <= devices ? undefined : `widthRanks must not exceed devices, got ${String(widthRanks)} of ${String(devices)}`,
  slips: [
    {
      name: 'sums-once',
      say: 'That moves the partial sums once. An all-reduce is a reduce-scatter and an all-gather.',
      of: ({ rows, width, hidden, devices, widthRanks, bandwidth, bytesPerElement }) =>
        ((bytesPerElement * rows) / bandwidth) * (width / widthRanks + (hidden * widthRanks) / devices),
    },
    {
      name: 'one-axis-for-the-width',
      say: 'The activations are gathered and scattered over two axes of the torus, which halves the time of each.',
      of: ({ rows, width, hidden, devices, widthRanks, bandwidth, bytesPerElement }) =>
        ((bytesPerElement * rows) / bandwidth) * ((2 * width) / widthRanks + (2 * hidden * widthRanks) / devices),
    },
    {
      name: 'gather-alone',
      say: 'That gathers the activations before the first matmul and never scatters the results of the second.',
      of: ({ rows, width, hidden, devices, widthRanks, bandwidth, bytesPerElement }) =>
        ((bytesPerElement * rows) / bandwidth) * (width / (2 * widthRanks) + (2 * hidden * widthRanks) / devices),
    },
  ],
  source: `${book}; ${pope}`,
});

export const weightStationaryRanks = formula({
  title: 'Best cut of the width',
  about:
    'Where both kinds of traffic of an MLP cut along both sides take equally long, and their sum is least. The other N/X ranks cut the hidden width.',
  takes: { width, hidden, devices },
  example: { width: 6144, hidden: 16_384, devices: 128 },
  gives: '1',
  symbol: 'X',
  tex: ({ width, hidden, devices }) => String.raw`\sqrt{\frac{${width} \cdot ${devices}}{2 \cdot ${hidden}}}`,
  of: ({ width, hidden, devices }) => Math.sqrt((width * devices) / (2 * hidden)),
  refuse: ({ width, hidden, devices }) =>
    width <= 2 * hidden * devices
      ? undefined
      : `width must be at most 2 · hidden · devices, or there are not enough devices to cut it, got ${String(width)} for ${String(hidden)} on ${String(devices)}`,
  slips: [
    {
      name: 'hidden-ranks',
      say: 'Those are the ranks that cut the hidden width, the other factor of the $N$ devices.',
      of: ({ width, hidden, devices }) => devices / Math.sqrt((width * devices) / (2 * hidden)),
    },
    {
      name: 'square-pieces',
      say: 'That makes the pieces of the weights square. The sums over the hidden width cost twice as much as the gather of the width, so the width is cut less.',
      of: ({ width, hidden, devices }) => Math.sqrt((width * devices) / hidden),
    },
  ],
  source: `${book}; ${pope}`,
});

export const weightStationaryDevices = formula({
  title: 'Devices from which cutting both sides pays',
  about:
    'Cut along the hidden width alone, an MLP gathers and scatters all activations over three axes, however many devices there are. Cut along both sides it sends less and less as devices are added. At this number the two are equal.',
  takes: { width, hidden },
  example: { width: 6144, hidden: 16_384 },
  gives: '1',
  symbol: 'N',
  tex: ({ width, hidden }) => String.raw`\frac{18 \cdot ${hidden}}{${width}}`,
  of: ({ width, hidden }) => (18 * hidden) / width,
  slips: [
    {
      name: 'plain-scheme-on-one-axis',
      say: 'That gives the plain scheme one axis. It can gather and scatter over all three at once.',
      of: ({ width, hidden }) => (2 * hidden) / width,
    },
    {
      name: 'plain-scheme-gathers-only',
      say: 'That lets the plain scheme gather its activations and never scatter its results.',
      of: ({ width, hidden }) => (72 * hidden) / width,
    },
  ],
  source: book,
});
