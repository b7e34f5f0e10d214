import { amount, choice, md } from '@scaling-workbook/exercises';

export default choice({
  title: 'How many all-reduces?',
  given: { devices: amount(8, '1') },
  ask: ({ devices }) =>
    md`A transformer's MLP is $\text{Out} = \phi(\text{In} \cdot W_1) \cdot W_2$, where $\phi$ acts on each element by itself. On ${devices} devices $W_1$ is cut by columns and $W_2$ by rows, and In is whole on every device, as Out must be. Which all-reduces does a training step of this MLP take?`,
  label: 'Choose the true statement',
  options: ({ devices }) => [
    {
      text: md`
Two in the forward pass, one after each matmul
      `,
      right: false,
      say: md`
The first matmul leaves $H[B, F_X]$: complete numbers, cut along $F$. The second one takes exactly that, so nothing has to be gathered or added in between, and nothing is summed after the first. Read _Two cuts that match_ again.
      `,
    },
    {
      text: md`
None: both matrices are cut so that no bytes move
      `,
      right: false,
      say: md`
$F$ is the contraction of the second matmul, and it is cut. Each device sums over its own part of $F$ only, so its Out is a partial sum. See _The cut that costs_.
      `,
    },
    {
      text: md`
One in the forward pass, after the second matmul, and one more in the backward pass
      `,
      right: true,
      say: md`
The column cut of $W_1$ leaves $H$ cut just as the row cut of $W_2$ needs it, so only the sum over $F$ remains. In the backward pass the roles are swapped: every device holds a partial sum of the gradient of In, see _The way back_.
      `,
    },
    {
      text: md`${devices}, one for each device`,
      right: false,
      say: md`An all-reduce is one operation of all ${devices} devices together. Their number decides what each one sends, $2(P-1)/P$ of the tensor, not how often.`,
    },
  ],
  hint: () => md`
Write the layouts down, matmul by matmul, and look for a $U_X$. Then do the same for the gradients.
  `,
  after: () => md`
This pairing is [Megatron's](https://arxiv.org/abs/1909.08053): column-parallel, then row-parallel. Attention follows the same pattern, with the heads in place of $F$. So a layer needs two all-reduces forward and two backward.
  `,
});
