import { amount, md, numeric, show } from '@scaling-workbook/exercises';
import { secondsOf } from '../figures/profile.ts';

const fix = (what: string, seconds: number) => ({ what, removed: amount(seconds, 's') });

export default numeric({
  title: 'What the fusion is worth',
  original: '8.4',
  given: { total: amount(secondsOf('layer'), 's'), ...fix('Fusing both norms and SiLU into their neighbours', secondsOf('elementwise')) },
  ask: ({ what, total, removed }) =>
    md`A layer takes ${show(total, { as: 'ms' })}. ${what} removes ${show(removed, { as: 'ms' })} of that. How many times as fast is the layer?`,
  label: 'Speed-up',
  unit: '1',
  tolerance: 0.005,
  solve: ({ total, removed }, f) => f.removalSpeedup({ total, removed }),
  byHand: 1.15534,
  steps: [
    md`
The old time over the new one.
    `,
  ],
  slips: [
    {
      name: 'share-added',
      say: 'That adds the share removed to one. The time gets shorter, so divide the old time by the new one.',
      solve: ({ total, removed }) => 1 + removed / total,
    },
  ],
  hint: () => md`
A speed-up is a ratio of two times. Which two?
  `,
  after: ({ total, removed }, f) => {
    const share = f.timeShare({ part: removed, whole: total });
    return md`The time falls by ${show(share, { as: '%', digits: 4 })} and the speed rises by more: ${show(f.removalSpeedup({ total, removed }), { digits: 4 })} times as fast. It must, because the old time is divided by something smaller than itself. The gap is small here and grows without end: take away half and the layer is ${show(f.amdahlLimit({ share: 0.5 }))} times as fast, take away nine tenths and it is ${show(f.amdahlLimit({ share: 0.9 }), { digits: 3 })} times. Read from the other end this is [Amdahl's law](https://doi.org/10.1145/1465482.1465560): no work on a part that takes ${show(share, { as: '%', digits: 4 })} can bring more than this, however brilliant it is.`;
  },
  erratum: 'E43',
  fresh: {
    'one-norm': fix('Fusing one norm into its neighbour', secondsOf('norm-1')),
    'silu-only': fix('Fusing SiLU into the matmul before it', secondsOf('silu')),
    'attention-free': fix('An imaginary attention kernel that takes no time', secondsOf('attention')),
    'all-reduce-hidden': fix('Hiding the whole all-reduce', secondsOf('all-reduce')),
    'fused-and-hidden': fix('Fusing all elementwise kernels and hiding the all-reduce', secondsOf('elementwise') + secondsOf('all-reduce')),
    'matmuls-free': fix('An imaginary chip on which matmuls take no time', secondsOf('matmul')),
  },
});
