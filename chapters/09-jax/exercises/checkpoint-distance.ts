import { amount, letter, md, parts, show } from '@scaling-workbook/exercises';
import { code } from '../code.ts';

export default parts({
  title: 'How far apart to put checkpoints',
  given: {
    L: letter('1', { from: 16, to: 256, whole: true }),
    a: letter('B', { from: 1e6, to: 1e9 }),
    c: letter('B', { from: 1e6, to: 1e10 }),
    layers: amount(80, '1'),
    boundary: amount(67_108_864, 'B'),
    inside: amount(1_140_850_688, 'B'),
    budget: amount(6.2e9, 'B'),
    forward: amount(20, '1'),
  },
  ask: ({ layers, boundary, inside, budget }) =>
    md`A model of $L$ layers is run in groups of $k$ layers, each wrapped in ${code('jax.checkpoint')}. What enters a group, $a$ bytes, is saved; what arises inside a layer, $c$ bytes, is computed again, one group at a time. So about $(L/k)\,a + k\,c$ bytes are held at most. Which $k$ makes that smallest? Then take ${layers} layers, ${show(boundary, { as: 'MB', digits: 3 })} at a boundary and ${show(inside, { as: 'GB', digits: 3 })} inside a layer: how much is held with a checkpoint at every layer and at every second one, and which groups fit into ${budget}?`,
  fields: {
    best: {
      label: 'The best k',
      unit: '1',
      byHand: 'sqrt(L a / c)',
      solve: ({ L, a, c }, f) => f.checkpointInterval({ layers: L, boundary: a, inside: c }),
    },
    one: {
      label: 'Held with k = 1',
      unit: 'GB',
      byHand: 6.50956,
      solve: ({ layers, boundary, inside }, f) => f.checkpointedBytes({ layers, every: 1, boundary, inside }),
    },
    two: {
      label: 'Held with k = 2',
      unit: 'GB',
      byHand: 4.96606,
      solve: ({ layers, boundary, inside }, f) => f.checkpointedBytes({ layers, every: 2, boundary, inside }),
    },
    fit: {
      label: 'Which fit?',
      options: ({ layers, boundary, inside, budget }, f) => {
        const fits = (every: number) => f.checkpointedBytes({ layers, every, boundary, inside }).value <= budget.value;
        const fitting = [1, 2, 4, 8].filter(fits).join();
        const option = (groups: string, text: string) => ({
          text: md`${text}`,
          right: fitting === groups,
          say: md`For “${text}”, compare all four sums with the budget. $k$ = 4 and $k$ = 8 give ${show(f.checkpointedBytes({ layers, every: 4, boundary, inside }), { digits: 3 })} and ${show(f.checkpointedBytes({ layers, every: 8, boundary, inside }), { digits: 3 })}.`,
        });
        return [
          option('1', 'only k = 1'),
          option('2', 'only k = 2'),
          option('1,2', 'k = 1 and k = 2'),
          option('2,4', 'k = 2 and k = 4'),
          option('4,8', 'k = 4 and k = 8'),
          option('1,2,4', 'k = 1, 2 and 4'),
          option('1,2,4,8', 'all of k = 1, 2, 4 and 8'),
        ];
      },
    },
  },
  hint: () => md`
More groups cost checkpoints, larger groups cost what is held while one is recomputed. Take the derivative in $k$.
  `,
  after: ({ layers, boundary, inside }, f) =>
    md`Here the formula gives ${show(f.checkpointInterval({ layers, boundary, inside }), { digits: 2 })}, so groups of two or three layers. In all cases the forward pass runs nearly twice, which adds about a third to a step's FLOPs. With a single checkpoint in front of all layers ${show(f.checkpointedBytes({ layers, every: layers, boundary, inside }), { digits: 3 })} would be held. A *policy* lets you choose in between: ${code('jax.checkpoint_policies.dots_saveable')} saves the results of matmuls and recomputes the cheap rest.`,
  fresh: {
    'longer-sequences': { boundary: amount(268_435_456, 'B'), inside: amount(4_563_402_752, 'B'), budget: amount(20e9, 'B') },
    'lean-layers': { inside: amount(268_435_456, 'B'), budget: amount(3e9, 'B') },
    'ample-budget': { budget: amount(7e9, 'B') },
  },
});
