import { amount, md, parts, show } from '@scaling-workbook/exercises';
import { asked, planned, untilFriday } from '../cluster.ts';

export default parts({
  title: 'Is it worth starting?',
  given: { ...asked, time: untilFriday, mfu: planned },
  ask: ({ params, gpus, peak, time, mfu }) =>
    md`Hold what the cluster can do against what the model wants: ${params}, ${gpus} of ${peak}, ${show(time, { as: 'h' })} at an MFU of ${show(mfu, { as: '%' })}. How many tokens does each parameter get? In how many days would it have the compute-optimal twenty? Which size is compute-optimal for what the cluster does until Friday? And what do you say?`,
  fields: {
    each: {
      label: 'Tokens for each parameter',
      unit: 'token/param',
      byHand: 9.35211,
      solve: ({ params, gpus, time, peak, mfu }, f) =>
        f.tokensPerParam({ tokens: f.affordableTokens({ flops: f.clusterFlops({ gpus, time, peak, mfu }), params }), params }),
      steps: [md`What the cluster does until Friday.`, md`The tokens that this pays for.`, md`Over the parameters.`],
    },
    days: {
      label: 'Time for twenty tokens a parameter',
      unit: 'day',
      byHand: 9.26685,
      solve: ({ params, gpus, peak, mfu }, f) =>
        f.trainingTime({ flops: f.trainingFlops({ params, tokens: f.chinchillaTokens({ params }) }), gpus, peak, mfu }),
      steps: [md`Twenty tokens for each parameter.`, md`$6ND$ for those.`, md`Over the rate of the cluster.`],
    },
    size: {
      label: 'Compute-optimal size until Friday',
      unit: 'Gparam',
      byHand: 8.88962,
      solve: ({ gpus, time, peak, mfu }, f) => f.computeOptimalParams({ flops: f.clusterFlops({ gpus, time, peak, mfu }) }),
      steps: [md`The FLOPs until Friday.`, md`$C = 6ND$ with $D = 20N$.`],
    },
    advice: {
      label: 'Your advice',
      options: ({ params, gpus, time, peak, mfu }, f) => {
        const flops = f.clusterFlops({ gpus, time, peak, mfu });
        const best = f.computeOptimalParams({ flops });
        const loss = (size: typeof params) =>
          show(f.parametricLoss({ params: size, tokens: f.affordableTokens({ flops, params: size }) }), { digits: 4 });
        const small = amount(best.value / 2, 'param');
        return [
          {
            text: md`Train a smaller model: about ${show(best, { digits: 2 })} if only the loss counts, half of that if many people will use it.`,
            right: true,
            say: md`By the refitted law of chapter 5 the loss would be ${loss(best)} nats at ${show(best, { digits: 2 })}, ${loss(small)} at ${show(small, { digits: 2 })} and ${loss(params)} at ${params}. The optimum is flat, so these hardly differ. Memory and the cost of every token served do: they are in proportion to the size. If it has to have ${params}, continue one that somebody else has trained.`,
          },
          {
            text: md`Train the model of ${params} all the same: larger models are better.`,
            right: false,
            say: md`At equal data they are. At equal compute it sees fewer tokens, and its loss is no lower: ${loss(params)} nats by the refitted law, where ${show(best, { digits: 2 })} would have ${loss(best)}. That is no disaster, but you would pay for the size with every token served.`,
          },
          {
            text: md`Train the model of ${params} with a learning rate twice as high, so that it needs fewer tokens.`,
            right: false,
            say: md`The rate does not change what a token teaches by a factor of two, and one that is too high makes the run diverge.`,
          },
          {
            text: md`Do not start: nothing worth having can be trained in this time.`,
            right: false,
            say: md`${show(f.affordableTokens({ flops, params: best }), { digits: 2 })} for a model of ${show(best, { digits: 2 })} is a compute-optimal run. Only the size in the question was wrong.`,
          },
        ];
      },
    },
  },
  hint: () => md`
FLOPs of the cluster = GPUs × seconds × peak × MFU. Then $D = C/6N$, $C = 120N^2$, and $\sqrt{C/120}$.
  `,
  after: ({ params, time, peak, mfu }, f) => {
    const wanted = f.gpusForDeadline({ flops: f.trainingFlops({ params, tokens: f.chinchillaTokens({ params }) }), time, peak, mfu });
    return md`The other way out is more hardware: ${show(wanted)} would give the ${params} its twenty tokens by then. Twenty is a rule for the training bill alone. Whether you may stop below it depends on what the model is for: a fine-tuning run, an ablation or a test of the code is often worth having at a fraction of it.`;
  },
  fresh: {
    '20b': { params: amount(20e9, 'param') },
    '128-gpus': { gpus: amount(128, 'GPU'), params: amount(20e9, 'param') },
    'two-weeks': { time: amount(14 * 86_400, 's'), params: amount(34e9, 'param') },
    'mfu-30': { mfu: amount(0.3, '1') },
    'weekend-on-256': { gpus: amount(256, 'GPU'), time: amount(64 * 3600, 's'), params: amount(20e9, 'param') },
  },
});
