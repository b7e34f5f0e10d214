/** Printed figures of the companion book's section on JAX. */
import { md } from '@scaling-workbook/exercises';
import type { BookCorrection } from '#book/book-correction.ts';

export const corrections: readonly BookCorrection[] = [
  {
    id: 'B-jax-stuff-1',
    title: 'A roll from which nothing is subtracted',
    at: 'sb-jax-stuff-1',
    fault: 'wrong',
    printed: md`A solution that returns the rolled block, where the question asks for the rolled block minus the block.`,
    ours: (f) =>
      md`With blocks of 128 rows of width 8 and a shift of 5, the entry in row 5 and column 0 of the first block is ${f.rolledDifference({ width: 8, rows: 128, row: 5, shift: 5 })}.`,
    why: (f) =>
      md`The printed program lacks the subtraction, so it has 0 there. In row 4, to which the end of the block wraps, the difference is ${f.rolledDifference({ width: 8, rows: 128, row: 4, shift: 5 })}. Both of its versions lack it, so its own check of one against the other passes.`,
    byHand: ['40', '984'],
  },
];
