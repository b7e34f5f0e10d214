import { amount, md, parts, show, type Amount } from '@scaling-workbook/exercises';
import { a100, h100, l4, t4, v100, type Accelerator } from '@scaling-workbook/formulas/hardware';

/** A card, the format that the matmuls run in, and what is expected of it. */
const card = ({ name }: Accelerator, format: string, peak: Amount<'FLOP/s'>, mfu: number) => ({
  chip: name,
  format,
  peak,
  mfu: amount(mfu, '1'),
});

export default parts({
  title: 'Compute and minutes of the capstone',
  original: '10.2b',
  given: {
    params: amount(10.6e6, 'param'),
    tokens: amount(200e6, 'token'),
    ...card(l4, 'BF16', l4.peak.bf16, 0.3),
  },
  ask: ({ params, tokens, chip, format, peak, mfu }) =>
    md`A model of ${params} reads ${tokens} in training, on one ${chip} with matmuls in ${format}, for which the card has a dense peak of ${peak}. How much work is that by $6ND$, and how long does it take at an MFU of ${show(mfu, { as: '%' })}?`,
  fields: {
    flops: {
      label: 'Work',
      unit: 'GFLOP',
      byHand: 12_720_000,
      solve: ({ params, tokens }, f) => f.trainingFlops({ params, tokens }),
      steps: [md`Six FLOPs for each parameter and token.`],
      slips: [
        {
          name: 'tera-for-giga',
          say: 'That is the number of TFLOP. There are 1000 GFLOP in one.',
          solve: ({ params, tokens }, f) => f.trainingFlops({ params, tokens }) / 1000,
        },
      ],
    },
    time: {
      label: 'Time',
      unit: 'min',
      byHand: 5.84022,
      solve: ({ peak, mfu }, f, earlier) => f.trainingTime({ flops: earlier('flops'), gpus: 1, peak, mfu }),
      steps: [md`Work over the rate at which the card gets useful work done.`],
    },
  },
  hint: () => md`
$6ND$ first. A GFLOP is 10^9 FLOP. For the time, multiply the peak by the MFU.
  `,
  after: ({ params, tokens, peak, mfu }, f) => {
    const flops = f.trainingFlops({ params, tokens });
    return md`The MFU is the guess in this. The intensity of the matmuls caps it, norms and softmaxes pull it further down, and so do kernels that end almost as soon as they are launched. At a tenth of that MFU the same run takes ${show(f.trainingTime({ flops, gpus: 1, peak, mfu: 0.1 * mfu.value }), { as: 'min', digits: 3 })}. Predict, measure, and explain the factor between the two.`;
  },
  erratum: 'E56',
  fresh: {
    v100: card(v100, 'FP16', v100.peak.fp16, 0.2),
    a100: card(a100, 'BF16', a100.peak.bf16, 0.1),
    h100: card(h100, 'BF16', h100.peak.bf16, 0.05),
    t4: card(t4, 'FP16', t4.peak.fp16, 0.3),
    't4-in-fp32': card(t4, 'FP32', t4.peak.fp32, 0.6),
    'l4-at-a-tenth': { mfu: amount(0.1, '1') },
  },
  formerSettings: { l4: 'l4-at-a-tenth', 't4-at-a-tenth': 't4' },
});
