import { letter, md, parts, type Formulas } from '@scaling-workbook/exercises';

const small = () => letter('1', { from: 2, to: 64, whole: true });

/** The size of several indices taken together. */
const product = (f: Formulas, first: number, second: number, third = 1): number => f.tensorElements({ first, second, third });

export default parts({
  title: 'FLOPs of a contraction over two of seven indices',
  book: 'sb-transformers-3',
  given: { I: small(), J: small(), K: small(), L: small(), M: small(), N: small(), O: small() },
  ask: () => md`
How many FLOPs does the contraction of $A[I, J, K, L]$ with $B[I, J, M, N, O]$ to $C[K, L, M, N, O]$ take?
  `,
  fields: {
    flops: {
      label: 'FLOPs',
      unit: 'FLOP',
      byHand: '2IJKLMNO',
      solve: ({ I, J, K, L, M, N, O }, f) =>
        f.contractionFlops({
          contracted: product(f, I, J),
          left: product(f, K, L),
          right: product(f, M, N, O),
        }),
    },
  },
  hint: () => md`
How many elements does the result have, and how many multiply-adds does each of them take?
  `,
  after: () => md`
The companion book prints the same. Every index counts once, whether it is summed over or survives, and the factor 2 is for multiplying and adding.
  `,
});
