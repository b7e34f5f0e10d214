import { amount, choice, md } from '@scaling-workbook/exercises';

export default choice({
  title: 'Find the wrong line',
  given: { ranks: amount(64, '1') },
  ask: ({ ranks }) => md`
A colleague writes down FSDP over ${ranks} ranks $X$ for one matrix, forward and backward. The optimizer state is sharded like the weights. One of the five lines is wrong. Which?

1. Gather the matrix: $W[D_X, F] \to W[D, F]$
2. Multiply $\text{In}[B_X, D] \cdot W[D, F]$ to get $\text{Tmp}[B_X, F]$, then drop $W[D, F]$
3. In the backward pass, gather $W[D, F]$ again
4. Multiply $\text{dTmp}[B_X, F] \cdot W^\top$ and all-reduce the product over $X$ to get $\text{dIn}[B_X, D]$
5. Multiply $\text{In}^\top \cdot \text{dTmp}$ and reduce-scatter the product over $X$ to get $\text{dW}[D_X, F]$`,
  label: 'The wrong line',
  options: () => [
    {
      text: md`Line 1`,
      right: false,
      say: md`The matmul of line 2 contracts over all of $D$, and a rank stores only its rows $D_X$. It has to gather the others first.`,
    },
    {
      text: md`Line 2`,
      right: false,
      say: md`Each rank has its own sequences and, after line 1, the whole matrix: a local matmul. Dropping the matrix afterwards is what saves the memory.`,
    },
    {
      text: md`Line 3`,
      right: false,
      say: md`The gathered matrix was dropped in line 2, and the backward pass needs it for the gradient of the input. Runs that can spare the memory keep it and skip this gather; it is not wrong to do it.`,
    },
    {
      text: md`Line 4`,
      right: true,
      say: md`Each rank computes the gradient of its *own* sequences from the whole matrix. Nothing in it is a partial sum, so there is nothing to reduce. What has to be summed over the ranks is the gradient of the weights, because every rank’s sequences contribute to it: line 5.`,
    },
    {
      text: md`Line 5`,
      right: false,
      say: md`The contraction runs over the batch, of which each rank holds a part, so the product is a partial sum $\{U_X\}$. A rank needs the total only for the rows whose optimizer state it keeps: a reduce-scatter, half of an all-reduce.`,
    },
  ],
  hint: () => md`
For each product, ask which dimension it contracts over, and whether that dimension is sharded over $X$. Only then is there a partial sum.
  `,
  after: () => md`
A product is a partial sum exactly when the dimension it contracts over is sharded. Lines 2 and 4 contract over $D$ and $F$, which are whole after the gather; line 5 contracts over $B$, which is sharded. The same rule gives the collectives of tensor parallelism.
  `,
});
