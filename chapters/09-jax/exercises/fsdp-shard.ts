import { amount, md, parts, show } from '@scaling-workbook/exercises';
import { code } from '../code.ts';

const model = (name: string, params: number, devices: number, bytes: number) => ({
  name,
  params: amount(params, 'param'),
  devices: amount(devices, '1'),
  bytes: amount(bytes, 'B/param'),
});

export default parts({
  title: 'Parameters that are sharded',
  given: model('the two weights of the listing', 2_097_152, 8, 4),
  ask: ({ name, params, devices, bytes }) =>
    md`Take ${name}: ${params} of ${bytes} each, sharded over ${devices} devices by ${code("P('data', None)")}. How much of them does one device hold? How much does it send to gather them all once, by a ring, and how much in a whole training step, with gradients of the same precision?`,
  fields: {
    held: {
      label: 'Held',
      unit: 'MB',
      byHand: 1.048576,
      solve: ({ params, devices, bytes }, f) => f.shardBytes({ bytes: f.weightBytes({ params, bytesPerParam: bytes }), devices }),
      steps: [
        md`
All of the weights.
        `,
        md`
The share of one device.
        `,
      ],
    },
    sent: {
      label: 'Sent for one gather',
      unit: 'MB',
      byHand: 7.340032,
      solve: ({ params, devices, bytes }, f) => f.fsdpGatherBytes({ params, bytesPerParam: bytes, devices, gathers: 1 }),
      steps: [
        md`
Every share but its own passes through each device.
        `,
      ],
    },
    step: {
      label: 'Sent in a training step',
      unit: 'MB',
      byHand: 22.020096,
      solve: ({ params, devices, bytes }, f) => f.fsdpGatherBytes({ params, bytesPerParam: bytes, devices, gathers: 3 }),
      slips: [
        {
          name: 'two-gathers',
          say: 'Those are the two gathers, one forward and one backward. The gradients have to be summed over the devices as well: a reduce-scatter, which sends as much as a gather.',
          solve: ({ params, devices, bytes }, f) => f.fsdpGatherBytes({ params, bytesPerParam: bytes, devices, gathers: 2 }),
        },
      ],
      steps: [
        md`
A gather forward, a gather backward, and a reduce-scatter of the gradients, which sends as much as a gather.
        `,
      ],
    },
  },
  hint: () => md`
The first is a division. For the second, chapter 2 has the bytes of an all-gather. For the third, ask what becomes of the gradients, which every device computes from its own rows.
  `,
  after: ({ params, devices, bytes }, f) =>
    md`Plain data parallelism keeps ${show(f.weightBytes({ params, bytesPerParam: bytes }), { digits: 3 })} on each of the ${devices} devices and gathers nothing. It still all-reduces its gradients, which sends as much as two gathers. FSDP keeps a share, gathers the weights twice, and reduce-scatters the gradients: half as much traffic again. The optimizer state is sharded along with the weights, and there is more of it than of the weights themselves (chapter 4).`,
  erratum: 'E48',
  fresh: {
    'gpt-2-small': model('GPT-2 small', 124_439_808, 8, 4),
    'llama-3-8b': model('Llama 3 8B', 8_030_261_248, 8, 2),
    'llama-3-70b': model('Llama 3 70B', 70_553_706_496, 64, 2),
  },
});
