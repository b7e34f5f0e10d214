/**
 * A weight-stationary systolic array: each cell holds one weight and does one multiply-add a cycle. Activations enter at the left, one
 * cycle later for each row below; partial sums move down and leave at the bottom.
 */
import { count, countOrZero, formula, optional, positive } from './formula.ts';

const source = 'Jouppi et al. 2017, In-Datacenter Performance Analysis of a Tensor Processing Unit, arXiv:1704.04760';
const kung = 'Kung 1982, Why Systolic Architectures?, doi:10.1109/MC.1982.1653825';
const rows = count('1', 's_K', 'rows of the array, along the contraction', 'chip.systolicSide');
const columns = count('1', 's_N', 'columns of the array, along the outputs', 'chip.systolicSide');
const m = count('1', 'M', 'activation rows that stream through');
const k = count('1', 'K', 'contraction size');
const n = count('1', 'N', 'output size');
const cycles = positive('1', 'c', 'clock cycles');
const clock = positive('Hz', 'f', 'clock rate');
const padded = (size: number, side: number) => Math.ceil(size / side) * side;

export const systolicArrayPeak = formula({
  title: 'Peak of one systolic array',
  about: 'Every cell does one multiply-add, two FLOPs, in every cycle once the array is full.',
  takes: { rows, columns, clock },
  example: { rows: 256, columns: 128, clock: 1.5e9 },
  gives: 'FLOP/s',
  symbol: 'C_{\\text{array}}',
  tex: ({ rows, columns, clock }) => String.raw`2 \cdot ${rows} \cdot ${columns} \cdot ${clock}`,
  of: ({ rows, columns, clock }) => 2 * rows * columns * clock,
  slips: [
    {
      name: 'one-flop-per-multiply-add',
      say: 'A multiply-add is two FLOPs, one multiplication and one addition, so each cell does two a cycle.',
      of: ({ rows, columns, clock }) => rows * columns * clock,
    },
    {
      name: 'one-row',
      say: 'That is one row of cells. All rows work at the same time: multiply by their number.',
      of: ({ columns, clock }) => 2 * columns * clock,
    },
  ],
  source,
});

export const chipPeak = formula({
  title: 'Peak of the chip',
  about: 'The arrays of a chip work side by side. The vector unit is not part of the matmul peak.',
  takes: {
    arrays: count('1', 'A', 'arrays on the chip', 'chip.systolicArrays'),
    arrayPeak: positive('FLOP/s', 'C_{\\text{array}}', 'peak of one array'),
  },
  example: { arrays: 4, arrayPeak: 5e13 },
  gives: 'FLOP/s',
  symbol: 'C',
  tex: ({ arrays, arrayPeak }) => String.raw`${arrays} \cdot ${arrayPeak}`,
  of: ({ arrays, arrayPeak }) => arrays * arrayPeak,
  slips: [
    {
      name: 'one-array',
      say: 'That is one array. The chip has several, and they work side by side.',
      of: ({ arrayPeak }) => arrayPeak,
    },
  ],
  source,
});

export const impliedClock = formula({
  title: 'Clock implied by a peak',
  about: 'Which clock a data sheet peak implies, if every cell of every array does one multiply-add a cycle.',
  takes: {
    peak: positive('FLOP/s', 'C', 'peak of the chip', 'chip.peak'),
    arrays: count('1', 'A', 'arrays on the chip', 'chip.systolicArrays'),
    rows,
    columns,
  },
  example: { peak: 1e15, arrays: 4, rows: 256, columns: 128 },
  gives: 'Hz',
  symbol: 'f',
  tex: ({ peak, arrays, rows, columns }) => String.raw`\frac{${peak}}{2 \cdot ${arrays} \cdot ${rows} \cdot ${columns}}`,
  of: ({ peak, arrays, rows, columns }) => peak / (2 * arrays * rows * columns),
  slips: [
    {
      name: 'one-flop-per-multiply-add',
      say: 'A cell does two FLOPs a cycle, one multiplication and one addition: divide by two as well.',
      of: ({ peak, arrays, rows, columns }) => peak / (arrays * rows * columns),
    },
  ],
  source,
});

export const paddingUtilization = formula({
  title: 'Utilisation after padding',
  about:
    'A K×N weight matrix is cut into tiles of the size of the array; the last tiles are padded with zeros, and cells with zeros are idle.',
  takes: { k, n, rows, columns },
  example: { k: 6000, n: 16_300, rows: 256, columns: 128 },
  gives: '1',
  symbol: '\\eta',
  tex: ({ k, n, rows, columns }) =>
    String.raw`\frac{${k} \cdot ${n}}{\lceil ${k} / ${rows} \rceil \cdot ${rows} \cdot \lceil ${n} / ${columns} \rceil \cdot ${columns}}`,
  of: ({ k, n, rows, columns }) => (k * n) / (padded(k, rows) * padded(n, columns)),
  slips: [
    {
      name: 'contraction-only',
      say: 'That pads the contraction only. The outputs are padded to whole tiles too.',
      of: ({ k, rows }) => k / padded(k, rows),
    },
  ],
  source: 'Austin et al., How to Scale Your Model 2025, https://jax-ml.github.io/scaling-book/tpus/',
});

export const fillDrainCycles = formula({
  title: 'Cycles to fill and drain',
  about:
    'Cycles of a pass beyond the M in which a cell is busy: the wave reaches the last row and the last column late by one cycle for each row and column before them.',
  takes: { rows, columns },
  example: { rows: 256, columns: 128 },
  gives: '1',
  tex: ({ rows, columns }) => String.raw`${rows} + ${columns} - 2`,
  of: ({ rows, columns }) => rows + columns - 2,
  slips: [
    {
      name: 'cells',
      say: 'That is the number of cells. A wave crosses the grid along its diagonal, one row and one column a cycle.',
      of: ({ rows, columns }) => rows * columns,
    },
  ],
  source: kung,
});

export const systolicPassCycles = formula({
  title: 'Cycles of one pass',
  about: 'From the first activation that enters to the last sum that leaves, plus the cycles to load the weights where that is not hidden.',
  takes: { m, rows, columns, loadCycles: optional(countOrZero('1', 'L', 'cycles to load the weights beforehand'), 0) },
  example: { m: 4096, rows: 256, columns: 128 },
  gives: '1',
  symbol: 'c',
  tex: ({ m, rows, columns, loadCycles }) => String.raw`${loadCycles} + ${m} + ${rows} + ${columns} - 2`,
  of: ({ m, rows, columns, loadCycles }) => loadCycles + m + rows + columns - 2,
  slips: [
    {
      name: 'fill-and-drain-left-out',
      say: 'The array also has to fill and drain: that takes the rows plus the columns minus two cycles more.',
      of: ({ m, loadCycles }) => loadCycles + m,
    },
  ],
  source: kung,
});

export const passUtilization = formula({
  title: 'Utilisation of one pass',
  about: 'Each cell is busy for M cycles of the pass. The more activation rows stream through, the less filling and draining matters.',
  takes: { m, rows, columns },
  example: { m: 4096, rows: 256, columns: 128 },
  gives: '1',
  symbol: '\\eta',
  tex: ({ m, rows, columns }) => String.raw`\frac{${m}}{${m} + ${rows} + ${columns} - 2}`,
  of: ({ m, rows, columns }) => m / (m + rows + columns - 2),
  slips: [
    {
      name: 'idle-share',
      say: 'That is the idle share. The busy share is what remains of 1.',
      of: ({ m, rows, columns }) => 1 - m / (m + rows + columns - 2),
    },
  ],
  source: kung,
});

export const systolicMatmulCycles = formula({
  title: 'Cycles of a matmul on one array',
  about:
    'All M rows stream once past each weight tile. The weights of the next tile slide in meanwhile, a row in each cycle: a pass of fewer rows than the array has waits for them. The first tile is in place, and only one fill and drain remains.',
  takes: { m, k, n, rows, columns },
  example: { m: 4096, k: 6144, n: 16_384, rows: 256, columns: 128 },
  gives: '1',
  symbol: 'c',
  tex: ({ m, k, n, rows, columns }) =>
    String.raw`\left(\lceil ${k} / ${rows} \rceil \cdot \lceil ${n} / ${columns} \rceil - 1\right) \cdot \max(${m}, ${rows}) + ${m} + ${rows} + ${columns} - 2`,
  of: ({ m, k, n, rows, columns }) => (Math.ceil(k / rows) * Math.ceil(n / columns) - 1) * Math.max(m, rows) + m + rows + columns - 2,
  slips: [
    {
      name: 'one-tile',
      say: 'That is one tile of weights. All rows stream again past every further tile.',
      of: ({ m, rows, columns }) => m + rows + columns - 2,
    },
    {
      name: 'loads-for-nothing',
      say: 'That loads weights in no time. A tile slides in over as many cycles as the array has rows, and a shorter pass waits for it.',
      of: ({ m, k, n, rows, columns }) => Math.ceil(k / rows) * Math.ceil(n / columns) * m + rows + columns - 2,
    },
  ],
  source,
});

export const systolicUtilization = formula({
  title: 'Utilisation of one array',
  about:
    'Useful multiply-adds (M times K times N) over what the cells could have done in that time. Padding, filling and draining all count against it.',
  takes: { m, k, n, rows, columns, cycles: count('1', 'c', 'cycles of the matmul') },
  example: { m: 4096, k: 6144, n: 16_384, rows: 256, columns: 128, cycles: 14e6 },
  gives: '1',
  symbol: '\\eta',
  tex: ({ m, k, n, rows, columns, cycles }) => String.raw`\frac{${m} \cdot ${k} \cdot ${n}}{${rows} \cdot ${columns} \cdot ${cycles}}`,
  of: ({ m, k, n, rows, columns, cycles }) => (m * k * n) / (rows * columns * cycles),
  refuse: ({ m, k, n, rows, columns, cycles }) =>
    m * k * n > rows * columns * cycles
      ? `cycles must suffice for ${String(m * k * n)} multiply-adds on ${String(rows * columns)} cells, got ${String(cycles)}`
      : undefined,
  slips: [
    {
      name: 'idle-share',
      say: 'That is the idle share. The busy share is what remains of 1.',
      of: ({ m, k, n, rows, columns, cycles }) => 1 - (m * k * n) / (rows * columns * cycles),
    },
    {
      name: 'counted-as-flops',
      say: 'That counts two FLOPs for a multiply-add. A cell does one multiply-add a cycle, so count those on both sides.',
      of: ({ m, k, n, rows, columns, cycles }) => (2 * m * k * n) / (rows * columns * cycles),
    },
  ],
  source: kung,
});

export const cycleTime = formula({
  title: 'Time of cycles',
  about: 'How long a number of clock cycles takes.',
  takes: { cycles, clock },
  example: { cycles: 900_000, clock: 1.5e9 },
  gives: 's',
  symbol: 'T',
  tex: ({ cycles, clock }) => String.raw`\frac{${cycles}}{${clock}}`,
  of: ({ cycles, clock }) => cycles / clock,
  slips: [
    {
      name: 'multiplied',
      say: 'That multiplies. At $f$ cycles per second it takes $c/f$ seconds for $c$ cycles.',
      of: ({ cycles, clock }) => cycles * clock,
    },
  ],
  source: kung,
});
