import { amount, md, parts, shape } from '@scaling-workbook/exercises';
import { code } from '../code.ts';

const batch = (rows: number, columns: number, devices: number) => ({
  rows: amount(rows, '1'),
  columns: amount(columns, '1'),
  devices: amount(devices, '1'),
});

export default parts({
  title: 'What one device sees of a batch',
  given: batch(1024, 4, 8),
  ask: ({ rows, columns, devices }) =>
    md`A batch of shape ${shape(rows, columns)} is put on a mesh of ${devices} devices with ${code("NamedSharding(mesh, P('data'))")}, and the weights with ${code('P()')}. How many rows and how many columns of the batch does one device hold?`,
  fields: {
    rows: {
      label: 'Rows',
      unit: '1',
      tolerance: 0,
      byHand: 128,
      solve: ({ rows, devices }, f) => f.dimensionPerDevice({ size: rows, devices }),
      steps: [
        md`
The first entry of the spec belongs to the first dimension.
        `,
      ],
    },
    columns: {
      label: 'Columns',
      unit: '1',
      tolerance: 0,
      byHand: 4,
      solve: ({ columns }, f) => f.dimensionPerDevice({ size: columns, devices: 1 }),
      steps: [
        md`
The spec says nothing of the second dimension, so it stays whole.
        `,
      ],
      slips: [
        {
          name: 'columns-cut-too',
          say: 'That cuts the columns too. A dimension for which the spec names no axis stays whole.',
          solve: ({ columns, devices }) => columns / devices,
        },
        {
          name: 'rows-again',
          say: 'That is the number of rows. The question here is how wide they are.',
          solve: ({ rows, devices }, f) => f.dimensionPerDevice({ size: rows, devices }),
        },
      ],
    },
  },
  hint: () => md`
A ${code('PartitionSpec')} has an entry for each dimension, in order; those left out are not sharded.
  `,
  after: ({ rows, columns, devices }, f) =>
    md`Each device holds ${shape(f.dimensionPerDevice({ size: rows, devices }), columns)} and all of the weights. The array in your program is still the whole one, of shape ${shape(rows, columns)}: the sharding is a property of the array, and the code that uses it does not change. That is also why rows must divide. A batch of 100 on 8 devices is refused, and so is every last batch of an epoch that does not happen to fit.`,
  erratum: 'E47',
  fresh: {
    'four-devices': batch(1024, 4, 4),
    'images-on-sixteen': batch(512, 3072, 16),
    'pod-slice': batch(4096, 8192, 256),
    'two-devices': batch(1000, 20, 2),
  },
});
