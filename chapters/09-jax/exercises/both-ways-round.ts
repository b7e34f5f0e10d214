import { amount, md, parts, show, type Formulas, type Givens, type Plain } from '@scaling-workbook/exercises';

const given = {
  chip: 'TPU v5e',
  rows: amount(512, '1'),
  inner: amount(2048, '1'),
  columns: amount(8192, '1'),
  devices: amount(4, '1'),
  bytes: amount(2, 'B/element'),
  peak: amount(1.97e14, 'FLOP/s'),
  oneWay: amount(4.5e10, 'B/s'),
  directions: amount(2, '1'),
} as const satisfies Givens;
type Numbers = Plain<typeof given>;

const block = ({ rows, inner, bytes, devices }: Numbers, f: Formulas) =>
  f.shardBytes({ bytes: f.tensorBytes({ elements: f.matrixElements({ rows, columns: inner }), bytesPerElement: bytes }), devices });
/** One block's product, and one block's transfer with the links in use. */
const product = (g: Numbers, f: Formulas) =>
  f.splitTime({
    time: f.computeTime({
      flops: f.flopsPerDevice({ flops: f.matmulFlops({ m: g.rows, k: g.inner, n: g.columns }), devices: g.devices }),
      peak: g.peak,
    }),
    devices: g.devices,
  });

export default parts({
  title: 'Collective matmuls both ways round',
  book: 'sb-jax-stuff-4',
  given,
  ask: ({ chip, rows, inner, columns, devices, oneWay, peak }) =>
    md`The reduce-scatter matmul of problem 3 ($F$ = ${columns}, $D$ = ${inner}, ${rows} rows on each of ${devices} ${chip}, ${peak}) is to use the ring both ways: half of the columns of each block travel to the right, the other half to the left. A link carries ${oneWay} each way. How long does a step's transfer take now, how long a step's product, and how long all of it? How many times as fast is that as going one way round?`,
  fields: {
    transfer: {
      label: 'Transfer of one step',
      unit: 'µs',
      byHand: 5.82542,
      solve: (g, f) =>
        f.transferTime({ bytes: block(g, f), bandwidth: f.ringBandwidth({ bandwidth: g.oneWay, directions: g.directions }) }),
      slips: [
        {
          name: 'one-way',
          say: 'That sends the whole block one way. Each direction carries half of it, at the same time.',
          solve: (g, f) => f.transferTime({ bytes: block(g, f), bandwidth: g.oneWay }),
        },
      ],
    },
    product: { label: 'Product of one step', unit: 'µs', byHand: 5.45054, solve: product },
    together: {
      label: 'Both ways round',
      unit: 'µs',
      byHand: 22.9268,
      solve: (g, f, earlier) => f.collectiveMatmulTime({ devices: g.devices, compute: earlier('product'), transfer: earlier('transfer') }),
    },
    gain: {
      label: 'Times as fast as one way round',
      unit: '1',
      byHand: 1.76227,
      solve: (g, f, earlier) =>
        f.timeRatio({
          first: f.collectiveMatmulTime({
            devices: g.devices,
            compute: earlier('product'),
            transfer: f.transferTime({ bytes: block(g, f), bandwidth: g.oneWay }),
          }),
          second: earlier('together'),
        }),
    },
    latency: {
      label: 'What does going both ways not change?',
      options: () => [
        {
          text: md`
The number of steps: each block still visits every device
          `,
          right: true,
          say: md`
A sum needs a product from every device, so each half makes all $Y - 1$ stops. Where hops and not bytes decide, both ways gain nothing.
          `,
        },
        {
          text: md`
The bytes in each direction
          `,
          right: false,
          say: md`
Those are halved: each direction carries half of every block.
          `,
        },
        {
          text: md`
The width from which the transfers are hidden
          `,
          right: false,
          say: md`
That is halved, too: the product of a step stays, and its transfer takes half as long.
          `,
        },
      ],
    },
  },
  hint: () => md`
The two halves of a block travel at the same time, on different links. The products stay what they were.
  `,
  after: ({ devices, peak, oneWay }, f) =>
    md`The gain is at most two, and is reached only where the transfers decide before and after. From $F$ = ${show(f.hiddenRingWidth({ devices, peak, bandwidth: oneWay, directions: 2 }), { digits: 4 })} on, everything is hidden but the first product. An all-reduce matmul both ways is a reduce-scatter and an all-gather both ways. That going both ways keeps the results right is shown by the program below; its speed on eight accelerators is yours to measure.`,
  fresh: {
    'tpu-v5p': { chip: 'TPU v5p', peak: amount(4.59e14, 'FLOP/s'), oneWay: amount(9e10, 'B/s') },
    'wide-mlp': { columns: amount(16_384, '1') },
    'eight-devices': { devices: amount(8, '1'), columns: amount(28_672, '1'), inner: amount(8192, '1') },
  },
});
