import { amount, md, parts, show } from '@scaling-workbook/exercises';

/** A model, what it reads of a sum, and how many numbers there are to add. */
const task = (params: number, digits: number) => ({
  params: amount(params, 'param'),
  sumTokens: amount(3 * digits + 3, 'token'),
  tokensPerExample: amount(3 * digits + 2, 'token'),
  numbers: amount(10 ** digits, '1'),
  last: '9'.repeat(digits),
});

export default parts({
  title: 'A budget of tokens, and how often it repeats',
  original: '10.3',
  given: task(10e6, 3),
  ask: ({ params, sumTokens, tokensPerExample, last }) =>
    md`Give a model of ${params} the twenty tokens for each parameter that a language model would get. A sum has ${sumTokens}, of which the model reads ${show(tokensPerExample, { as: '1' })}: all but the last. How many tokens does the run read, how many sums are that, and how often does it go through all ordered pairs of the numbers from 0 to ${last}?`,
  fields: {
    tokens: {
      label: 'Tokens',
      unit: 'token',
      byHand: 200e6,
      solve: ({ params }, f) => f.chinchillaTokens({ params }),
      steps: [
        md`
Twenty for each parameter.
        `,
      ],
      slips: [
        {
          name: 'rounded-model',
          say: 'That is for the model whose width was rounded up. Here the number of parameters is given.',
          given: ({ params }) => ({ params: 1.0617 * params }),
        },
      ],
    },
    examples: {
      label: 'Sums',
      unit: 'sequence',
      byHand: 18_181_818.18,
      solve: ({ tokensPerExample }, f, earlier) => f.trainingExamples({ tokens: earlier('tokens'), tokensPerExample }),
      steps: [
        md`
Each sum uses up the tokens that are read, of question and answer.
        `,
      ],
    },
    passes: {
      label: 'Passes over all pairs',
      unit: '1',
      byHand: 18.181818,
      solve: ({ numbers }, f, earlier) => f.passesOverSet({ examples: earlier('examples'), distinct: f.orderedPairs({ numbers }) }),
      steps: [
        md`
Any of the numbers with any: their count, squared.
        `,
        md`
Sums that are trained on over sums that there are.
        `,
      ],
    },
  },
  hint: () => md`
Start with $D = 20N$. Then divide twice: by the tokens read of a sum, and by the number of different sums. 1 + 2 and 2 + 1 are two.
  `,
  after: ({ params, tokensPerExample, numbers }, f) => {
    const passes = f.passesOverSet({
      examples: f.trainingExamples({ tokens: f.chinchillaTokens({ params }), tokensPerExample }),
      distinct: f.orderedPairs({ numbers }),
    });
    return md`${show(passes, { digits: 3 })} passes over everything there is. On language, [repeats are worth](https://arxiv.org/abs/2305.16264) about as much as new text for some four passes, and little after many more. But $20N$ was measured on text that never runs out, and here the whole set can be written down, so the rule is not a law here. Nor will the model need all of it: see below how soon the small one in the lab has learned to add. What such a set can tell you is whether a model has learned to add or to recite. For that, some pairs must never be trained on, and neither must their mirrors.`;
  },
  erratum: 'E55',
  fresh: {
    'the-lab': task(100_800, 2),
    'four-digits': task(10e6, 4),
    'a-million-parameters': task(1e6, 3),
    'gpt2-stack': task(85e6, 4),
    'five-digits': task(85e6, 5),
  },
});
