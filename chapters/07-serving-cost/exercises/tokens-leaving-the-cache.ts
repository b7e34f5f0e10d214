import { amount, md, parts, show } from '@scaling-workbook/exercises';
import { batchOf } from '../tpu-service.ts';

const request = (prompt: number, answer: number) => ({ prompt: amount(prompt, 'token'), answer: amount(answer, 'token') });

export default parts({
  title: 'What leaves the cache in each step',
  book: 'sb-applied-inference-t11',
  given: { ...batchOf(32), ...request(8192, 4096) },
  ask: ({ batch, prompt, answer }) =>
    md`A machine decodes ${batch} at a time. Each begins with a prompt of ${prompt}, processed elsewhere, and makes an answer of ${answer}; when it ends, another takes its place. How many sequences end in each decode step, on average? And how many tokens leave the KV cache in each decode step?`,
  fields: {
    ended: {
      label: 'Sequences that end in a decode step',
      unit: 'sequence',
      byHand: 0.0078125,
      solve: ({ batch, answer }, f) => f.sequencesEndingPerStep({ batch, outputTokens: answer }),
      steps: [md`Each ends in one of as many steps as its answer has tokens.`],
    },
    leaving: {
      label: 'Tokens that leave the cache in a decode step',
      unit: 'token',
      byHand: 96,
      solve: ({ batch, prompt, answer }, f) => f.tokensLeavingPerStep({ batch, promptTokens: prompt, outputTokens: answer }),
      steps: [md`A sequence that ends takes its prompt and its answer with it.`],
      slips: [
        {
          name: 'whole-sequence',
          say: 'That is what one sequence takes with it. Not every step ends one: multiply by the sequences that end in a step.',
          solve: ({ prompt, answer }) => prompt + answer,
        },
      ],
    },
  },
  hint: () => md`
How often does one sequence end? How often does one of the batch? And how many tokens does it have in the cache by then?
  `,
  after: ({ batch, prompt, answer }, f) => {
    return md`One sequence ends every ${show(amount(1 / f.sequencesEndingPerStep({ batch, outputTokens: answer }).value, '1'), { digits: 3 })} steps or so, and ${show(amount(prompt.value + answer.value, 'token'))} are freed at once. In balance as many come in: one token of each sequence in every step, and a prompt of ${show(prompt)} now and then. In symbols it is $B(P + G)/G$ for prompts of $P$ tokens and answers of $G$. A machine of its own for prefill has to send that many prompt tokens’ keys and values across.`;
  },
  fresh: {
    chat: { ...batchOf(64), ...request(1024, 256) },
    summaries: { ...batchOf(16), ...request(30_000, 500) },
    reasoning: { ...batchOf(32), ...request(500, 16_000) },
    'one-line-prompts': { ...batchOf(240), ...request(16, 512) },
    'short-answers': { ...batchOf(43), ...request(8192, 512) },
  },
});
