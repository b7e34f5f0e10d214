import { amount, md, numeric, show } from '@scaling-workbook/exercises';

const mesh = (x: number, y: number, z: number) => ({ x: amount(x, '1'), y: amount(y, '1'), z: amount(z, '1') });

export default numeric({
  title: 'How much a sharding replicates',
  book: 'sb-sharding-1',
  given: mesh(4, 8, 2),
  ask: ({ x, y, z }) =>
    md`An array $A[I_X, J, K, \dots]$ is cut along $X$ only, on a mesh with $X$ = ${x}, $Y$ = ${y} and $Z$ = ${z}. How many times the bytes of one full copy of $A$ do all devices hold together?`,
  label: 'Bytes on all devices over one full copy',
  unit: '1',
  byHand: 16,
  solve: ({ x, y, z }, f) => f.meshCopies({ devices: f.meshDevices({ x, y, z }), shards: x }),
  steps: [
    md`
All combinations of coordinates.
    `,
    md`
The devices along $X$ hold one copy between them.
    `,
  ],
  hint: () => md`
The devices along $X$ share one copy. How many such rows of devices are there?
  `,
  after: ({ x, y, z }, f) =>
    md`It is the product of the axes that do not stand in a subscript, as the companion book prints. Compared with a single shard instead of a full copy, it would be all ${show(f.meshDevices({ x, y, z }))} devices: such a ratio means little until one says what it is compared with.`,
  fresh: {
    'cube-of-8': mesh(8, 8, 8),
    'cut-along-the-longest': mesh(8, 4, 2),
    'flat-16': mesh(4, 4, 1),
    'pod-of-v5p': mesh(16, 20, 28),
    'two-axes': mesh(8, 32, 1),
  },
});
