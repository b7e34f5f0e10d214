import { amount, md, numeric, show } from '@scaling-workbook/exercises';

const hours = (millions: number) => amount(millions * 1e6, 'GPU*h');

export default numeric({
  title: 'Utilization of the DeepSeek-V3 run',
  book: 'sb-transformers-7',
  given: {
    params: amount(37e9, 'param'),
    tokens: amount(14.8e12, 'token'),
    gpuHours: hours(2.79),
    peak: amount(1.513e15, 'FLOP/s'),
  },
  ask: ({ params, tokens, gpuHours, peak }) =>
    md`DeepSeek-V3 was trained in FP8 on ${tokens} in ${show(gpuHours, { digits: 3 })} on H800s; each token uses ${params}. By $6N$ a token, and with a dense FP8 peak of ${peak} for an H800, what utilization was that?`,
  label: 'Utilization',
  unit: '%',
  byHand: 21.6206,
  solve: ({ params, tokens, gpuHours, peak }, f) => f.achievedMfu({ flops: f.trainingFlops({ params, tokens }), gpuHours, peak }),
  steps: [
    md`
Only the active parameters do work.
    `,
    md`
Over all that the hours could have done at the peak.
    `,
  ],
  hint: () => md`
What did the run need, and what could so many hours have done at the peak? Mind that hours are not seconds.
  `,
  after: ({ params, tokens, gpuHours }, f) =>
    md`The companion book prints 21.7 %; from its figures it is 21.6. The peak is worth a second look: the lower figure is on the sheet of a PCIe card, and a module with SXM has 1.979 × 10¹⁵. Against that it is ${show(f.achievedMfu({ flops: f.trainingFlops({ params, tokens }), gpuHours, peak: 1.979e15 }), { as: '%', digits: 3 })}. Much of the run is not in FP8 at all, so neither figure is quite fair.`,
  fresh: {
    'sxm-peak': { peak: amount(1.979e15, 'FLOP/s') },
    'bf16-peak': { peak: amount(989.4e12, 'FLOP/s') },
    'pre-training-only': { gpuHours: hours(2.664) },
    'one-epoch-of-10t': { tokens: amount(10e12, 'token'), gpuHours: hours(2) },
    'twice-the-experts': { params: amount(50e9, 'param'), gpuHours: hours(4) },
  },
});
