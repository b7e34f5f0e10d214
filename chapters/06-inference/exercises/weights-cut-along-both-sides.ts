import { amount, letter, md, parts, show } from '@scaling-workbook/exercises';

const sides = (width: number, hidden: number) => ({ width: amount(width, '1'), hidden: amount(hidden, '1') });

export default parts({
  title: 'Weights cut along both sides',
  book: 'sb-inference-7',
  given: {
    B: letter(),
    D: letter('1', { from: 64, to: 4096, whole: true }),
    F: letter('1', { from: 128, to: 8192, whole: true }),
    N: letter('1', { from: 64, to: 2048, whole: true }),
    X: letter('1', { from: 2, to: 32, whole: true }),
    W: letter('B/s', { from: 1e10, to: 1e12 }),
    C: letter('FLOP/s', { from: 1e13, to: 1e15 }),
    two: amount(2, '1'),
    ...sides(4096, 16_384),
  },
  ask: ({ width, hidden }) =>
    md`
An MLP of two matrices, $W_\text{in}[D, F]$ and $W_\text{out}[F, D]$, decodes $B$ tokens in BF16 on a torus of $N$ chips with three axes, each of which carries $W$ bytes a second, both directions together. A chip does $C$ FLOP/s. The weights never move: the width is cut along $X$, the hidden width along $Y$ and $Z$, so $YZ = N/X$.

1. All-gather $\text{In}[B, D_{XYZ}]$ along $Y$ and $Z$, to $\text{In}[B, D_X]$.
2. Multiply by $W_\text{in}[D_X, F_{YZ}]$: partial sums $\text{Tmp}[B, F_{YZ}]\{U_X\}$.
3. All-reduce them along $X$.
4. Multiply by $W_\text{out}[F_{YZ}, D_X]$: partial sums $\text{Out}[B, D_X]\{U_{YZ}\}$.
5. Reduce-scatter them along $Y$ and $Z$, to $\text{Out}[B, D_{XYZ}]$.

By the rules of chapter 2, with a collective over two axes at twice the rate: how long are arithmetic and communication? For which $X$ is the communication shortest, if it may be any number, and how long is it then? The usual scheme cuts $F$ over all three axes and gathers and scatters $[B, D]$ over them, which takes $4BD/(3W)$. From how many chips on is cutting both sides faster, in general and for $D$ = ${width}, $F$ = ${hidden}?
`,
  fields: {
    math: {
      label: 'Time of the arithmetic',
      unit: 's',
      byHand: '4BDF/(N C)',
      solve: ({ B, D, F, N, C, two }, f) =>
        f.computeTime({ flops: f.batchedMatmulFlops({ batch: two, m: B, k: D, n: F }), peak: f.podPeak({ chips: N, peak: C }) }),
    },
    traffic: {
      label: 'Time of the communication, in terms of X and N',
      unit: 's',
      byHand: '2BD/(X W) + 4BFX/(N W)',
      solve: ({ B, D, F, N, X, W }, f) => f.weightStationaryTime({ rows: B, width: D, hidden: F, devices: N, widthRanks: X, bandwidth: W }),
    },
    best: {
      label: 'X for which it is shortest',
      unit: '1',
      byHand: 'sqrt(D N / (2F))',
      solve: ({ D, F, N }, f) => f.weightStationaryRanks({ width: D, hidden: F, devices: N }),
    },
    least: {
      label: 'Time of the communication there',
      unit: 's',
      byHand: '4 B sqrt(2 D F / N) / W',
      solve: ({ B, D, F, N, W }, f) =>
        f.weightStationaryTime({
          rows: B,
          width: D,
          hidden: F,
          devices: N,
          widthRanks: f.weightStationaryRanks({ width: D, hidden: F, devices: N }),
          bandwidth: W,
        }),
    },
    general: {
      label: 'Faster from this N on',
      unit: '1',
      byHand: '18F/D',
      solve: ({ D, F }, f) => f.weightStationaryDevices({ width: D, hidden: F }),
    },
    number: {
      label: 'For the sizes given',
      unit: '1',
      byHand: 72,
      solve: ({ width, hidden }, f) => f.weightStationaryDevices({ width, hidden }),
      printed: [
        { value: 81, say: 'An older revision of the companion book printed 81. $128 \\cdot (3/4)^2$ is 72, and newer ones say so.' },
      ],
    },
  },
  hint: () => md`
Write down the bytes of each collective on one chip: steps 1 and 5 move $[B, D/X]$, step 3 moves $[B, FX/N]$ twice. One part shrinks with $X$ and the other grows; their sum is least where they are equal.
  `,
  after: ({ width, hidden }, f) =>
    md`The usual scheme sends as much however many chips there are. This one sends less with every chip that is added, in proportion to $1/\sqrt{N}$, so it goes on helping where the usual one has stopped. That needs a large torus: at ${show(f.weightStationaryDevices({ width, hidden }), { digits: 3 })} chips the two are level. [Pope et al.](https://arxiv.org/abs/2211.05102) describe it for PaLM 540B. In practice $X$ is a power of two near the best value, and latency, which is left out here, grows with the hops of a larger torus.`,
  fresh: {
    'llama-3-70b': sides(8192, 28_672),
    'llama-3-405b': sides(16_384, 53_248),
    'narrow-experts': sides(7168, 2048),
  },
});
