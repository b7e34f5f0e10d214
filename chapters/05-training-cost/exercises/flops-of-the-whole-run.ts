import { amount, md, parts, show } from '@scaling-workbook/exercises';
import { h100 } from '@scaling-workbook/formulas/hardware';
import { powerOfTen } from '../flop.ts';
import { sizeOf, v5p } from '../tpu-run.ts';

const onH100 = { chip: 'H100', peak: h100.peak.bf16 };
const trained = (tokens: number) => ({ tokens: amount(tokens, 'token') });

export default parts({
  title: 'FLOPs of the whole run',
  book: 'sb-applied-training-t3',
  given: { ...sizeOf('llama-3-70b', 70e9), ...trained(15e12), chip: v5p.chip, peak: v5p.peak, one: amount(1, 'GPU') },
  ask: ({ model, params, tokens, chip, peak }) =>
    md`${model} (${params}) was trained on about ${tokens}. How many FLOPs is that? How many years of 365 days would one ${chip} need for it at its full ${peak}?`,
  fields: {
    flops: {
      label: 'FLOPs of the run',
      unit: 'FLOP',
      byHand: 6.3e24,
      solve: ({ params, tokens }, f) => f.trainingFlops({ params, tokens }),
      steps: [md`Six FLOPs for each parameter and token.`],
    },
    years: {
      label: 'Years on one chip',
      unit: 'year',
      byHand: 435.232,
      solve: ({ peak, one }, f, earlier) => f.trainingTime({ flops: earlier('flops'), gpus: one, peak, mfu: 1 }),
      steps: [md`At full peak, which no run reaches.`],
      slips: [
        {
          name: 'at-forty-per-cent',
          say: 'That is at 40 % of the peak. Here the chip runs at its full peak.',
          solve: ({ params, tokens, peak, one }, f) =>
            f.trainingTime({ flops: f.trainingFlops({ params, tokens }), gpus: one, peak, mfu: 0.4 }),
        },
      ],
    },
  },
  hint: () => md`
$6 \times$ parameters $\times$ tokens, then over the peak. A year has about 3.16 · 10⁷ seconds.
  `,
  after: ({ params, tokens, peak, one }, f) => {
    const flops = f.trainingFlops({ params, tokens });
    return md`${powerOfTen(flops, 2)} in all. At 40 % of its peak one chip would take ${show(f.trainingTime({ flops, gpus: one, peak, mfu: 0.4 }), { as: 'year', digits: 2 })}. The rest of the plan is about dividing this number.`;
  },
  fresh: {
    'llama-3-70b-h100': onH100,
    'llama-3-8b': sizeOf('llama-3-8b', 8.03e9),
    'llama-3-405b': { ...sizeOf('llama-3.1-405b', 405.8e9), ...trained(15.6e12) },
    'llama-2-70b-h100': { ...sizeOf('llama-2-70b', 69e9), ...trained(2e12), ...onH100 },
    'llama-65b-h100': { ...sizeOf('llama-65b', 65.2e9), ...trained(1.4e12), ...onH100 },
  },
});
