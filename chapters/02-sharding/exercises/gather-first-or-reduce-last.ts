import { amount, letter, md, parts, show } from '@scaling-workbook/exercises';

export default parts({
  title: 'Gather first, or reduce last',
  book: 'sb-sharding-4',
  given: {
    B: letter(),
    D: letter(),
    F: letter(),
    X: letter('1', { from: 2, to: 8, whole: true }),
    C: letter('FLOP/s', { from: 1e13, to: 1e14 }),
    W: letter('B/s', { from: 1e11, to: 1e12 }),
    bytesPerElement: amount(2, 'B/element'),
    peak: amount(4.59e14, 'FLOP/s'),
    bandwidth: amount(1.8e11, 'B/s'),
  },
  ask: ({ peak, bandwidth }) =>
    md`In BF16, $\text{In}[B, D] \cdot Y[D_X, F] \to \text{Out}[B, F]$ is to be computed so that every one of $X$ chips has all of Out. Each chip does $C$ FLOP/s, and the axis carries $W$ bytes per second, both directions together; use $V/W$ for an all-gather and $2V/W$ for an all-reduce. Plan 1 gathers $Y$ and lets each chip compute everything. Plan 2 lets each chip multiply its part of the contraction and all-reduces the products. Arithmetic and communication overlap, so a plan takes as long as the longer of the two. What does each plan compute and send, and when does which win? The last field takes a TPU v5p with $C$ = ${peak} and $W$ = ${bandwidth}.`,
  fields: {
    wholeWork: {
      label: 'Plan 1: FLOPs of each chip',
      unit: 'FLOP',
      byHand: '2BDF',
      solve: ({ B, D, F }, f) => f.matmulFlops({ m: B, k: D, n: F }),
    },
    gather: {
      label: 'Plan 1: time of the all-gather',
      unit: 's',
      byHand: '2DF/W',
      solve: ({ D, F, W, bytesPerElement }, f) =>
        f.axisGatherTime({
          bytes: f.tensorBytes({ elements: f.matrixElements({ rows: D, columns: F }), bytesPerElement }),
          bandwidth: W,
        }),
    },
    sharedWork: {
      label: 'Plan 2: FLOPs of each chip',
      unit: 'FLOP',
      byHand: '2BDF/X',
      solve: ({ B, D, F, X }, f) => f.flopsPerDevice({ flops: f.matmulFlops({ m: B, k: D, n: F }), devices: X }),
    },
    reduce: {
      label: 'Plan 2: time of the all-reduce',
      unit: 's',
      byHand: '4BF/W',
      solve: ({ B, F, W, bytesPerElement }, f) =>
        f.axisAllReduceTime({
          bytes: f.tensorBytes({ elements: f.matrixElements({ rows: B, columns: F }), bytesPerElement }),
          bandwidth: W,
        }),
    },
    tokens: {
      label: 'Plan 1 is compute-bound above this B',
      unit: 'token',
      byHand: 'C/W',
      solve: ({ C, W, bytesPerElement }, f) => f.gatheredMatmulTokens({ peak: C, bandwidth: W, bytesPerElement }),
    },
    devices: {
      label: 'Plan 2 is compute-bound below this X',
      unit: '1',
      byHand: 'D W / (2 C)',
      solve: ({ D, C, W, bytesPerElement }, f) => f.reducedMatmulDevices({ width: D, peak: C, bandwidth: W, bytesPerElement }),
    },
    both: {
      label: 'Both communication-bound: plan 2 wins below this B',
      unit: 'token',
      byHand: 'D/2',
      solve: ({ D }, f) => f.reduceBelowTokens({ width: D }),
    },
    large: {
      label: 'Plan 1 compute-bound, plan 2 not: plan 2 wins above this D',
      unit: '1',
      byHand: '2 C / W',
      solve: ({ C, W, bytesPerElement }, f) => f.reduceFromContraction({ peak: C, bandwidth: W, bytesPerElement }),
    },
    v5p: {
      label: 'The B of plan 1 on a TPU v5p',
      unit: 'token',
      byHand: 2550,
      solve: ({ peak, bandwidth, bytesPerElement }, f) => f.gatheredMatmulTokens({ peak, bandwidth, bytesPerElement }),
    },
  },
  hint: () => md`
Each plan has two clocks: FLOPs over $C$, and the time of its collective. A threshold is where two of these times are equal, and most letters cancel in it.
  `,
  after: ({ peak, bandwidth }, f) =>
    md`The companion book prints $B > 2550$, $X < D/5100$, $D > 2B$ and $D > 5100$, all for a TPU v5p, which its question does not name. At $D$ = 8192 plan 2 is compute-bound only below ${show(f.reducedMatmulDevices({ width: 8192, peak, bandwidth }), { digits: 2 })} chips, that is never: at this width plan 2 always waits for the links. It can still be the better plan, because plan 1 lets every chip do all of the work.`,
  fresh: {
    'tpu-v4p': { peak: amount(2.75e14, 'FLOP/s'), bandwidth: amount(9e10, 'B/s') },
    'tpu-v5e': { peak: amount(1.97e14, 'FLOP/s'), bandwidth: amount(9e10, 'B/s') },
  },
});
