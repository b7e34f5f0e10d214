import { amount, md, numeric, show } from '@scaling-workbook/exercises';

/** A prompt of which some leading tokens may be cached, on so many H100s that prefill at a measured rate. */
const prompt = (tokens: number, cached: number, rate: number, gpus: number) => ({
  promptTokens: amount(tokens, 'token'),
  cachedTokens: amount(cached, 'token'),
  rate: amount(rate, 'token/s'),
  gpus: amount(gpus, 'GPU'),
});

export default numeric({
  title: 'Waiting for the first word',
  original: '6.2',
  given: { ...prompt(4096, 3072, 4000, 1), params: amount(70.6e9, 'param'), peak: amount(989.4e12, 'FLOP/s') },
  ask: ({ promptTokens, rate }) =>
    md`Your server for the 70B model prefills at a measured ${rate}. A prompt of ${promptTokens} arrives and nothing else is waiting. How long until the first token of the answer?`,
  label: 'Time to first token',
  unit: 's',
  solve: ({ promptTokens, rate }, f) => f.timeToFirstToken({ promptTokens, rate }),
  byHand: 1.024,
  slips: [
    {
      name: 'ceiling',
      say: 'That takes the ceiling of the last exercise. The server is slower: use the rate that was measured.',
      solve: ({ promptTokens, params, peak, gpus }, f) =>
        f.timeToFirstToken({ promptTokens, rate: f.prefillRate({ peak, gpus, flopsPerToken: f.forwardFlopsPerToken({ params }) }) }),
    },
  ],
  steps: [
    md`
The last prompt token already yields the first token of the answer, so the prompt is all there is to wait for.
    `,
  ],
  hint: () => md`
Tokens, and tokens per second. Let the units arrange them.
  `,
  after: ({ promptTokens, cachedTokens, rate }, f) =>
    md`If the first ${cachedTokens} are a system prompt whose keys and values are [kept from an earlier request](https://arxiv.org/abs/2312.07104), only the rest is computed and the wait shrinks to ${show(f.cachedTimeToFirstToken({ promptTokens, cachedTokens, rate }), { digits: 3 })}. That is *prefix caching*, and it helps this prompt. *[Chunked prefill](https://arxiv.org/abs/2403.02310)* helps the others: it feeds the prompt in pieces, so that those who are already reading their answers do not stall meanwhile.`,
  erratum: 'E61',
  fresh: {
    'prompt-512': prompt(512, 384, 4000, 1),
    'prompt-8192': prompt(8192, 6144, 4000, 1),
    'prompt-16384': prompt(16_384, 12_288, 4000, 1),
    'prompt-6000-two-gpus': prompt(6000, 4500, 8000, 2),
    'prompt-24000-two-gpus': prompt(24_000, 18_000, 8000, 2),
  },
});
