import { amount, md, parts, show } from '@scaling-workbook/exercises';
import { tpuV4, tpuV5p } from '@scaling-workbook/formulas/hardware';

const tensor = (rows: number, columns: number) => ({ rows: amount(rows, 'token'), columns: amount(columns, '1') });
const ring = (devices: number) => ({ devices: amount(devices, '1') });
/** One link of a chip with so many, one way. */
const link = (of: { readonly value: number }, links: number) => amount(of.value / links, 'B/s');

export default parts({
  title: 'A gather that is limited by latency',
  given: {
    chip: 'TPU v5p',
    ...ring(16),
    ...tensor(16, 8192),
    bandwidth: link(tpuV5p.link, 6),
    latency: amount(1e-6, 's'),
    directions: amount(2, '1'),
    bytesPerElement: amount(2, 'B/element'),
  },
  ask: ({ chip, devices, rows, columns, bandwidth, latency }) =>
    md`In a decode step the activations of ${rows} of width ${columns}, in BF16, are all-gathered around a ring of ${devices} chips (${chip}). A link carries ${bandwidth} each way, both directions are used, and each hop takes at least ${show(latency, { as: 'µs' })}. How long do the hops take, how long do the bytes take, and how large would the gathered tensor have to be for the two to take equally long?`,
  fields: {
    hops: {
      label: 'Latency of the hops',
      unit: 'µs',
      byHand: 8,
      solve: ({ devices, directions, latency }, f) => f.latencyTime({ steps: f.ringSteps({ devices, directions }), latency }),
      steps: [
        md`
Both directions are used, so the farthest device is half of the ring away.
        `,
        md`
Each hop waits for the one before it.
        `,
      ],
    },
    bytes: {
      label: 'Time of the bytes',
      unit: 'µs',
      byHand: 1.2288,
      solve: ({ rows, columns, devices, directions, bandwidth, bytesPerElement }, f) =>
        f.ringTime({
          bytesSent: f.allGatherBytes({ bytes: f.mlpInputBytes({ tokens: rows, width: columns, bytesPerElement }), devices }),
          bandwidth,
          directions,
        }),
      steps: [
        md`
The whole gathered tensor: one row of the width for each token.
        `,
        md`
A device passes on every shard but one.
        `,
        md`
Half of the bytes go each way round.
        `,
      ],
    },
    even: {
      label: 'Tensor for which both take equally long',
      unit: 'MB',
      byHand: 1.70667,
      solve: ({ devices, directions, latency, bandwidth }, f) =>
        f.latencyBoundBytes({
          devices,
          steps: f.ringSteps({ devices, directions }),
          latency,
          bandwidth: f.ringBandwidth({ bandwidth, directions }),
        }),
      slips: [
        {
          name: 'short-rule',
          say: 'That takes $(P-1)/P$ for 1. A device sends every shard but one, so the tensor may be larger by $P/(P-1)$.',
          solve: ({ devices, directions, latency, bandwidth }, f) =>
            f.allGatherBytes({
              bytes: f.latencyBoundBytes({
                devices,
                steps: f.ringSteps({ devices, directions }),
                latency,
                bandwidth: f.ringBandwidth({ bandwidth, directions }),
              }),
              devices,
            }),
        },
      ],
      steps: [
        md`
Hops to the far side of the ring.
        `,
        md`
What a chip sends with, both ways together.
        `,
        md`
Set the time of the bytes equal to the time of the hops and solve for the tensor.
        `,
      ],
    },
    change: {
      label: 'What shortens this gather most?',
      options: ({ devices, directions, latency, rows, columns, bandwidth, bytesPerElement }, f) => {
        const hops = f.latencyTime({ steps: f.ringSteps({ devices, directions }), latency });
        const bytes = f.ringTime({
          bytesSent: f.allGatherBytes({ bytes: f.mlpInputBytes({ tokens: rows, width: columns, bytesPerElement }), devices }),
          bandwidth,
          directions,
        });
        const fewer = f.latencyTime({ steps: f.ringSteps({ devices: devices.value / 2, directions }), latency });
        return [
          {
            text: md`
Sending int8 instead of BF16
          `,
            right: false,
            say: md`That halves the ${show(bytes, { as: 'µs', digits: 2 })} of the bytes, which already fit into the ${show(hops, { as: 'µs', digits: 2 })} that the hops take. Nothing changes.`,
          },
          {
            text: md`
A ring of half as many chips
          `,
            right: true,
            say: md`Half as many hops take ${show(fewer, { as: 'µs', digits: 2 })}. When latency decides, the number of hops is all there is to save; the same chips arranged as two short axes would help in the same way.`,
          },
          {
            text: md`
Links of twice the bandwidth
          `,
            right: false,
            say: md`Bandwidth shortens the time of the bytes, ${show(bytes, { as: 'µs', digits: 2 })}. The gather waits for its hops, ${show(hops, { as: 'µs', digits: 2 })}, however wide the links are.`,
          },
        ];
      },
    },
  },
  hint: () => md`
A shard has to reach the device on the far side of the ring, and with both directions that is half of the ring away. For the size in question, write the time of the bytes with $V$ in it, set it equal to the time of the hops, and solve for $V$.
  `,
  after: ({ devices, directions, latency, bandwidth }, f) =>
    md`On a ring of this size every tensor below about ${show(f.latencyBoundBytes({ devices, steps: f.ringSteps({ devices, directions }), latency, bandwidth: f.ringBandwidth({ bandwidth, directions }) }), { digits: 2 })} takes the same time to gather. Training rarely meets such tensors; decoding with a small batch meets them twice in every layer, which is one reason why tensor parallelism in serving stops paying long before its bytes say so. One microsecond a hop is the companion book's figure for a TPU; a real collective also pays for its launch.`,
  fresh: {
    'one-token': tensor(1, 8192),
    'ring-of-8': ring(8),
    'tpu-v4': { chip: 'TPU v4', bandwidth: link(tpuV4.link, 6) },
    'narrow-model': { ...tensor(32, 4096), ...ring(8) },
  },
});
