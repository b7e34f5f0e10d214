/** Measured before a run: the rate of the matmul alone, and the cost of a message. */
import { allocate } from './heap.ts';
import { hasSimd, plainMatmul, rowsOf, wasmMatmul } from './matmul.ts';
import type { Ring } from './ring.ts';

export type Clock = () => number;

export const median = (values: readonly number[]): number => {
  if (values.length === 0) throw new RangeError('values must not be empty, got none');
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] as number;
};

const rows = 256;

/**
 * FLOP/s of the up-projection's matmul, the best of many tries, until none has been better for so many milliseconds: a browser replaces its
 * first code by a much faster one.
 */
export function kernelRate(width: number, now: Clock, milliseconds = 250): number {
  const hidden = 4 * width;
  const { memory, arrays } = allocate({ a: rows * width, b: width * hidden, c: rows * hidden, strip: 8 * width });
  const multiply = hasSimd() ? wasmMatmul(memory, arrays.strip) : plainMatmul;
  arrays.a.fill(0.5);
  arrays.b.fill(0.25);
  // Browsers' clocks are coarse.
  const times = 4;
  const began = now();
  let best = Infinity;
  let bettered = began;
  for (;;) {
    const start = now();
    for (let i = 0; i < times; i += 1) multiply(rows, hidden, width, rowsOf(arrays.a, width), rowsOf(arrays.b, hidden), arrays.c);
    const end = now();
    if (end > start && end - start < 0.95 * best) {
      best = end - start;
      bettered = end;
    }
    if (best < Infinity && (end - bettered > milliseconds || end - began > 8 * milliseconds)) break;
  }
  return (times * 2 * rows * width * hidden) / (best / 1000);
}

export interface Link {
  /** Whatever its size. */
  readonly latency: number;
  /** Bytes a second on top. */
  readonly bandwidth: number;
}

const large = 2 ** 20;

/** The constants of the α–β model, from all-reduces of next to nothing and of four megabytes. */
export async function measureLink(ring: Ring, now: Clock): Promise<Link> {
  const timed = async (length: number, times: number): Promise<number> => {
    const vector = new Float32Array(length);
    const took: number[] = [];
    for (let i = 0; i < times; i += 1) {
      const start = now();
      await ring.allReduce(vector);
      took.push((now() - start) / 1000);
    }
    return median(took);
  };
  await timed(ring.size, 5);
  const small = await timed(ring.size, 40);
  const before = ring.sent();
  const times = 7;
  const big = await timed(large, times);
  const sent = (ring.sent() - before) / times;
  // Clocks tick in steps of up to 0.1 ms: a smaller difference is none.
  return { latency: Math.max(small, 1e-6) / (2 * (ring.size - 1)), bandwidth: sent / Math.max(big - small, 1e-4) };
}
