/** Matrix multiplication of an `[m, k]` matrix with a `[k, n]` matrix: the work and the traffic. */
import { count, formula, optional, positive } from './formula.ts';

const m = count('1', 'M', 'rows of the left matrix');
const k = count('1', 'K', 'columns of the left matrix, rows of the right one');
const n = count('1', 'N', 'columns of the right matrix');

/** FLOPs of `[m, k] × [k, n]`, a multiply-add counted as two: $2MKN$. Throws `RangeError` unless each is a whole number ≥ 1. */
export const matmulFlops = formula({
  title: 'Matmul FLOPs',
  about: 'Work of multiplying an M×K by a K×N matrix. Each of the M·N results needs K multiply-adds, and a multiply-add is two FLOPs.',
  takes: { m, k, n },
  gives: 'FLOP',
  symbol: 'F',
  tex: ({ m, k, n }) => String.raw`2 \cdot ${m} \cdot ${k} \cdot ${n}`,
  of: ({ m, k, n }) => 2 * m * k * n,
  slips: [
    {
      name: 'one-flop-per-multiply-add',
      say: 'A multiply-add is two FLOPs, one multiplication and one addition: the count is $2MKN$.',
      of: ({ m, k, n }) => m * k * n,
    },
  ],
  source: 'Golub, Van Loan, Matrix Computations, 4th ed. 2013, §1.1',
});

/** Bytes that `[m, k] × [k, n]` must move at least: each input read once, the output written once: $(MK+KN+MN)\,b$. */
export const matmulBytes = formula({
  title: 'Matmul traffic',
  about:
    'Least bytes between memory and chip: both inputs read once and the output written once, if everything in between stays on the chip.',
  takes: { m, k, n, bytesPerElement: optional(positive('B/element', 'b', 'bytes of one element'), 2) },
  gives: 'B',
  symbol: 'Q',
  tex: ({ m, k, n, bytesPerElement: b }) => String.raw`(${m} \cdot ${k} + ${k} \cdot ${n} + ${m} \cdot ${n}) \cdot ${b}`,
  of: ({ m, k, n, bytesPerElement }) => (m * k + k * n + m * n) * bytesPerElement,
  slips: [
    {
      name: 'output-left-out',
      say: 'The output matrix is traffic too: the $MN$ results have to be written back.',
      of: ({ m, k, n, bytesPerElement }) => (m * k + k * n) * bytesPerElement,
    },
    {
      name: 'elements-not-bytes',
      say: 'That counts elements. Multiply by the bytes of one element.',
      of: ({ m, k, n }) => m * k + k * n + m * n,
    },
  ],
  source: 'Williams, Waterman, Patterson 2009, doi:10.1145/1498765.1498785',
});
