import { letter, md, parts } from '@scaling-workbook/exercises';

export default parts({
  title: 'FLOPs with a mesh axis left idle',
  book: 'sb-transformers-2',
  given: {
    B: letter(),
    D: letter(),
    F: letter(),
    X: letter('1', { from: 2, to: 32, whole: true }),
    Y: letter('1', { from: 2, to: 32, whole: true }),
    Z: letter('1', { from: 2, to: 32, whole: true }),
  },
  ask: () => md`
$A[B_X, D_Y] \cdot W[D_Y, F]$ is computed on a mesh of $X \times Y \times Z$ chips, 4 × 8 × 4 in the companion book. Nothing is cut along $Z$. How many FLOPs does the matmul need, how many do all chips together carry out, and how many does each of them?
  `,
  fields: {
    useful: { label: 'FLOPs needed', unit: 'FLOP', byHand: '2BDF', solve: ({ B, D, F }, f) => f.matmulFlops({ m: B, k: D, n: F }) },
    done: {
      label: 'FLOPs of all chips together',
      unit: 'FLOP',
      byHand: '2BDFZ',
      solve: ({ B, D, F, Z }, f) => f.replicatedFlops({ flops: f.matmulFlops({ m: B, k: D, n: F }), copies: Z }),
    },
    each: {
      label: 'FLOPs of each chip',
      unit: 'FLOP',
      byHand: '2BDF/(XY)',
      solve: ({ B, D, F, X, Y }, f) =>
        f.flopsPerDevice({ flops: f.matmulFlops({ m: B, k: D, n: F }), devices: f.meshDevices({ x: X, y: Y }) }),
    },
  },
  hint: () => md`
Which axes share the work, and what do the chips along the other one do?
  `,
  after: () => md`
The companion book prints the same. The chips along an axis that is in no subscript are not idle: they repeat each other's work. It pays only if it is needed for something else, or if communication would cost more than the repetition.
  `,
});
