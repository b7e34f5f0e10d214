import { amount, choice, md, shape, show } from '@scaling-workbook/exercises';

const matmul = (m: number, k: number, n: number, devices: number) => ({
  m: amount(m, '1'),
  k: amount(k, '1'),
  n: amount(n, '1'),
  devices: amount(devices, '1'),
});

export default choice({
  title: 'Which way to cut',
  original: '2.1',
  given: { ...matmul(2048, 8192, 32768, 8), bytesPerElement: amount(2, 'B/element') },
  ask: ({ m, k, n, devices }) =>
    md`A batch In ${shape(m, k)} is multiplied by a weight W ${shape(k, n)}, both in BF16, on ${devices} devices that share the work. Among the plans that move no bytes between devices, which one needs the least memory for In and W on each device?`,
  label: 'Pick a plan',
  options: ({ m, k, n, devices, bytesPerElement }, f) => {
    const of = { m, k, n, bytesPerElement };
    const column = f.shardedOperandBytes({ ...of, nWays: devices });
    const row = f.shardedOperandBytes({ ...of, mWays: devices });
    const contraction = f.shardedOperandBytes({ ...of, kWays: devices });
    const whole = f.shardedOperandBytes(of);
    const partial = f.tensorBytes({ elements: f.matrixElements({ rows: m, columns: n }), bytesPerElement });
    const columnWins = column.value < row.value;
    return [
      {
        text: md`
Column-parallel: cut the columns of W, replicate In
        `,
        right: columnWins,
        say: md`Each device multiplies all of In by its own columns of W and needs nothing from the others. It holds ${column}, against ${row} with the rows of In cut.`,
      },
      {
        text: md`
Batch sharding: cut the rows of In, replicate W
        `,
        right: !columnWins,
        say: md`It moves nothing, but neither does column-parallel. Here each device holds a part of In and all of W, ${row} together; column-parallel holds ${column}.`,
      },
      {
        text: md`
Contraction sharding: cut the columns of In and the rows of W
        `,
        right: false,
        say: md`The inputs take ${contraction} a device, less than in any other plan. But each device ends with a partial sum of the whole ${shape(m, n)} output, ${partial} of it, and adding these up takes an all-reduce. See *The cut that costs*.`,
      },
      {
        text: md`
Replicate both
        `,
        right: false,
        say: md`It moves nothing because it shares nothing: each device holds ${whole} and computes the whole product. Every device does the work of all.`,
      },
    ];
  },
  derive: ({ m, k, n, devices, bytesPerElement }, f) => {
    f.shardedOperandBytes({ m, k, n, bytesPerElement, nWays: devices });
    f.shardedOperandBytes({ m, k, n, bytesPerElement, mWays: devices });
  },
  steps: [
    md`
Columns of W cut: all of In and a part of W.
    `,
    md`
Rows of In cut: a part of In and all of W.
    `,
  ],
  hint: () => md`
Strike out the plans that have to move bytes or that share no work. Two are left. In each of them one matrix is cut and the other is whole on every device: which one is cheaper to hold whole?
  `,
  after: ({ m, k, n, bytesPerElement }, f) => {
    const x = f.tensorBytes({ elements: f.matrixElements({ rows: m, columns: k }), bytesPerElement });
    const w = f.tensorBytes({ elements: f.matrixElements({ rows: k, columns: n }), bytesPerElement });
    return md`Two plans move 0 bytes, and memory breaks the tie: In is ${x}, W is ${w}, so cut the larger and replicate the smaller. A weight has a fixed size and a batch does not: above ${show(n)} rows In is the larger of the two, and batch sharding needs less memory.`;
  },
  erratum: 'E13',
  fresh: {
    'many-tokens': matmul(131072, 8192, 28672, 8),
    'llama-8b-mlp': matmul(4096, 4096, 14336, 8),
    'square-weight': matmul(65536, 8192, 8192, 4),
  },
});
