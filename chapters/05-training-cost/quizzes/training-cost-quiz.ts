import { amount, choice, md, show } from '@scaling-workbook/exercises';
import { powerOfTen } from '../flop.ts';

export default choice({
  title: 'Ten times the budget',
  given: { flops: amount(1e23, 'FLOP'), smaller: amount(1e22, 'FLOP') },
  ask: ({ flops }) => md`A training budget of ${powerOfTen(flops)}, 20 tokens for each parameter. Which size is compute-optimal?`,
  label: 'Pick the size',
  options: ({ flops, smaller }, f) => {
    const params = f.computeOptimalParams({ flops });
    const before = f.computeOptimalParams({ flops: smaller });
    const size = (value: number) => show(amount(value, 'param'), { digits: 3 });
    return [
      {
        text: md`${size(before.value * 10)}`,
        right: false,
        say: md`That is ten times the size for ${powerOfTen(smaller)}. But $C = 120N^2$: the size grows with the root of the budget, and so do the tokens. See _How large, and how long?_`,
      },
      {
        text: md`${size(f.computeOptimalParams({ flops, tokensPerParam: 1 }).value)}`,
        right: false,
        say: md`That is $\sqrt{C/6}$, with one token for each parameter. Each one gets twenty: divide by 120 under the root. See _How large, and how long?_`,
      },
      {
        text: md`${size(params.value)}`,
        right: true,
        say: md`$\sqrt{C/120}$, trained on ${show(f.computeOptimalTokens({ flops }), { digits: 3 })}. Ten times the budget of the exercise, and only ${show(amount(params.value / before.value, '1'), { digits: 3 })} times the size.`,
      },
      {
        text: md`${size(f.computeOptimalTokens({ flops }).value)}`,
        right: false,
        say: md`That is the number of tokens. The parameters are a twentieth of it. See _How large, and how long?_`,
      },
    ];
  },
  hint: () => md`Put $D = 20N$ into $C = 6ND$.`,
  after: ({ flops }, f) =>
    md`Worth knowing by heart: $N = \sqrt{C/120}$ and $D = 20N$. For ${powerOfTen(flops)} that is ${show(f.computeOptimalParams({ flops }), { digits: 3 })} on ${show(f.computeOptimalTokens({ flops }), { digits: 3 })}.`,
});
