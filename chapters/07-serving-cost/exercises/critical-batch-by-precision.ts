import { amount, md, parts, show } from '@scaling-workbook/exercises';
import { a100, h100, tpuV5e, tpuV6e } from '@scaling-workbook/formulas/hardware';

const chip = (name: string, bf16: number, int8: number, bandwidth: number) => ({
  chip: name,
  bf16: amount(bf16, 'FLOP/s'),
  int8: amount(int8, 'FLOP/s'),
  bandwidth: amount(bandwidth, 'B/s'),
});

export default parts({
  title: 'Critical batches of three precisions',
  book: 'sb-applied-inference-t4',
  given: { ...chip('TPU v5e', 1.97e14, 3.94e14, 8.2e11), two: amount(2, 'B/param'), one: amount(1, 'B/param') },
  ask: ({ chip, bf16, int8, bandwidth }) =>
    md`A ${chip} does ${bf16} in BF16 and ${int8} in int8, and reads its memory at ${bandwidth}. From which batch on are the matmuls of decode compute-bound if weights and arithmetic are BF16? If weights are int8 and arithmetic is BF16? If both are int8? The activations are small beside the weights: leave them out.`,
  fields: {
    wide: {
      label: 'BF16 weights, BF16 arithmetic',
      unit: 'sequence',
      byHand: 240.2439,
      solve: ({ bf16, bandwidth, two }, f) => f.crossoverBatch({ peak: bf16, bandwidth, bytesPerParam: two }),
      steps: [md`A weight of two bytes is used for $2B$ FLOPs.`],
    },
    mixed: {
      label: 'int8 weights, BF16 arithmetic',
      unit: 'sequence',
      byHand: 120.12195,
      solve: ({ bf16, bandwidth, one }, f) => f.crossoverBatch({ peak: bf16, bandwidth, bytesPerParam: one }),
      steps: [md`Half the bytes for the same FLOPs.`],
    },
    narrow: {
      label: 'int8 weights, int8 arithmetic',
      unit: 'sequence',
      byHand: 240.2439,
      solve: ({ int8, bandwidth, one }, f) => f.crossoverBatch({ peak: int8, bandwidth, bytesPerParam: one }),
      steps: [md`Half the bytes, and twice the rate of arithmetic.`],
    },
  },
  hint: () => md`
Set equal: $2B$ FLOPs on one weight over the rate of arithmetic, and the bytes of that weight over the rate of memory.
  `,
  after: ({ bf16, bandwidth }, f) =>
    md`int8 arithmetic does not lower the batch: bytes and time of arithmetic both halve. What it wins is speed, once the batch is there. Weights of four bits with BF16 arithmetic turn at ${show(f.crossoverBatch({ peak: bf16, bandwidth, bytesPerParam: 0.5 }), { digits: 2 })}. A smaller critical batch is good news if you rarely have many requests at a time: the arithmetic units are busy with fewer of them.`,
  fresh: {
    ours: chip('TPU v5e', tpuV5e.peak.bf16.value, tpuV5e.peak.int8.value, tpuV5e.hbmBandwidth.value),
    v6e: chip('TPU v6e', tpuV6e.peak.bf16.value, tpuV6e.peak.int8.value, tpuV6e.hbmBandwidth.value),
    h100: chip('H100', h100.peak.bf16.value, h100.peak.int8.value, h100.hbmBandwidth.value),
    a100: chip('A100', a100.peak.bf16.value, a100.peak.int8.value, a100.hbmBandwidth.value),
    v5p: chip('TPU v5p', 4.59e14, 9.18e14, 2.8e12),
  },
});
