import { amount, md, parts, show } from '@scaling-workbook/exercises';
import { h100 } from '@scaling-workbook/formulas/hardware';
import { sizeOf, v5p } from '../tpu-run.ts';

const onH100 = { chip: 'H100', peak: h100.peak.bf16 };

export default parts({
  title: 'FLOPs for a token of training',
  book: 'sb-applied-training-t2',
  given: { ...sizeOf('llama-3-70b', 70e9), chip: v5p.chip, peak: v5p.peak, one: amount(1, 'GPU') },
  ask: ({ model, params, chip, peak }) =>
    md`How many FLOPs does ${model}, with ${params}, spend on one token of training, forward and backward? And how long is one ${chip} busy with it at its full ${peak}?`,
  fields: {
    flops: {
      label: 'FLOPs for each token',
      unit: 'FLOP/token',
      byHand: 4.2e11,
      solve: ({ params }, f) => f.trainingFlopsPerToken({ params }),
      steps: [md`Two FLOPs forward and four backward for each parameter.`],
    },
    time: {
      label: 'Time on one chip',
      unit: 'ms',
      byHand: 0.915033,
      solve: ({ params, peak, one }, f) => f.trainingTime({ flops: f.trainingFlops({ params, tokens: 1 }), gpus: one, peak, mfu: 1 }),
      steps: [md`The same work, for one token.`, md`At full peak.`],
    },
  },
  hint: () => md`
Every parameter takes part in a multiply-add forward, and in two of them backward.
  `,
  after: ({ params, peak }, f) =>
    md`Turned round, that is the speed of a chip: ${show(f.trainingRate({ peak, params, mfu: 1 }), { digits: 2 })} at full peak, and ${show(f.trainingRate({ peak, params, mfu: 0.4 }), { digits: 2 })} at 40 % of it. For a 70B model, remember about a thousand a second; the next question is easy then.`,
  fresh: {
    'llama-3-70b-h100': onH100,
    'llama-3-8b': sizeOf('llama-3-8b', 8.03e9),
    'llama-3-405b': sizeOf('llama-3.1-405b', 405.8e9),
    'llama-2-13b-h100': { ...sizeOf('llama-2-13b', 13e9), ...onH100 },
    'llama-3-405b-h100': { ...sizeOf('llama-3.1-405b', 405.8e9), ...onH100 },
  },
});
