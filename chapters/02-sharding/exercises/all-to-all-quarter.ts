import { amount, letter, md, parts } from '@scaling-workbook/exercises';

export default parts({
  title: 'Why an all-to-all costs a quarter',
  book: 'sb-sharding-10',
  given: {
    N: letter(),
    D: letter('1', { from: 16, to: 1024, whole: true }),
    scalar: amount(1, 'B/element'),
    two: amount(2, '1'),
  },
  ask: () => md`
An $N \times N$ matrix of one-byte scalars is cut by rows over $D$ devices on a ring. First let everything travel one way round. How many bytes cross each link in an all-gather? How many in an all-to-all, which turns the cut of the rows into a cut of the columns? Then let both ways be used at once, each piece going the shorter way.
  `,
  fields: {
    gather: {
      label: 'All-gather one way, over each link',
      unit: 'B',
      byHand: 'N^2 (1 - 1/D)',
      leading: { large: ['D'] },
      solve: ({ N, D, scalar }, f) =>
        f.allGatherBytes({
          bytes: f.tensorBytes({ elements: f.matrixElements({ rows: N, columns: N }), bytesPerElement: scalar }),
          devices: D,
        }),
    },
    exchange: {
      label: 'All-to-all one way, over each link',
      unit: 'B',
      byHand: 'N^2 (1 - 1/D) / 2',
      leading: { large: ['D'] },
      solve: ({ N, D, scalar }, f) =>
        f.oneWayRingAllToAllBytes({
          bytes: f.tensorBytes({ elements: f.matrixElements({ rows: N, columns: N }), bytesPerElement: scalar }),
          devices: D,
        }),
    },
    both: {
      label: 'With both ways at once and many devices, what crosses a link one way falls …',
      options: () => [
        {
          text: md`
to a half for both operations
          `,
          right: false,
          say: md`
True of the all-gather, whose shards must pass every device in any case. In an all-to-all a piece also has fewer links to cross, since it takes the shorter way.
          `,
        },
        {
          text: md`
to a half for the all-gather, to about a quarter for the all-to-all
          `,
          right: true,
          say: md`
The second direction shares the traffic, which halves both. And the mean path of a piece of the all-to-all falls from $D/2$ links to $D/4$, which halves its traffic once more.
          `,
        },
        {
          text: md`
to a quarter for both
          `,
          right: false,
          say: md`
In an all-gather each shard has to reach all $D - 1$ other devices; going both ways does not make that fewer links in all, it only shares them.
          `,
        },
      ],
    },
    ratio: {
      label: 'Both ways: all-gather over all-to-all',
      unit: '1',
      byHand: '4 (1 - 1/D)',
      tolerance: 0.01,
      leading: { large: ['D'], accept: true },
      solve: ({ N, D, scalar, two }, f) =>
        f.byteRatio({
          first: f.shardBytes({
            bytes: f.allGatherBytes({
              bytes: f.tensorBytes({ elements: f.matrixElements({ rows: N, columns: N }), bytesPerElement: scalar }),
              devices: D,
            }),
            devices: two,
          }),
          second: f.ringAllToAllBytes({
            bytes: f.tensorBytes({ elements: f.matrixElements({ rows: N, columns: N }), bytesPerElement: scalar }),
            devices: D,
          }),
        }),
    },
  },
  hint: () => md`
In an all-gather every shard, $N^2/D$ bytes, crosses all links but one. In an all-to-all a device sends $D - 1$ pieces of $N^2/D^2$ bytes, and the one for the device $k$ places on crosses $k$ links. Add up, and divide by the $D$ links.
  `,
  after: () => md`
The companion book prints a half one way, and 4 with both. The 4 is the limit for many devices; on a ring of $D$ it is $4(1 - 1/D)$, because the exact all-to-all moves $N^2/8$ over each link (for an even $D$) whatever the number of devices.
  `,
});
