/** Sizing a small transformer that learns to add. */
import { count, formula, positive } from './formula.ts';

const kaplan =
  'Kaplan et al. 2020, Scaling Laws for Neural Language Models, arXiv:2001.08361, §2.1 (12Ld² for heads that share the width and an MLP of 4d)';
const addition = 'Lee et al. 2023, Teaching Arithmetic to Small Transformers, arXiv:2307.03381';
const muennighoff = 'Muennighoff et al. 2023, Scaling Data-Constrained Language Models, arXiv:2305.16264';

const layers = count('1', 'L', 'layers', 'model.layers');
const width = count('1', 'd', 'model width', 'model.width');

export const longestSumTokens = formula({
  title: 'Tokens of the longest sum',
  about:
    'Both numbers, the plus, the equals sign, and a result that can be one digit longer than the numbers. An end token is not counted.',
  takes: { digits: count('1', 'n', 'digits of each number') },
  example: { digits: 6 },
  gives: 'token',
  symbol: 'T',
  tex: ({ digits }) => String.raw`${digits} + 1 + ${digits} + 1 + (${digits} + 1)`,
  of: ({ digits }) => 3 * digits + 3,
  slips: [
    {
      name: 'result-as-long-as-the-numbers',
      say: 'The result can be one digit longer than the numbers: $999 + 999 = 1998$.',
      of: ({ digits }) => 3 * digits + 2,
    },
    {
      name: 'end-token',
      say: 'That counts an end or pad token. There is none here; with one, you would be right.',
      of: ({ digits }) => 3 * digits + 4,
    },
    {
      name: 'signs-left-out',
      say: 'The plus and the equals sign are tokens too.',
      of: ({ digits }) => 3 * digits + 1,
    },
  ],
  source: addition,
});

export const stackParameters = formula({
  title: 'Parameters of a plain stack',
  about: 'Attention has 4d² and an MLP of hidden width 4d has 8d² in each layer. Embedding, norms and biases are left out.',
  takes: { layers, width },
  assumes: ['plain layers'],
  example: { layers: 48, width: 6144 },
  gives: 'param',
  symbol: 'N',
  tex: ({ layers, width }) => String.raw`12 \cdot ${layers} \cdot ${width}^2`,
  of: ({ layers, width }) => 12 * layers * width ** 2,
  slips: [
    {
      name: 'mlp-left-out',
      say: 'That is attention alone. The MLP has twice as many again, $8d^2$ a layer.',
      of: ({ layers, width }) => 4 * layers * width ** 2,
    },
    {
      name: 'attention-left-out',
      say: 'That is the MLP alone. Attention adds $4d^2$ a layer.',
      of: ({ layers, width }) => 8 * layers * width ** 2,
    },
    {
      name: 'one-layer',
      say: 'That is one layer.',
      of: ({ width }) => 12 * width ** 2,
    },
  ],
  source: kaplan,
});

export const stackParametersWithEmbedding = formula({
  title: 'Parameters of a plain stack with embedding and head',
  about: 'With a vocabulary of 13 the tables are negligible, which is unusual: in a small language model they are a large fraction.',
  takes: { layers, width, vocab: count('token', 'V', 'tokens in the vocabulary', 'model.vocabulary') },
  assumes: ['plain layers', 'untied head'],
  example: { layers: 48, width: 6144, vocab: 1e5 },
  gives: 'param',
  symbol: 'N',
  tex: ({ layers, width, vocab }) => String.raw`12 \cdot ${layers} \cdot ${width}^2 + 2 \cdot ${vocab} \cdot ${width}`,
  of: ({ layers, width, vocab }) => 12 * layers * width ** 2 + 2 * vocab * width,
  slips: [
    {
      name: 'head-left-out',
      say: 'That counts one table. Embedding and head are two here.',
      of: ({ layers, width, vocab }) => 12 * layers * width ** 2 + vocab * width,
    },
  ],
  source: kaplan,
});

export const widthForParameters = formula({
  title: 'Width for a parameter budget',
  about: 'Inverts 12Ld². Round the result to a multiple that suits the heads and the chip.',
  takes: { params: positive('param', 'N', 'parameters to spend'), layers },
  example: { params: 20e9, layers: 48 },
  gives: '1',
  symbol: 'd',
  tex: ({ params, layers }) => String.raw`\sqrt{\frac{${params}}{12 \cdot ${layers}}}`,
  of: ({ params, layers }) => Math.sqrt(params / (12 * layers)),
  slips: [
    {
      name: 'mlp-left-out',
      say: 'That spends all on attention, $4d^2$ a layer. The MLP takes $8d^2$ more.',
      of: ({ params, layers }) => Math.sqrt(params / (4 * layers)),
    },
    {
      name: 'attention-left-out',
      say: 'That spends all on the MLP, $8d^2$ a layer. Attention takes $4d^2$ more.',
      of: ({ params, layers }) => Math.sqrt(params / (8 * layers)),
    },
    {
      name: 'one-layer',
      say: 'That is the width of a single layer. The budget is for all of them.',
      of: ({ params }) => Math.sqrt(params / 12),
    },
  ],
  source: kaplan,
});

export const nearestMultiple = formula({
  title: 'Nearest multiple',
  about:
    'Widths are multiples of the head width and of the tile size of the matrix units. Half-way between two multiples, take the larger.',
  takes: { value: positive('1', 'x', 'the number to round'), multiple: count('1', 'm', 'what it should be a multiple of') },
  example: { value: 1387, multiple: 64 },
  gives: '1',
  tex: ({ value, multiple }) => String.raw`${multiple} \cdot \operatorname{round}\left(\frac{${value}}{${multiple}}\right)`,
  of: ({ value, multiple }) => multiple * Math.round(value / multiple),
  slips: [
    {
      name: 'next-but-one',
      say: 'That is the multiple on the other side. The nearest one is closer.',
      of: ({ value, multiple }) => {
        const nearest = multiple * Math.round(value / multiple);
        return nearest > value ? nearest - multiple : nearest + multiple;
      },
    },
  ],
  source: 'IEEE Std 754-2019, doi:10.1109/IEEESTD.2019.8766229, §4.3 (rounding to nearest)',
});

export const headCount = formula({
  title: 'Heads',
  about: 'Heads that share the width between them.',
  takes: { width, headDim: count('1', String.raw`d_\text{head}`, 'width of one head', 'model.headWidth') },
  assumes: ['heads fill the width'],
  example: { width: 6144, headDim: 128 },
  gives: '1',
  symbol: 'h',
  tex: ({ width, headDim }) => String.raw`\frac{${width}}{${headDim}}`,
  of: ({ width, headDim }) => width / headDim,
  refuse: ({ width, headDim }) => (width % headDim === 0 ? undefined : `width must be a multiple of headDim, got ${width} and ${headDim}`),
  source: 'Vaswani et al. 2017, Attention Is All You Need, arXiv:1706.03762, §3.2.2',
});

export const trainingExamples = formula({
  title: 'Training examples',
  about: 'How many examples, repeats included, the model sees before it has seen that many tokens.',
  takes: {
    tokens: positive('token', 'D', 'training tokens'),
    tokensPerExample: count('token', 'T', 'tokens of one example'),
  },
  example: { tokens: 2e7, tokensPerExample: 40 },
  gives: 'sequence',
  symbol: 'n',
  tex: ({ tokens, tokensPerExample }) => String.raw`\frac{${tokens}}{${tokensPerExample}}`,
  of: ({ tokens, tokensPerExample }) => tokens / tokensPerExample,
  slips: [
    {
      name: 'one-token-shorter',
      say: 'That leaves one token off each example. Count the tokens of the longest sum again.',
      of: ({ tokens, tokensPerExample }) => tokens / Math.max(tokensPerExample - 1, 0.5),
    },
    {
      name: 'one-token-longer',
      say: 'That adds a token to each example. Count the tokens of the longest sum again.',
      of: ({ tokens, tokensPerExample }) => tokens / (tokensPerExample + 1),
    },
  ],
  source: muennighoff,
});

export const orderedPairs = formula({
  title: 'Ordered pairs',
  about: 'Pairs in which 1 + 2 and 2 + 1 are two different examples. From 0 to 999 there are 1000 numbers.',
  takes: { numbers: count('1', 'n', 'numbers to choose from') },
  example: { numbers: 120 },
  gives: 'sequence',
  tex: ({ numbers }) => String.raw`${numbers}^2`,
  of: ({ numbers }) => numbers ** 2,
  slips: [
    {
      name: 'zero-left-out',
      say: 'That leaves a number out: from 0 to 999 there are 1000 of them.',
      of: ({ numbers }) => (numbers - 1) ** 2,
    },
    {
      name: 'unordered',
      say: 'Those are unordered pairs. Here $1 + 2$ and $2 + 1$ are two examples.',
      of: ({ numbers }) => (numbers * (numbers + 1)) / 2,
    },
  ],
  source: muennighoff,
});

export const passesOverSet = formula({
  title: 'Passes over the set',
  about:
    'Training examples over different ones. In language modelling, repeats lose their value after a few passes; the 20N rule does not apply to a set that can be exhausted.',
  takes: {
    examples: positive('sequence', 'n', 'training examples'),
    distinct: positive('sequence', 'M', 'different examples'),
  },
  example: { examples: 4e6, distinct: 250_000 },
  gives: '1',
  tex: ({ examples, distinct }) => String.raw`\frac{${examples}}{${distinct}}`,
  of: ({ examples, distinct }) => examples / distinct,
  slips: [
    {
      name: 'inverted',
      say: 'The ratio is upside down: training examples over different ones.',
      of: ({ examples, distinct }) => distinct / examples,
    },
  ],
  source: muennighoff,
});
