import { amount, md, numeric, show } from '@scaling-workbook/exercises';
import { h100 } from '@scaling-workbook/formulas/hardware';
import { modelById } from '@scaling-workbook/formulas/models';

/** A run whose number of training tokens its makers published: the address of the paper stands beside it. */
const run = (id: string, tokens: number) => {
  const { name, parameters } = modelById(id);
  return { model: name, params: parameters, tokens: amount(tokens, 'token') };
};

export default numeric({
  title: 'What it took to train Llama 3 70B',
  original: '3.4',
  given: { model: 'Llama 3 70B', params: amount(70.6e9, 'param'), tokens: amount(15e12, 'token') },
  ask: ({ model, params, tokens }) => md`${model}, with ${params}, was trained on ${tokens}. How many FLOPs did that take?`,
  label: 'The whole run',
  unit: 'FLOP',
  solve: ({ params, tokens }, f) => f.trainingFlops({ params, tokens }),
  byHand: 6.354e24,
  steps: [
    md`
Two FLOPs forward and four backward, for every parameter and every token.
    `,
  ],
  hint: () => md`
The forward pass costs $2N$ a token. The backward pass computes two gradients, each just as expensive.
  `,
  after: ({ model, params, tokens }, f) => {
    const flops = f.trainingFlops({ params, tokens });
    return md`One H100, busy at its full ${h100.peak.bf16} without a pause, would take ${show(f.computeTime({ flops, peak: h100.peak.bf16 }), { as: 'year', digits: 3 })} for ${model}. No chip runs like that and nobody can wait that long, which is why the next chapter divides the work. The rule is close to what its makers report: Meta states [3.8 × 10²⁵ FLOP](https://arxiv.org/abs/2407.21783) for Llama 3.1 405B on 15.6 trillion tokens, and $6ND$ gives ${show(f.trainingFlops({ params: modelById('llama-3.1-405b').parameters, tokens: 15.6e12 }), { as: 'FLOP', digits: 3 })}.`;
  },
  erratum: 'E19',
  fresh: {
    // arXiv:2005.14165, Table D.1
    'gpt3-175b': run('gpt3-175b', 300e9),
    // arXiv:2302.13971, §2.4
    'llama-65b': run('llama-65b', 1.4e12),
    // arXiv:2307.09288, Table 1
    'llama-2-70b': run('llama-2-70b', 2e12),
    // Model card of Llama 3
    'llama-3-8b': run('llama-3-8b', 15e12),
    // arXiv:2407.21783, Table 1 and §3.4
    'llama-3-1-405b': run('llama-3.1-405b', 15.6e12),
    // arXiv:2412.15115, §3.1
    'qwen2-5-72b': run('qwen2.5-72b', 18e12),
  },
});
