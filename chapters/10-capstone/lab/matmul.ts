/**
 * C = A·B or C += A·B, in WebAssembly with four numbers at a time, else in plain JavaScript.
 *
 * A and B are read with any strides, so a transposed matrix needs no copy. The kernel packs eight columns of B into a strip that stays in
 * the first cache, and keeps four rows by eight columns of C in registers.
 */
import * as w from './wasm-code.ts';

/** Its first element, and elements between rows and between columns. */
export interface Matrix {
  readonly data: Float32Array;
  readonly row: number;
  readonly column: number;
}

export const rowsOf = (data: Float32Array, width: number): Matrix => ({ data, row: width, column: 1 });
export const transposed = ({ data, row, column }: Matrix): Matrix => ({ data, row: column, column: row });

/** [m, k] by [k, n] into the contiguous c of [m, n]. m is a multiple of 4 and n of 8. */
export type Matmul = (m: number, n: number, k: number, a: Matrix, b: Matrix, c: Float32Array, add?: boolean) => void;

/** Of C, held at a time. */
export const tile = { rows: 4, columns: 8 } as const;

// Parameters of the kernel, then its locals. Strides are in bytes.
const [m, n, k, a, aRow, aColumn, b, bRow, bColumn, c, adds, strip] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11] as const;
const [j, i, p, from, to, target] = [12, 13, 14, 15, 16, 17] as const;
const rows = [18, 19, 20, 21] as const;
const sums = [22, 24, 26, 28] as const;
const [left, right, factor] = [30, 31, 32] as const;

const scaled = (x: number, y: number): w.Code => [...w.get(x), ...w.get(y), ...w.multiply];
const bytes = (x: w.Code): w.Code => [...x, ...w.constant(4), ...w.multiply];

/** Columns j to j + 8 of B, row by row. */
const pack: w.Code = [
  ...w.get(strip),
  ...w.set(to),
  ...w.counted(p, w.constant(0), w.get(k), 1, [
    ...w.get(b),
    ...scaled(p, bRow),
    ...w.add,
    ...scaled(j, bColumn),
    ...w.add,
    ...w.set(from),
    ...Array.from({ length: tile.columns }, (_, q) => [
      ...w.get(to),
      ...w.get(from),
      ...w.loadFloat,
      ...w.storeFloat(4 * q),
      ...w.increase(from, w.get(bColumn)),
    ]).flat(),
    ...w.increase(to, w.constant(4 * tile.columns)),
  ]),
];

const accumulate = (sum: number, operand: number): w.Code => [
  ...w.get(sum),
  ...w.get(factor),
  ...w.get(operand),
  ...w.multiplyFour,
  ...w.addFour,
  ...w.set(sum),
];

/** Four rows of A against the strip. */
const multiplyRows: w.Code = [
  ...w.get(strip),
  ...w.set(to),
  ...w.counted(p, w.constant(0), w.get(k), 1, [
    ...w.get(to),
    ...w.loadFour(),
    ...w.set(left),
    ...w.get(to),
    ...w.loadFour(16),
    ...w.set(right),
    ...rows.flatMap((row, r) => {
      const sum = sums[r] ?? 0;
      return [
        ...w.get(row),
        ...w.loadSplat,
        ...w.set(factor),
        ...accumulate(sum, left),
        ...accumulate(sum + 1, right),
        ...w.increase(row, w.get(aColumn)),
      ];
    }),
    ...w.increase(to, w.constant(4 * tile.columns)),
  ]),
];

const store: w.Code = sums.flatMap((sum) => [
  ...[0, 1].flatMap((half) => [
    ...w.when(w.get(adds), [...w.get(target), ...w.loadFour(16 * half), ...w.get(sum + half), ...w.addFour, ...w.set(sum + half)]),
    ...w.get(target),
    ...w.get(sum + half),
    ...w.storeFour(16 * half),
  ]),
  ...w.increase(target, bytes(w.get(n))),
]);

const kernel: w.Code = w.counted(j, w.constant(0), w.get(n), tile.columns, [
  ...pack,
  ...w.counted(i, w.constant(0), w.get(m), tile.rows, [
    ...rows.flatMap((row, r) => [
      ...(r === 0 ? [...w.get(a), ...scaled(i, aRow)] : [...w.get(rows[r - 1] ?? 0), ...w.get(aRow)]),
      ...w.add,
      ...w.set(row),
    ]),
    ...sums.flatMap((sum) => [...w.zeroFour, ...w.set(sum), ...w.zeroFour, ...w.set(sum + 1)]),
    ...multiplyRows,
    ...w.get(c),
    ...bytes([...scaled(i, n), ...w.get(j), ...w.add]),
    ...w.add,
    ...w.set(target),
    ...store,
  ]),
]);

/** About 700 bytes. */
const matmulModule = (): Uint8Array<ArrayBuffer> => w.moduleOf('matmul', 12, 10, 11, kernel);

type Kernel = (...parameters: readonly number[]) => void;

function check(m: number, n: number, k: number): void {
  if (m % tile.rows !== 0 || m <= 0) throw new RangeError(`m must be a multiple of ${tile.rows}, got ${m}`);
  if (n % tile.columns !== 0 || n <= 0) throw new RangeError(`n must be a multiple of ${tile.columns}, got ${n}`);
  if (!(k > 0)) throw new RangeError(`k must be above 0, got ${k}`);
}

/** `strip` is scratch of at least 8k elements in the same heap. */
export function wasmMatmul(memory: WebAssembly.Memory, strip: Float32Array): Matmul {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(matmulModule()), { env: { memory } });
  const run = exports.matmul as Kernel;
  return (m, n, k, a, b, c, add = false) => {
    check(m, n, k);
    if (strip.length < tile.columns * k) throw new RangeError(`k must fit the strip of ${strip.length}, got ${k}`);
    const of = ({ data, row, column }: Matrix): readonly number[] => [data.byteOffset, 4 * row, 4 * column];
    run(m, n, k, ...of(a), ...of(b), c.byteOffset, Number(add), strip.byteOffset);
  };
}

/** Some five times slower: for browsers without SIMD, and to test the kernel against. */
export const plainMatmul: Matmul = (m, n, k, a, b, c, add = false) => {
  check(m, n, k);
  for (let i = 0; i < m; i += 1) {
    const row = c.subarray(i * n, (i + 1) * n);
    if (!add) row.fill(0);
    for (let p = 0; p < k; p += 1) {
      const x = a.data[i * a.row + p * a.column] as number;
      for (let j = 0; j < n; j += 1) row[j] = (row[j] as number) + x * (b.data[p * b.row + j * b.column] as number);
    }
  }
};

/** As all browsers have since 2023. */
export const hasSimd = (): boolean => typeof WebAssembly === 'object' && WebAssembly.validate(matmulModule());
