import { amount, md, numeric, show } from '@scaling-workbook/exercises';

const size = (n: number) => ({ n: amount(n, '1') });

export default numeric({
  title: 'The least time of a matmul',
  original: '0.3',
  given: {
    n: amount(4096, '1'),
    peak: amount(989.4e12, 'FLOP/s'),
    bandwidth: amount(3.35e12, 'B/s'),
    bytesPerElement: amount(2, 'B/element'),
  },
  ask: ({ n, peak, bandwidth }) =>
    md`A matmul of ${n} × ${n} by ${n} × ${n} in BF16 runs on an H100 SXM (${peak}, ${bandwidth}). How long does it take at the very least?`,
  label: 'Least time',
  unit: 'ms',
  solve: ({ n, peak, bandwidth, bytesPerElement }, f) =>
    f.rooflineTime({
      computeTime: f.computeTime({ flops: f.matmulFlops({ m: n, k: n, n }), peak }),
      memoryTime: f.memoryTime({ bytes: f.matmulBytes({ m: n, k: n, n, bytesPerElement }), bandwidth }),
    }),
  byHand: 0.138911,
  hint: () => md`Two clocks run side by side: FLOPs over peak, bytes over bandwidth. The kernel is done when the slower one is.`,
  after: ({ n, peak, bandwidth, bytesPerElement }, f) => {
    const flops = f.matmulFlops({ m: n, k: n, n });
    const compute = f.computeTime({ flops, peak });
    const memory = f.memoryTime({ bytes: f.matmulBytes({ m: n, k: n, n, bytesPerElement }), bandwidth });
    const best = f.computeTime({ flops, peak: 794.5e12 });
    if (compute.value < memory.value)
      return md`Arithmetic takes only ${show(compute, { digits: 3 })}, memory ${show(memory, { digits: 3 })}: at this size a square matmul is still memory-bound. What you measure will be longer, and a launch of a few microseconds longer still.`;
    return md`Arithmetic takes ${show(compute, { digits: 4 })}, memory ${show(memory, { digits: 3 })}: memory could be ${show(f.timeRatio({ first: compute, second: memory }), { digits: 2 })} times slower before anybody noticed. What you measure will be longer. Over many shapes, the fastest was [measured at 794.5 TFLOP/s](https://github.com/stas00/ml-engineering/tree/master/compute/accelerator#maximum-achievable-matmul-flops-comparison-table). At that rate this one would take ${show(best, { digits: 3 })}, which is ${show(f.fractionOfPeak({ rate: 794.5e12, peak }), { as: '%', digits: 2 })} of peak. Call that the *fraction of peak* of a kernel; MFU is a word for a whole training run.`;
  },
  erratum: 'E03',
  fresh: { 'side-512': size(512), 'side-1024': size(1024), 'side-2048': size(2048), 'side-8192': size(8192), 'side-16384': size(16384) },
});
