import { amount, md, parts, show } from '@scaling-workbook/exercises';
import { ours, v5e, v6e } from '../chips.ts';
import { sliceOf } from '../invented-model.ts';

const stored = (type: string, bytes: number) => ({ type, bytesPerParam: amount(bytes, 'B/param') });

export default parts({
  title: 'Experts spread over a slice',
  book: 'sb-inference-6',
  given: {
    params: amount(212e9, 'param'),
    experts: amount(16, '1'),
    ...stored('BF16', 2),
    ...v5e,
    ...sliceOf(128),
  },
  ask: ({ params, experts, type, chip, memory, bandwidth, gpus }) =>
    md`The mixture of the last problem has ${params} in ${type}, with ${experts} experts in every layer. On a slice of ${show(gpus, { as: 'chip' })} (${chip}, ${memory} read at ${bandwidth}) the experts are divided along one axis and the hidden width of each along the other, $[E_Z, D, F_Y]$, and attention and embedding are spread over all chips, too. A large batch needs every expert. How long does it take to read all weights once? How much memory does each chip have left beside them? How many chips hold the weights at all, and how many has the smallest slice that does, in powers of two?`,
  fields: {
    read: {
      label: 'Time to read the weights',
      unit: 'ms',
      byHand: 4.0396341,
      solve: ({ params, bytesPerParam, bandwidth, gpus }, f) =>
        f.decodeMemoryTime({ weightBytes: f.weightBytes({ params, bytesPerParam }), bandwidth, gpus }),
      steps: [md`The weights.`, md`Read by all chips together.`],
      slips: [
        {
          name: 'one-chip',
          say: 'That is one chip reading all of it. Each reads its own part.',
          solve: ({ params, bytesPerParam, bandwidth }, f) =>
            f.decodeMemoryTime({ weightBytes: f.weightBytes({ params, bytesPerParam }), bandwidth }),
        },
      ],
    },
    left: {
      label: 'Memory left on each chip',
      unit: 'GB',
      byHand: 12.6875,
      gigabytes: 'decimal',
      solve: ({ params, bytesPerParam, memory, chips }, f) =>
        f.spareForKvCache({
          gpus: 1,
          capacity: memory,
          weightBytes: f.shardBytes({ bytes: f.weightBytes({ params, bytesPerParam }), devices: chips }),
        }),
      steps: [md`The weights.`, md`The part of one chip.`, md`What it leaves free there.`],
    },
    needed: {
      label: 'Chips that hold the weights',
      unit: '1',
      byHand: 27,
      tolerance: 0,
      gigabytes: 'decimal',
      solve: ({ params, bytesPerParam, memory }, f) =>
        f.acceleratorsNeeded({ bytes: f.weightBytes({ params, bytesPerParam }), capacity: memory }),
      steps: [md`The weights.`, md`Over the memory of one chip, rounded up.`],
    },
    slice: {
      label: 'Chips of the smallest slice',
      unit: '1',
      byHand: 32,
      tolerance: 0,
      gigabytes: 'decimal',
      solve: ({ params, bytesPerParam, memory }, f) =>
        f.sliceForMemory({ bytes: f.weightBytes({ params, bytesPerParam }), capacity: memory }),
      steps: [md`The weights.`, md`The next power of two.`],
    },
  },
  hint: () => md`
How the weights are divided does not matter here, as long as every chip holds the same part and none is stored twice.
  `,
  after: ({ params, bytesPerParam, bandwidth, memory }, f) => {
    const bytes = f.weightBytes({ params, bytesPerParam });
    const gpus = f.sliceForMemory({ bytes, capacity: memory });
    const chips: number = gpus.value;
    const full = f.byteShare({ part: bytes, whole: f.podMemory({ chips, memory }) });
    return md`The companion book prints no answer and leaves the type open. The smallest slice would be ${show(full, { as: '%', digits: 2 })} full of weights and take ${show(f.decodeMemoryTime({ weightBytes: bytes, bandwidth, gpus }), { digits: 2 })} to read them. Experts are a good thing to divide by: along that axis the links carry each token to its experts and back, and no partial sums have to be reduced. If attention were divided along the axis $Y$ alone, every chip along $Z$ would hold the same part of it, and less would be left.`;
  },
  fresh: {
    int8: stored('int8', 1),
    ours: { memory: ours.memory, bandwidth: ours.bandwidth },
    '64-chips': sliceOf(64),
    'v6e-64-chips': { ...v6e, ...sliceOf(64) },
    'int4-16-chips': { ...stored('int4', 0.5), ...sliceOf(16) },
  },
});
