import { md, numeric, show } from '@scaling-workbook/exercises';
import { asked, planned, untilFriday } from '../cluster.ts';

export default numeric({
  title: 'How many tokens until Friday?',
  given: { ...asked, time: untilFriday, mfu: planned },
  ask: ({ params, gpus, time }) =>
    md`${gpus}, all H100s, are yours from Monday nine o'clock until Friday at five, ${show(time, { as: 'h' })}. On about how many tokens can a dense model of ${params} be trained by then? You choose what you have to assume.`,
  label: 'Tokens',
  unit: 'Gtoken',
  byHand: 121.5774,
  solve: ({ params, gpus, time, peak, mfu }, f) => f.affordableTokens({ flops: f.clusterFlops({ gpus, time, peak, mfu }), params }),
  range: {
    low: { given: () => ({ mfu: 0.3 }), say: md`if the MFU is 30 %, restarts and evaluations included`, byHand: 91.183 },
    high: { given: () => ({ mfu: 0.5 }), say: md`if it is 50 %, which well-tuned runs reach`, byHand: 151.9718 },
  },
  steps: [md`GPUs × seconds × peak, at an MFU of 40 %.`, md`Over six FLOPs for each parameter and token.`],
  hint: () => md`
What does one GPU do in a second, what do all of them do until Friday, and what does a token cost? The MFU is the only thing that you have to guess.
  `,
  after: ({ gpus, peak, time, params }, f) => {
    const flops = f.clusterFlops({ gpus, time, peak, mfu: 0.4 });
    return md`With a pencil: a GPU sustains about 400 TFLOP/s, 64 of them 2.5 · 10¹⁶, and a day has nearly 10⁵ seconds. Four and a third days make ${show(flops, { as: 'FLOP', digits: 2 })}. A token of a 13B costs ${show(f.trainingFlopsPerToken({ params }), { digits: 2 })}. Say “about 120 billion, give or take a quarter”, and say that the quarter is the MFU.`;
  },
});
