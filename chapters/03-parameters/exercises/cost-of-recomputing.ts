import { letter, md, parts } from '@scaling-workbook/exercises';

export default parts({
  title: 'What recomputing costs',
  book: 'sb-transformers-6',
  given: {
    B: letter(),
    T: letter(),
    N: letter('1', { from: 2, to: 128, whole: true }),
    H: letter('1', { from: 16, to: 256, whole: true }),
  },
  ask: () => md`
During training, the outputs of the seven large matmuls of a layer are kept: queries, keys, values, the output projection, and the three of the gated MLP. Everything else is computed again in the backward pass. For $B$ sequences of $T$ tokens and $N$ heads of width $H$, how many FLOPs is that in matmuls, without a mask?
  `,
  fields: {
    flops: {
      label: 'Extra FLOPs of a layer',
      unit: 'FLOP',
      byHand: '4BT^2NH',
      solve: ({ B, T, N, H }, f) => f.attentionLayerFlops({ sequences: B, queries: T, keys: T, heads: N, headWidth: H }),
    },
    rest: {
      label: 'Norms, softmax and activation function',
      options: () => [
        {
          text: md`
They are computed again too, but cost only a few FLOPs per element
          `,
          right: true,
          say: md`
Of the order of $BTD + BTF$, and $BT^2N$ for the softmax: a factor of the head width less than the matmuls. They do cost memory traffic.
          `,
        },
        {
          text: md`
They are kept, since they are not matmuls
          `,
          right: false,
          say: md`
What is kept is exactly the outputs of the matmuls with parameters. Everything between them is recomputed.
          `,
        },
        {
          text: md`
They double the cost
          `,
          right: false,
          say: md`
An element of the hidden activation took $2D$ FLOPs to compute and takes a handful to pass through the nonlinearity.
          `,
        },
      ],
    },
  },
  hint: () => md`
Which matmuls of a layer have no parameters, and so are not on the list?
  `,
  after: () => md`
The companion book prints $4BT^2NH$, too. To keep nothing but the input of the layer would cost the whole forward pass again: a third more work, and the least memory. A fused attention kernel recomputes its scores in any case.
  `,
});
