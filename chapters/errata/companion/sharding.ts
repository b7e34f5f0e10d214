/** Printed figures of the companion book's section on sharded matrices. */
import { md, show } from '@scaling-workbook/exercises';
import type { BookCorrection } from '#book/book-correction.ts';

/** Two-way bandwidth of one axis of a TPU v4p and of a v5e, as the companion book has it. */
const axis = 9e10;

export const corrections: readonly BookCorrection[] = [
  {
    id: 'B-sharding-p1',
    title: 'Time to read 1 MiB from the HBM of an H100',
    at: 'sb-sharding-p1',
    fault: 'rounded',
    printed: md`294 ns.`,
    ours: (f) => md`${show(f.memoryTime({ bytes: 1_048_576, bandwidth: 3.4e12 }), { as: 'ns', digits: 3 })}.`,
    why: () => md`The printed time takes the mebibyte for a million bytes.`,
    byHand: ['308 ns'],
  },
  {
    id: 'B-sharding-p3',
    title: 'All-gather of 2048 × 8192 on a TPU v5e by the rule of a closed ring',
    at: 'sb-sharding-p3',
    fault: 'rounded',
    printed: md`377 µs.`,
    ours: (f) => md`${show(f.axisGatherTime({ bytes: 2 * 2048 * 8192, bandwidth: axis }), { as: 'µs', digits: 3 })}.`,
    why: () => md`The 33.55 MB were rounded up to 34 MB on the way.`,
    byHand: ['373 µs'],
  },
  {
    id: 'B-sharding-2',
    title: 'All-gather over two axes of a TPU v4p',
    at: 'sb-sharding-2',
    fault: 'rounded',
    printed: md`46 µs.`,
    ours: (f) => md`${show(f.axisGatherTime({ bytes: 2 * 1024 * 4096, bandwidth: axis, axes: 2 }), { as: 'µs', digits: 3 })}.`,
    why: () => md`It is twice the time of the first part, after that was rounded down to 23 µs.`,
    byHand: ['46.6 µs'],
  },
  {
    id: 'B-sharding-4',
    title: 'Thresholds of gathering and reducing',
    at: 'sb-sharding-4',
    fault: 'reading',
    printed: md`2,550 tokens, and a contraction of 5,100.`,
    ours: (f) =>
      md`They hold for a TPU v5p, which the question does not name. On a TPU v4p the first is ${show(f.gatheredMatmulTokens({ peak: 2.75e14, bandwidth: axis }), { digits: 4 })}, the second ${show(f.reduceFromContraction({ peak: 2.75e14, bandwidth: axis }), { digits: 4 })}.`,
    why: () =>
      md`Both thresholds are FLOPs of the chip for each byte of the link, so they need a chip. We ask for the formula, and name the chip for the number.`,
    byHand: ['3,056', '6,111'],
  },
  {
    id: 'B-sharding-10',
    title: 'An all-gather against an all-to-all on a ring used both ways',
    at: 'sb-sharding-10',
    fault: 'rounded',
    printed: md`4 times as long.`,
    ours: (f) => {
      const bytes = 256;
      const gather = f.shardBytes({ bytes: f.allGatherBytes({ bytes, devices: 16 }), devices: 2 });
      return md`$4(1 - 1/D)$ on a ring of $D$ devices, for example ${f.byteRatio({ first: gather, second: f.ringAllToAllBytes({ bytes, devices: 16 }) })} on one of sixteen. Both answers count.`;
    },
    why: () =>
      md`The printed figure is the limit for many devices: an all-gather spares each device its own shard, while over each link of an even ring an all-to-all moves an eighth of the tensor whatever the number of devices.`,
    byHand: ['3.75'],
  },
];
