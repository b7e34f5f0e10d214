import { amount, md, parts, show, type Formulas, type Givens, type Plain } from '@scaling-workbook/exercises';

const given = {
  chip: 'TPU v5e',
  rows: amount(512, '1'),
  inner: amount(2048, '1'),
  columns: amount(8192, '1'),
  devices: amount(4, '1'),
  bytes: amount(2, 'B/element'),
  peak: amount(1.97e14, 'FLOP/s'),
  bandwidth: amount(4.5e10, 'B/s'),
} as const satisfies Givens;
type Numbers = Plain<typeof given>;

/** Bytes of one chunk of the rows, and of the whole. */
const rowsBytes = ({ rows, inner, bytes }: Numbers, f: Formulas) =>
  f.tensorBytes({ elements: f.matrixElements({ rows, columns: inner }), bytesPerElement: bytes });
const hop = (g: Numbers, f: Formulas) =>
  f.transferTime({ bytes: f.shardBytes({ bytes: rowsBytes(g, f), devices: g.devices }), bandwidth: g.bandwidth });
/** Time of all products of one device. */
const product = (g: Numbers, f: Formulas) =>
  f.computeTime({
    flops: f.flopsPerDevice({ flops: f.matmulFlops({ m: g.rows, k: g.inner, n: g.columns }), devices: g.devices }),
    peak: g.peak,
  });

export default parts({
  title: 'Collective matmuls',
  book: 'sb-jax-stuff-3',
  given,
  ask: ({ chip, rows, inner, columns, devices, peak, bandwidth }) =>
    md`$\text{Tmp}[B_X, F_Y] \cdot W_2[F_Y, D] \to \text{Out}[B_X, D_Y]$ runs in BF16 on $Y$ = ${devices} ${chip} (${peak}, links of ${bandwidth} each way), with $F$ = ${columns}, $D$ = ${inner} and $B/X$ = ${rows} rows on each device. Instead of one matmul and then a reduce-scatter, each device multiplies for one block of Out at a time, passes the running sum of that block on to its neighbour, always in the same direction, and adds its own product to the sum that arrives. How many sends are there, how many bytes does each device send altogether, how long does one send take, how long do all products take on one device, and how long do matmul and sends take together at best?`,
  fields: {
    sends: {
      label: 'Sends',
      unit: '1',
      tolerance: 0,
      byHand: 3,
      solve: ({ devices }, f) => f.ringSteps({ devices }),
    },
    bytes: {
      label: 'Sent by each device',
      unit: 'MB',
      byHand: 1.572864,
      solve: (g, f) => f.reduceScatterBytes({ bytes: rowsBytes(g, f), devices: g.devices }),
    },
    hop: { label: 'One send', unit: 'µs', byHand: 11.6508, solve: hop },
    product: { label: 'All products of a device', unit: 'µs', byHand: 21.8022, solve: product },
    together: {
      label: 'Collective matmul',
      unit: 'µs',
      byHand: 40.4031,
      solve: (g, f, earlier) =>
        f.collectiveMatmulTime({
          devices: g.devices,
          compute: f.splitTime({ time: earlier('product'), devices: g.devices }),
          transfer: earlier('hop'),
        }),
    },
    gain: {
      label: 'How many times as fast as matmul, then reduce-scatter',
      unit: '1',
      byHand: 1.40471,
      solve: (g, f, earlier) =>
        f.timeRatio({
          first: f.totalTime({ first: earlier('product'), second: f.transferTime({ bytes: earlier('bytes'), bandwidth: g.bandwidth }) }),
          second: earlier('together'),
        }),
    },
    least: {
      label: 'What must travel, so that as little is sent as can be?',
      options: () => [
        {
          text: md`
The running sums of blocks of Out, $[B_X, D_Y]$
          `,
          right: true,
          say: md`
Each is sent on once it has the product of this device, and arrives complete where it belongs. In all, each device sends what a reduce-scatter sends.
          `,
        },
        {
          text: md`
The blocks of Tmp, as in the all-gather version
          `,
          right: false,
          say: md`
Then every device would need all rows of $W_2$, of which it holds only its part.
          `,
        },
        {
          text: md`
Whole partial sums, $[B_X, D]$
          `,
          right: false,
          say: md`
That sends every block to devices that have nothing to add to it any more: $Y$ times as much.
          `,
        },
      ],
    },
  },
  hint: () => md`
A block of Out is $B/X$ rows by $D/Y$ columns and makes $Y - 1$ stops after its start. Each stop computes a product with a quarter of the columns of $W_2$.
  `,
  after: ({ rows, inner, columns, devices, bytes, peak, bandwidth }, f) =>
    md`The sends are longer than the products here, so they decide: one would need $F$ of at least ${show(f.hiddenRingWidth({ devices, peak, bandwidth, bytesPerElement: bytes }), { digits: 4 })} to hide them one way round. The all-reduce version of the first part cuts the *output* into tiles and reduces one while the next is multiplied; it sends twice as many bytes, and the compiler may merge the tiles' all-reduces into one, which the program below shows, and then nothing overlaps. A whole MLP has ${show(f.ringSteps({ devices }))} sends before its first matmul is done and as many in its second. A step's product is [${rows}, ${show(f.dimensionPerDevice({ size: columns, devices }))}] by [${show(f.dimensionPerDevice({ size: columns, devices }))}, ${show(f.dimensionPerDevice({ size: inner, devices }))}]. The speed on eight accelerators is yours to measure.`,
  fresh: {
    'tpu-v5p': { chip: 'TPU v5p', peak: amount(4.59e14, 'FLOP/s'), bandwidth: amount(9e10, 'B/s') },
    'wide-mlp': { columns: amount(32_768, '1'), inner: amount(8192, '1') },
    'eight-devices': { devices: amount(8, '1'), columns: amount(28_672, '1'), inner: amount(8192, '1') },
  },
});
