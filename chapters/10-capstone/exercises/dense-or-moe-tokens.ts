import { amount, md, parts, show } from '@scaling-workbook/exercises';

/** A budget, what a token passes through, and what the mixture holds in all. */
const setting = (flops: number, active: number, total: number) => ({
  flops: amount(flops, 'FLOP'),
  active: amount(active, 'param'),
  total: amount(total, 'param'),
});

export default parts({
  title: 'Dense or experts, at the same compute',
  original: '10.4',
  given: setting(6e17, 1e9, 8e9),
  ask: ({ flops, active, total }) =>
    md`You have ${flops}. One model is dense with ${active}. The other is a mixture of experts with ${total} of which each token passes through ${active}. On how many tokens can each be trained? And which dense size would the rule of twenty tokens for each parameter have chosen for this budget?`,
  fields: {
    dense: {
      label: 'Tokens, dense',
      unit: 'token',
      byHand: 100e6,
      solve: ({ flops, active }, f) => f.affordableTokens({ flops, params: active }),
      steps: [
        md`
The budget over $6N$.
        `,
      ],
      slips: [
        {
          name: 'thousand-times',
          say: 'That is a thousand times too many. Subtract the exponents once more: those of $6N$ from that of the budget.',
          solve: ({ flops, active }, f) => 1000 * f.affordableTokens({ flops, params: active }),
        },
      ],
    },
    mixture: {
      label: 'Tokens, experts',
      unit: 'token',
      byHand: 100e6,
      solve: ({ flops, active }, f) => f.affordableTokens({ flops, params: active }),
      steps: [
        md`
Compute follows the active parameters, and those are as many.
        `,
      ],
      slips: [
        {
          name: 'all-experts',
          say: 'That counts every expert. A token is computed with the active parameters only.',
          solve: ({ flops, total }, f) => f.affordableTokens({ flops, params: total }),
        },
      ],
    },
    optimal: {
      label: 'Compute-optimal dense size',
      unit: 'param',
      byHand: 70_710_678,
      solve: ({ flops }, f) => f.computeOptimalParams({ flops }),
      steps: [
        md`
From $C = 6ND$ and $D = 20N$: the root of $C/120$.
        `,
      ],
    },
  },
  hint: () => md`
A token costs six FLOPs for each parameter that takes part in it. For the last question, put $D = 20N$ into $C = 6ND$.
  `,
  after: ({ flops, active, total }, f) => {
    const tokens = f.affordableTokens({ flops, params: active });
    const optimal = f.computeOptimalParams({ flops });
    const more = show(f.ratio({ first: Number(total.value), second: Number(active.value) }), { digits: 3 });
    return md`The same budget buys the same tokens. The mixture has ${more} times the capacity for it, and needs ${more} times the memory: that is the trade. Both are far too large for the budget, at ${show(f.tokensPerParam({ tokens, params: active }), { digits: 2 })}; the rule of twenty would take ${show(optimal, { digits: 3 })} and ${show(f.computeOptimalTokens({ flops }), { digits: 3 })}. For a mixture nobody has proved such a rule. Fits of [its own scaling](https://arxiv.org/abs/2402.07871) find a best ratio that moves with the number of experts and their size.`;
  },
  erratum: 'E57',
  fresh: {
    // arXiv:2401.04088, Mixtral 8×7B: 12.9B active of 46.7B
    mixtral: setting(1e22, 12.9e9, 46.7e9),
    // arXiv:2401.06066, DeepSeekMoE 16B: 2.8B active of 16.4B
    'deepseek-moe-16b': setting(1e21, 2.8e9, 16.4e9),
    // arXiv:2409.02060, OLMoE: 1.3B active of 6.9B
    olmoe: setting(1e20, 1.3e9, 6.9e9),
    // arXiv:2412.19437, DeepSeek-V3: 37B active of 671B
    'deepseek-v3': setting(1e24, 37e9, 671e9),
  },
});
