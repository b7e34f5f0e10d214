import { amount, md, parts, show } from '@scaling-workbook/exercises';

/** A layer of experts and the tokens that arrive at it. */
const layer = (experts: number, active: number, width: number, hidden: number, tokens = 2048) => ({
  experts: amount(experts, '1'),
  active: amount(active, '1'),
  width: amount(width, '1'),
  hidden: amount(hidden, '1'),
  tokens: amount(tokens, 'token'),
});

const columns = (given: { readonly value: number }): string => String(given.value);

export default parts({
  title: 'What is a fused expert worth?',
  original: '10.5',
  given: layer(64, 2, 1024, 4096),
  ask: ({ experts, active, width, hidden, tokens }) =>
    md`${tokens} arrive at a layer of ${experts} experts and each is sent to ${active} of them. The model is $D$ = ${columns(width)} wide, an expert's MLP has two matrices and is $F$ = ${columns(hidden)} wide inside, all in BF16. If the router spreads the tokens evenly, how many reach one expert? How large is the hidden activation $[\text{tokens}, F]$ of that expert, and how large its input $[\text{tokens}, D]$? Which share of all the bytes that the two matmuls move would a kernel save that fuses them? And what does that saving consist of?`,
  fields: {
    each: {
      label: 'Tokens of one expert',
      unit: 'token',
      byHand: 64,
      solve: ({ tokens, active, experts }, f) => f.tokensPerExpert({ tokens, active, experts }),
      steps: [
        md`
Each token counts once for every expert it is sent to.
        `,
      ],
    },
    hidden: {
      label: 'Hidden activation',
      unit: 'kB',
      byHand: 524.288,
      solve: ({ hidden }, f, earlier) => f.hiddenActivationBytes({ tokens: earlier('each'), hidden }),
      steps: [
        md`
A row of $F$ numbers for each of its tokens, two bytes each.
        `,
      ],
      slips: [
        {
          name: 'all-tokens',
          say: 'That is a row for every token that arrives. One expert sees only its share of them.',
          solve: ({ hidden, tokens }, f) => f.hiddenActivationBytes({ tokens, hidden }),
        },
      ],
    },
    input: {
      label: 'Input',
      unit: 'kB',
      byHand: 131.072,
      solve: ({ width }, f, earlier) => f.mlpInputBytes({ tokens: earlier('each'), width }),
      steps: [
        md`
A row of $D$ numbers for each.
        `,
      ],
    },
    share: {
      label: 'Share of the traffic saved',
      unit: '%',
      byHand: 5.7971,
      solve: ({ width, hidden }, f, earlier) =>
        f.byteShare({
          part: f.fusedMlpBytesSaved({ hiddenBytes: earlier('hidden') }),
          whole: f.expertMlpBytes({ tokens: earlier('each'), width, hidden }),
        }),
      steps: [
        md`The hidden activation, written once and read once.`,
        md`Both matrices, input and output, and the hidden activation twice.`,
        md`The one over the other.`,
      ],
    },
    why: {
      label: 'What the fused kernel saves',
      options: ({ tokens, active, experts, hidden, width }, f) => {
        const each = f.tokensPerExpert({ tokens, active, experts });
        const saved = f.fusedMlpBytesSaved({ hiddenBytes: f.hiddenActivationBytes({ tokens: each, hidden }) });
        const weights = f.weightBytes({ params: f.mlpParameters({ width, hidden }) });
        return [
          {
            text: md`The hidden activation stays on the chip. Otherwise the first matmul writes it and the second reads it back.`,
            right: true,
            say: md`That is ${show(saved, { digits: 3 })} for each expert, beside ${show(weights, { digits: 3 })} of weights that have to be read either way.`,
          },
          {
            text: md`The weights of the expert are read once in place of twice.`,
            right: false,
            say: md`Each of the two matrices is read once, fused or not. See *Many small matmuls*.`,
          },
          {
            text: md`A hundred and more kernel launches become one.`,
            right: false,
            say: md`A grouped matmul such as \`ragged_dot\` is one operation already, for all experts. What can be saved between two of them is traffic. See *Many small matmuls*.`,
          },
          {
            text: md`A hand-written kernel uses faster matrix units.`,
            right: false,
            say: md`The units are the same, and so is the number of FLOPs. A fused kernel changes how often a number travels to memory and back. See *Many small matmuls*.`,
          },
        ];
      },
    },
  },
  hint: () => md`
Tokens times experts of each, over all experts. Then a matrix of that many rows, $F$ or $D$ columns, and two bytes an element. For the whole traffic add both matrices, the input, the output, and the hidden activation twice.
  `,
  after: ({ tokens, active, experts, hidden, width }, f) => {
    const each = f.tokensPerExpert({ tokens, active, experts });
    const bytes = f.hiddenActivationBytes({ tokens: each, hidden });
    const saved = f.fusedMlpBytesSaved({ hiddenBytes: bytes });
    const weights = f.weightBytes({ params: f.mlpParameters({ width, hidden }) });
    return md`The hidden activation is ${show(f.byteRatio({ first: bytes, second: f.mlpInputBytes({ tokens: each, width }) }), { digits: 3 })} times as large as the input, yet with ${show(each, { digits: 3 })} for an expert the ${show(saved, { digits: 3 })} saved are ${show(f.byteRatio({ first: saved, second: weights }), { digits: 2 })} times the ${show(weights, { digits: 3 })} of its weights. The next exercise asks from how many tokens on that changes. Count before you write the kernel.`;
  },
  erratum: 'E59',
  fresh: {
    // arXiv:2401.04088, Mixtral 8×7B
    mixtral: layer(8, 2, 4096, 14_336),
    // arXiv:2409.02060, OLMoE 7B
    olmoe: layer(64, 8, 2048, 1024),
    // arXiv:2101.03961, Switch-Base with 128 experts
    'switch-base': layer(128, 1, 768, 3072),
    // arXiv:2412.19437, DeepSeek-V3
    'deepseek-v3': layer(256, 8, 7168, 2048),
  },
});
