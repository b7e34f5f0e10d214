import { amount, md, numeric, show } from '@scaling-workbook/exercises';
import { h100 } from '@scaling-workbook/formulas/hardware';

export default numeric({
  title: 'What would a 13B cost?',
  given: {
    params: amount(13e9, 'param'),
    tokens: amount(1e12, 'token'),
    peak: h100.peak.bf16,
    mfu: amount(0.4, '1'),
    pricePerHour: amount(2.5, '$/h'),
  },
  ask: ({ params, tokens }) =>
    md`Somebody wants to train a model of ${params} on ${tokens}, on rented H100s. Estimate what the final run costs. You choose what you have to assume; what counts is that the answer is in the right range.`,
  label: 'Cost of the run',
  unit: '$',
  solve: ({ params, tokens, peak, mfu, pricePerHour }, f) => {
    const time = f.trainingTime({ flops: f.trainingFlops({ params, tokens }), gpus: 1, peak, mfu });
    return f.trainingDollars({ gpuHours: f.gpuHours({ gpus: 1, time }), pricePerHour });
  },
  byHand: 136_867,
  range: {
    low: {
      given: () => ({ mfu: 0.5, pricePerHour: 2 }),
      say: 'if half the peak is reached and a GPU-hour is bought for $2',
      byHand: 87_595,
    },
    high: {
      given: () => ({ mfu: 0.3, pricePerHour: 7 }),
      say: 'if 30 % of the peak is reached and it costs $7, as at the top of the lists of prices',
      byHand: 510_972,
    },
  },
  steps: [
    md`Six FLOPs for each parameter and token.`,
    md`How long one GPU would take, at 40 % of its peak. The number of GPUs cancels, so one will do.`,
    md`The hours to pay.`,
    md`At $2.50, between a reserved price and a list price.`,
  ],
  hint: () => md`
Work, then GPU-hours, then dollars. You need a peak, an MFU and a price; the chapter has a range for each. The number of GPUs does not matter.
  `,
  after: ({ params, tokens, peak, mfu }, f) => {
    const time = f.trainingTime({ flops: f.trainingFlops({ params, tokens }), gpus: 1, peak, mfu });
    return md`The MFU is uncertain by a factor of almost two and the price by more than three; parameters, tokens and peak are known to a per cent. In rough figures: 8 · 10²² FLOPs over 400 TFLOP/s are 2 · 10⁸ seconds, ${show(f.gpuHours({ gpus: 1, time }), { digits: 1 })}. Say the assumptions together with the figure: whoever reads it can then replace them.`;
  },
});
