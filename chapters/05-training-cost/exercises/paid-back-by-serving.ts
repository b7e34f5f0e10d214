import { letter, md, symbolic } from '@scaling-workbook/exercises';

export default symbolic({
  title: 'When a longer training has paid for itself',
  given: {
    N: letter('param', { from: 1e9, to: 2e9 }),
    D: letter('token', { from: 1e13, to: 2e13 }),
    M: letter('param', { from: 4e9, to: 8e9 }),
    E: letter('token', { from: 1e11, to: 2e11 }),
  },
  ask: () =>
    md`A small model of $N$ parameters was trained on $D$ tokens, a larger one of $M$ parameters on $E$ tokens, and they are equally good. The small one’s training cost more, $ND > ME$. Training costs six FLOPs for each parameter and token, serving two. After how many served tokens has the small model paid for its longer training? Give a formula in $N$, $D$, $M$ and $E$.`,
  label: 'Served tokens',
  unit: 'token',
  byHand: '3 (N D - M E) / (M - N)',
  solve: ({ N, D, M, E }, f) => f.breakEvenServedTokens({ params: N, tokens: D, largerParams: M, largerTokens: E }),
  hint: () => md`
Write down what each has cost after $S$ served tokens, $6ND + 2NS$ and $6ME + 2MS$, set them equal and solve for $S$.
  `,
  after: () => md`
The three is training’s six over serving’s two. As $M$ comes close to $N$ the denominator goes to zero: a model that is hardly smaller never pays for a much longer training.
  `,
});
