import { amount, md, parts, shape } from '@scaling-workbook/exercises';
import { code } from '../code.ts';

const weight = (rows: number, columns: number, data: number, model: number) => ({
  rows: amount(rows, '1'),
  columns: amount(columns, '1'),
  data: amount(data, '1'),
  model: amount(model, '1'),
});

export default parts({
  title: 'A weight on two axes',
  given: weight(8192, 28_672, 4, 2),
  ask: ({ rows, columns, data, model }) =>
    md`A mesh of ${data} by ${model} devices has the axes ${code('data')} and ${code('model')}. A weight of shape ${shape(rows, columns)} has the spec ${code("P('data', 'model')")}. What shape does ${code('addressable_shards[0].data')} have, and what would it be for ${code("P(None, 'model')")}?`,
  fields: {
    rows: {
      label: 'Rows, first spec',
      unit: '1',
      tolerance: 0,
      byHand: 2048,
      solve: ({ rows, data }, f) => f.dimensionPerDevice({ size: rows, devices: data }),
      slips: [
        {
          name: 'all-devices',
          say: 'That divides the rows by all devices. They are cut over the first axis only.',
          solve: ({ rows, data, model }) => rows / (data * model),
        },
      ],
    },
    columns: {
      label: 'Columns, first spec',
      unit: '1',
      tolerance: 0,
      byHand: 14_336,
      solve: ({ columns, model }, f) => f.dimensionPerDevice({ size: columns, devices: model }),
    },
    replicated: {
      label: 'Rows, second spec',
      unit: '1',
      tolerance: 0,
      byHand: 8192,
      solve: ({ rows }, f) => f.dimensionPerDevice({ size: rows, devices: 1 }),
      slips: [
        {
          name: 'still-cut',
          say: 'None leaves this dimension whole: along the other axis of the mesh, devices hold copies.',
          solve: ({ rows, data }, f) => f.dimensionPerDevice({ size: rows, devices: data }),
        },
      ],
    },
  },
  hint: () => md`
Read the spec from left to right beside the shape. Each name divides the dimension it stands at by the size of that axis.
  `,
  after: ({ data }) =>
    md`The second spec is tensor parallelism with plain data parallelism around it: each slice of the weight exists ${data} times. The first cuts those copies as well, and the compiler gathers them along ${code('data')} when they are needed, which is FSDP. The difference in the source is one name.`,
  fresh: {
    'eight-by-one': weight(4096, 14_336, 8, 1),
    'two-by-four': weight(8192, 28_672, 2, 4),
    'sixteen-by-eight': weight(16_384, 53_248, 16, 8),
  },
});
