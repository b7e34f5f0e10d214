import { amount, letter, md, parts } from '@scaling-workbook/exercises';

export default parts({
  title: 'Partial sums in place of a gather',
  book: 'sb-sharding-9',
  given: {
    N: letter(),
    M: letter(),
    K: letter(),
    W: letter('B/s', { from: 1e10, to: 1e12 }),
    bytesPerElement: amount(2, 'B/element'),
  },
  ask: () => md`
$A[N, M_X] \cdot B[M, K]$ is to be computed in BF16; $B$ is whole on every device, and $W$ is the bandwidth of the axis, both directions together, so that a gather or a scatter takes $V/W$. One could gather $A$ first. Find the plan that gathers nothing beforehand, its time if every device is to have the whole product, its time if the product may stay cut, and how the two plans compare.
  `,
  fields: {
    plan: {
      label: 'What does each device do?',
      options: () => [
        {
          text: md`
It multiplies its columns of $A$ by all of $B$ and sends the result on
          `,
          right: false,
          say: md`
The shapes do not match: its columns of $A$ are a part of $M$, and all rows of $B$ are all of $M$.
          `,
        },
        {
          text: md`
It takes the rows of $B$ that match its columns of $A$, multiplies, and all devices add up their products
          `,
          right: true,
          say: md`
Slicing $B$ costs nothing, since it is there. $A[N, M_X] \cdot B[M_X, K] \to C[N, K]\{U_X\}$, then an all-reduce, or a reduce-scatter if $C$ may stay cut. A product of columns and rows like this is a sum of outer products.
          `,
        },
        {
          text: md`
It multiplies its rows of $A$ by all of $B$, and the products are concatenated
          `,
          right: false,
          say: md`
No device has whole rows of $A$: it is cut along $M$, its columns. With $A[N_X, M]$ this would be right.
          `,
        },
      ],
    },
    reduce: {
      label: 'Communication, product whole everywhere',
      unit: 's',
      byHand: '4NK/W',
      solve: ({ N, K, W, bytesPerElement }, f) =>
        f.axisAllReduceTime({
          bytes: f.tensorBytes({ elements: f.matrixElements({ rows: N, columns: K }), bytesPerElement }),
          bandwidth: W,
        }),
    },
    scatter: {
      label: 'Communication, product left cut',
      unit: 's',
      byHand: '2NK/W',
      solve: ({ N, K, W, bytesPerElement }, f) =>
        f.axisGatherTime({
          bytes: f.tensorBytes({ elements: f.matrixElements({ rows: N, columns: K }), bytesPerElement }),
          bandwidth: W,
        }),
    },
    ratio: {
      label: 'Gathering A first takes how many times as long as the plan that leaves the product cut?',
      unit: '1',
      byHand: 'M/K',
      solve: ({ N, M, K, W, bytesPerElement }, f) =>
        f.timeRatio({
          first: f.axisGatherTime({
            bytes: f.tensorBytes({ elements: f.matrixElements({ rows: N, columns: M }), bytesPerElement }),
            bandwidth: W,
          }),
          second: f.axisGatherTime({
            bytes: f.tensorBytes({ elements: f.matrixElements({ rows: N, columns: K }), bytesPerElement }),
            bandwidth: W,
          }),
        }),
    },
  },
  hint: () => md`
A device holds all of $B$, so it may use any part of it. Which rows belong to the columns of $A$ that it has? What is the shape of what it gets?
  `,
  after: () => md`
The companion book prints the same ratio, $M/K$. So for a tall contraction, $M > K$, adding up beats gathering, as long as the next step can use a product that is cut. If every device needs it whole, the limit is $M > 2K$.
  `,
});
