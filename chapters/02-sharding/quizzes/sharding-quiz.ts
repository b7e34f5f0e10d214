import { amount, choice, md } from '@scaling-workbook/exercises';

export default choice({
  title: 'How many all-reduces?',
  given: { devices: amount(8, '1') },
  ask: ({ devices }) =>
    md`A transformer's MLP is $\text{Out} = \phi(\text{In} \cdot W_1) \cdot W_2$, where $\phi$ acts on each element by itself. On ${devices} devices $W_1$ is cut by columns and $W_2$ by rows, and In lies whole on every device, as Out shall. How many all-reduces does this take?`,
  label: 'Pick the count that holds',
  options: ({ devices }) => [
    {
      text: md`
Two, one for each matmul
      `,
      right: false,
      say: md`
The first matmul leaves $H[B, F_X]$: finished numbers, cut along $F$. The second one wants exactly that, so nothing has to be gathered or added in between. Read _Two cuts that meet_ again.
      `,
    },
    {
      text: md`
None: both matrices are cut so that no bytes move
      `,
      right: false,
      say: md`
$F$ is the contraction of the second matmul, and it is cut. Each device adds up over its own part of $F$ only, so its Out is a summand. See _The cut that costs_.
      `,
    },
    {
      text: md`
One in the forward pass, after the second matmul, and one more in the backward pass
      `,
      right: true,
      say: md`
The column cut of $W_1$ hands on what the row cut of $W_2$ needs. Only the sum over $F$ is left to be completed. Backward the roles are swapped, and the gradient of In has to be added up.
      `,
    },
    {
      text: md`${devices}, one for each device`,
      right: false,
      say: md`An all-reduce is one operation of all ${devices} devices together. Their number decides what each one sends, $2(P-1)/P$ of the tensor, not how often.`,
    },
  ],
  hint: () => md`
Write the layouts down, matmul by matmul, and look for a $U_X$.
  `,
  after: () => md`
This pairing is [Megatron's](https://arxiv.org/abs/1909.08053): column-parallel, then row-parallel. Attention follows the same pattern, with the heads in the place of $F$. So a layer needs two all-reduces forward and two backward, the number that exercise 2.4 counts with.
  `,
});
