import { amount, md, parts, show } from '@scaling-workbook/exercises';
import { l4, t4 } from '@scaling-workbook/formulas/hardware';

export default parts({
  title: 'What changes on a T4?',
  given: {
    params: amount(10.6e6, 'param'),
    tokens: amount(200e6, 'token'),
    chip: t4.name,
    peak: t4.peak.fp32,
    half: t4.peak.fp16,
    mfu: amount(0.6, '1'),
  },
  ask: ({ params, tokens, chip, peak, half }) =>
    md`The L4 is taken; a cheaper ${chip} is free. It was built before BF16: its tensor cores take FP16 (${half}), and everything else is FP32 (${peak}). You run the program as it is, in float32. Estimate how long the same run takes: ${params}, ${tokens}. You choose the MFU; in FP32 the matmuls of this model are far above the ridge point of the card.`,
  fields: {
    time: {
      label: 'Time in float32',
      unit: 'min',
      byHand: 43.6214,
      solve: ({ params, tokens, peak, mfu }, f) => f.trainingTime({ flops: f.trainingFlops({ params, tokens }), gpus: 1, peak, mfu }),
      range: {
        low: { given: () => ({ mfu: 0.9 }), say: md`if the FP32 units run at 90 % of their peak`, byHand: 29.0809 },
        high: { given: () => ({ mfu: 0.3 }), say: md`if they reach 30 %`, byHand: 87.2428 },
      },
      steps: [md`The same work as before.`, md`Over 60 % of the FP32 peak.`],
    },
    half: {
      label: 'Its FP16 peak is eight times as high. Why not simply cast everything to FP16?',
      options: ({ half, peak }, f) => [
        {
          text: md`Small gradients would become zero: FP16 has too few bits of exponent.`,
          right: true,
          say: md`BF16 has the exponent of FP32 and fewer digits; FP16 has more digits and a shorter exponent. One scales the loss up before the backward pass and the gradients down after it, and keeps the weights in FP32: [mixed precision](https://arxiv.org/abs/1710.03740). Then the ${show(f.flopRateRatio({ first: half, second: peak }), { digits: 1 })} times higher peak can be used.`,
        },
        {
          text: md`FP16 and FP32 matmuls run on the same units, so nothing is gained.`,
          right: false,
          say: md`They do not: FP16 goes to the tensor cores, and that is where the ${half} come from.`,
        },
        {
          text: md`A model in FP16 has half as many parameters.`,
          right: false,
          say: md`It has as many, each in half the bytes.`,
        },
      ],
    },
  },
  hint: () => md`
Nothing changes but the peak. Which share of it would you expect of long matmuls on ordinary FP32 units: a tenth, a half, nearly all?
  `,
  after: ({ params, tokens, peak }, f) => {
    const flops = f.trainingFlops({ params, tokens });
    const whole = f.trainingTime({ flops, gpus: 1, peak, mfu: 1 });
    const fast = f.trainingTime({ flops, gpus: 1, peak: l4.peak.bf16, mfu: 0.3 });
    return md`At full peak it is ${show(whole, { as: 'min', digits: 2 })}, and no program in float32 is faster on that card. A forecast that takes the peak of another format is wrong before it starts. Look at the factor, too: the L4 in BF16 at an MFU of 30 % needs ${show(fast, { as: 'min', digits: 2 })}. A low MFU of a high peak can beat a high one of a low peak, so compare times, not MFUs.`;
  },
});
