import { amount, md, numeric, show } from '@scaling-workbook/exercises';
import { batchOf } from '../tpu-service.ts';

const times = (prefill: number, step: number, prompt = 8192) => ({
  prefill: amount(prefill, 's'),
  step: amount(step, 's'),
  prompt: amount(prompt, 'token'),
});
const answerOf = (tokens: number) => ({ answer: amount(tokens, 'token') });

export default numeric({
  title: 'Prefill machines for each decode machine',
  book: 'sb-applied-inference-t12',
  given: { ...times(0.91, 0.019), ...batchOf(32), ...answerOf(512) },
  ask: ({ prefill, step, prompt, batch, answer }) =>
    md`Prefill and decode run on machines of their own. A prefill machine takes ${show(prefill)} for a prompt of ${prompt}. A decode machine works on ${batch} at a time, takes ${show(step)} for a step, and makes ${answer} for each. How many prefill machines does each decode machine need, so that neither waits for the other?`,
  label: 'Prefill machines for each decode machine',
  unit: '1',
  byHand: 2.9934211,
  solve: ({ prefill, step, batch, answer }, f) =>
    f.prefillMachinesPerDecode({ batch, prefillTime: prefill, stepTime: step, outputTokens: answer }),
  steps: [md`Prompts that are wanted in a second, over those that one machine delivers.`],
  hint: () => md`
How many sequences a second does a decode machine complete? As many prompts a second it needs.
  `,
  after: ({ prefill, step, batch, answer }, f) => {
    const per = (sequences: number) =>
      show(f.prefillMachinesPerDecode({ batch: sequences, prefillTime: prefill, stepTime: step, outputTokens: answer }), { digits: 2 });
    const rate = f.requestRatePerChip({ batch, stepTime: step, outputTokens: answer, gpus: 1 });
    return md`A decode machine completes ${show(rate, { as: 'request/s', digits: 3 })}. The proportion follows from the traffic: answers of half the length would double it. Where a batch of 43 fits, as in the questions before, and the step takes as long, it becomes ${per(43)}; the companion book rounds that batch down to 32.`;
  },
  fresh: {
    '43-sequences': { ...batchOf(43), ...times(0.91, 0.0195) },
    '2048-tokens': answerOf(2048),
    'short-prompts': times(0.11, 0.012, 1024),
    '128-sequences': { ...batchOf(128), ...times(0.91, 0.024) },
    'long-answers': { ...answerOf(8192), ...times(0.91, 0.021) },
  },
});
