import { amount, md, parts } from '@scaling-workbook/exercises';
import { h100 } from '@scaling-workbook/formulas/hardware';

const array = (rows: number, columns: number) => ({ rows: amount(rows, '1'), columns: amount(columns, '1') });
const mesh = (x: number, y: number) => ({ x: amount(x, '1'), y: amount(y, '1') });

export default parts({
  title: 'Two mesh axes on one array axis',
  book: 'sb-sharding-p1',
  given: {
    ...array(1024, 4096),
    ...mesh(8, 2),
    bytesPerElement: amount(4, 'B/element'),
    bandwidth: amount(3.4e12, 'B/s'),
  },
  ask: ({ rows, columns, x, y, bytesPerElement, bandwidth }) =>
    md`An array $A[I_{XY}, J]$ of ${rows} × ${columns} elements with ${bytesPerElement} lies on a mesh of GPUs with $X$ = ${x} and $Y$ = ${y}. How many bytes does each GPU hold, and how long does it take to read them from its HBM at ${bandwidth}?`,
  fields: {
    held: {
      label: 'Held by each GPU',
      unit: 'MB',
      byHand: 1.048576,
      solve: ({ rows, columns, x, y, bytesPerElement }, f) =>
        f.shardBytes({
          bytes: f.tensorBytes({ elements: f.matrixElements({ rows, columns }), bytesPerElement }),
          devices: f.meshDevices({ x, y }),
        }),
      slips: [
        {
          name: 'one-axis',
          say: 'That cuts along $X$ alone. The subscript $XY$ cuts the rows along both axes.',
          solve: ({ rows, columns, x, bytesPerElement }, f) =>
            f.shardBytes({ bytes: f.tensorBytes({ elements: f.matrixElements({ rows, columns }), bytesPerElement }), devices: x }),
        },
      ],
      steps: [
        md`
Rows times columns.
        `,
        md`
FP32 takes four bytes per element.
        `,
        md`
The rows are cut along both axes.
        `,
        md`
Each device has one band of rows.
        `,
      ],
    },
    time: {
      label: 'Time to read them',
      unit: 'ns',
      byHand: 308.405,
      solve: ({ bandwidth }, f, earlier) => f.memoryTime({ bytes: earlier('held'), bandwidth }),
      printed: [{ value: 294, say: 'It takes the mebibyte for a million bytes. From the exact count it is 308 ns.' }],
      slips: [
        {
          name: 'whole-array',
          say: 'That reads the whole array. Each GPU reads what it holds.',
          solve: ({ rows, columns, bytesPerElement, bandwidth }, f) =>
            f.memoryTime({ bytes: f.tensorBytes({ elements: f.matrixElements({ rows, columns }), bytesPerElement }), bandwidth }),
        },
      ],
      steps: [
        md`
Bytes over bandwidth: this is far too short to see one launch of a kernel.
        `,
      ],
    },
  },
  hint: () => md`
Both mesh axes cut the rows, one after the other. Count elements, then bytes, then divide by the devices.
  `,
  after: () => md`
The companion book prints 1 MiB and 294 ns. The first figure is ours. The second takes the mebibyte for a million bytes; from the exact byte count it is 308 ns.
  `,
  fresh: {
    'h100-data-sheet': { bandwidth: h100.hbmBandwidth },
    'bf16-on-32': { ...array(8192, 4096), ...mesh(8, 4), bytesPerElement: amount(2, 'B/element') },
  },
});
