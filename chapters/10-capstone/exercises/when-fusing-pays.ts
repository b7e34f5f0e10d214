import { amount, letter, md, parts, show } from '@scaling-workbook/exercises';

const expert = (width: number, hidden: number) => ({
  width: amount(width, '1'),
  hidden: amount(hidden, '1'),
  tokens: amount(width, 'token'),
});

export default parts({
  title: 'When does fusing pay?',
  given: {
    t: letter('token'),
    D: letter(),
    F: letter(),
    bytes: amount(2, 'B/element'),
    ...expert(1024, 4096),
  },
  ask: ({ width, hidden, tokens, bytes }) =>
    md`An expert's MLP has two matrices, $D$ to $F$ and back, and gets $t$ tokens. Everything is ${bytes}. Which share of the bytes that the two matmuls move does a fused kernel save? Then put in $D$ = ${width}, $F$ = ${hidden} and as many tokens as the model is wide, ${tokens}.`,
  fields: {
    share: {
      label: 'Share of the traffic saved',
      unit: '1',
      byHand: 't F / (D F + t D + t F)',
      solve: ({ t, D, F, bytes }, f) =>
        f.byteShare({
          part: f.fusedMlpBytesSaved({ hiddenBytes: f.hiddenActivationBytes({ tokens: t, hidden: F, bytesPerElement: bytes }) }),
          whole: f.expertMlpBytes({ tokens: t, width: D, hidden: F, bytesPerElement: bytes }),
        }),
    },
    number: {
      label: 'The same in numbers',
      unit: '%',
      byHand: 44.444444,
      solve: ({ tokens, width, hidden, bytes }, f) =>
        f.byteShare({
          part: f.fusedMlpBytesSaved({ hiddenBytes: f.hiddenActivationBytes({ tokens, hidden, bytesPerElement: bytes }) }),
          whole: f.expertMlpBytes({ tokens, width, hidden, bytesPerElement: bytes }),
        }),
      steps: [
        md`A row of $F$ numbers for each token.`,
        md`Written once and read once.`,
        md`Weights, input and output, and the hidden activation.`,
        md`The one over the other.`,
      ],
    },
    many: {
      label: 'And with far more tokens than that?',
      options: ({ width, hidden }, f) => {
        const limit = show(f.share({ part: hidden.value, whole: width.value + hidden.value }), { as: '%', digits: 2 });
        return [
          {
            text: md`The share tends to $F/(D+F)$, but the traffic no longer decides.`,
            right: true,
            say: md`The weights hardly count then, and ${limit} of the traffic could be saved. But by then the matmuls are compute-bound, and traffic that is hidden behind arithmetic costs no time. Fusing pays most in between, where the activations already outweigh the weights and the memory still sets the pace.`,
          },
          {
            text: md`It tends to 100 %: the weights are all that is left.`,
            right: false,
            say: md`Input and output grow with the tokens as well, and they stay: at most ${limit}.`,
          },
          {
            text: md`It falls again, since the weights grow.`,
            right: false,
            say: md`The weights do not depend on the tokens.`,
          },
        ];
      },
    },
  },
  hint: () => md`
Count in numbers, not bytes: the two matrices are $2DF$, input and output $2tD$, the hidden activation, written and read, $2tF$. Which of these does the fused kernel leave out?
  `,
  after: () => md`
At $t = D$ the saved traffic is as large as the weights. Below that, the weights are most of the traffic, and no fusion helps with them: only more tokens for each expert do. A gated MLP has a third matrix, and two hidden tensors that are written.
  `,
  fresh: {
    // arXiv:2401.04088, Mixtral 8×7B
    mixtral: expert(4096, 14_336),
    // arXiv:2409.02060, OLMoE 7B
    olmoe: expert(2048, 1024),
    // arXiv:2101.03961, Switch-Base
    'switch-base-64-tokens': { ...expert(768, 3072), tokens: amount(64, 'token') },
    // arXiv:2412.19437, DeepSeek-V3
    'deepseek-v3-512-tokens': { ...expert(7168, 2048), tokens: amount(512, 'token') },
    'sixteen-tokens': { tokens: amount(16, 'token') },
  },
});
