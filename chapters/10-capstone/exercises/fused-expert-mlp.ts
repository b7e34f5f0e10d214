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
  title: 'Why fuse the MLP of an expert?',
  original: '10.5',
  given: layer(64, 2, 1024, 4096),
  ask: ({ experts, active, width, hidden, tokens }) =>
    md`${tokens} arrive at a layer of ${experts} experts and each is sent to ${active} of them. The model is $D$ = ${columns(width)} wide, an expert's MLP $F$ = ${columns(hidden)} inside, all in BF16. If the router spreads them evenly, how many tokens reach one expert? How large is the hidden activation $[\text{tokens}, F]$ of that expert, how large its input $[\text{tokens}, D]$? And why does a kernel that fuses the up and the down projection win where $F > D$?`,
  fields: {
    each: {
      label: 'Tokens of one expert',
      unit: 'token',
      byHand: 64,
      solve: ({ tokens, active, experts }, f) => f.tokensPerExpert({ tokens, active, experts }),
      steps: [
        md`
Every token is there as often as it has experts.
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
A row of $F$ for each of its tokens, at two bytes.
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
A row of $D$ for each.
        `,
      ],
    },
    why: {
      label: 'Why the fused kernel wins',
      options: ({ tokens, active, experts, hidden, width }, f) => {
        const each = f.tokensPerExpert({ tokens, active, experts });
        const bytes = f.hiddenActivationBytes({ tokens: each, hidden });
        const saved = show(f.fusedMlpBytesSaved({ hiddenBytes: bytes }), { digits: 3 });
        const input = show(f.mlpInputBytes({ tokens: each, width }), { digits: 3 });
        return [
          {
            text: md`
There are more experts than the model is wide.
            `,
            right: false,
            say: md`It is ${experts} experts against a width of ${columns(width)}, so there are not. $F$ is the hidden width of an MLP and has nothing to do with how many experts there are. See *Many small matmuls*.`,
          },
          {
            text: md`
The hidden activation never leaves the chip: it would be written by the first matmul and read back by the second.
            `,
            right: true,
            say: md`Each expert saves ${saved} of traffic, against an input of ${input}. The wider $F$ is beside $D$, the larger the part of the activation traffic that goes away.`,
          },
          {
            text: md`
A hundred and more kernel launches become one.
            `,
            right: false,
            say: md`
A grouped matmul such as \`ragged_dot\` is one operation already, for all experts. What is left to save between two of them is traffic. See _Many small matmuls_.
            `,
          },
          {
            text: md`
A hand-written kernel uses faster matrix units.
            `,
            right: false,
            say: md`
The units are the same, and so is the number of FLOPs. What a fused kernel changes is how often a number travels to memory and back. See _Many small matmuls_.
            `,
          },
        ];
      },
    },
  },
  hint: () => md`
Tokens times experts of each, over all experts. Then a matrix of that many rows, $F$ or $D$ columns, and two bytes an element.
  `,
  after: ({ tokens, active, experts, hidden, width }, f) => {
    const each = f.tokensPerExpert({ tokens, active, experts });
    const bytes = f.hiddenActivationBytes({ tokens: each, hidden });
    return md`The hidden activation is ${show(f.byteRatio({ first: bytes, second: f.mlpInputBytes({ tokens: each, width }) }), { digits: 3 })} times the input. For each expert, fusing keeps ${show(f.fusedMlpBytesSaved({ hiddenBytes: bytes }), { digits: 3 })} from being moved. Whether that decides depends on the weights, which have to be read in any case: with ${show(each, { digits: 3 })} an expert, they weigh more. Count both before you write the kernel.`;
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
