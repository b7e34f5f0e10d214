import { amount, md, numeric } from '@scaling-workbook/exercises';
import { code } from '../code.ts';

const call = (length: number, block: number, grid: number) => ({
  length: amount(length, 'element'),
  block: amount(block, 'element'),
  grid: amount(grid, '1'),
});

export default numeric({
  title: 'A grid written down',
  given: call(2500, 128, 8),
  ask: ({ length, block, grid }) =>
    md`The same kernel, with blocks of ${block}, has ${code(`grid=(${String(grid.value)},)`)} typed into it, and one day gets a vector of ${length}. How many elements of its output are never written?`,
  label: 'Never written',
  unit: 'element',
  tolerance: 0,
  solve: ({ length, block, grid }, f) => f.elementsNotCovered({ length, block, grid }),
  byHand: 1476,
  steps: [
    md`
What lies beyond the last block of the grid.
    `,
  ],
  hint: () => md`
Each program writes one block, and no one else writes for it.
  `,
  after: ({ length, block, grid }, f) =>
    md`That is ${f.elementsNotCovered({ length, block, grid })} of ${length}, and nothing raises an error. The interpreter of the listing fills unwritten memory with NaN, which is a kindness. On a device it holds whatever was there before, quite possibly a correct result from the run before. Test a kernel at a length that its block does not divide, and at one longer than you expect.`,
  fresh: {
    'twice-as-long': call(2100, 128, 8),
    'grid-of-four': call(5000, 512, 4),
    'half-a-block-over': call(1088, 128, 8),
    'small-blocks': call(4096, 64, 16),
    'long-vector': call(1_000_000, 1024, 128),
  },
});
