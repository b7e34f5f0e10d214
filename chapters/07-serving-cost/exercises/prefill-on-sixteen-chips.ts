import { amount, md, numeric, show } from '@scaling-workbook/exercises';
import { llama405B, llama70B, onH100, ours, v5e } from '../tpu-service.ts';

const run = (tokens: number, chips: number, mfu = 0.4) => ({
  prompt: amount(tokens, 'token'),
  gpus: amount(chips, 'GPU'),
  mfu: amount(mfu, '1'),
});

export default numeric({
  title: 'Time of a prefill',
  book: 'sb-applied-inference-t10',
  given: { ...llama70B, ...v5e, ...run(8192, 16) },
  ask: ({ model, params, chip, peak, prompt, gpus, mfu }) =>
    md`${model} (${params}) works through a prompt of ${prompt} on ${show(gpus, { as: 'chip' })} (${chip}, ${peak} in BF16) at ${show(mfu, { as: '%' })} of their peak. How long does that take? Leave out the attention over the prompt itself.`,
  label: 'Time of the prefill',
  unit: 's',
  byHand: 0.90964467,
  solve: ({ params, peak, prompt, gpus, mfu }, f) =>
    f.timeToFirstToken({
      promptTokens: prompt,
      rate: f.prefillRate({ peak, flopsPerToken: f.forwardFlopsPerToken({ params }), gpus, efficiency: mfu }),
    }),
  steps: [
    md`Two FLOPs for each parameter.`,
    md`What the chips do in a second at that share of their peak.`,
    md`The tokens of the prompt over that rate.`,
  ],
  slips: [
    {
      name: 'at-full-peak',
      say: 'That is the time at full peak. Only a part of it is reached.',
      given: () => ({ mfu: 1 }),
    },
  ],
  hint: () => md`
FLOPs of one token, times tokens, over what all chips do together.
  `,
  after: ({ params, layers, width, prompt }, f) => {
    const attention = f.causalAttentionFlopsPerToken({ layers, context: prompt, width });
    return md`With a causal mask, attention over the prompt adds ${show(f.attentionShare({ attention, forward: f.forwardFlopsPerToken({ params }) }), { as: '%', digits: 2 })} to the arithmetic. Compare the time with a decode step of some 20 ms: a single prompt of this length keeps every reader waiting for as long as many tokens take, if the same chips do both.`;
  },
  fresh: {
    'ours-8-chips': { ...ours, ...run(8192, 8) },
    'mfu-60': run(8192, 16, 0.6),
    '32k': run(2 ** 15, 16),
    'llama-3-405b-64-chips': { ...llama405B, ...run(8192, 64) },
    'h100-2': { ...onH100, ...run(8192, 2) },
    '1k': run(1024, 16),
  },
});
