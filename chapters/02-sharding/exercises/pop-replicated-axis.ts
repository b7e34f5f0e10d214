import { amount, md, parts } from '@scaling-workbook/exercises';

const mesh = (x: number, y: number, z: number) => ({ x: amount(x, '1'), y: amount(y, '1'), z: amount(z, '1') });

export default parts({
  title: 'An axis that holds copies',
  book: 'sb-sharding-p2',
  given: {
    rows: amount(128, '1'),
    columns: amount(2048, '1'),
    ...mesh(2, 8, 2),
    bytesPerElement: amount(1, 'B/element'),
  },
  ask: ({ rows, columns, x, y, z, bytesPerElement }) =>
    md`An array $A[I_{XY}, J]$ of ${rows} × ${columns} elements with ${bytesPerElement} lies on a mesh with $X$ = ${x}, $Y$ = ${y} and $Z$ = ${z}. How many bytes does each device hold, and how many do all devices hold together?`,
  fields: {
    held: {
      label: 'Held by each device',
      unit: 'B',
      byHand: 16_384,
      solve: ({ rows, columns, x, y, bytesPerElement }, f) =>
        f.shardBytes({
          bytes: f.tensorBytes({ elements: f.matrixElements({ rows, columns }), bytesPerElement }),
          devices: f.meshDevices({ x, y }),
        }),
      slips: [
        {
          name: 'all-axes',
          say: 'That divides by all axes. $Z$ stands in no subscript, so it cuts nothing: devices along it hold the same.',
          solve: ({ rows, columns, x, y, z, bytesPerElement }, f) =>
            f.shardBytes({
              bytes: f.tensorBytes({ elements: f.matrixElements({ rows, columns }), bytesPerElement }),
              devices: f.meshDevices({ x, y, z }),
            }),
        },
      ],
      steps: [
        md`
Rows times columns.
        `,
        md`
One byte per element in int8.
        `,
        md`
Two axes cut the rows.
        `,
        md`
One band of rows for each of these devices.
        `,
      ],
    },
    all: {
      label: 'Held by all devices',
      unit: 'kB',
      byHand: 524.288,
      solve: ({ x, y, z }, f, earlier) => f.bytesOnAllDevices({ bytes: earlier('held'), devices: f.meshDevices({ x, y, z }) }),
      slips: [
        {
          name: 'one-copy',
          say: 'That is one copy of the array. The devices along $Z$ hold a second one.',
          solve: ({ rows, columns, bytesPerElement }, f) =>
            f.tensorBytes({ elements: f.matrixElements({ rows, columns }), bytesPerElement }),
        },
      ],
      steps: [
        md`
All devices, those along $Z$ included.
        `,
        md`
Each holds as much.
        `,
      ],
    },
  },
  hint: () => md`
Divide by the axes in the subscript only. Then count all devices.
  `,
  after: () => md`
Along an axis without a subscript the array is copied. This is what “replicated” costs: on a mesh with a large unused axis most of the memory holds copies.
  `,
  fresh: {
    'bf16-mesh-of-64': { ...mesh(4, 4, 4), bytesPerElement: amount(2, 'B/element') },
    'no-copies': { ...mesh(8, 4, 1), rows: amount(4096, '1') },
  },
});
