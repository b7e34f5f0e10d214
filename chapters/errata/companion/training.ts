/** Printed figures of the companion book's section on parallelism for training. */
import { md, show } from '@scaling-workbook/exercises';
import type { BookCorrection } from '#book/book-correction.ts';

export const corrections: readonly BookCorrection[] = [
  {
    id: 'B-training-3',
    title: 'Step time of LLaMA-2 13B on 4,096 chips',
    at: 'sb-training-3',
    fault: 'rounded',
    printed: md`300 ms.`,
    ours: (f) =>
      md`${show(f.stepArithmeticTime({ params: 13e9, tokens: 3e6, gpus: 4096, peak: 4.59e14, efficiency: 0.4 }), { digits: 3 })}.`,
    why: () =>
      md`Six FLOPs for each of 13 billion parameters and 3 million tokens, over 4,096 chips at 40 % of 4.59 · 10¹⁴ FLOP/s. The printed figure keeps one digit.`,
    byHand: ['311 ms'],
  },
];
