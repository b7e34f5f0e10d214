import { amount, md, parts, show } from '@scaling-workbook/exercises';
import { powerOfTen } from '../flop.ts';

const budget = (flops: number, like: string) => ({ flops: amount(flops, 'FLOP'), like });

export default parts({
  title: 'Splitting a budget',
  original: '5.4',
  given: { flops: amount(1e22, 'FLOP'), like: 'some days on 64 H100s' },
  ask: ({ flops, like }) =>
    md`You may spend ${powerOfTen(flops)} on one training run (${like}). By $C = 6ND$ and 20 tokens for each parameter, how large should the model be, and how many tokens should it see?`,
  fields: {
    params: {
      label: 'Parameters',
      unit: 'param',
      byHand: 9.12871e9,
      solve: ({ flops }, f) => f.computeOptimalParams({ flops }),
      steps: [md`Put $D = 20N$ into $C = 6ND$ and get $C = 120N^2$.`],
    },
    tokens: {
      label: 'Tokens',
      unit: 'token',
      byHand: 182.574e9,
      solve: (_, f, earlier) => f.chinchillaTokens({ params: earlier('params') }),
      steps: [md`Twenty times the size you found.`],
      slips: [
        {
          name: 'gave-params',
          say: 'That is the number of parameters again. Each of them gets twenty tokens.',
          solve: ({ flops }, f) => f.computeOptimalParams({ flops }),
        },
      ],
    },
  },
  hint: () => md`Two equations, two unknowns. Replace $D$ in the first by $20N$ and solve for $N$.`,
  after: ({ flops }, f) => {
    const params = f.computeOptimalParams({ flops });
    const hundred = flops.value * 100;
    return md`Because $C = 120N^2$, size and tokens both grow with the square root of the budget: a hundred times the money, ${powerOfTen(amount(hundred, 'FLOP'))}, asks for a model only ten times as large, ${show(f.computeOptimalParams({ flops: hundred }), { digits: 3 })}, on ten times the tokens. The size is forgiving. Half of ${show(params, { digits: 3 })} on twice the tokens costs the same, and by the [refitted law](https://arxiv.org/abs/2404.10102) its loss is ${show(f.parametricLoss({ params: params.value / 2, tokens: f.affordableTokens({ flops, params: params.value / 2 }) }), { digits: 4 })} nats instead of ${show(f.parametricLoss({ params, tokens: f.affordableTokens({ flops, params }) }), { digits: 4 })}.`;
  },
  erratum: 'E29',
  fresh: {
    gopher: budget(5.76e23, 'what DeepMind had spent on Gopher'),
    'gpt-3': budget(3.14e23, 'what GPT-3 cost'),
    'llama-3-1-405b': budget(3.8e25, 'what Llama 3.1 405B cost'),
    'cerebras-gpt-13b': budget(2.3e22, 'what Cerebras-GPT 13B cost'),
    small: budget(1e20, 'a night on eight H100s'),
  },
});
