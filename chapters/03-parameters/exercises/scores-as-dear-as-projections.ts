import { amount, letter, md, parts } from '@scaling-workbook/exercises';

export default parts({
  title: 'Where attention costs as much as its projections',
  book: 'sb-transformers-5',
  given: { D: letter(), width: amount(4096, '1') },
  ask: ({ width }) =>
    md`In training, the four projections of multi-head attention take $24BTDNH$ FLOPs and the products with keys and values $12BT^2NH$, counted without a mask. At which length of the sequence are the two equal? Give the formula, and the number for $D$ = ${width}.`,
  fields: {
    formula: {
      label: 'T in terms of D',
      unit: 'token',
      byHand: '2D',
      solve: ({ D }, f) => f.contextWhereAttentionMatchesProjections({ width: D }),
    },
    number: {
      label: 'The number',
      unit: 'token',
      byHand: 8192,
      solve: ({ width }, f) => f.contextWhereAttentionMatchesProjections({ width }),
    },
  },
  hint: () => md`
Set the two expressions equal and cancel.
  `,
  after: () => md`
The companion book prints the same formula, and 8,192 for a width of 4,096. The MLP is larger than the projections, so the context at which attention costs as much as the whole layer is four times that, $8D$.
  `,
  fresh: { 'width-8192': { width: amount(8192, '1') }, 'width-16384': { width: amount(16_384, '1') } },
});
