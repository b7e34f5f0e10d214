import { amount, md, parts, show, type Formulas, type Givens, type Plain } from '@scaling-workbook/exercises';
import { tpuV5p } from '@scaling-workbook/formulas/hardware';

/** What a device holds, as a list of numbers. */
const list = (length: number, of: (place: number) => number): string => Array.from({ length }, (_, place) => of(place)).join(', ');
const row = list(8, (j) => 24 + j);
const column = list(8, (i) => 8 * i + 3);
const sums = list(8, (j) => 8 * j + 224);

const given = {
  rows: amount(65536, '1'),
  columns: amount(8192, '1'),
  devices: amount(8, '1'),
  bandwidth: amount(9e10, 'B/s'),
  directions: amount(2, '1'),
  bytesPerElement: amount(2, 'B/element'),
} as const satisfies Givens;
type Numbers = Plain<typeof given>;

/** Bytes of the large array. */
const arrayBytes = ({ rows, columns, bytesPerElement }: Numbers, f: Formulas) =>
  f.tensorBytes({ elements: f.matrixElements({ rows, columns }), bytesPerElement });

/** Time of an all-gather of it. */
const gatherTime = (numbers: Numbers, f: Formulas) => {
  const { devices, bandwidth, directions } = numbers;
  return f.ringTime({ bytesSent: f.allGatherBytes({ bytes: arrayBytes(numbers, f), devices }), bandwidth, directions });
};

export default parts({
  title: 'Four collectives by hand',
  book: 'sb-sharding-8',
  given,
  ask: ({ rows, columns, devices, bandwidth }) =>
    md`An 8 × 8 array with the numbers 0 to 63, row by row, is cut by rows over ${devices} devices, so that device 3 holds ${row}. What does device 3 hold after each collective of the program below? Then take an array of ${rows} × ${columns} in BF16, cut by rows over a closed ring of ${devices} chips whose links carry ${bandwidth} each way, used both ways: how long does each collective take at best, with $(P-1)/P$ counted, if *psum* adds up the ${devices} shards?`,
  fields: {
    psum: {
      label: 'Device 3 after psum',
      options: () => [
        {
          text: md`${sums}`,
          right: true,
          say: md`
The shards are added up place by place, and every device gets the total: one row, the sums of the columns.
          `,
        },
        {
          text: md`${list(8, (i) => 64 * i + 28)}`,
          right: false,
          say: md`
Those are the sums of the rows. A collective adds the same place of *different* devices, which here is a column.
          `,
        },
        {
          text: md`248`,
          right: false,
          say: md`
That is the total of one place only. A psum leaves the whole sum on every device; psum_scatter leaves one part on each.
          `,
        },
      ],
    },
    scatter: {
      label: 'Device 3 after psum_scatter',
      options: () => [
        {
          text: md`248`,
          right: true,
          say: md`
The same sums, but each device keeps only its own part: device 3 the fourth.
          `,
        },
        {
          text: md`${sums}`,
          right: false,
          say: md`
That is what a psum leaves. After a reduce-scatter each device has one eighth of it.
          `,
        },
        {
          text: md`${column}`,
          right: false,
          say: md`
Those are the numbers that are added up for device 3. The reduce-scatter leaves their sum.
          `,
        },
      ],
    },
    exchange: {
      label: 'Device 3 after all_to_all',
      options: () => [
        {
          text: md`${column}`,
          right: true,
          say: md`
Each device sends its fourth number to device 3: the array that was cut by rows is now cut by columns. Nothing is added.
          `,
        },
        {
          text: md`${row}`,
          right: false,
          say: md`
That is what it held before. It keeps one of these numbers and gives away the rest.
          `,
        },
        {
          text: md`
All 64 numbers
          `,
          right: false,
          say: md`
That is an all-gather. After an all-to-all a device holds as much as before.
          `,
        },
      ],
    },
    gatherTime: {
      label: 'all_gather of the large array',
      unit: 'ms',
      byHand: 5.21958,
      solve: gatherTime,
    },
    psumTime: {
      label: 'psum of its shards',
      unit: 'ms',
      byHand: 1.304895,
      solve: (numbers, f) => {
        const { devices, bandwidth, directions } = numbers;
        const shard = f.shardBytes({ bytes: arrayBytes(numbers, f), devices });
        return f.ringTime({ bytesSent: f.allReduceBytes({ bytes: shard, devices }), bandwidth, directions });
      },
      slips: [
        {
          name: 'whole-array',
          say: 'That adds up eight tensors of the size of the whole array. What is added up here are the eight shards, each an eighth of it.',
          solve: (numbers, f) => {
            const { devices, bandwidth, directions } = numbers;
            return f.ringTime({ bytesSent: f.allReduceBytes({ bytes: arrayBytes(numbers, f), devices }), bandwidth, directions });
          },
        },
      ],
    },
    exchangeTime: {
      label: 'all_to_all of the large array',
      unit: 'ms',
      byHand: 1.491308,
      solve: (numbers, f) =>
        f.transferTime({
          bytes: f.ringAllToAllBytes({ bytes: arrayBytes(numbers, f), devices: numbers.devices }),
          bandwidth: numbers.bandwidth,
        }),
      slips: [
        {
          name: 'as-a-gather',
          say: 'That is the all-gather. In an all-to-all each piece has one destination only and takes the shorter way there.',
          solve: gatherTime,
        },
      ],
    },
  },
  hint: () => md`
Write the 8 × 8 array down, one row per device, and carry out each operation by its definition. For each time, ask which tensor's bytes the formula takes. For psum it is what each device starts with.
  `,
  after: ({ rows, columns, devices, bandwidth, directions, bytesPerElement }, f) => {
    const shard = f.shardBytes({
      bytes: f.tensorBytes({ elements: f.matrixElements({ rows, columns }), bytesPerElement }),
      devices,
    });
    return md`The fourth one, psum_scatter, takes half of the psum, ${show(f.ringTime({ bytesSent: f.reduceScatterBytes({ bytes: shard, devices }), bandwidth, directions }), { as: 'ms', digits: 3 })}. The companion book asks for measured times and prints no answer. What you would measure is longer: each call also pays its hops and its launch, which for small arrays is all there is. Run the program on this page with more rows and your own devices to see it.`;
  },
  fresh: {
    ours: { bandwidth: amount(tpuV5p.link.value / 6, 'B/s') },
    'narrower-array': { columns: amount(2048, '1') },
  },
});
