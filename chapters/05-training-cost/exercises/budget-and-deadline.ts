import { amount, md, parts, show } from '@scaling-workbook/exercises';
import { h100 } from '@scaling-workbook/formulas/hardware';
import { powerOfTen } from '../flop.ts';

const day = 86_400;
const offer = (budget: number, days: number, price: number) => ({
  budget: amount(budget, '$'),
  time: amount(days * day, 's'),
  pricePerHour: amount(price, '$/h'),
});

export default parts({
  title: 'A million dollars and a month',
  given: { ...offer(1e6, 30, 2), peak: h100.peak.bf16, mfu: amount(0.4, '1') },
  ask: ({ budget, time, pricePerHour, peak, mfu }) =>
    md`You may spend ${budget} on the final run of a model, and it has to be done in ${show(time, { as: 'day' })}. An H100 (${peak} dense) costs ${pricePerHour}, and you count on an MFU of ${show(mfu, { as: '%' })}. How many FLOPs does the budget buy, which size is compute-optimal with them at 20 tokens for each parameter, and how many GPUs do you have to hold?`,
  fields: {
    flops: {
      label: 'FLOPs that the budget buys',
      unit: 'FLOP',
      byHand: 7.12368e23,
      solve: ({ budget, pricePerHour, peak, mfu }, f) => f.affordableFlops({ budget, pricePerHour, peak, mfu }),
      steps: [md`Dollars buy hours, and each hour does so many FLOPs.`],
    },
    params: {
      label: 'Compute-optimal size',
      unit: 'param',
      byHand: 77.0481e9,
      solve: (_, f, earlier) => f.computeOptimalParams({ flops: earlier('flops') }),
      steps: [md`$C = 6ND$ with $D = 20N$.`],
    },
    gpus: {
      label: 'GPUs',
      unit: '1',
      byHand: 695,
      tolerance: 0.005,
      solve: ({ time, peak, mfu }, f, earlier) => f.gpusForDeadline({ flops: earlier('flops'), time, peak, mfu }),
      steps: [md`The same work within the time allowed, rounded up.`],
      slips: [
        {
          name: 'twice-the-time',
          say: 'That allows twice the time.',
          solve: ({ budget, pricePerHour, time, peak, mfu }, f) =>
            f.gpusForDeadline({ flops: f.affordableFlops({ budget, pricePerHour, peak, mfu }), time: 2 * time, peak, mfu }),
        },
      ],
    },
    served: {
      label: 'The model will be served to many people for years. What do you do with the same budget?',
      options: ({ budget, pricePerHour, peak, mfu }, f) => {
        const flops = f.affordableFlops({ budget, pricePerHour, peak, mfu });
        const best = f.computeOptimalParams({ flops });
        const small = amount(best.value / 4, 'param');
        const tokens = f.affordableTokens({ flops, params: small });
        const loss = (params: number) => show(f.parametricLoss({ params, tokens: f.affordableTokens({ flops, params }) }), { digits: 3 });
        return [
          {
            text: md`Train a smaller model on more tokens.`,
            right: true,
            say: md`A quarter of the size on ${show(tokens, { digits: 2 })} costs the same to train and a quarter to serve. By the refitted law its loss is ${loss(small.value)} nats in place of ${loss(best.value)}.`,
          },
          {
            text: md`Train the compute-optimal size: nothing beats it.`,
            right: false,
            say: md`Nothing beats its loss for this training budget. The bill for serving is not in that budget, and it falls with the size.`,
          },
          {
            text: md`Train a larger model on fewer tokens, since large models learn faster.`,
            right: false,
            say: md`They learn more from each token, but this one would end with a higher loss than the optimum and cost more for every token served.`,
          },
        ];
      },
    },
  },
  hint: () => md`
The number of GPUs cancels from the money. Hours = budget over price; FLOPs = hours × 3,600 × peak × MFU. Then $\sqrt{C/120}$, and the deadline last.
  `,
  after: ({ budget, time, pricePerHour, peak, mfu }, f) => {
    const flops = f.affordableFlops({ budget, pricePerHour, peak, mfu });
    const gpus = f.gpusForDeadline({ flops, time, peak, mfu });
    return md`${powerOfTen(flops)} in all. Money sets the work, work sets the size, and only then does the deadline set the number of GPUs: with half the time you would hold twice ${show(gpus, { as: 'GPU' })} for the same money. Clusters come in nodes of eight, and replicas should divide the batch, so round up to a number that does both.`;
  },
  fresh: {
    'hundred-thousand': offer(1e5, 14, 2),
    'ten-million': offer(1e7, 90, 2),
    'higher-price': offer(1e6, 30, 3.99),
    'mfu-30': { mfu: amount(0.3, '1') },
    'hundred-million': offer(1e8, 120, 2),
  },
});
