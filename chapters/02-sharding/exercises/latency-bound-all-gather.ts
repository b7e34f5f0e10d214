import { amount, md, parts, show } from '@scaling-workbook/exercises';

export default parts({
  title: 'An all-gather bound by latency',
  book: 'sb-sharding-3',
  given: {
    elements: amount(128, 'element'),
    devices: amount(4, '1'),
    bandwidth: amount(4.5e10, 'B/s'),
    latency: amount(1e-6, 's'),
    directions: amount(2, '1'),
    bytesPerElement: amount(2, 'B/element'),
  },
  ask: ({ elements, devices, bandwidth, latency }) =>
    md`On a TPU v4p cube of ${devices} × ${devices} × ${devices} with wraparound, a vector of ${elements} in BF16 is cut along $X$ and is all-gathered. A link carries ${bandwidth} each way and a hop takes at least ${show(latency, { as: 'µs' })}. How long does the gather take, and how long would the bytes take alone, with $(P-1)/P$ counted?`,
  fields: {
    time: {
      label: 'Time of the all-gather',
      unit: 'µs',
      byHand: 2,
      solve: ({ devices, directions, latency }, f) => f.latencyTime({ steps: f.ringSteps({ devices, directions }), latency }),
      slips: [
        {
          name: 'one-way-round',
          say: 'That goes all the way round. The ring is used both ways, so the farthest chip is half of it away.',
          solve: ({ devices, latency }, f) => f.latencyTime({ steps: f.ringSteps({ devices }), latency }),
        },
      ],
      steps: [
        md`
Half of the ring each way.
        `,
        md`
Each hop waits for the one before it.
        `,
      ],
    },
    bytes: {
      label: 'For comparison, the bytes alone',
      unit: 'ns',
      byHand: 2.13333,
      solve: ({ elements, devices, directions, bandwidth, bytesPerElement }, f) =>
        f.ringTime({
          bytesSent: f.allGatherBytes({ bytes: f.tensorBytes({ elements, bytesPerElement }), devices }),
          bandwidth,
          directions,
        }),
      slips: [
        {
          name: 'whole-tensor',
          say: 'That is the short rule, $V/W_\\text{ici}$, which takes $(P-1)/P$ for 1. On four chips the difference is a quarter.',
          solve: ({ elements, directions, bandwidth, bytesPerElement }, f) =>
            f.ringTime({ bytesSent: f.tensorBytes({ elements, bytesPerElement }), bandwidth, directions }),
        },
      ],
      steps: [
        md`
Two bytes per element.
        `,
        md`
Every shard but its own.
        `,
        md`
Both ways at once.
        `,
      ],
    },
  },
  hint: () => md`
How far away is the farthest chip on a ring of four that is used both ways?
  `,
  after: () => md`
The companion book prints about 2 µs. The bytes take about a thousandth of that, so neither their type nor their number nor the bandwidth matters.
  `,
  fresh: {
    'ring-of-16': { devices: amount(16, '1'), elements: amount(1024, 'element') },
    'ring-of-8': { devices: amount(8, '1') },
  },
});
