import { amount, letter, md, parts, show, type Formulas, type Givens, type Plain } from '@scaling-workbook/exercises';
import { tpuV5e } from '@scaling-workbook/formulas/hardware';

const given = {
  I: letter(),
  J: letter(),
  K: letter(),
  C: letter('FLOP/s', { from: 1e13, to: 1e15 }),
  side: amount(8192, '1'),
  ways: amount(4, '1'),
  chips: amount(16, '1'),
  peak: amount(1.97e14, 'FLOP/s'),
  bandwidth: amount(4.5e10, 'B/s'),
  bytesPerElement: amount(2, 'B/element'),
} as const satisfies Givens;
type Numbers = Plain<typeof given>;

/** Bytes of one matrix. */
const wholeBytes = ({ side, bytesPerElement }: Numbers, f: Formulas) =>
  f.tensorBytes({ elements: f.matrixElements({ rows: side, columns: side }), bytesPerElement });

/** Bytes of what a cut along one axis leaves of it. */
const partBytes = (numbers: Numbers, f: Formulas) => f.shardBytes({ bytes: wholeBytes(numbers, f), devices: numbers.ways });

export default parts({
  title: 'Three sharded matmuls on a v5e 4×4',
  book: 'sb-sharding-6',
  given,
  ask: ({ side, peak, bandwidth }) =>
    md`On a TPU v5e slice of 4 × 4 chips, with axes $X$ and $Y$ and no wraparound, three products are computed in BF16: (a) $A[I_X, J_Y] \cdot B[J_Y, K] \to C[I_X, K]$, (b) $A[I_X, J] \cdot B[J_X, K_Y] \to C[I_X, K_Y]$, (c) $A[I_X, J] \cdot B[J, K_Y] \to C[I_X, K_Y]$. A chip does $C$ FLOP/s; a link carries ${bandwidth} one way. Along each axis four chips form a line, so that each phase of a collective brings 3/4 of the tensor in over one link. How long is the arithmetic, with the letters, and what communication does each product need? For numbers take $I$ = $J$ = $K$ = ${side} and $C$ = ${peak}.`,
  fields: {
    math: {
      label: 'Time of the arithmetic, the same for all three',
      unit: 's',
      byHand: '2IJK/(chips C)',
      solve: ({ I, J, K, C, chips }, f) =>
        f.computeTime({ flops: f.flopsPerDevice({ flops: f.matmulFlops({ m: I, k: J, n: K }), devices: chips }), peak: C }),
    },
    compute: {
      label: 'The same at the numbers given',
      unit: 'ms',
      byHand: 0.348826,
      solve: ({ side, peak, chips }, f) =>
        f.computeTime({ flops: f.flopsPerDevice({ flops: f.matmulFlops({ m: side, k: side, n: side }), devices: chips }), peak }),
    },
    first: {
      label: '(a) Communication',
      unit: 'ms',
      byHand: 1.118481,
      solve: (numbers, f) =>
        f.ringTime({
          bytesSent: f.allReduceBytes({ bytes: partBytes(numbers, f), devices: numbers.ways }),
          bandwidth: numbers.bandwidth,
        }),
      slips: [
        {
          name: 'closed-ring',
          say: 'That is the rule for a closed ring, $2V/W_\\text{ici}$. These axes of four do not close, and each phase takes 1.5 times as long.',
          solve: (numbers, f) => f.axisAllReduceTime({ bytes: partBytes(numbers, f), bandwidth: 2 * numbers.bandwidth }),
        },
      ],
      steps: [
        md`
The product along $Y$ is a partial sum of $C[I_X, K]$.
        `,
        md`
Two bytes per element.
        `,
        md`
Its rows are cut along $X$.
        `,
        md`
It is added up along $Y$: an all-reduce over four chips.
        `,
        md`
On a line, over one link.
        `,
      ],
    },
    second: {
      label: '(b) Communication',
      unit: 'ms',
      byHand: 0.559241,
      solve: (numbers, f) =>
        f.ringTime({
          bytesSent: f.allGatherBytes({ bytes: partBytes(numbers, f), devices: numbers.ways }),
          bandwidth: numbers.bandwidth,
        }),
      slips: [
        {
          name: 'closed-ring',
          say: 'That is the rule for a closed ring, $V/W_\\text{ici}$. These axes of four do not close, and the gather takes 1.5 times as long.',
          solve: (numbers, f) => f.axisGatherTime({ bytes: partBytes(numbers, f), bandwidth: 2 * numbers.bandwidth }),
        },
        {
          name: 'uncut',
          say: 'That gathers all of $B$. It stays cut along $Y$, and only $X$ is gathered.',
          solve: (numbers, f) =>
            f.ringTime({
              bytesSent: f.allGatherBytes({ bytes: wholeBytes(numbers, f), devices: numbers.ways }),
              bandwidth: numbers.bandwidth,
            }),
        },
      ],
      steps: [
        md`
The weight $B$, whose contraction is cut along $X$ while that of $A$ is whole.
        `,
        md`
Two bytes per element.
        `,
        md`
Its columns stay cut along $Y$.
        `,
        md`
Gathered along $X$.
        `,
        md`
On a line, over one link.
        `,
      ],
    },
    third: {
      label: '(c) Communication',
      options: () => [
        {
          text: md`
None: the contraction is whole on both sides and the other cuts are along different axes
          `,
          right: true,
          say: md`
Case 1. Each chip has the rows and the columns that its block of $C$ needs.
          `,
        },
        {
          text: md`
$B$ has to be gathered along $Y$
          `,
          right: false,
          say: md`
The result is to stay cut along $K_Y$, so each chip needs only its own columns of $B$.
          `,
        },
        {
          text: md`
The result has to be added up along $Y$
          `,
          right: false,
          say: md`
Nothing is summed over $Y$: it cuts $K$, which is a dimension of the result.
          `,
        },
      ],
    },
  },
  hint: () => md`
Look at the contraction $J$ first. Which of the four cases is each product? Then ask how large the tensor is that one group of four chips has to exchange.
  `,
  after: ({ side, peak, chips }, f) =>
    md`The companion book prints no answer here. With the arithmetic at ${show(f.computeTime({ flops: f.flopsPerDevice({ flops: f.matmulFlops({ m: side, k: side, n: side }), devices: chips }), peak }), { as: 'ms', digits: 2 })}, (a) and (b) both wait for the links, and (c) is limited by arithmetic alone. In (b) slicing $A$ is no way out: its rows are cut along $X$ already, so a chip holds no other rows with which to use its part of $B$. It would first have to exchange parts of $A$.`,
  fresh: {
    ours: { bandwidth: amount(tpuV5e.link.value / 4, 'B/s') },
    'larger-matrices': { side: amount(32768, '1') },
  },
});
