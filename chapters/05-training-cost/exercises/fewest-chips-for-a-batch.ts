import { amount, md, parts, show } from '@scaling-workbook/exercises';
import { heldBy, podChips, ours, shapeOf, v5p } from '../tpu-run.ts';

const batch = (tokens: number) => ({ tokens: amount(tokens, 'token') });

export default parts({
  title: 'Fewest chips for a batch of 4M tokens',
  book: 'sb-applied-training-t5',
  given: {
    ...shapeOf('llama-3-70b', 70e9),
    ...batch(4e6),
    trained: amount(15e12, 'token'),
    checkpoints: amount(4, '1'),
    memory: v5p.memory,
    peak: v5p.peak,
    mfu: amount(0.4, '1'),
  },
  ask: ({ model, params, layers, width, tokens, trained, checkpoints, memory, peak, mfu }) =>
    md`${model} (${params}, ${layers} layers of width ${width}) is trained with a batch of ${tokens}, all of it in flight at once. State is a BF16 weight and two FP32 moments for each parameter. In each layer ${checkpoints} checkpoints are kept for every token, each as wide as the model and in BF16. A TPU v5p has ${memory} and does ${peak}. How much memory does that take in all, what is the least number of chips that have it, and how many days would ${trained} take on just those at ${show(mfu, { as: '%' })} MFU?`,
  fields: {
    memory: {
      label: 'Memory in all',
      unit: 'TB',
      byHand: 21.67152,
      gigabytes: 'decimal',
      solve: (g, f) => heldBy(g, f),
      steps: [md`Ten bytes for each parameter.`, md`Four vectors of the width for every token in every layer.`, md`Together.`],
      slips: [
        {
          name: 'hidden-checkpoints',
          say: 'That makes three of the four checkpoints as wide as the hidden layer. Here each is as wide as the model.',
          solve: ({ params, tokens, layers, width, hidden }, f) =>
            f.trainingMemoryBytes({
              state: f.weightsAndMomentsBytes({ params }),
              checkpoints: f.checkpointBytes({ tokens, layers, width, ofWidth: 1, hidden, ofHidden: 3 }),
            }),
        },
      ],
    },
    chips: {
      label: 'Fewest chips',
      unit: '1',
      byHand: 226,
      tolerance: 0,
      gigabytes: 'decimal',
      printed: [
        {
          value: 225,
          say: 'The companion book rounds the memory to 21.6 TB first. From 21.67 TB it is 225.7, and the part of a chip needs a chip.',
          right: true,
        },
      ],
      solve: ({ memory }, f, earlier) => f.acceleratorsNeeded({ bytes: earlier('memory'), capacity: memory }),
      steps: [md`All of it over one chip’s memory, rounded up.`],
      slips: [
        {
          name: 'state-only',
          say: 'So many hold the state. The checkpoints of the batch have to fit too.',
          solve: ({ params, memory }, f) => f.acceleratorsNeeded({ bytes: f.weightsAndMomentsBytes({ params }), capacity: memory }),
        },
      ],
    },
    days: {
      label: 'Days on so many chips',
      unit: 'day',
      byHand: 1757.29,
      solve: ({ params, trained, peak, mfu }, f, earlier) =>
        f.trainingTime({ flops: f.trainingFlops({ params, tokens: trained }), gpus: earlier('chips'), peak, mfu }),
      steps: [md`The work of the whole run.`, md`Over what so few chips do.`],
    },
  },
  hint: () => md`
State: 2 + 8 bytes a parameter. Checkpoints: 2 bytes × width × tokens × checkpoints × layers. Then divide, and round up.
  `,
  after: ({ params, tokens, layers, width, checkpoints, trained, memory, peak, mfu }, f) => {
    const bytes = f.trainingMemoryBytes({
      state: f.weightsAndMomentsBytes({ params }),
      checkpoints: f.checkpointBytes({ tokens, layers, width, ofWidth: checkpoints }),
    });
    const gpus = f.acceleratorsNeeded({ bytes, capacity: memory });
    const flops = f.trainingFlops({ params, tokens: trained });
    const pod = f.trainingTime({ flops, gpus: podChips, peak, mfu });
    return md`${show(f.trainingTime({ flops, gpus, peak, mfu }), { as: 'year', digits: 2 })} against ${show(pod, { as: 'day', digits: 2 })} on a pod. Large clusters are there for their FLOPs, not for their memory. For 4 checkpoints of the 70B model the companion book prints 225 chips, because it rounds the memory to 21.6 TB before it divides, and 1,752 days, which is 44 days times 8,960 over 225. It calls them nearly four years; they are nearly five.`;
  },
  fresh: {
    'exact-tokens-and-memory': { ...batch(2 ** 22), memory: ours.memory },
    'twelve-checkpoints': { checkpoints: amount(12, '1') },
    'one-checkpoint': { checkpoints: amount(1, '1') },
    'llama-3-8b': shapeOf('llama-3-8b', 8.03e9),
    'llama-3-405b-16m': { ...shapeOf('llama-3.1-405b', 405.8e9), ...batch(2 ** 24) },
  },
});
