import { amount, md, numeric, show } from '@scaling-workbook/exercises';
import { a100, h100, tpuV5e, tpuV5p, type Accelerator } from '@scaling-workbook/formulas/hardware';

/** A chip with its peak in one precision. */
const chip = ({ name, peak, hbmBandwidth }: Accelerator, dtype: 'bf16' | 'fp8' | 'fp32' = 'bf16') => {
  const rate = peak[dtype];
  if (!rate) throw new RangeError(`${name} has no ${dtype} peak`);
  return { chip: name, dtype: dtype.toUpperCase(), peak: rate, bandwidth: hbmBandwidth };
};

export default numeric({
  title: 'Where the H100 stops being memory-bound',
  original: '0.2',
  given: { chip: 'NVIDIA H100 SXM', dtype: 'BF16', peak: amount(989.4e12, 'FLOP/s'), bandwidth: amount(3.35e12, 'B/s') },
  ask: (g) =>
    md`The ${g.chip} computes at most ${g.peak} in dense ${g.dtype} and reads its memory at ${g.bandwidth}. What is its ridge point?`,
  label: 'Ridge point',
  unit: 'FLOP/B',
  solve: ({ peak, bandwidth }, f) => f.ridgePoint({ peak, bandwidth }),
  byHand: 295.343,
  steps: [md`At the ridge both take equally long: the compute units and the memory are busy all the time.`],
  hint: () =>
    md`The units tell you: you have FLOP/s and B/s, and you want FLOP/B. Mind the prefixes: tera over giga leaves a factor of 1000.`,
  after: ({ chip, dtype, peak, bandwidth }, f) => {
    const vector = (dtype as string) === 'FP32';
    const units = vector ? md`vector units` : md`matrix units`;
    const other = vector
      ? md`In BF16 the Tensor Cores reach ${h100.peak.bf16}, and the same memory meets them at ${show(f.ridgePoint({ peak: h100.peak.bf16, bandwidth: h100.hbmBandwidth }), { digits: 3 })}.`
      : md`Elementwise work such as ReLU does not run on them but on the vector units. On an H100 those reach ${h100.peak.fp32}, so its memory meets them at only ${show(f.ridgePoint({ peak: h100.peak.fp32, bandwidth: h100.hbmBandwidth }), { digits: 2 })}.`;
    return md`A kernel on the ${chip} must do ${show(f.ridgePoint({ peak, bandwidth }), { digits: 3 })} or more for the compute units to be the limit. This ridge belongs to the ${units}. ${other} A chip has one memory roof and several compute roofs: compare with the right one.`;
  },
  erratum: 'E02',
  fresh: {
    a100: chip(a100),
    'tpu-v5e': chip(tpuV5e),
    'tpu-v5p': chip(tpuV5p),
    'h100-fp8': chip(h100, 'fp8'),
    'h100-fp32': chip(h100, 'fp32'),
  },
});
