import { amount, md, numeric } from '@scaling-workbook/exercises';
import { code } from '../code.ts';

const vector = (length: number, block: number) => ({ length: amount(length, 'element'), block: amount(block, 'element') });

export default numeric({
  title: 'A grid from the shape',
  given: vector(1000, 128),
  ask: ({ length, block }) =>
    md`A Pallas kernel adds two vectors of ${length}, with ${code(`pl.BlockSpec((${String(block.value)},), lambda i: (i,))`)} for inputs and output. How many programs must its grid have?`,
  label: 'Grid',
  unit: '1',
  tolerance: 0,
  solve: ({ length, block }, f) => f.gridSize({ length, block }),
  byHand: 8,
  steps: [
    md`
One program for each block, and a partly filled block counts.
    `,
  ],
  hint: () => md`
How many whole blocks fit, and what becomes of the elements after them?
  `,
  after: ({ length, block }, f) =>
    md`The last of the blocks holds ${f.elementsNotCovered({ length, block, grid: f.gridSize({ length, block }).value - 1 })}; what it reads past the end is padding, and what it writes there is dropped. In code that is ${code('pl.cdiv(n, block)')}, and it belongs into the function, next to the shape it is derived from.`,
  erratum: 'E50',
  fresh: {
    'two-thousand': vector(2000, 128),
    'sixty-five-thousand': vector(65_536, 512),
    'one-too-many': vector(1025, 128),
    'a-million': vector(1_000_000, 1024),
    'short-vector': vector(100, 128),
  },
});
