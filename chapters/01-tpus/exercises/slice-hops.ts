import { amount, md, parts, show } from '@scaling-workbook/exercises';

/** A pod whose axes wrap around, and a slice of it whose axes do not. */
const slice = (x: number, y: number, chip = 'v5e', side = 16) => ({
  chip,
  x: amount(x, '1'),
  y: amount(y, '1'),
  podX: amount(side, '1'),
  podY: amount(side, '1'),
});

export default parts({
  title: 'Across a pod and across a slice of it',
  given: { ...slice(8, 8), hop: amount(1e-6, 's') },
  ask: ({ chip, x, y, podX, podY, hop }) =>
    md`In a full ${chip} pod of ${podX} × ${podY} chips both axes wrap around. You rent a slice of ${x} × ${y} from it, and neither of its axes does. A hop takes ${show(hop, { digits: 1 })}. How many hops apart are the two chips that are furthest from each other, in the pod and in your slice? And how soon can a first byte cross your slice?`,
  fields: {
    pod: {
      label: 'Furthest hops in the pod',
      unit: '1',
      tolerance: 0,
      byHand: 16,
      solve: ({ podX, podY }, f) => f.torusHops({ x: podX, y: podY }),
      steps: [md`In a ring the furthest chip is half way round, and there are two axes.`],
    },
    slice: {
      label: 'Furthest hops in the slice',
      unit: '1',
      tolerance: 0,
      byHand: 14,
      solve: ({ x, y }, f) => f.gridHops({ x, y }),
      steps: [md`From one corner to the opposite one, with one link fewer than chips along each axis.`],
    },
    first: {
      label: 'First byte across the slice',
      unit: 'µs',
      byHand: 14,
      solve: ({ hop }, f, earlier) => f.latencyTime({ steps: earlier('slice'), latency: hop }),
      steps: [md`Each hop waits for the one before it.`],
    },
  },
  hint: () => md`Draw the two axes separately. A ring has two ways to every chip, a line has one.`,
  after: ({ chip, x, y, podX, podY }, f) =>
    md`Your slice has ${show(f.podChips({ x, y }))} of the pod’s ${show(f.podChips({ x: podX, y: podY }))} chips, and its corners are ${show(f.gridHops({ x, y }))} hops apart, against ${show(f.torusHops({ x: podX, y: podY }))} in the pod. For large tensors the missing rings cost more than the hops: where an axis does not wrap around, a collective along it takes about twice as long. Ask for whole axes if you can. ${
      chip === 'v5e'
        ? md`Of the [slices of a v5e](https://docs.cloud.google.com/tpu/docs/v5e) only 8 × 16 and the full pod have an axis of 16.`
        : md`A slice of ${x} × ${podY} has rings along its long axis.`
    }`,
  fresh: {
    '4x4': slice(4, 4),
    '4x8': slice(4, 8),
    '2x4': slice(2, 4),
    '2x2': slice(2, 2),
    'v3-16x16': slice(16, 16, 'v3', 32),
  },
});
