import { amount, letter, md, parts, show } from '@scaling-workbook/exercises';
import { tpuV5e } from '@scaling-workbook/formulas/hardware';

export default parts({
  title: 'Time of a matmul against its batch',
  book: 'sb-tpus-4',
  given: {
    B: letter('1', { from: 8, to: 4096 }),
    width: amount(4096, '1'),
    hidden: amount(16_384, '1'),
    byte: amount(1, 'B/element'),
    peak: amount(3.94e14, 'FLOP/s'),
    bandwidth: amount(8.2e11, 'B/s'),
    vmem: amount(22 * 8.2e11, 'B/s'),
  },
  ask: ({ width, hidden, peak, bandwidth, vmem }) =>
    md`A weight matrix $\text{int8}[${String(hidden.value)}, ${String(width.value)}]$ multiplies activations $\text{int8}[B, ${String(width.value)}]$, and the results are INT8 as well. One TPU v5e does ${peak} in INT8 and has ${bandwidth} of HBM bandwidth. Everything comes from HBM and goes back there, and copies overlap with arithmetic. Give the time in seconds as a formula in $B$ of the form $\max(aB,\ b + cB)$, and the batch from which arithmetic decides. What is that batch if everything lies in VMEM, at 22 times the bandwidth (${show(vmem, { digits: 3 })})?`,
  fields: {
    time: {
      label: 'Time as a function of B',
      unit: 's',
      tolerance: 0.01,
      byHand: 'max(2 * B * width * hidden / peak, (width * hidden + B * (width + hidden)) / bandwidth)',
      solve: ({ B, width, hidden, byte, peak, bandwidth }, f) =>
        f.rooflineTime({
          computeTime: f.computeTime({ flops: f.matmulFlops({ m: B, k: width, n: hidden }), peak }),
          memoryTime: f.memoryTime({
            bytes: f.mixedMatmulBytes({ b: B, d: width, f: hidden, bytesPerActivation: byte, bytesPerWeight: byte }),
            bandwidth,
          }),
        }),
    },
    crossover: {
      label: 'Critical batch from HBM',
      unit: 'token',
      byHand: 259.251,
      solve: ({ width, hidden, byte, peak, bandwidth }, f) =>
        f.criticalBatchOfMatrix({ peak, bandwidth, d: width, f: hidden, bytesPerWeight: byte, bytesPerActivation: byte }),
      printed: [
        {
          value: 267,
          say: 'Nearly: the companion book rounds the FLOPs and bytes to two digits before it subtracts, and a difference of two rounded numbers drifts. From the exact givens it is 259.',
          right: true,
        },
      ],
    },
    inVmem: {
      label: 'Critical batch from VMEM',
      unit: 'token',
      byHand: 10.9567,
      solve: ({ width, hidden, byte, peak, vmem }, f) =>
        f.criticalBatchOfMatrix({ peak, bandwidth: vmem, d: width, f: hidden, bytesPerWeight: byte, bytesPerActivation: byte }),
      slips: [
        {
          name: 'from-hbm',
          say: 'That is the batch from HBM. VMEM delivers its bytes 22 times as fast.',
          given: ({ bandwidth }) => ({ vmem: bandwidth }),
        },
      ],
    },
  },
  hint: () => md`Each token adds FLOPs to one clock and bytes of its own to the other. The bytes of the weights are there from the start.`,
  after: ({ width, hidden, byte, peak, bandwidth }, f) =>
    md`The rule of weights alone says ${show(f.criticalBatch({ peak, bandwidth, bytesPerWeight: byte }), { digits: 3 })}; counting the activations moves it to ${show(f.criticalBatchOfMatrix({ peak, bandwidth, d: width, f: hidden, bytesPerWeight: byte, bytesPerActivation: byte }), { digits: 3 })}. From VMEM a dozen tokens would do, by bandwidth. In practice it takes more, for not all of that bandwidth is there for weights, and the arrays themselves need time to take them in.`,
  fresh: {
    ours: { peak: tpuV5e.peak.int8, bandwidth: tpuV5e.hbmBandwidth, vmem: amount(22 * tpuV5e.hbmBandwidth.value, 'B/s') },
    narrower: { width: amount(2048, '1'), hidden: amount(8192, '1') },
  },
});
