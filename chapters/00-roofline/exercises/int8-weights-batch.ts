import { amount, md, numeric, show } from '@scaling-workbook/exercises';
import { a100, h100, tpuV5e, tpuV5p, tpuV6e } from '@scaling-workbook/formulas/hardware';

const chip = ({ name, peak, hbmBandwidth }: typeof a100 | typeof h100 | typeof tpuV5e | typeof tpuV5p | typeof tpuV6e) => ({
  chip: name,
  peak: peak.bf16,
  bandwidth: hbmBandwidth,
});

export default numeric({
  title: 'Weights in int8, arithmetic in bf16',
  book: 'sb-roofline-2',
  given: {
    chip: 'TPU v5e',
    peak: amount(1.97e14, 'FLOP/s'),
    bandwidth: amount(8.2e11, 'B/s'),
    weight: amount(1, 'B/element'),
  },
  ask: ({ chip, peak, bandwidth }) =>
    md`Activations stay in BF16 and only the weights are stored in INT8: $\text{bf16}[B, D] \cdot \text{int8}[D, F] \to \text{bf16}[B, F]$. The multiplication itself runs in BF16 on one ${chip} (${peak}, HBM at ${bandwidth}). From which batch on is it compute-bound, if $B$ is so much smaller than $D$ and $F$ that only the bytes of the weights count?`,
  label: 'Critical batch',
  unit: 'token',
  byHand: 120.122,
  solve: ({ peak, bandwidth, weight }, f) => f.criticalBatch({ peak, bandwidth, bytesPerWeight: weight }),
  steps: [md`A weight is one byte now, and a token still does two FLOPs with it.`],
  slips: [
    {
      name: 'weights-in-bf16',
      say: 'That is the critical batch with weights in BF16, two bytes each. Here a weight is one byte.',
      given: () => ({ weight: 2 }),
    },
  ],
  hint: () => md`What is the intensity when $2BDF$ FLOPs meet $DF$ bytes?`,
  after: ({ peak, bandwidth }, f) =>
    md`Half of the ${show(f.criticalBatch({ peak, bandwidth }), { digits: 3 })} that BF16 weights ask for. The same chip is kept busy by half as many tokens, which is why storing weights in eight bits pays even when nothing else changes.`,
  fresh: { ours: chip(tpuV5e), 'tpu-v5p': chip(tpuV5p), 'tpu-v6e': chip(tpuV6e), a100: chip(a100), h100: chip(h100) },
});
