/** How large things are and how long they take to move: elements, bytes, transfers. */
import { count, formula, nonNegative, optional, positive } from './formula.ts';

const stored = 'IEEE Std 754-2019, doi:10.1109/IEEESTD.2019.8766229 (storage formats of 16, 32 and 64 bits)';
const dimension = (symbol: string, which: string) => count('1', symbol, `size of the ${which} dimension`);

export const matrixElements = formula({
  title: 'Elements of a matrix',
  about: 'How many numbers a matrix holds.',
  takes: { rows: count('1', 'R', 'rows'), columns: count('1', 'C', 'columns') },
  example: { rows: 256, columns: 128 },
  gives: 'element',
  symbol: 'n',
  tex: ({ rows, columns }) => String.raw`${rows} \cdot ${columns}`,
  of: ({ rows, columns }) => rows * columns,
  source: 'Golub, Van Loan, Matrix Computations, 4th ed. 2013, §1.1',
});

export const tensorElements = formula({
  title: 'Elements of a tensor',
  about: 'How many numbers a tensor holds: the product of its dimensions. Dimensions left out count as 1.',
  takes: {
    first: dimension('d_1', 'first'),
    second: dimension('d_2', 'second'),
    third: optional(dimension('d_3', 'third'), 1),
    fourth: optional(dimension('d_4', 'fourth'), 1),
  },
  example: { first: 4096, second: 6144 },
  gives: 'element',
  symbol: 'n',
  tex: ({ first, second, third, fourth }) => String.raw`${first} \cdot ${second} \cdot ${third} \cdot ${fourth}`,
  of: ({ first, second, third, fourth }) => first * second * third * fourth,
  slips: [
    {
      name: 'first-left-out',
      say: 'That leaves out the first dimension, usually the batch. Multiply by it as well.',
      of: ({ second, third, fourth }) => second * third * fourth,
    },
  ],
  source: 'Golub, Van Loan, Matrix Computations, 4th ed. 2013, §12.4',
});

export const tensorBytes = formula({
  title: 'Bytes of a tensor',
  about: 'What a tensor takes up in memory: its elements times the bytes of one.',
  takes: {
    elements: nonNegative('element', 'n', 'elements of the tensor'),
    bytesPerElement: optional(positive('B/element', 'b', 'bytes of one element', 'type.activation'), 2),
  },
  example: { elements: 5e7 },
  gives: 'B',
  symbol: 'V',
  tex: ({ elements, bytesPerElement }) => String.raw`${elements} \cdot ${bytesPerElement}`,
  of: ({ elements, bytesPerElement }) => elements * bytesPerElement,
  slips: [
    {
      name: 'elements-not-bytes',
      say: 'That counts elements. Multiply by the bytes of one element.',
      of: ({ elements }) => elements,
    },
    {
      name: 'bits',
      say: 'That is bits. Eight bits are one byte.',
      of: ({ elements, bytesPerElement }) => elements * bytesPerElement * 8,
    },
  ],
  source: stored,
});

export const parametersThatFit = formula({
  title: 'Parameters that fit',
  about: 'The largest model whose weights alone fill the memory: nothing is left for a cache, activations or buffers.',
  takes: {
    memory: positive('B', 'M', 'memory of the device', 'chip.memory'),
    bytesPerParam: optional(positive('B/param', 'b', 'bytes of one weight', 'type.weight'), 2),
  },
  example: { memory: 96e9 },
  gives: 'param',
  symbol: 'N',
  tex: ({ memory, bytesPerParam }) => String.raw`\frac{${memory}}{${bytesPerParam}}`,
  of: ({ memory, bytesPerParam }) => memory / bytesPerParam,
  slips: [
    {
      name: 'weights-twice-as-wide',
      say: 'That takes weights of twice the size, such as FP32 for BF16.',
      of: ({ memory, bytesPerParam }) => memory / (2 * bytesPerParam),
    },
    {
      name: 'bits-for-bytes',
      say: 'That divides by the bits of a weight. Memory is counted in bytes, so divide by bytes.',
      of: ({ memory, bytesPerParam }) => memory / (8 * bytesPerParam),
    },
    {
      name: 'multiplied',
      say: 'That multiplies by the size of a weight. The more bytes a weight takes, the fewer fit: divide.',
      of: ({ memory, bytesPerParam }) => memory * bytesPerParam,
    },
  ],
  source: stored,
});

export const transferTime = formula({
  title: 'Transfer time',
  about: 'Least time to move bytes over a link of this bandwidth in one direction, without latency.',
  takes: { bytes: nonNegative('B', 'V', 'bytes sent one way'), bandwidth: positive('B/s', 'W', 'bandwidth of the link one way') },
  example: { bytes: 6e9, bandwidth: 50e9 },
  gives: 's',
  symbol: 'T',
  tex: ({ bytes, bandwidth }) => String.raw`\frac{${bytes}}{${bandwidth}}`,
  of: ({ bytes, bandwidth }) => bytes / bandwidth,
  slips: [
    {
      name: 'both-ways',
      say: 'That uses the bandwidth of both directions together. What a device sends goes out one way, at half that figure.',
      of: ({ bytes, bandwidth }) => bytes / (2 * bandwidth),
    },
    {
      name: 'bits-for-bytes',
      say: 'That reads the bandwidth as bits per second. It is given in bytes per second, eight times as much.',
      of: ({ bytes, bandwidth }) => (8 * bytes) / bandwidth,
    },
  ],
  source: 'Hockney 1994, doi:10.1016/S0167-8191(06)80021-9',
});
