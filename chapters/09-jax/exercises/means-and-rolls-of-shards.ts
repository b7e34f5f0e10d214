import { amount, md, parts, show, type Formulas, type Plain, type Givens } from '@scaling-workbook/exercises';
import { code } from '../code.ts';

const given = {
  rows: amount(512, '1'),
  width: amount(8, '1'),
  X: amount(4, '1'),
  Y: amount(2, '1'),
  localRows: amount(128, '1'),
  localColumns: amount(4, '1'),
  firstRow: amount(256, '1'),
  firstColumn: amount(4, '1'),
  one: amount(1, '1'),
  column: amount(3, '1'),
  shift: amount(5, '1'),
  low: amount(4, '1'),
  high: amount(5, '1'),
} as const satisfies Givens;
type Numbers = Plain<typeof given>;

const difference = ({ width, localRows, shift }: Numbers, row: number, f: Formulas) =>
  f.rolledDifference({ width, rows: localRows, row, shift });

export default parts({
  title: 'Means and rolls within shards',
  book: 'sb-jax-stuff-1',
  given,
  ask: ({ rows, width, X, Y, shift, column, low, high }) =>
    md`$A$ is ${code(`jnp.arange(${String(rows.value * width.value)}.0).reshape(${String(rows.value)}, ${String(width.value)})`)}, cut as $A[S_X, D_Y]$ over a mesh of ${X} × ${Y} devices. First let $M$ hold the mean of each shard, so that it has ${X} × ${Y} entries. Then let $N$ hold the mean over the rows of each shard along $X$ only, with ${X} × ${width} entries. Last, each device computes ${code(`jnp.roll(a, ${String(shift.value)}, axis=0) - a`)} of its own block. All counts start at 0: what are $M[2, 1]$ and $N[2, ${String(column.value)}]$, what stands in rows ${low} and ${high} of the last result, and what is sent?`,
  fields: {
    shard: {
      label: 'M[2, 1]',
      unit: '1',
      tolerance: 0,
      byHand: 2561.5,
      solve: ({ width, firstRow, localRows, firstColumn, localColumns }, f) =>
        f.blockMean({ width, row: firstRow, rows: localRows, column: firstColumn, columns: localColumns }),
      steps: [
        md`
The third block of rows and the second of columns; its mean is the value at its centre.
        `,
      ],
    },
    rows: {
      label: 'N[2, 3]',
      unit: '1',
      tolerance: 0,
      byHand: 2559,
      solve: ({ width, firstRow, localRows, column, one }, f) =>
        f.blockMean({ width, row: firstRow, rows: localRows, column, columns: one }),
      slips: [
        {
          name: 'whole-column',
          say: 'That is the mean of the whole column. Each shard along X has its own.',
          solve: ({ width, rows, column, one }, f) => f.blockMean({ width, row: 0, rows, column, columns: one }),
        },
      ],
      steps: [
        md`
The same rows, one column.
        `,
      ],
    },
    wrapped: {
      label: 'Rolled minus a, row 4',
      unit: '1',
      tolerance: 0,
      byHand: 984,
      solve: (g, f) => difference(g, g.low, f),
      steps: [
        md`
Row 4 of a block gets row 127 of the *same block*: rolling wraps within what the device holds.
        `,
      ],
      slips: [
        {
          name: 'whole-array',
          say: 'That wraps at the end of the whole array. Inside shard_map a device sees its own block only.',
          solve: ({ width, rows, shift, low }, f) => f.rolledDifference({ width, rows, row: low, shift }),
        },
      ],
    },
    moved: {
      label: 'Rolled minus a, row 5',
      unit: '1',
      tolerance: 0,
      byHand: -40,
      solve: (g, f) => difference(g, g.high, f),
      steps: [
        md`
From row 5 on, each row gets the one five rows above it.
        `,
      ],
      printed: [
        {
          value: 0,
          say: 'The solution in the companion book returns the rolled block alone, which has 0 in row 5 and column 0 of the first shard. The question asks for the difference to what was there, 40.',
        },
      ],
    },
    sent: {
      label: 'What do the three send?',
      options: () => [
        {
          text: md`
Nothing: each needs only what its device holds
          `,
          right: true,
          say: md`
None of them crosses the border of a shard. That is worth checking in the compiled program: a *jit* version that reshapes the array may be given a gather that nobody needs.
          `,
        },
        {
          text: md`
An all-reduce for each of the means
          `,
          right: false,
          say: md`
That would be the mean over the devices. These are means within them.
          `,
        },
        {
          text: md`
A permute for the roll, nothing else
          `,
          right: false,
          say: md`
A roll of the whole array would send rows to the neighbour. This one wraps within the block.
          `,
        },
      ],
    },
  },
  hint: () => md`
Entry $(r, c)$ is $8r + c$. Device $(i, j)$ holds rows $128i$ to $128i + 127$ and columns $4j$ to $4j + 3$.
  `,
  after: ({ width, localRows }, f) =>
    md`An older revision of the companion book asks for $N$, the present one for $M$. In its solution to the second part the subtraction of $x$ is missing: it returns the rolled array, whose entry in row 5, column 0 is 0 and not ${show(f.rolledDifference({ width, rows: localRows, row: 5, shift: 5 }))}. The program below this problem does all three and looks for collectives in what was compiled.`,
});
