import { amount, letter, md, parts, show } from '@scaling-workbook/exercises';

const side = (n: number) => ({ side: amount(n, '1') });

export default parts({
  title: 'The fastest matmul with a replicated result',
  book: 'sb-sharding-5',
  given: {
    I: letter(),
    J: letter(),
    K: letter(),
    C: letter('FLOP/s', { from: 1e13, to: 5e13 }),
    W: letter('B/s', { from: 3e11, to: 1e12 }),
    chips: amount(64, '1'),
    axes: amount(3, '1'),
    peak: amount(2.75e14, 'FLOP/s'),
    bandwidth: amount(9e10, 'B/s'),
    ...side(8192),
    bytesPerElement: amount(2, 'B/element'),
  },
  ask: ({ chips, peak, bandwidth, side }) =>
    md`On a TPU v4p cube of 4 × 4 × 4 chips with wraparound, $A[I, J] \cdot B[J, K] \to C[I, K]$ is to be computed in BF16 so that all ${chips} chips end up with the whole result. You may choose how $A$ and $B$ are sharded to begin with. Each chip does $C$ FLOP/s; each of the three axes carries $W$ bytes per second, both directions together, and a collective over all axes uses them at once: $V/(3W)$ to gather. Arithmetic and communication overlap. Which sharding is fastest, what does it compute and send, how long does it take, and when is it better not to share the work at all? For numbers take $C$ = ${peak}, $W$ = ${bandwidth}, $I$ = $J$ = $K$ = ${side}.`,
  fields: {
    plan: {
      label: 'Which sharding is fastest, if the work is shared?',
      options: ({ side, axes, bandwidth, bytesPerElement }, f) => {
        const bytes = f.tensorBytes({ elements: f.matrixElements({ rows: side, columns: side }), bytesPerElement });
        const gather = show(f.axisGatherTime({ bytes, bandwidth, axes }), { as: 'µs', digits: 3 });
        const reduce = show(f.axisAllReduceTime({ bytes, bandwidth, axes }), { as: 'µs', digits: 3 });
        return [
          {
            text: md`
$A[I, J_{XYZ}] \cdot B[J_{XYZ}, K]$, then all-reduce
            `,
            right: false,
            say: md`It shares the work, but every chip holds a partial sum of the whole result, and the all-reduce takes two phases, ${reduce} at the numbers given.`,
          },
          {
            text: md`
$A[I_{XYZ}, J] \cdot B[J, K]$, then all-gather; with $K$ cut instead of $I$ it is the same
            `,
            right: true,
            say: md`Each chip computes complete rows of the result, and one phase, ${gather}, brings them together. It makes no difference whether $I$ or $K$ is cut, or each by some of the axes.`,
          },
          {
            text: md`
$A[I_X, J_Y] \cdot B[J_Y, K_Z]$, so that every dimension is cut once
            `,
            right: false,
            say: md`
This holds the least, but a partial sum along $Y$ has to be added up before the blocks are gathered along $X$ and $Z$. Cutting $J$ always adds communication; nothing here asked for little memory.
            `,
          },
        ];
      },
    },
    steps: {
      label: 'The plan, if B is whole on every chip and A is cut over all three axes as you like',
      plan: ({ side, bytesPerElement }) => ({
        mesh: { X: 4, Y: 4, Z: 4 },
        sizes: { I: side, J: side, K: side },
        bytesPerElement,
        held: ['A[I, J]', 'B[J, K]'],
        choose: { A: ['X', 'Y', 'Z'] },
        goal: 'C[I, K]',
        ours: 'A[I_XYZ, J] · B[J, K] → C[I_XYZ, K]\nAllGather_XYZ(C) → C[I, K]',
      }),
      cheapest: true,
      byHand: 132_120_576,
    },
    work: {
      label: 'FLOPs of each chip',
      unit: 'FLOP',
      byHand: '2IJK/chips',
      solve: ({ I, J, K, chips }, f) => f.flopsPerDevice({ flops: f.matmulFlops({ m: I, k: J, n: K }), devices: chips }),
    },
    gather: {
      label: 'Time of the all-gather',
      unit: 's',
      byHand: '2IK/(3W)',
      solve: ({ I, K, W, axes, bytesPerElement }, f) =>
        f.axisGatherTime({
          bytes: f.tensorBytes({ elements: f.matrixElements({ rows: I, columns: K }), bytesPerElement }),
          bandwidth: W,
          axes,
        }),
    },
    number: {
      label: 'Time of the whole plan at the numbers given',
      unit: 'µs',
      byHand: 497.103,
      solve: ({ side, peak, bandwidth, chips, axes, bytesPerElement }, f) =>
        f.overlappedTime({
          compute: f.computeTime({
            flops: f.flopsPerDevice({ flops: f.matmulFlops({ m: side, k: side, n: side }), devices: chips }),
            peak,
          }),
          communication: f.axisGatherTime({
            bytes: f.tensorBytes({ elements: f.matrixElements({ rows: side, columns: side }), bytesPerElement }),
            bandwidth,
            axes,
          }),
        }),
    },
    alone: {
      label: 'Sharing the work is slower than computing it all on every chip below this J',
      unit: '1',
      byHand: 'C / (3W)',
      solve: ({ C, W, axes, bytesPerElement }, f) => f.replicateUpToContraction({ peak: C, bandwidth: W, axes, bytesPerElement }),
    },
  },
  hint: () => md`
Whatever you do, either every chip computes everything, or results have to travel. Which sharding leaves each chip with numbers that are complete? For the last field, compare the whole arithmetic on one chip with the gather alone.
  `,
  after: ({ side, peak, bandwidth, axes, chips }, f) =>
    md`The companion book lists the options and says that cutting $I$ or $K$ is best; the times and the last threshold are ours. At the numbers given the arithmetic takes ${show(f.computeTime({ flops: f.flopsPerDevice({ flops: f.matmulFlops({ m: side, k: side, n: side }), devices: chips }), peak }), { as: 'µs', digits: 2 })} of that time, so the links decide. One chip alone would take ${show(f.computeTime({ flops: f.matmulFlops({ m: side, k: side, n: side }), peak }), { as: 'ms', digits: 2 })}. Below a contraction of about ${show(f.replicateUpToContraction({ peak, bandwidth, axes }), { digits: 2 })} sharing the work would not pay.`,
  fresh: {
    'small-matrices': side(2048),
    'tpu-v5p': { peak: amount(4.59e14, 'FLOP/s'), bandwidth: amount(1.8e11, 'B/s') },
  },
});
