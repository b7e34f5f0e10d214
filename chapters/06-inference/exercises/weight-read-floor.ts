import { amount, md, numeric, show } from '@scaling-workbook/exercises';
import { onH100, ours, v5e, v6e } from '../chips.ts';
import { sliceOf } from '../invented-model.ts';

const { gpus } = sliceOf(16);
const on = (chips: number) => ({ gpus: sliceOf(chips).gpus });

export default numeric({
  title: 'The shortest time to read the weights',
  book: 'sb-inference-3',
  given: { params: amount(18.4e9, 'param'), bytesPerParam: amount(1, 'B/param'), ...v5e, gpus },
  ask: ({ params, bytesPerParam, chip, bandwidth, gpus }) =>
    md`A model of ${params} is stored at ${bytesPerParam} on ${show(gpus, { as: 'chip' })} (${chip}), each with an even part, and each reads its memory at ${bandwidth}. How long does it take to read all weights once?`,
  label: 'Time to read the weights',
  unit: 'ms',
  byHand: 1.402439,
  solve: ({ params, bytesPerParam, bandwidth, gpus }, f) =>
    f.decodeMemoryTime({ weightBytes: f.weightBytes({ params, bytesPerParam }), bandwidth, gpus }),
  steps: [md`The weights.`, md`Every chip reads its part at the same time.`],
  slips: [
    {
      name: 'one-chip',
      say: 'That is one chip reading all of it. Each reads its own part.',
      solve: ({ params, bytesPerParam, bandwidth }, f) =>
        f.decodeMemoryTime({ weightBytes: f.weightBytes({ params, bytesPerParam }), bandwidth }),
    },
  ],
  hint: () => md`
Bytes over bytes a second, with the memories of all chips working together.
  `,
  after: ({ params, bytesPerParam, bandwidth, gpus }, f) => {
    const floor = f.decodeMemoryTime({ weightBytes: f.weightBytes({ params, bytesPerParam }), bandwidth, gpus });
    return md`No decode step is shorter, whatever the batch: at most ${show(f.decodeThroughput({ batch: 1, stepTime: floor }), { digits: 2 })} for a single reader. A step this short is not much longer than the collectives in it: two in every layer, each over several hops of about a microsecond.`;
  },
  fresh: {
    ours: { ...ours },
    bf16: { bytesPerParam: amount(2, 'B/param') },
    '8-chips': on(8),
    v6e: { ...v6e },
    'h100-1': { ...onH100, ...on(1) },
    '70b-64-chips': { params: amount(70e9, 'param'), ...on(64) },
  },
});
