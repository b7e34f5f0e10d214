import { amount, md, numeric, shape, show } from '@scaling-workbook/exercises';

const ring = (rows: number, columns: number, devices: number) => ({
  rows: amount(rows, '1'),
  columns: amount(columns, '1'),
  devices: amount(devices, '1'),
});

export default numeric({
  title: 'What a ring all-reduce sends',
  original: '2.2',
  given: { ...ring(8192, 8192, 8), bytesPerElement: amount(2, 'B/element') },
  ask: ({ rows, columns, devices }) =>
    md`Each of ${devices} devices holds a partial sum of shape ${shape(rows, columns)} in BF16. A ring all-reduce adds them up and leaves the total on every device. How many megabytes does each device send?`,
  label: 'Sent per device',
  unit: 'MB',
  solve: ({ rows, columns, devices, bytesPerElement }, f) =>
    f.allReduceBytes({ bytes: f.tensorBytes({ elements: f.matrixElements({ rows, columns }), bytesPerElement }), devices }),
  byHand: 234.881024,
  slips: [
    {
      name: 'one-phase',
      say: 'That is one phase of the two, or one byte per element. An all-reduce is a reduce-scatter and then an all-gather; a BF16 element takes two bytes.',
      solve: ({ rows, columns, devices, bytesPerElement }, f) =>
        f.reduceScatterBytes({ bytes: f.tensorBytes({ elements: f.matrixElements({ rows, columns }), bytesPerElement }), devices }),
    },
  ],
  steps: [
    md`
Every device holds a partial sum for each element of the output.
    `,
    md`
Two bytes per element.
    `,
    md`
A reduce-scatter and an all-gather, each of which sends every part but one.
    `,
  ],
  hint: () => md`
An all-reduce is two phases. In each of them a device sends every part of the tensor but one, and there are as many parts as devices.
  `,
  after: ({ rows, columns, devices, bytesPerElement }, f) => {
    const bytes = f.tensorBytes({ elements: f.matrixElements({ rows, columns }), bytesPerElement });
    const at = (p: number) => show(f.byteRatio({ first: f.allReduceBytes({ bytes, devices: p }), second: bytes }), { digits: 3 });
    return md`With ${devices} devices each one sends ${show(f.byteRatio({ first: f.allReduceBytes({ bytes, devices }), second: bytes }), { digits: 3 })} times the tensor. With 2 it is ${at(2)}, with 64 ${at(64)}, with 1,024 ${at(1024)}: $2(P-1)/P$ approaches 2 and never reaches it. So the bytes that a device sends hardly depend on how many take part. (The number of steps does, and for small tensors that is what counts.) No algorithm that lets only the devices add can send less. A switch that [adds on the way](https://doi.org/10.1109/COMHPC.2016.006) can: each device then sends its partial sum once, ${f.inSwitchAllReduceBytes({ bytes })}.`;
  },
  erratum: 'E14',
  fresh: {
    'sixteen-devices': ring(8192, 8192, 16),
    'four-devices': ring(8192, 8192, 4),
    'sixty-four-devices': ring(8192, 8192, 64),
    'llama-8b-tokens': ring(4096, 4096, 8),
    'llama-405b-tokens': ring(8192, 16384, 16),
  },
});
