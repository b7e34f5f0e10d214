import { amount, md, parts, show } from '@scaling-workbook/exercises';

const code = (...lines: readonly string[]): string => ['', '```text', ...lines, '```', ''].join('\n');
const times = (count: number, stride: number): string => Array.from({ length: count }, (_, i) => i * stride).join(',');

export default parts({
  title: 'Two matmuls in a trace',
  book: 'sb-profiling-1',
  given: {
    devices: amount(128, '1'),
    members: amount(8, '1'),
    outer: amount(4096, '1'),
    inner: amount(8192, '1'),
    localRows: amount(1, '1'),
    bytesPerElement: amount(2, 'B/element'),
    time: amount(209.227e-6, 's'),
  },
  ask: ({ devices, members, outer, inner, time }) => {
    const [f, d] = [String(outer.value), String(inner.value)];
    return md`A jitted program runs on ${devices} TPU cores. Its trace shows a short reduce, two long fusions of about the same length, and a short all-reduce. Clicking on the first fusion and on the all-reduce shows
${code(
  `%fusion.1 = bf16[${f}]{0:T(1024)(128)(2,1)} fusion(bf16[${f},${d}]{1,0:T(8,128)(2,1)} %param.1, bf16[${d}]{0:T(1024)(128)(2,1)} %reduce.6), kind=kLoop`,
  `%all-reduce = … replica_groups={{${times(members.value, devices.value / members.value)}}, …}`,
)}
The first fusion takes ${show(time, { as: 'µs' })}. The second multiplies what it returns by another matrix of the same size, and the all-reduce completes the sum over the dimension of ${outer}. Every core is in exactly one group, and each group works on a row of its own. What are the whole shapes, and is this program healthy?`;
  },
  fields: {
    groups: {
      label: 'Groups of the all-reduce',
      unit: '1',
      tolerance: 0,
      byHand: 16,
      solve: ({ devices, members }, f) => f.collectiveGroups({ devices, members }),
    },
    columns: {
      label: 'Long side of the whole first weight',
      unit: '1',
      tolerance: 0,
      byHand: 32_768,
      solve: ({ outer, members }, f) => f.wholeDimension({ part: outer, devices: members }),
      steps: [
        md`
The dimension that the all-reduce sums over is cut over the cores of one group.
        `,
      ],
    },
    rows: {
      label: 'Rows of the whole batch',
      unit: '1',
      tolerance: 0,
      byHand: 16,
      solve: ({ localRows, devices, members }, f) =>
        f.wholeDimension({ part: localRows, devices: f.collectiveGroups({ devices, members }) }),
      steps: [
        md`
The groups beside each other.
        `,
        md`
Each has one row, as the missing dimension of bf16[8192] says.
        `,
      ],
      printed: [
        {
          value: 8,
          say: 'The companion book prints 8 rows, which is the number of cores in a group. All cores of a group work on the same row. If each of the groups has a row of its own there are as many rows as groups, 16; if they hold copies there is one. The trace alone cannot say which.',
        },
      ],
    },
    rate: {
      label: 'Memory bandwidth reached by the first fusion',
      unit: 'GB/s',
      byHand: 320.864,
      solve: ({ localRows, outer, inner, bytesPerElement, time }, f) =>
        f.achievedBandwidth({ bytes: f.matmulBytes({ m: localRows, k: inner, n: outer, bytesPerElement }), time }),
      steps: [
        md`
The weight, the row that goes in and the row that comes out.
        `,
        md`
Over the time of the fusion.
        `,
      ],
    },
    suspicious: {
      label: 'What is suspicious here?',
      options: () => [
        {
          text: md`
Each weight is read for a single row: the program waits for memory, and the matrix units have next to nothing to do
          `,
          right: true,
          say: md`
A product with one row has one FLOP for each byte. The compiler did not even call it a matmul: kind=kLoop is an elementwise loop on the vector unit. A batch of a few hundred rows would take about as long.
          `,
        },
        {
          text: md`
The all-reduce: communication takes most of the time
          `,
          right: false,
          say: md`
It is the shortest of the large operations in the trace: what it sends is one row.
          `,
        },
        {
          text: md`
The layout: 8 × 128 tiles pad these matrices to twice their size
          `,
          right: false,
          say: md`
Both sides of the matrix are multiples of the tile, so nothing is padded.
          `,
        },
        {
          text: md`
The weights are whole on every core, so the sharding has had no effect
          `,
          right: false,
          say: md`
The all-reduce over the long dimension shows that each core holds a part of it. A matrix that is whole on every core would need none.
          `,
        },
      ],
    },
  },
  hint: () => md`
The shapes in a trace are those of one device. Which dimension does the all-reduce complete, and over how many cores is it cut? For the last field, count the FLOPs for each byte of the weight.
  `,
  after: ({ localRows, outer, inner, bytesPerElement }, f) => {
    const flops = f.matmulFlops({ m: localRows, k: inner, n: outer });
    const bytes = f.matmulBytes({ m: localRows, k: inner, n: outer, bytesPerElement });
    return md`So it is $W_2 (W_1 x)$, cut along the dimension between the two weights, in groups of tensor-parallel cores. The profiler counts ${show(flops, { digits: 3 })} and ${show(bytes, { digits: 3 })} for the fusion, that is, an intensity of ${show(f.arithmeticIntensity({ flops, bytes }), { digits: 2 })}: decoding, as chapter 6 describes it. So compare the bandwidth reached with the bandwidth of the chip before you look at anything else.`;
  },
  fresh: {
    'four-in-a-group': { members: amount(4, '1'), outer: amount(8192, '1'), time: amount(418.5e-6, 's') },
    'sixty-four-cores': { devices: amount(64, '1'), outer: amount(3584, '1'), time: amount(190e-6, 's') },
    'v5e-slice': { devices: amount(16, '1'), members: amount(4, '1'), outer: amount(7168, '1'), time: amount(160e-6, 's') },
  },
});
