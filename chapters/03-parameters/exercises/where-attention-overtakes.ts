import { amount, letter, md, parts } from '@scaling-workbook/exercises';

export default parts({
  title: 'Where attention overtakes the rest',
  given: {
    D: letter(),
    F: letter(),
    N: letter('1', { from: 2, to: 128, whole: true }),
    H: letter('1', { from: 16, to: 256, whole: true }),
    none: amount(0, 'param'),
    width: amount(4096, '1'),
    hidden: amount(16384, '1'),
    heads: amount(32, '1'),
    headDim: amount(128, '1'),
  },
  ask: ({ width, hidden, heads, headDim }) =>
    md`In the companion book's letters: a layer of width $D$ has multi-head attention with $N$ heads of width $H$ and a gated MLP of hidden width $F$; norms and biases are neglected. Without a mask, from which context $T$ on do the scores and their product with the values cost more FLOPs than all the matrices of the layer? Give the formula, and the number for $D$ = ${width}, $F$ = ${hidden} and ${heads} heads of ${headDim}.`,
  fields: {
    threshold: {
      label: 'T from which attention costs more',
      unit: 'token',
      byHand: '(4DNH + 3DF) / (2NH)',
      solve: ({ D, F, N, H, none }, f) =>
        f.contextWhereAttentionMatchesLayer({
          layer: f.layerParameters({
            attention: f.attentionParameters({ width: D, heads: N, headDim: H }),
            mlp: f.gatedMlpParameters({ width: D, hidden: F }),
            norm: none,
          }),
          heads: N,
          headWidth: H,
        }),
    },
    number: {
      label: 'The number',
      unit: 'token',
      byHand: 32_768,
      solve: ({ width, hidden, heads, headDim, none }, f) =>
        f.contextWhereAttentionMatchesLayer({
          layer: f.layerParameters({
            attention: f.attentionParameters({ width, heads, headDim }),
            mlp: f.gatedMlpParameters({ width, hidden }),
            norm: none,
          }),
          heads,
          headWidth: headDim,
        }),
    },
    change: {
      label: 'What changes with a causal mask, if the kernel skips what it forbids?',
      options: () => [
        {
          text: md`
The context doubles
          `,
          right: true,
          say: md`
Half of the scores are not computed, so it takes twice the context for the rest to cost as much.
          `,
        },
        {
          text: md`
Nothing: the mask changes values, not FLOPs
          `,
          right: false,
          say: md`
That is true of a kernel that computes all scores and then sets some to minus infinity. This one skips the masked blocks, which saves half of the FLOPs.
          `,
        },
        {
          text: md`
The context halves
          `,
          right: false,
          say: md`
That would make attention more expensive. The mask makes it cheaper, so attention overtakes later.
          `,
        },
      ],
    },
  },
  hint: () => md`
Per token the matrices cost two FLOPs per parameter. A query meets $T$ keys and weighs $T$ values, each with $2NH$ FLOPs. Set the two equal.
  `,
  after: () => md`
With $F = 4D$ and $NH = D$ the formula becomes $8D$, the companion book's rule. It explains why attention is so often neglected: at a width of 8,192 it is 65,536 tokens, and twice that with a mask.
  `,
  fresh: {
    'width-8192': { width: amount(8192, '1'), hidden: amount(28672, '1'), heads: amount(64, '1') },
    'width-2048': { width: amount(2048, '1'), hidden: amount(8192, '1'), heads: amount(16, '1') },
  },
});
