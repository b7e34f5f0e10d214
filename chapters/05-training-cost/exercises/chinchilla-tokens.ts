import { amount, md, numeric, show } from '@scaling-workbook/exercises';

const model = (name: string, params: number, tokens: number) => ({
  model: name,
  params: amount(params, 'param'),
  trainedOn: amount(tokens, 'token'),
});

export default numeric({
  title: 'Tokens by the rule of thumb',
  original: '5.3',
  given: model('Llama 3 70B', 70e9, 15e12),
  ask: ({ params }) => md`How many training tokens does the Chinchilla rule of 20 tokens for each parameter give a model of ${params}?`,
  label: 'Training tokens',
  unit: 'token',
  solve: ({ params }, f) => f.chinchillaTokens({ params }),
  byHand: 1.4e12,
  steps: [md`Twenty tokens for each parameter.`],
  hint: () => md`Count the zeros: a billion has nine, a trillion twelve. You may type 2.5T or 2.5 trillion.`,
  after: ({ model, params, trainedOn }, f) => {
    const best = f.chinchillaTokens({ params });
    const ratio = f.tokensPerParam({ tokens: trainedOn, params });
    return md`${model} was trained on ${trainedOn}, ${show(ratio, { digits: 3 })} and ${show(amount(trainedOn.value / best.value, '1'), { digits: 3 })} times what the rule gives. That was no mistake. The rule answers one question, how to reach the lowest loss for a given training bill, and says nothing about the bill that comes afterwards.`;
  },
  fresh: {
    'llama-3-8b': model('Llama 3 8B', 8e9, 15e12),
    'llama-3-1-405b': model('Llama 3.1 405B', 405e9, 15.6e12),
    'olmo-2-13b': model('OLMo 2 13B', 13.7e9, 5e12),
    'smollm3-3b': model('SmolLM3 3B', 3.08e9, 11.2e12),
    'tinyllama-1-1b': model('TinyLlama 1.1B', 1.1e9, 3e12),
    'llama-65b': model('LLaMA 65B', 65e9, 1.4e12),
  },
});
