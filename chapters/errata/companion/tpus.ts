/** Printed figures of the companion book's section on TPUs. */
import { md, show, type ShownFormulas } from '@scaling-workbook/exercises';
import type { BookCorrection } from '#book/book-correction.ts';

const read = (f: ShownFormulas, bandwidth: number) =>
  f.memoryTime({ bytes: f.shardBytes({ bytes: f.weightBytes({ params: 200e9, bytesPerParam: 2 }), devices: 32 }), bandwidth });
const int8 = { peak: 3.94e14, bandwidth: 8.2e11, d: 4096, f: 16_384, bytesPerWeight: 1, bytesPerActivation: 1 };
const array = (f: ShownFormulas) =>
  f.tensorBytes({ elements: f.tensorElements({ first: 8, second: 128, third: 8192 }), bytesPerElement: 2 });
const matrix = (f: ShownFormulas) => f.tensorBytes({ elements: f.matrixElements({ rows: 131_072, columns: 131_072 }), bytesPerElement: 1 });
const ms = (time: Parameters<typeof show>[0]) => show(time, { as: 'ms', digits: 3 });

export const corrections: readonly BookCorrection[] = [
  {
    id: 'B-tpus-1',
    title: 'A bandwidth that is not in the table',
    at: 'sb-tpus-1',
    fault: 'reading',
    printed: md`About 10 ms, with 1.23 TB/s of HBM bandwidth for a TPU v4p.`,
    ours: (f) =>
      md`${ms(read(f, 1.2e12))} with the 1.2 TB/s of that book’s own table, ${ms(read(f, 1.23e12))} with the 1.23 TB/s of the answer.`,
    why: () => md`The table and the answer round the same bandwidth differently. Both agree with “about 10 ms”.`,
    byHand: ['10.4 ms', '10.2 ms'],
  },
  {
    id: 'B-tpus-2',
    title: 'FLOP/s of a v5e pod',
    at: 'sb-tpus-2',
    fault: 'rounded',
    printed: md`5.1 × 10¹⁶ FLOP/s for 256 chips of 1.97 × 10¹⁴.`,
    ours: (f) => md`${show(f.podPeak({ chips: 256, peak: 1.97e14 }), { digits: 3 })}.`,
    why: (f) =>
      md`The rate of the chip was rounded to 2 × 10¹⁴ first, which gives ${show(f.podPeak({ chips: 256, peak: 2e14 }), { digits: 3 })}.`,
    byHand: ['50.4 PFLOP/s', '51.2 PFLOP/s'],
  },
  {
    id: 'B-tpus-4',
    title: 'The batch at which an INT8 matmul turns compute-bound',
    at: 'sb-tpus-4',
    fault: 'rounded',
    printed: md`A batch above 267.`,
    ours: (f) => md`${show(f.criticalBatchOfMatrix(int8), { digits: 3 })}.`,
    why: (f) =>
      md`FLOPs and bytes were rounded to 1.3 × 10⁸, 6.7 × 10⁷ and 2 × 10⁴ before the difference of two times was taken, and the difference magnifies the rounding. With weights alone the batch would be ${show(f.criticalBatch({ peak: int8.peak, bandwidth: int8.bandwidth, bytesPerWeight: 1 }), { digits: 3 })}.`,
    byHand: ['259 tokens', '240 tokens'],
  },
  {
    id: 'B-tpus-5',
    title: 'An array across a slice',
    at: 'sb-tpus-5',
    fault: 'rounded',
    printed: md`188 µs for the bytes, 194 µs with the hops.`,
    ours: (f) => {
      const bytes = f.linksTime({ bytes: array(f), links: 2, bandwidth: 4.5e10 });
      const hops = f.latencyTime({ steps: f.gridHops({ x: 4, y: 4 }), latency: 1e-6 });
      return md`${show(bytes, { as: 'µs', digits: 3 })} and ${show(f.collectiveTime({ latencyTime: hops, transferTime: bytes }), { as: 'µs', digits: 3 })}.`;
    },
    why: (f) => md`The array has ${show(array(f), { digits: 3 })}, and was rounded up to 17 MB.`,
    byHand: ['186 µs', '192 µs', '16.8 MB'],
  },
  {
    id: 'B-tpus-6',
    title: 'A matrix of 16 GiB, counted as 16 GB',
    at: 'sb-tpus-6',
    fault: 'rounded',
    printed: md`63 ms over PCIe, 167 ms over ICI, 20 ms from HBM.`,
    ours: (f) =>
      md`${ms(f.linksTime({ bytes: matrix(f), links: 16, bandwidth: 1.6e10 }))}, ${ms(f.linksTime({ bytes: f.gatheredBytes({ bytes: matrix(f), devices: 16 }), links: 2, bandwidth: 4.5e10 }))} and ${ms(f.memoryTime({ bytes: matrix(f), bandwidth: 8.2e11 }))}.`,
    why: (f) =>
      md`128 × 1024 squared is ${show(matrix(f), { digits: 3 })}. The verdict is the same: the gather over ICI decides, and about 200 ms is a sensible estimate. The corner could not hold the matrix beside anything else, though: it is all the HBM that a v5e has.`,
    byHand: ['67.1 ms', '179 ms', '21 ms', '17.2 GB'],
  },
  {
    id: 'B-tpus-p1',
    title: 'Vector rate of a chip or of a core',
    at: 'sb-tpus-p1',
    fault: 'reading',
    printed: md`7 × 10¹² FLOP/s for a TPU v5p.`,
    ours: (f) =>
      md`${show(f.vectorUnitPeak({ cores: 1, alus: 4, clock: 1.75e9 }), { digits: 3 })} for each of its two cores, ${show(f.vectorUnitPeak({ cores: 2, alus: 4, clock: 1.75e9 }), { digits: 3 })} for the chip.`,
    why: () => md`The question names the chip, the answer counts one core.`,
    byHand: ['7.17 TFLOP/s', '14.3 TFLOP/s'],
  },
];
