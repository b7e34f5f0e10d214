import { amount, md, parts, show } from '@scaling-workbook/exercises';
import { tpuV5e } from '@scaling-workbook/formulas/hardware';

export default parts({
  title: 'Time of an all-gather on v5e',
  book: 'sb-sharding-p3',
  given: {
    rows: amount(2048, '1'),
    columns: amount(8192, '1'),
    small: amount(256, '1'),
    devices: amount(4, '1'),
    bandwidth: amount(4.5e10, 'B/s'),
    latency: amount(1e-6, 's'),
    directions: amount(2, '1'),
    bytesPerElement: amount(2, 'B/element'),
  },
  ask: ({ rows, columns, small, devices, bandwidth, latency }) =>
    md`On a TPU v5e slice with $X$ = 8 and $Y$ = ${devices}, $E[E_Y, F]$ in BF16 is all-gathered along $Y$. A link carries ${bandwidth} one way, and a hop takes at least ${show(latency, { as: 'µs' })}. For an array of ${rows} × ${columns}: how long by the rule of a closed ring, $V/W_\text{ici}$, and how long really, since an axis of ${devices} has no wraparound and the chips form a line? And how long for an array of ${small} × ${small}?`,
  fields: {
    ring: {
      label: 'By the rule of a closed ring',
      unit: 'µs',
      byHand: 372.827,
      printed: [{ value: 377, say: 'It rounds the 33.55 MB up to 34 MB on the way; exactly it is 373 µs.', right: true }],
      solve: ({ rows, columns, bandwidth, directions, bytesPerElement }, f) =>
        f.axisGatherTime({
          bytes: f.tensorBytes({ elements: f.matrixElements({ rows, columns }), bytesPerElement }),
          bandwidth: f.ringBandwidth({ bandwidth, directions }),
        }),
      steps: [
        md`
Rows times columns.
        `,
        md`
The gathered tensor: two bytes per element.
        `,
        md`
A closed ring sends both ways.
        `,
        md`
The rule takes $(P-1)/P$ for 1.
        `,
      ],
    },
    line: {
      label: 'On a line',
      unit: 'µs',
      byHand: 559.241,
      solve: ({ rows, columns, devices, bandwidth, bytesPerElement }, f) =>
        f.ringTime({
          bytesSent: f.allGatherBytes({
            bytes: f.tensorBytes({ elements: f.matrixElements({ rows, columns }), bytesPerElement }),
            devices,
          }),
          bandwidth,
        }),
      steps: [
        md`
Rows times columns.
        `,
        md`
Two bytes per element.
        `,
        md`
The chip at one end needs every shard but its own.
        `,
        md`
They all come in through its only link.
        `,
      ],
    },
    small: {
      label: 'The small array, on the line',
      unit: 'µs',
      byHand: 3,
      solve: ({ devices, latency }, f) => f.latencyTime({ steps: f.ringSteps({ devices }), latency }),
      slips: [
        {
          name: 'bytes-only',
          say: 'That is the time of the bytes. Each hop takes longer than its shard needs, so the hops decide.',
          solve: ({ small, devices, bandwidth, bytesPerElement }, f) =>
            f.ringTime({
              bytesSent: f.allGatherBytes({
                bytes: f.tensorBytes({ elements: f.matrixElements({ rows: small, columns: small }), bytesPerElement }),
                devices,
              }),
              bandwidth,
            }),
        },
      ],
      steps: [
        md`
From one end of the line to the other.
        `,
        md`
The shards are so small that each hop takes its least time.
        `,
      ],
    },
  },
  hint: () => md`
On a line the chip at the end has one link on this axis, and all shards but its own come in through it. For the small array compare the time of one shard on a link with the time of a hop.
  `,
  after: ({ small, devices, bandwidth, bytesPerElement }, f) => {
    const shard = f.shardBytes({
      bytes: f.tensorBytes({ elements: f.matrixElements({ rows: small, columns: small }), bytesPerElement }),
      devices,
    });
    return md`The companion book prints 377 µs, 560 µs and 3 µs; its first figure rounds the 33.55 MB up to 34 MB on the way. It reports 680 µs and 8 µs measured. In the small case a shard takes ${show(f.transferTime({ bytes: shard, bandwidth }), { as: 'µs', digits: 2 })} on a link, less than a hop. Note how rough the rule is on so short an axis: a closed ring of four would need only three quarters of it.`;
  },
  fresh: {
    ours: { bandwidth: amount(tpuV5e.link.value / 4, 'B/s') },
    'axis-of-8': { devices: amount(8, '1'), rows: amount(4096, '1') },
  },
});
