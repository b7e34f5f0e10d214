import { amount, md, numeric, show } from '@scaling-workbook/exercises';
import { secondsOf } from '../figures/profile.ts';

const fix = (what: string, seconds: number) => ({ what, removed: amount(Number(seconds.toFixed(7)), 's') });
const splitNorms = (7 / 8) * (secondsOf('norm-1') + secondsOf('norm-2'));

export default numeric({
  title: 'What the two fixes are worth',
  original: '8.4',
  given: {
    total: amount(secondsOf('layer'), 's'),
    ...fix('Splitting both norms over the GPUs and computing SiLU inside its matmul', splitNorms + secondsOf('silu')),
  },
  ask: ({ what, total, removed }) =>
    md`A layer takes ${show(total, { as: 'µs' })}. ${what} removes ${show(removed, { as: 'µs' })} of that. How many times as fast is the layer?`,
  label: 'Speed-up',
  unit: '1',
  tolerance: 0.005,
  solve: ({ total, removed }, f) => f.removalSpeedup({ total, removed }),
  byHand: 1.10645,
  steps: [
    md`
The old time over the new one.
    `,
  ],
  hint: () => md`
A speed-up is a ratio of two times. Which two?
  `,
  after: ({ total, removed }, f) => {
    const share = f.timeShare({ part: removed, whole: total });
    return md`The time falls by ${show(share, { as: '%', digits: 3 })} and the speed rises by more, to ${show(f.removalSpeedup({ total, removed }), { digits: 4 })} times, because the old time is divided by something smaller than itself. The difference is small here and grows without limit: take away half of the time and the layer is ${show(f.amdahlLimit({ share: 0.5 }))} times as fast, take away nine tenths and it is ${show(f.amdahlLimit({ share: 0.9 }), { digits: 3 })} times. Read the other way round, this is [Amdahl's law](https://doi.org/10.1145/1465482.1465560): no work on a part that takes ${show(share, { as: '%', digits: 3 })} can bring more than this.`;
  },
  erratum: 'E43',
  fresh: {
    'one-norm': fix('Splitting one norm over the GPUs', splitNorms / 2),
    'silu-only': fix('Computing SiLU inside the matmul before it', secondsOf('silu')),
    'attention-free': fix('An imaginary attention kernel that takes no time', secondsOf('attention')),
    'all-reduce-hidden': fix('Hiding both all-reduces', secondsOf('communication')),
    'fused-and-hidden': fix('Doing both and hiding the all-reduces as well', splitNorms + secondsOf('silu') + secondsOf('communication')),
    'matmuls-free': fix('An imaginary chip on which matmuls take no time', secondsOf('matmul')),
  },
});
