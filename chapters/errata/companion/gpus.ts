/** Printed figures of the companion book's section on GPUs. */
import { md } from '@scaling-workbook/exercises';
import type { BookCorrection } from '#book/book-correction.ts';

export const corrections: readonly BookCorrection[] = [
  {
    id: 'B-gpus-5-2',
    title: 'Most ranks of tensor parallelism for LLaMA 3-70B',
    at: 'sb-gpus-5-2',
    fault: 'wrong',
    printed: md`At most 14.372 ranks, so 8.`,
    ours: (f) => md`${f.tensorParallelLimit({ hidden: 28_672, peak: 990e12, bandwidth: 450e9, bytesPerElement: 2 })}, so 8 as well.`,
    why: (f) =>
      md`The limit is $F$ divided by the FLOPs that the chip does for each byte of the link: 28,672 over ${f.ridgePoint({ peak: 990e12, bandwidth: 450e9 })}. The printed figure would need a ratio of 1,995, which follows from neither of the two bandwidths of an H100. The verdict is the same.`,
    byHand: ['13.0327', '2,200 FLOP/B'],
  },
];
