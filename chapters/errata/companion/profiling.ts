/** Printed figures of the companion book's section on profiling. */
import { md, show, type ShownFormulas } from '@scaling-workbook/exercises';
import type { BookCorrection } from '#book/book-correction.ts';

const groups = (f: ShownFormulas) => f.collectiveGroups({ devices: 128, members: 8 });
const localRows = (f: ShownFormulas) => f.dimensionPerDevice({ size: 32, devices: 4 });
/** One of the two matmuls of the MLP of the example, at the peak of eight TPU v2 cores. */
const matmul = (f: ShownFormulas) =>
  f.computeTime({
    flops: f.flopsPerDevice({ flops: f.batchedMatmulFlops({ batch: 32, m: 1024, k: 8192, n: 32_768 }), devices: 8 }),
    peak: 23e12,
  });
const ms = (time: Parameters<typeof show>[0]) => show(time, { as: 'ms', digits: 3 });

export const corrections: readonly BookCorrection[] = [
  {
    id: 'B-profiling-1',
    title: 'Rows of the batch in the profile of two matmuls',
    at: 'sb-profiling-1',
    fault: 'reading',
    printed: md`True shapes [8, 8192] · [32768, 8192] → [8, 32768], from an all-reduce in groups of 8.`,
    ours: (f) =>
      md`The weight is [${f.wholeDimension({ part: 4096, devices: 8 })}, 8192], as printed. The batch has ${groups(f)} rows if each group has a row of its own, and one row if the groups hold copies.`,
    why: (f) =>
      md`The 8 cores of a group divide the weight and share one row, since the local input has no batch dimension. So the 8 says nothing about the batch. The first group lists every 16th of 128 cores, which makes ${groups(f)} groups. Whether their rows differ cannot be read off the text shown.`,
    byHand: ['32,768', '16 rows', 'makes 16 groups'],
  },
  {
    id: 'B-profiling-2',
    title: 'Times of a layer of the mock Transformer',
    at: 'sb-profiling-2',
    fault: 'reading',
    printed: md`184 ms a layer at first and 67 ms when optimised; 90 and 80 ms with a newer compiler.`,
    ours: (f) =>
      md`At the shapes shown above the problem the two matmuls of the MLP alone take at least ${ms(f.totalTime({ first: matmul(f), second: matmul(f) }))} on eight TPU v2 cores.`,
    why: (f) =>
      md`One of these matmuls takes ${ms(matmul(f))} at the peak, as the text itself works out and measures. A whole layer in less time must have other sizes or run on another chip. The sizes of the notebook are not printed.`,
    byHand: ['191 ms', '95.6 ms'],
  },
  {
    id: 'B-profiling-output-of-the-up-projection',
    title: 'Output of the up-projection in the example profile',
    at: 'profiling',
    where: 'Looking at a real(ish) example profile',
    fault: 'wrong',
    printed: md`Inputs bf16[8, 1024, 8192] and bf16[8192, 16384], output bf16[32, 1024, 16384].`,
    ours: (f) => md`The output on one core is bf16[${localRows(f)}, 1024, 16384].`,
    why: (f) =>
      md`A matmul leaves the batch dimension as it is. The 32 is the whole batch, and four-way data parallelism leaves each core ${localRows(f)} of it.`,
    byHand: ['each core 8 of it'],
  },
];
