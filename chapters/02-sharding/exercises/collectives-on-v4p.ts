import { amount, md, parts, show, type Formulas, type Givens, type Plain } from '@scaling-workbook/exercises';
import { tpuV4 } from '@scaling-workbook/formulas/hardware';

const given = {
  b: amount(1024, '1'),
  d: amount(4096, '1'),
  x: amount(4, '1'),
  y: amount(4, '1'),
  bandwidth: amount(9e10, 'B/s'),
  bytesPerElement: amount(2, 'B/element'),
} as const satisfies Givens;
type Numbers = Plain<typeof given>;

/** Bytes of the whole array. */
const arrayBytes = ({ b, d, bytesPerElement }: Numbers, f: Formulas) =>
  f.tensorBytes({ elements: f.matrixElements({ rows: b, columns: d }), bytesPerElement });

export default parts({
  title: 'All-gather and all-reduce on v4p',
  book: 'sb-sharding-2',
  given,
  ask: ({ b, d, x, bandwidth }) =>
    md`A TPU v4p cube of ${x} × ${x} × ${x} chips has wraparound on all three axes; each axis carries $W_\text{ici}$ = ${bandwidth}, both directions together. An array has $B$ = ${b} and $D$ = ${d} in BF16. By the rule $V/W_\text{ici}$, how long do these take: $\text{AllGather}_X([B_X, D_Y])$, $\text{AllGather}_{XY}([B_X, D_Y])$, and $\text{AllReduce}_Z([B_X, D_Y]\{U_Z\})$?`,
  fields: {
    one: {
      label: 'AllGather along X',
      unit: 'µs',
      byHand: 23.3017,
      printed: [{ value: 23, say: 'It is rounded down; to three digits it is 23.3 µs.', right: true }],
      solve: (numbers, f) =>
        f.axisGatherTime({
          bytes: f.shardBytes({ bytes: arrayBytes(numbers, f), devices: numbers.y }),
          bandwidth: numbers.bandwidth,
        }),
      steps: [
        md`
The whole array.
        `,
        md`
Two bytes per element.
        `,
        md`
The cut along $Y$ stays: each group along $X$ gathers its own part of the columns.
        `,
        md`
One axis.
        `,
      ],
    },
    two: {
      label: 'AllGather along X and Y',
      unit: 'µs',
      byHand: 46.6034,
      printed: [{ value: 46, say: 'It doubles a figure that was rounded down; to three digits it is 46.6 µs.', right: true }],
      solve: (numbers, f) => f.axisGatherTime({ bytes: arrayBytes(numbers, f), bandwidth: numbers.bandwidth, axes: 2 }),
      slips: [
        {
          name: 'one-axis',
          say: 'That sends it all along one axis. Half of the array can start along $X$ and half along $Y$, so both are busy.',
          solve: (numbers, f) => f.axisGatherTime({ bytes: arrayBytes(numbers, f), bandwidth: numbers.bandwidth }),
        },
      ],
      steps: [
        md`
The whole array.
        `,
        md`
Now nothing is left cut, so the whole of it is gathered.
        `,
        md`
Two axes carry it.
        `,
      ],
    },
    reduce: {
      label: 'AllReduce along Z',
      unit: 'µs',
      byHand: 11.6508,
      printed: [
        {
          value: 190,
          say: 'That was in an older revision, which reduced the whole array. Each group along Z reduces only the block that its devices hold.',
        },
      ],
      solve: (numbers, f) =>
        f.axisAllReduceTime({
          bytes: f.shardBytes({ bytes: arrayBytes(numbers, f), devices: f.meshDevices({ x: numbers.x, y: numbers.y }) }),
          bandwidth: numbers.bandwidth,
        }),
      slips: [
        {
          name: 'uncut',
          say: 'That reduces the whole array. Each group along $Z$ reduces only the block that its devices hold, which is cut along $X$ and $Y$.',
          solve: (numbers, f) => f.axisAllReduceTime({ bytes: arrayBytes(numbers, f), bandwidth: numbers.bandwidth }),
        },
      ],
      steps: [
        md`
The whole array.
        `,
        md`
Two bytes per element.
        `,
        md`
It is cut along two axes.
        `,
        md`
A group along $Z$ works on one block.
        `,
        md`
Two phases on one axis.
        `,
      ],
    },
  },
  hint: () => md`
In each case ask two things: how large is the tensor that one group of devices works on, and along how many axes does it travel?
  `,
  after: ({ b, d, y, bandwidth, bytesPerElement }, f) => {
    const half = f.shardBytes({
      bytes: f.tensorBytes({ elements: f.matrixElements({ rows: b, columns: d }), bytesPerElement }),
      devices: y,
    });
    return md`The companion book prints 23, 46 and 11.6 µs. (An older revision had 190 µs for the last one: it reduced the whole array.) The idle third axis could help: if the devices along $Z$ hold the same blocks, each can keep only its part of them, a slice that moves nothing. Gathered along $X$ and $Z$ at once, the first then takes ${show(f.axisGatherTime({ bytes: half, bandwidth, axes: 2 }), { as: 'µs', digits: 3 })}.`;
  },
  fresh: {
    ours: { bandwidth: amount(tpuV4.link.value / 3, 'B/s') },
    'more-tokens': { b: amount(16384, '1'), d: amount(8192, '1') },
  },
});
