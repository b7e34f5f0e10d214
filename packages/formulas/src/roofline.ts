/** The roofline model: work against traffic, and the two roofs over every kernel. */
import { formula, nonNegative, positive } from './formula.ts';

const source = 'Williams, Waterman, Patterson 2009, doi:10.1145/1498765.1498785';

/** FLOPs done per byte moved, $F/Q$. Throws `RangeError` unless the bytes are above 0. */
export const arithmeticIntensity = formula({
  title: 'Arithmetic intensity',
  about: 'How much work a kernel does for each byte it moves between memory and chip.',
  takes: { flops: nonNegative('FLOP', 'F', 'work of the kernel'), bytes: positive('B', 'Q', 'bytes it moves') },
  gives: 'FLOP/B',
  symbol: 'I',
  tex: ({ flops, bytes }) => String.raw`\frac{${flops}}{${bytes}}`,
  of: ({ flops, bytes }) => flops / bytes,
  slips: [
    {
      name: 'inverted',
      say: 'That is bytes per FLOP. Intensity is work over traffic: FLOPs divided by bytes.',
      of: ({ flops, bytes }) => bytes / flops,
    },
  ],
  source,
});

/** The intensity at which both roofs meet, $P/W$. */
export const ridgePoint = formula({
  title: 'Ridge point',
  about:
    'The arithmetic intensity at which compute and memory take equally long. Below it a kernel is memory-bound, above it compute-bound.',
  takes: { peak: positive('FLOP/s', 'P', 'dense peak compute'), bandwidth: positive('B/s', 'W', 'memory bandwidth') },
  gives: 'FLOP/B',
  symbol: 'I^*',
  tex: ({ peak, bandwidth }) => String.raw`\frac{${peak}}{${bandwidth}}`,
  of: ({ peak, bandwidth }) => peak / bandwidth,
  slips: [
    {
      name: 'inverted',
      say: 'That is bandwidth over compute. The ridge point is peak FLOP/s divided by bandwidth.',
      of: ({ peak, bandwidth }) => bandwidth / peak,
    },
  ],
  source,
});
