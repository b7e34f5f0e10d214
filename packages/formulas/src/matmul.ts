/** An `[m, k]` matrix times a `[k, n]` matrix: work and traffic. */
import { count, formula, optional, positive } from './formula.ts';

const m = count('1', 'M', 'rows of the left matrix');
const k = count('1', 'K', 'columns of the left matrix, rows of the right one');
const n = count('1', 'N', 'columns of the right matrix');
const bytesPerElement = optional(positive('B/element', 'b', 'bytes of one element', 'type.activation'), 2);
const roofline = 'Williams, Waterman, Patterson 2009, doi:10.1145/1498765.1498785';
const scalingBook = 'Austin et al., How to Scale Your Model 2025, https://jax-ml.github.io/scaling-book/roofline/';

export const matmulFlops = formula({
  title: 'Matmul FLOPs',
  about: 'Work of multiplying an M×K by a K×N matrix. Each of the M·N results needs K multiply-adds, and a multiply-add is two FLOPs.',
  takes: { m, k, n },
  example: { m: 4096, k: 6144, n: 16_384 },
  gives: 'FLOP',
  symbol: String.raw`\text{FLOPs}`,
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

export const matmulBytes = formula({
  title: 'Matmul traffic',
  about:
    'Least bytes between memory and chip: both inputs read once and the output written once, if everything in between stays on the chip.',
  takes: { m, k, n, bytesPerElement },
  example: { m: 4096, k: 6144, n: 16_384 },
  gives: 'B',
  symbol: String.raw`\text{bytes}`,
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
  source: roofline,
});

export const matmulInputBytes = formula({
  title: 'Matmul inputs',
  about: 'What a matmul has to read at least: each of its two inputs once. What it writes comes on top.',
  takes: { m, k, n, bytesPerElement },
  example: { m: 4096, k: 6144, n: 16_384 },
  gives: 'B',
  tex: ({ m, k, n, bytesPerElement: b }) => String.raw`(${m} \cdot ${k} + ${k} \cdot ${n}) \cdot ${b}`,
  of: ({ m, k, n, bytesPerElement }) => (m * k + k * n) * bytesPerElement,
  slips: [
    {
      name: 'output-counted',
      say: 'That counts the output as well, which is written and not read.',
      of: ({ m, k, n, bytesPerElement }) => (m * k + k * n + m * n) * bytesPerElement,
    },
  ],
  source: roofline,
});

export const batchedMatmulFlops = formula({
  title: 'Batched matmul FLOPs',
  about: 'Work of one matmul done for every member of a batch: every sequence, or every head.',
  takes: { batch: count('1', 'B', 'how many products'), m, k, n },
  example: { batch: 12, m: 4096, k: 6144, n: 16_384 },
  gives: 'FLOP',
  symbol: String.raw`\text{FLOPs}`,
  tex: ({ batch, m, k, n }) => String.raw`2 \cdot ${batch} \cdot ${m} \cdot ${k} \cdot ${n}`,
  of: ({ batch, m, k, n }) => 2 * batch * m * k * n,
  slips: [
    {
      name: 'one-flop-per-multiply-add',
      say: 'A multiply-add is two FLOPs, one multiplication and one addition: the count is $2BMKN$.',
      of: ({ batch, m, k, n }) => batch * m * k * n,
    },
    {
      name: 'batch-left-out',
      say: 'That is one member of the batch. Every one of the $B$ needs its own product.',
      of: ({ m, k, n }) => 2 * m * k * n,
    },
  ],
  source: 'Golub, Van Loan, Matrix Computations, 4th ed. 2013, §1.1',
});

export const matvecFlops = formula({
  title: 'Vector-matrix FLOPs',
  about: 'Work of one row vector times a matrix: what decoding one token does with each weight matrix.',
  takes: { k, n },
  example: { k: 6144, n: 16_384 },
  gives: 'FLOP',
  symbol: String.raw`\text{FLOPs}`,
  tex: ({ k, n }) => String.raw`2 \cdot ${k} \cdot ${n}`,
  of: ({ k, n }) => 2 * k * n,
  slips: [
    {
      name: 'one-flop-per-multiply-add',
      say: 'A multiply-add is two FLOPs, one multiplication and one addition: the count is $2KN$.',
      of: ({ k, n }) => k * n,
    },
  ],
  source: 'Golub, Van Loan, Matrix Computations, 4th ed. 2013, §1.1',
});

export const matvecBytes = formula({
  title: 'Vector-matrix traffic',
  about: 'Least bytes for one row vector times a matrix. The matrix is nearly all of it, and each weight is used once.',
  takes: { k, n, bytesPerElement },
  example: { k: 6144, n: 16_384 },
  gives: 'B',
  symbol: String.raw`\text{bytes}`,
  tex: ({ k, n, bytesPerElement: b }) => String.raw`(${k} + ${k} \cdot ${n} + ${n}) \cdot ${b}`,
  of: ({ k, n, bytesPerElement }) => (k + k * n + n) * bytesPerElement,
  slips: [
    {
      name: 'matrix-left-out',
      say: 'The weight matrix is left out, and it is nearly all of the traffic: its $KN$ elements have to be read.',
      of: ({ k, n, bytesPerElement }) => (k + n) * bytesPerElement,
    },
    {
      name: 'elements-not-bytes',
      say: 'That counts elements. Multiply by the bytes of one element.',
      of: ({ k, n }) => k + k * n + n,
    },
  ],
  source: roofline,
});

export const squareMatmulIntensity = formula({
  title: 'Intensity of a square matmul',
  about: 'Shortcut for three square matrices of the same size: $2N^3$ FLOPs over $3N^2$ elements, so $N/3$ in BF16.',
  takes: { n: count('1', 'N', 'side of the matrices'), bytesPerElement },
  example: { n: 3072 },
  gives: 'FLOP/B',
  symbol: 'I',
  tex: ({ n, bytesPerElement: b }) => String.raw`\frac{2 \cdot ${n}}{3 \cdot ${b}}`,
  of: ({ n, bytesPerElement }) => (2 * n) / (3 * bytesPerElement),
  slips: [
    {
      name: 'output-left-out',
      say: 'That counts two matrices. The third, the output, is traffic too: divide by $3N^2$ elements.',
      of: ({ n, bytesPerElement }) => n / bytesPerElement,
    },
  ],
  source: roofline,
});

export const computeBoundSquareSize = formula({
  title: 'Side from which a square matmul is compute-bound',
  about: 'The side at which the intensity of a square matmul meets the ridge point. "Large" needs a number, and this is it.',
  takes: { ridge: positive('FLOP/B', 'I^*', 'ridge point of the machine'), bytesPerElement },
  example: { ridge: 250 },
  gives: '1',
  symbol: 'N^*',
  tex: ({ ridge, bytesPerElement: b }) => String.raw`\frac{3}{2} \cdot ${b} \cdot ${ridge}`,
  of: ({ ridge, bytesPerElement }) => 1.5 * bytesPerElement * ridge,
  slips: [
    {
      name: 'ridge-itself',
      say: 'That is the ridge point. A square BF16 matmul has an intensity of only $N/3$, so its side must be three times as large.',
      of: ({ ridge }) => ridge,
    },
  ],
  source: roofline,
});

export const smallBatchIntensity = formula({
  title: 'Intensity of a small batch',
  about: 'Shortcut for $B$ rows times a weight matrix with sides much larger than $B$: only the weights count as traffic.',
  takes: { batch: count('1', 'B', 'rows, one for each token in flight'), bytesPerElement },
  example: { batch: 12 },
  gives: 'FLOP/B',
  symbol: 'I',
  tex: ({ batch, bytesPerElement: b }) => String.raw`\frac{2 \cdot ${batch}}{${b}}`,
  of: ({ batch, bytesPerElement }) => (2 * batch) / bytesPerElement,
  slips: [
    {
      name: 'element-size-forgotten',
      say: 'That is FLOPs for each weight. Divide by the bytes of one weight.',
      of: ({ batch }) => 2 * batch,
    },
    {
      name: 'one-flop-per-multiply-add',
      say: 'A multiply-add is two FLOPs: each weight read does $2B$ of them.',
      of: ({ batch, bytesPerElement }) => batch / bytesPerElement,
    },
  ],
  source: scalingBook,
});
