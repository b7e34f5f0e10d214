import { amount, md, numeric, show } from '@scaling-workbook/exercises';
import { h100, tpuV5e, tpuV5p, tpuV6e } from '@scaling-workbook/formulas/hardware';

const chip = (name: string, peak: number, pcie: number) => ({ chip: name, peak: amount(peak, 'FLOP/s'), pcie: amount(pcie, 'B/s') });

export default numeric({
  title: 'A matmul with weights in host memory',
  book: 'sb-tpus-3',
  given: { ...chip('TPU v6e', 9.2e14, 1.6e10), bytesPerWeight: amount(2, 'B/element') },
  ask: ({ chip, peak, pcie }) =>
    md`The weights $\text{bf16}[D, F]$ with $F = 4D$ lie in the memory of the host, and so do the activations $\text{bf16}[B, D]$ and the results. One ${chip} (${peak}) multiplies them and reaches the host over PCIe at ${pcie} each way. From which batch on is it limited by its arithmetic, if copies overlap with arithmetic and $B \ll D$?`,
  label: 'Critical batch over PCIe',
  unit: 'token',
  byHand: 57_500,
  solve: ({ peak, pcie, bytesPerWeight }, f) => f.criticalBatch({ peak, bandwidth: pcie, bytesPerWeight }),
  steps: [md`$8BD^2$ FLOPs against $8D^2$ bytes of weights: the widths cancel, and the pipe is PCIe instead of HBM.`],
  hint: () => md`It is the critical batch of chapter 0 with another pipe.`,
  after: ({ peak, pcie, bytesPerWeight }, f) =>
    md`The answer contradicts its own assumption: hardly any model is so wide that ${show(f.criticalBatch({ peak, bandwidth: pcie, bytesPerWeight }), { digits: 3 })} would be much less than $D$. Count the activations, which cross PCIe as well: each token adds $8D^2/C$ to the time of the arithmetic and $10D/W$ to that of the copies. Any batch can then be enough only if $D > \tfrac54\,C/W$, five quarters of the figure that you found. Weights on the host are for what is used rarely.`,
  fresh: {
    ours: chip(tpuV6e.name, tpuV6e.peak.bf16.value, 3.2e10),
    'tpu-v5e': chip(tpuV5e.name, tpuV5e.peak.bf16.value, 1.6e10),
    'tpu-v5p': chip(tpuV5p.name, tpuV5p.peak.bf16.value, 1.6e10),
    h100: chip(h100.name, h100.peak.bf16.value, h100.pcie.value),
    'v6e-half-pcie': chip(tpuV6e.name, tpuV6e.peak.bf16.value, 0.8e10),
  },
});
