import { amount, md, numeric, show } from '@scaling-workbook/exercises';
import { modelById } from '@scaling-workbook/formulas/models';

/** A dense model from the table whose context reaches 8192 tokens; the width is that of all its heads together. */
const dense = (id: string) => {
  const { name, config, parameters } = modelById(id);
  return { model: name, params: parameters, layers: amount(config.layers, '1'), width: amount(config.heads * config.headDim, '1') };
};

export default numeric({
  title: 'The price of one token',
  original: '3.3',
  given: {
    model: 'Llama 3 70B',
    params: amount(70.6e9, 'param'),
    layers: amount(80, '1'),
    width: amount(8192, '1'),
    context: amount(8192, 'token'),
  },
  ask: ({ model, params }) =>
    md`${model} has ${params}. By the usual rule, how many FLOPs does its forward pass cost for one token, attention over the context left out?`,
  label: 'Forward pass',
  unit: 'FLOP/token',
  solve: ({ params }, f) => f.forwardFlopsPerToken({ params }),
  byHand: 1.412e11,
  steps: [
    md`
Each parameter is the weight of one multiply-add, which is two FLOPs.
    `,
  ],
  hint: () => md`
A weight takes part in one multiply-add for each token. How many FLOPs is that?
  `,
  after: ({ params, layers, width, context }, f) => {
    const forward = f.forwardFlopsPerToken({ params });
    const attention = f.causalAttentionFlopsPerToken({ layers, context, width });
    return md`Attention over the context comes on top, $2LTd$ under a causal mask. For ${context} that is ${show(attention, { digits: 3 })}, or ${show(f.attentionShare({ attention, forward }), { as: '%', digits: 2 })} more. It grows with the context while $2N$ stays where it is, and here the two meet at ${show(f.contextWhereAttentionMatches({ params, layers, width }), { digits: 3 })}. Attention is famous for being quadratic, and yet at ordinary contexts it is the smaller term.`;
  },
  erratum: 'E18',
  fresh: {
    'llama-3-8b': dense('llama-3-8b'),
    'llama-3-1-405b': dense('llama-3.1-405b'),
    'mistral-7b': dense('mistral-7b-v0.3'),
    'mistral-nemo-12b': dense('mistral-nemo-12b'),
    'qwen2-5-72b': dense('qwen2.5-72b'),
    'phi-4': dense('phi-4'),
  },
});
