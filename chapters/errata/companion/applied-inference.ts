/** Printed figures of the companion book's section on serving LLaMA 3. */
import { md, show, type ShownFormulas } from '@scaling-workbook/exercises';
import type { BookCorrection } from '#book/book-correction.ts';

const params = 70e9;
const chip = { memory: 16e9, bandwidth: 8.2e11, peak: 1.97e14 };
const cache = (f: ShownFormulas, tokens: number, sequences: number, bytesPerElement = 1) =>
  f.kvCacheBytes({ layers: 80, kvHeads: 8, headDim: 128, tokens, sequences, bytesPerElement });
const weights = (f: ShownFormulas, bytesPerParam: number) => f.weightBytes({ params, bytesPerParam });
const step = (f: ShownFormulas, gpus: number) =>
  f.decodeStepTime({
    weightBytes: weights(f, 1),
    bandwidth: chip.bandwidth,
    batch: 32,
    flopsPerToken: f.forwardFlopsPerToken({ params }),
    peak: chip.peak,
    kvBytes: cache(f, 8192, 32),
    gpus,
  });
const fullStep = (f: ShownFormulas) => f.memoryTime({ bytes: chip.memory, bandwidth: chip.bandwidth });
const requests = (f: ShownFormulas, batch: number, gpus: number) =>
  show(f.requestRatePerChip({ batch, stepTime: fullStep(f), outputTokens: 512, gpus }), { as: '1/s', digits: 3 });
const fitting = (f: ShownFormulas, gpus: number, bytes: number) =>
  f.batchThatFits({
    gpus,
    capacity: chip.memory,
    weightBytes: weights(f, bytes),
    kvBytesPerSequence: cache(f, 8192, 1, bytes),
  });

export const corrections: readonly BookCorrection[] = [
  {
    id: 'B-applied-inference-t1',
    title: 'Chips for 240 sequences of 32,768 tokens',
    at: 'sb-applied-inference-t1',
    fault: 'rounded',
    printed: md`160 kB for a token, 5.3 GB for a sequence, 86 chips for 240 sequences.`,
    ours: (f) =>
      md`${show(f.kvCacheBytesPerToken({ layers: 80, kvHeads: 8, headDim: 128, bytesPerElement: 1 }))}, ${show(cache(f, 2 ** 15, 1), { digits: 3 })}, and ${show(f.chipsForMemory({ weightBytes: weights(f, 1), cacheBytes: cache(f, 2 ** 15, 240), memory: chip.memory }))} chips.`,
    why: (f) =>
      md`160 kB is right with 1,024 bytes in a kB, and was then used with 1,000; the ${show(cache(f, 2 ** 15, 240), { digits: 4 })} of 240 sequences were rounded up to 1.3 TB before they were divided.`,
    byHand: ['163.84 kB/token', '5.37 GB', '85', '1.288 TB'],
  },
  {
    id: 'B-applied-inference-t2',
    title: 'Chips for a batch of 32',
    at: 'sb-applied-inference-t2',
    fault: 'rounded',
    printed: md`41.9 GB of caches, 112 GB in all, 7 chips.`,
    ours: (f) => {
      const bytes = f.weightsAndCachesBytes({ weightBytes: weights(f, 1), kvBytes: cache(f, 8192, 32) });
      return md`${show(cache(f, 8192, 32), { digits: 3 })}, ${show(bytes, { digits: 3 })}, and ${show(f.acceleratorsNeeded({ bytes: bytes.value, capacity: chip.memory }), { as: 'chip' })}.`;
    },
    why: () =>
      md`With 160,000 bytes for a token instead of 163,840 the sum is just below seven chips; exactly it is just above. The slice, a 4×2, is the same.`,
    byHand: ['42.9 GB', '113 GB', '8 chips'],
  },
  {
    id: 'B-applied-inference-t3',
    title: 'Throughput at a batch of 32',
    at: 'sb-applied-inference-t3',
    fault: 'rounded',
    printed: md`1,882 tokens a second, 235 for each chip; 8.5 ms on 16 chips.`,
    ours: (f) => {
      const stepTime = step(f, 8);
      return md`${show(f.decodeThroughput({ batch: 32, stepTime }), { digits: 4 })}, ${show(f.tokenRatePerChip({ batch: 32, stepTime, gpus: 8 }), { as: 'token/s', digits: 3 })} for each chip; ${show(step(f, 16), { digits: 2 })}.`;
    },
    why: (f) => md`The step of ${show(step(f, 8), { digits: 3 })} was rounded to 17 ms first.`,
    byHand: ['1,859 tokens/s', '232 tokens/s', '8.6 ms', '17.2 ms'],
  },
  {
    id: 'B-applied-inference-t5',
    title: 'Chips’ worth of int4 weights',
    at: 'sb-applied-inference-t5',
    fault: 'wrong',
    printed: md`2.81.`,
    ours: (f) => md`${show(f.byteRatio({ first: weights(f, 0.5), second: chip.memory }), { digits: 3 })}.`,
    why: () =>
      md`35 GB over 16 GB. The printed figure belongs to 45 GB, which stood beside it in an older revision. The slice of 4 chips is right.`,
    byHand: ['2.19'],
  },
  {
    id: 'B-applied-inference-t6',
    title: 'Decode with memory full',
    at: 'sb-applied-inference-t6',
    fault: 'rounded',
    printed: md`19 ms for a step, about 9 s for 512 tokens.`,
    ours: (f) =>
      md`${show(fullStep(f), { digits: 3 })} and ${show(f.answerTime({ outputTokens: 512, stepTime: fullStep(f) }), { digits: 3 })}.`,
    why: () => md`The step was cut to 19 ms, and 512 of those, 9.7 s, to 9 s.`,
    byHand: ['19.5 ms', '9.99 s'],
  },
  {
    id: 'B-applied-inference-t7',
    title: 'Requests per second and chip',
    at: 'sb-applied-inference-t7',
    fault: 'rounded',
    printed: md`0.27, 0.55 and 1.11.`,
    ours: (f) => md`${requests(f, 43, 16)}, ${requests(f, 43, 8)} and ${requests(f, 43, 4)}.`,
    why: (f) => md`The step was taken as 19 ms; reading 16 GB takes ${show(fullStep(f), { digits: 3 })}.`,
    byHand: ['0.269', '0.538', '1.08', '19.5 ms'],
  },
  {
    id: 'B-applied-inference-t8',
    title: 'Twice the slice',
    at: 'sb-applied-inference-t8',
    fault: 'rounded',
    printed: md`140 sequences; 0.44, 0.90 and 1.80 requests for each chip and second.`,
    ours: (f) => {
      const batch = fitting(f, 32, 2);
      return md`${batch}; ${requests(f, batch.value, 32)}, ${requests(f, batch.value, 16)} and ${requests(f, batch.value, 8)}.`;
    },
    why: () =>
      md`The cache of a sequence was rounded, and the step taken as 19 ms. Besides, the step does not remain the same in int4: with BF16 arithmetic its critical batch is 60, so that arithmetic lengthens it.`,
    byHand: ['138 sequences', '0.432', '0.863', '1.73'],
  },
  {
    id: 'B-applied-inference-t9',
    title: 'Ways of tensor parallelism in decode',
    at: 'sb-applied-inference-t9',
    fault: 'rounded',
    printed: md`Up to 56 ways; 11, 18 and 4 µs by links, memory and arithmetic.`,
    ours: (f) => {
      const matrix = f.tensorBytes({ elements: f.matrixElements({ rows: 8192, columns: 28_672 }).value });
      const rows = f.tensorBytes({ elements: f.matrixElements({ rows: 64, columns: 8192 }).value });
      const reading = f.memoryTime({ bytes: f.shardBytes({ bytes: matrix.value, devices: 32 }).value, bandwidth: chip.bandwidth });
      const math = f.computeTime({ flops: f.matmulFlops({ m: 64, k: 8192, n: 28_672 }), peak: f.podPeak({ chips: 32, peak: chip.peak }) });
      return md`${show(f.decodeTensorLimit({ hidden: 28_672, batch: 64, link: 9e10, bandwidth: chip.bandwidth }), { digits: 2 })} ways; ${show(f.axisGatherTime({ bytes: rows.value, bandwidth: 9e10 }), { digits: 3 })}, ${show(reading, { digits: 3 })} and ${show(math, { digits: 2 })}.`;
    },
    why: () => md`The ratio of the bandwidths, 820 over 90, was taken as 8. It is 9.1. The times were cut off, not rounded.`,
    byHand: ['49', '11.7 µs', '17.9 µs', '4.8 µs'],
  },
];
