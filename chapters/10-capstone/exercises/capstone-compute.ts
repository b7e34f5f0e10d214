import { amount, md, parts, show } from '@scaling-workbook/exercises';
import { a100, h100, l4, t4, v100, type Accelerator } from '@scaling-workbook/formulas/hardware';

/** A card with its dense half-precision peak. */
const card = ({ name, peak }: Accelerator, mfu: number) => {
  const rate = peak.bf16 ?? peak.fp16;
  if (!rate) throw new RangeError(`${name} has no half-precision peak`);
  return { chip: name, peak: rate, mfu: amount(mfu, '1') };
};

export default parts({
  title: 'Compute and minutes of the capstone',
  original: '10.2b',
  given: {
    params: amount(10.6e6, 'param'),
    tokens: amount(200e6, 'token'),
    chip: 'NVIDIA T4',
    peak: amount(65e12, 'FLOP/s'),
    mfu: amount(0.3, '1'),
  },
  ask: ({ params, tokens, chip, peak, mfu }) =>
    md`A model of ${params} is trained on ${tokens} on one ${chip}, whose half-precision peak is ${peak}. How much work is that, and how long does it take at an MFU of ${show(mfu, { as: '%' })}?`,
  fields: {
    flops: {
      label: 'Work',
      unit: 'GFLOP',
      byHand: 12_720_000,
      solve: ({ params, tokens }, f) => f.trainingFlops({ params, tokens }),
      steps: [
        md`
Six FLOPs for each parameter and token.
        `,
      ],
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
      byHand: 10.871795,
      solve: ({ peak, mfu }, f, earlier) => f.trainingTime({ flops: earlier('flops'), gpus: 1, peak, mfu }),
      steps: [
        md`
Work over the rate at which the card gets useful work done.
        `,
      ],
    },
  },
  hint: () => md`
$6ND$ first. A GFLOP is 10^9 FLOP. For the time, what counts of the peak is the MFU's share of it.
  `,
  after: ({ params, tokens, chip, peak, mfu }, f) => {
    const flops = f.trainingFlops({ params, tokens });
    return md`An MFU of ${show(mfu, { as: '%' })} is what a large model reaches with some care. This one is narrow: its matmuls have a side of a few hundred, far to the left of the ridge of any ${chip}, and each kernel is over almost as soon as it has been launched. At a tenth of that MFU the same run takes ${show(f.trainingTime({ flops, gpus: 1, peak, mfu: 0.1 * mfu.value }), { as: 'min', digits: 3 })}. Predict, measure, and let the difference tell you what the model of the machine left out.`;
  },
  erratum: 'E56',
  fresh: {
    v100: card(v100, 0.2),
    a100: card(a100, 0.1),
    h100: card(h100, 0.05),
    l4: card(l4, 0.15),
    't4-at-a-tenth': card(t4, 0.1),
  },
});
