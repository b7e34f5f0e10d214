import { amount, md, numeric, show } from '@scaling-workbook/exercises';
import { h100 } from '@scaling-workbook/formulas/hardware';
import { podChips, sizeOf, v5p } from '../tpu-run.ts';

export default numeric({
  title: 'Days on a full pod',
  book: 'sb-applied-training-t4',
  given: {
    ...sizeOf('llama-3-70b', 70e9),
    tokens: amount(15e12, 'token'),
    chip: v5p.chip,
    peak: v5p.peak,
    gpus: amount(podChips, 'GPU'),
    mfu: amount(0.4, '1'),
  },
  ask: ({ model, params, tokens, chip, peak, gpus, mfu }) =>
    md`${model} (${params}) is to be trained on ${tokens} with ${show(gpus, { as: '1' })} ${chip} chips of ${peak}${gpus.value === podChips ? ', a full pod of 16 × 20 × 28' : ''}. You expect ${show(mfu, { as: '%' })} MFU. How many days does it take?`,
  label: 'Training time',
  unit: 'day',
  solve: ({ params, tokens, gpus, peak, mfu }, f) => f.trainingTime({ flops: f.trainingFlops({ params, tokens }), gpus, peak, mfu }),
  byHand: 44.324,
  steps: [md`Six FLOPs for each parameter and token.`, md`Over what all chips do together at that utilization.`],
  hint: () => md`
The work you know. Divide it by chips × peak × MFU, and seconds by 86,400.
  `,
  after: ({ params, tokens, gpus, peak, mfu }, f) => {
    const flops = f.trainingFlops({ params, tokens });
    return md`Days follow MFU closely: with one percentage point less it would take ${show(f.trainingTime({ flops, gpus, peak, mfu: mfu.value - 0.01 }), { as: 'day', digits: 3 })}. This assumes that nothing breaks and that the chips stay compute-bound, which the questions below examine.`;
  },
  fresh: {
    'llama-3-8b': sizeOf('llama-3-8b', 8.03e9),
    'mfu-50': { mfu: amount(0.5, '1') },
    'llama-3-405b': sizeOf('llama-3.1-405b', 405.8e9),
    'h100s-2048': { chip: 'H100', peak: h100.peak.bf16, gpus: amount(2048, 'GPU') },
    'half-a-pod': { gpus: amount(podChips / 2, 'GPU') },
  },
});
