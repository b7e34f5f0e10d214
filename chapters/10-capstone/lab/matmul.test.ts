import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allocate } from './heap.ts';
import { hasSimd, plainMatmul, rowsOf, tile, transposed, wasmMatmul, type Matmul } from './matmul.ts';
import { randomFrom } from './random.ts';

const shapes = fc.record({
  m: fc.integer({ min: 1, max: 6 }).map((tiles) => tiles * tile.rows),
  n: fc.integer({ min: 1, max: 4 }).map((tiles) => tiles * tile.columns),
  k: fc.integer({ min: 1, max: 21 }),
  turnA: fc.boolean(),
  turnB: fc.boolean(),
  add: fc.boolean(),
  seed: fc.nat(1000),
});

/** Row times column, in double precision. */
const product = (m: number, n: number, k: number, a: (i: number, p: number) => number, b: (p: number, j: number) => number): number[] =>
  Array.from({ length: m * n }, (_, at) => {
    let sum = 0;
    for (let p = 0; p < k; p += 1) sum += a(Math.floor(at / n), p) * b(p, at % n);
    return sum;
  });

const setUp = (m: number, n: number, k: number, seed: number) => {
  const { memory, arrays } = allocate({ a: m * k, b: k * n, c: m * n, strip: 8 * k });
  const random = randomFrom(seed);
  for (const array of [arrays.a, arrays.b, arrays.c]) array.forEach((_, i) => (array[i] = random.uniform() - 0.5));
  return { ...arrays, matmul: wasmMatmul(memory, arrays.strip) };
};

describe.each([
  ['in WebAssembly', (own: Matmul) => own],
  ['in plain JavaScript', () => plainMatmul],
] as const)('the matmul %s', (_, pick) => {
  it('multiplies row by column, with either input transposed and with or without what was there', () => {
    fc.assert(
      fc.property(shapes, ({ m, n, k, turnA, turnB, add, seed }) => {
        const { a, b, c, matmul } = setUp(m, n, k, seed);
        const before = [...c];
        const left = turnA ? transposed(rowsOf(a, m)) : rowsOf(a, k);
        const right = turnB ? transposed(rowsOf(b, k)) : rowsOf(b, n);
        const expected = product(
          m,
          n,
          k,
          (i, p) => a[turnA ? p * m + i : i * k + p] ?? NaN,
          (p, j) => b[turnB ? j * k + p : p * n + j] ?? NaN,
        );
        pick(matmul)(m, n, k, left, right, c, add);
        c.forEach((value, at) => {
          expect(value).toBeCloseTo((expected[at] ?? NaN) + (add ? (before[at] ?? NaN) : 0), 5);
        });
      }),
      { numRuns: 60, seed: 7 },
    );
  });

  it('refuses sides that do not fit its tile', () => {
    const { a, b, c, matmul } = setUp(4, 8, 2, 1);
    expect(() => {
      pick(matmul)(3, 8, 2, rowsOf(a, 2), rowsOf(b, 8), c);
    }).toThrow(/m must be a multiple of 4, got 3/);
    expect(() => {
      pick(matmul)(4, 12, 2, rowsOf(a, 2), rowsOf(b, 8), c);
    }).toThrow(/n must be a multiple of 8, got 12/);
    expect(() => {
      pick(matmul)(4, 8, 0, rowsOf(a, 2), rowsOf(b, 8), c);
    }).toThrow(/k must be above 0, got 0/);
  });
});

it('runs here as WebAssembly, so that the kernel is what has been tested', () => {
  expect(hasSimd()).toBe(true);
});

it('refuses an inner side that its strip has no room for', () => {
  const { a, b, c, matmul } = setUp(4, 8, 2, 1);
  expect(() => {
    matmul(4, 8, 3, rowsOf(a, 2), rowsOf(b, 8), c);
  }).toThrow(/k must fit the strip/);
});
