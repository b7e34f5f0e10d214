/** Programs on a mesh: matmuls that send in pieces while they compute, activations saved at checkpoints, values on a simulated mesh. */
import { count, countOrZero, formula, optional, positive } from './formula.ts';

const overlap = 'Wang et al. 2023, Overlap Communication with Dependent Computation via Decomposition, doi:10.1145/3567955.3567959';
const checkpoints = 'Chen et al. 2016, Training Deep Nets with Sublinear Memory Cost, arXiv:1604.06174';
const numpyDocs = 'JAX documentation 2026, jax.numpy, https://docs.jax.dev/en/latest/jax.numpy.html';

/** Time of a matmul cut into $P$ pieces, of which the next is sent while one is computed: $(P-1) \max(t_c, t_s) + t_c$. */
export const collectiveMatmulTime = formula({
  title: 'Time of a collective matmul',
  about:
    'A ring passes one chunk on while each device multiplies the one it holds. There are as many products as devices and one transfer fewer.',
  takes: {
    devices: count('1', 'P', 'devices of the ring, and chunks'),
    compute: positive('s', 't_c', 'time to multiply one chunk'),
    transfer: positive('s', 't_s', 'time to send one chunk to the neighbour'),
  },
  example: { devices: 12, compute: 3e-5, transfer: 2e-5 },
  gives: 's',
  tex: ({ devices, compute, transfer }) => String.raw`(${devices} - 1) \cdot \max(${compute},\ ${transfer}) + ${compute}`,
  of: ({ devices, compute, transfer }) => (devices - 1) * Math.max(compute, transfer) + compute,
  slips: [
    {
      name: 'one-after-the-other',
      say: 'That sends first and computes then. Here the next chunk travels while one is multiplied.',
      of: ({ devices, compute, transfer }) => (devices - 1) * transfer + devices * compute,
    },
    {
      name: 'transfers-only',
      say: 'That counts the transfers alone. The last chunk still has to be multiplied after it has arrived.',
      of: ({ devices, transfer }) => (devices - 1) * transfer,
    },
  ],
  source: overlap,
});

/** Width of the output from which a collective matmul hides its transfers: $\frac{P b C}{2 r w}$. */
export const hiddenRingWidth = formula({
  title: 'Output width that hides a ring',
  about:
    'A chunk of the activations is multiplied into F/P columns on each device and passed on meanwhile. Its rows cancel: what decides is the width of the output, the number of devices and the chip.',
  takes: {
    devices: count('1', 'P', 'devices of the ring'),
    peak: positive('FLOP/s', 'C', 'peak FLOP/s of one device'),
    bandwidth: positive('B/s', 'w', 'bandwidth of one link one way'),
    bytesPerElement: optional(positive('B/element', 'b', 'bytes of one element'), 2),
    directions: optional(count('1', 'r', 'directions of the ring used at once, 1 or 2'), 1),
  },
  example: { devices: 12, peak: 2e14, bandwidth: 1e11 },
  gives: '1',
  symbol: 'F',
  tex: ({ devices, peak, bandwidth, bytesPerElement, directions }) =>
    String.raw`\frac{${devices} \cdot ${bytesPerElement} \cdot ${peak}}{2 \cdot ${directions} \cdot ${bandwidth}}`,
  of: ({ devices, peak, bandwidth, bytesPerElement, directions }) => (devices * bytesPerElement * peak) / (2 * directions * bandwidth),
  refuse: ({ directions }) => (directions > 2 ? `directions must be 1 or 2, got ${String(directions)}` : undefined),
  slips: [
    {
      name: 'one-device',
      say: 'That is how wide the part of one device must be. All devices together make as many such parts.',
      of: ({ peak, bandwidth, bytesPerElement, directions }) => (bytesPerElement * peak) / (2 * directions * bandwidth),
    },
    {
      name: 'multiply-add-as-one',
      say: 'That counts a multiply-add as one FLOP. It is two.',
      of: ({ devices, peak, bandwidth, bytesPerElement, directions }) => (devices * bytesPerElement * peak) / (directions * bandwidth),
    },
  ],
  source: overlap,
});

const layers = count('1', 'L', 'layers');
const boundary = positive('B', 'a', 'bytes of the activations between two layers');
const inside = positive('B', 'c', 'bytes of the activations inside one layer');

/** Activations at their peak with a checkpoint every $k$ layers: $\frac{L}{k} a + k c$. */
export const checkpointedBytes = formula({
  title: 'Activations with checkpoints',
  about:
    'Only what enters each group of layers is saved. The backward pass runs one group forward again at a time, and holds all that is inside it.',
  takes: { layers, every: count('1', 'k', 'layers of one group'), boundary, inside },
  example: { layers: 60, every: 5, boundary: 3e7, inside: 7e8 },
  gives: 'B',
  tex: ({ layers, every, boundary, inside }) => String.raw`\frac{${layers}}{${every}} \cdot ${boundary} + ${every} \cdot ${inside}`,
  of: ({ layers, every, boundary, inside }) => (layers / every) * boundary + every * inside,
  refuse: ({ layers, every }) =>
    layers % every === 0 ? undefined : `layers must be a multiple of every, got ${String(layers)} in groups of ${String(every)}`,
  slips: [
    {
      name: 'nothing-recomputed',
      say: 'That saves everything inside every layer. With checkpoints only one group at a time is held.',
      of: ({ layers, inside }) => layers * inside,
    },
    {
      name: 'checkpoints-only',
      say: 'That is the checkpoints. While the backward pass works on a group, what is inside that group is held as well.',
      of: ({ layers, every, boundary }) => (layers / every) * boundary,
    },
  ],
  source: checkpoints,
});

/** Layers of one group for which checkpointing holds least: $\sqrt{L a / c}$. */
export const checkpointInterval = formula({
  title: 'Best distance of checkpoints',
  about: 'More groups mean more checkpoints, larger groups more to hold at once. The sum is smallest where both are equal.',
  takes: { layers, boundary, inside },
  example: { layers: 60, boundary: 3e8, inside: 7e8 },
  gives: '1',
  symbol: 'k',
  tex: ({ layers, boundary, inside }) => String.raw`\sqrt{${layers} \cdot ${boundary} / ${inside}}`,
  of: ({ layers, boundary, inside }) => Math.sqrt((layers * boundary) / inside),
  slips: [
    {
      name: 'square-root-of-layers',
      say: 'That holds where a layer saves as much inside as at its boundary. Weigh the two against each other.',
      of: ({ layers }) => Math.sqrt(layers),
    },
    {
      name: 'no-root',
      say: 'Set the derivative of $(L/k)\\,a + k\\,c$ to zero: that gives the square of $k$.',
      of: ({ layers, boundary, inside }) => (layers * boundary) / inside,
    },
  ],
  source: checkpoints,
});

/** Mean over a block of the matrix whose entries count 0, 1, 2, … row by row: $(r + \frac{m-1}{2}) n + c + \frac{k-1}{2}$. */
export const blockMean = formula({
  title: 'Mean of a block of counted entries',
  about: 'The entries of arange, reshaped to rows, grow evenly, so the mean over a block is the value at its centre.',
  takes: {
    width: count('1', 'n', 'columns of the whole matrix'),
    row: countOrZero('1', 'r', 'first row of the block'),
    rows: count('1', 'm', 'rows of the block'),
    column: countOrZero('1', 'c', 'first column of the block'),
    columns: count('1', 'k', 'columns of the block'),
  },
  example: { width: 12, row: 20, rows: 10, column: 3, columns: 6 },
  gives: '1',
  tex: ({ width, row, rows, column, columns }) =>
    String.raw`\left(${row} + \frac{${rows} - 1}{2}\right) \cdot ${width} + ${column} + \frac{${columns} - 1}{2}`,
  of: ({ width, row, rows, column, columns }) => (row + (rows - 1) / 2) * width + column + (columns - 1) / 2,
  refuse: ({ width, column, columns }) =>
    column + columns > width
      ? `column + columns must not exceed width, got ${String(column)} + ${String(columns)} of ${String(width)}`
      : undefined,
  slips: [
    {
      name: 'first-entry',
      say: 'That is the first entry of the block. The mean lies at its centre.',
      of: ({ width, row, column }) => row * width + column,
    },
  ],
  source: numpyDocs,
});

/** An entry of roll(x, shift, axis=0) − x in a block of $m$ rows of counted entries of width $n$: $(m \lceil (s - i)/m \rceil - s)\,n$. */
export const rolledDifference = formula({
  title: 'Entry of a rolled block minus the block',
  about: 'Rolling moves each row down and brings the last ones to the top; within a block it wraps at the block, not at the array.',
  takes: {
    width: count('1', 'n', 'columns of the whole matrix'),
    rows: count('1', 'm', 'rows that are rolled together'),
    row: countOrZero('1', 'i', 'row within them'),
    shift: count('1', 's', 'rows by which they are rolled'),
  },
  example: { width: 12, rows: 40, row: 3, shift: 7 },
  gives: '1',
  tex: ({ width, rows, row, shift }) =>
    String.raw`\left(${rows} \cdot \lceil (${shift} - ${row}) / ${rows} \rceil - ${shift}\right) \cdot ${width}`,
  of: ({ width, rows, row, shift }) => (((((row - shift) % rows) + rows) % rows) - row) * width,
  refuse: ({ rows, row }) => (row < rows ? undefined : `row must be below rows, got ${String(row)} of ${String(rows)}`),
  slips: [
    {
      name: 'other-way',
      say: 'That rolls the rows upwards. A positive shift moves each row down, so a row takes the value from further up.',
      of: ({ width, rows, row, shift }) => (((row + shift) % rows) - row) * width,
    },
    {
      name: 'not-subtracted',
      say: 'That is the row that arrives, counted from the top of the block. Subtract the one that was there.',
      of: ({ width, rows, row, shift }) => ((((row - shift) % rows) + rows) % rows) * width,
    },
  ],
  source: numpyDocs,
});
