import { amount, md, numeric, show } from '@scaling-workbook/exercises';
import { h100 } from '@scaling-workbook/formulas/hardware';
import { modelById } from '@scaling-workbook/formulas/models';

const millions = (hours: number) => amount(hours * 1e6, 'GPU*h');
/** A run of Meta's on H100s in BF16, with the hours that its model card gives. */
const llama = (id: string, tokens: number, hours: number) => ({
  model: modelById(id).name,
  params: modelById(id).parameters,
  tokens: amount(tokens, 'token'),
  gpuHours: millions(hours),
  chip: 'H100',
  type: 'BF16',
  peak: h100.peak.bf16,
});

export default numeric({
  title: 'Utilization of the DeepSeek-V3 run',
  book: 'sb-transformers-7',
  given: {
    model: 'DeepSeek-V3',
    params: amount(37e9, 'param'),
    tokens: amount(14.8e12, 'token'),
    gpuHours: millions(2.79),
    chip: 'H800',
    type: 'FP8',
    peak: amount(1.513e15, 'FLOP/s'),
  },
  ask: ({ model, params, tokens, gpuHours, chip, type, peak }) =>
    md`${model} was trained on ${tokens} in ${show(gpuHours, { digits: 3 })} of ${chip} time; each token uses ${show(params, { digits: 3 })}. By $6N$ a token, and with a dense ${type} peak of ${peak} for each ${chip}, what utilization was that?`,
  label: 'Utilization',
  unit: '%',
  byHand: 21.6206,
  solve: ({ params, tokens, gpuHours, peak }, f) => f.achievedMfu({ flops: f.trainingFlops({ params, tokens }), gpuHours, peak }),
  steps: [
    md`
Only the parameters that a token uses do work.
    `,
    md`
Over all that the hours could have done at the peak.
    `,
  ],
  hint: () => md`
What did the run need, and what could so many hours have done at the peak? Convert hours to seconds.
  `,
  after: (_, f) => {
    const flops = f.trainingFlops({ params: 37e9, tokens: 14.8e12 });
    return md`For DeepSeek-V3 the companion book prints 21.7 %; from its figures it is 21.6. The peak is worth a second look: the figure it takes is on the sheet of a PCIe card. Against the peak of an SXM module, twice its BF16 peak, it is ${show(f.achievedMfu({ flops, gpuHours: 2.79e6, peak: 1.979e15 }), { as: '%', digits: 3 })}. And not everything in that run was computed in FP8. A utilization means little until one knows the peak it is measured against.`;
  },
  fresh: {
    'sxm-peak': { peak: amount(1.979e15, 'FLOP/s') },
    // arXiv:2412.19437, Table 1: pre-training without context extension and post-training
    'pre-training-only': { gpuHours: millions(2.664) },
    // Model cards of Llama 3 and Llama 3.1
    'llama-3-70b': llama('llama-3-70b', 15e12, 6.4),
    'llama-3-8b': llama('llama-3-8b', 15e12, 1.3),
    'llama-3-1-405b': llama('llama-3.1-405b', 15.6e12, 30.84),
  },
});
