import { amount, md, parts, show } from '@scaling-workbook/exercises';
import { heldBy, podChips, shapeOf, v5p } from '../tpu-run.ts';

const batch = (tokens: number) => ({ tokens: amount(tokens, 'token') });

export default parts({
  title: 'Memory for each chip of a full pod',
  book: 'sb-applied-training-t6',
  given: {
    ...shapeOf('llama-3-70b', 70e9),
    ...batch(4e6),
    few: amount(4, '1'),
    many: amount(12, '1'),
    chips: amount(podChips, '1'),
    memory: v5p.memory,
  },
  ask: ({ model, params, layers, width, tokens, few, many, chips, memory }) =>
    md`The run of the last problem (${model}, ${params}, ${layers} layers of width ${width}, a batch of ${tokens}, ten bytes of state a parameter, checkpoints of the model width in BF16) moves to ${chips} chips of ${memory}, evenly divided. How much of its memory does each chip use with ${few} checkpoints a layer, and how much with ${many}?`,
  fields: {
    few: {
      label: 'With four checkpoints a layer',
      unit: 'GB',
      byHand: 2.4187,
      gigabytes: 'decimal',
      solve: ({ few, chips, ...g }, f) => f.shardBytes({ bytes: heldBy({ ...g, checkpoints: few }, f), devices: chips }),
      steps: [md`The state.`, md`The checkpoints.`, md`Together.`, md`Divided evenly.`],
    },
    many: {
      label: 'With twelve',
      unit: 'GB',
      byHand: 7.09984,
      printed: [
        {
          value: 8,
          say: 'The companion book says about 8 GB. Three times 20.97 TB of checkpoints and 0.7 TB of state, over 8,960 chips, are 7.1 GB.',
        },
      ],
      gigabytes: 'decimal',
      solve: ({ many, chips, ...g }, f) => f.shardBytes({ bytes: heldBy({ ...g, checkpoints: many }, f), devices: chips }),
      steps: [md`The state, as before.`, md`Three times the checkpoints.`, md`Together.`, md`Divided evenly.`],
    },
  },
  hint: () => md`
Nothing new has to be stored, there are only more chips to store it. In the second question the state stays as it is.
  `,
  after: ({ params, tokens, layers, width, many, chips, memory }, f) => {
    const bytes = f.trainingMemoryBytes({
      state: f.weightsAndMomentsBytes({ params }),
      checkpoints: f.checkpointBytes({ tokens, layers, width, ofWidth: many }),
    });
    const each = f.shardBytes({ bytes, devices: chips });
    return md`With ${many} checkpoints it is ${show(f.byteShare({ part: each, whole: memory }), { as: '%', digits: 2 })} of the chip. With thousands of chips memory is no longer what you plan around. For its own run the companion book says about 8 GB with twelve checkpoints; three times 20.97 TB and the state, over 8,960 chips, are 7.1 GB.`;
  },
  fresh: {
    'exact-tokens': batch(2 ** 22),
    '16m-tokens': batch(2 ** 24),
    'half-a-pod': { chips: amount(podChips / 2, '1') },
    'llama-3-405b': shapeOf('llama-3.1-405b', 405.8e9),
    'llama-3-8b-256-chips': { ...shapeOf('llama-3-8b', 8.03e9), chips: amount(256, '1') },
  },
});
