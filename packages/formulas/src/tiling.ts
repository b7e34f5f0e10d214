/** A matmul computed tile by tile: how often its inputs are read again, and how large a tile has to be. */
import { count, formula, optional, positive } from './formula.ts';

const source =
  'NVIDIA, Matrix Multiplication Background User’s Guide, §3, https://docs.nvidia.com/deeplearning/performance/dl-performance-matrix-multiplication/';
const bytesPerElement = optional(positive('B/element', 'b', 'bytes of one element', 'type.activation'), 2);

export const tiledMatmulBytes = formula({
  title: 'Traffic of a tiled matmul',
  about:
    'Each tile of the output reads the rows and columns that it is made of. Where no cache keeps them for the next tile, the left matrix is read once for every column of tiles and the right one once for every row of tiles.',
  takes: {
    m: count('1', 'M', 'rows of the left matrix'),
    k: count('1', 'K', 'columns of the left matrix, rows of the right one'),
    n: count('1', 'N', 'columns of the right matrix'),
    tileRows: count('1', 't_M', 'rows of a tile of the output'),
    tileColumns: count('1', 't_N', 'columns of a tile of the output'),
    bytesPerElement,
  },
  example: { m: 6144, k: 6144, n: 16_384, tileRows: 256, tileColumns: 128 },
  gives: 'B',
  symbol: String.raw`\text{bytes}`,
  tex: (x) =>
    String.raw`\left(\lceil ${x.n} / ${x.tileColumns} \rceil \cdot ${x.m} \cdot ${x.k} + \lceil ${x.m} / ${x.tileRows} \rceil \cdot ${x.k} \cdot ${x.n} + ${x.m} \cdot ${x.n}\right) \cdot ${x.bytesPerElement}`,
  of: (x) => (Math.ceil(x.n / x.tileColumns) * x.m * x.k + Math.ceil(x.m / x.tileRows) * x.k * x.n + x.m * x.n) * x.bytesPerElement,
  slips: [
    {
      name: 'inputs-once',
      say: 'That reads each input once. Without a cache every tile of the output reads its rows and columns again.',
      of: (x) => (x.m * x.k + x.k * x.n + x.m * x.n) * x.bytesPerElement,
    },
    {
      name: 'one-input-repeated',
      say: 'That reads only one of the inputs again and again. The tiles of a row share rows of the left matrix, those of a column share columns of the right one, and without a cache both are read anew.',
      of: (x) => (Math.ceil(x.n / x.tileColumns) * x.m * x.k + x.k * x.n + x.m * x.n) * x.bytesPerElement,
    },
    {
      name: 'no-reuse',
      say: 'That fetches two numbers for every multiply-add. Within a tile each number that was fetched is used for a whole row or column of it.',
      of: (x) => (2 * x.m * x.k * x.n + x.m * x.n) * x.bytesPerElement,
    },
  ],
  source,
});

export const computeBoundTileSide = formula({
  title: 'Side from which a tile is compute-bound',
  about:
    'A square tile of side t does two FLOPs for each of its t² cells and each step of the sum, and reads 2t numbers for it: t/b FLOPs a byte. The output, written once at the end, is left out.',
  takes: { ridge: positive('FLOP/B', 'I^*', 'ridge point against the memory that the tile reads from'), bytesPerElement },
  example: { ridge: 250 },
  gives: '1',
  symbol: 't^*',
  tex: ({ ridge, bytesPerElement: b }) => String.raw`${b} \cdot ${ridge}`,
  of: ({ ridge, bytesPerElement }) => ridge * bytesPerElement,
  slips: [
    {
      name: 'ridge-itself',
      say: 'That is the ridge point. A tile of side $t$ has an intensity of $t/b$, so multiply by the bytes of an element.',
      of: ({ ridge }) => ridge,
    },
    {
      name: 'whole-matrix',
      say: 'That is the side of a whole square matmul, which also counts its output. The inner loop of a tile reads its inputs only.',
      of: ({ ridge, bytesPerElement }) => (3 / 2) * ridge * bytesPerElement,
    },
  ],
  source,
});
