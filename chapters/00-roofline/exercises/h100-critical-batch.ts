import { amount, md, numeric, show } from '@scaling-workbook/exercises';
import { b200, h100, h200, tpuV5e } from '@scaling-workbook/formulas/hardware';

/** What the data sheet prints for BF16 counts 2:4 sparsity; a dense matmul does half of it. */
const chip = (name: string, dense: number, bandwidth: number) => ({
  chip: name,
  listed: amount(2 * dense, 'FLOP/s'),
  peak: amount(dense, 'FLOP/s'),
  bandwidth: amount(bandwidth, 'B/s'),
});

const v5e = { peak: tpuV5e.peak.bf16, bandwidth: tpuV5e.hbmBandwidth };

export default numeric({
  title: 'Critical batch of an H100',
  book: 'sb-roofline-5',
  given: chip('H100 SXM', 0.9895e15, 3.35e12),
  ask: ({ chip, listed, bandwidth }) =>
    md`The data sheet of the ${chip} lists ${show(listed, { digits: 4 })} for BF16 on its Tensor Cores, “with sparsity”, and a memory bandwidth of ${bandwidth}. From which batch on is an ordinary BF16 matmul compute-bound there, if its batch is much smaller than its widths?`,
  label: 'Critical batch',
  unit: 'token',
  byHand: 295.373,
  solve: ({ peak, bandwidth }, f) => f.criticalBatch({ peak, bandwidth }),
  steps: [md`Half of what is listed: the other half needs matrices in which two of every four weights are zero.`],
  slips: [
    {
      name: 'with-sparsity',
      say: 'That takes the rate with sparsity. Ordinary matrices have no zeros to skip: take half of it.',
      given: ({ listed }) => ({ peak: listed }),
    },
  ],
  hint: () => md`What does the footnote about sparsity mean for a matrix without zeros?`,
  after: ({ chip, peak, bandwidth }, f) => {
    const [here, there] = [f.criticalBatch({ peak, bandwidth }), f.criticalBatch(v5e)];
    const faster = show(f.flopRateRatio({ first: peak, second: v5e.peak }), { digits: 2 });
    const elsewhere = chip.includes('H100 SXM')
      ? md` (Elsewhere the companion book says “about 280” for an H100. Either figure serves for an estimate.)`
      : md``;
    return md`About ${show(here, { digits: 2 })} on the ${chip}, against ${show(there, { digits: 2 })} on a TPU v5e, although it computes ${faster} times as much: its memory is faster as well. What counts for the batch is only how peak and bandwidth are balanced.${elsewhere}`;
  },
  fresh: {
    ours: chip(h100.name, h100.peak.bf16.value, h100.hbmBandwidth.value),
    'h100-pcie': chip('H100 PCIe', 756.5e12, 2e12),
    h200: chip(h200.name, h200.peak.bf16.value, h200.hbmBandwidth.value),
    b200: chip(b200.name, b200.peak.bf16.value, b200.hbmBandwidth.value),
    a100: chip('A100 80GB SXM', 312e12, 2.039e12),
  },
});
