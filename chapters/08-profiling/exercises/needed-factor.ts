import { amount, letter, md, parts, show } from '@scaling-workbook/exercises';
import { reached, secondsOf } from '../figures/profile.ts';

export default parts({
  title: 'How much faster must one line get?',
  given: {
    f: letter('1', { from: 0.5, to: 0.9, whole: false }),
    S: letter('1', { from: 1.1, to: 1.8, whole: false }),
    total: amount(secondsOf('layer'), 's'),
    what: 'MLP up + gate',
    line: amount(secondsOf('up-gate'), 's'),
    target: amount(1.2, '1'),
    reached: amount(reached.matmul, '1'),
  },
  ask: ({ what, total, line, target, reached: share }) =>
    md`A line takes the share $f$ of a layer's time, and everything else stays as it is. From which factor $s$ on does speeding up that line alone make the layer $S$ times as fast? And what is the factor for ${what}, ${show(line, { as: 'µs' })} of ${show(total, { as: 'µs' })} and at ${show(share, { as: '%' })} of the roof, if the layer is to be ${show(target)} times as fast?`,
  fields: {
    formula: {
      label: 'Factor s for the line',
      unit: '1',
      byHand: 'f / (1/S - (1 - f))',
      solve: ({ f: share, S }, f) => f.requiredFactor({ share, speedup: S }),
    },
    upGate: {
      label: 'Factor in these numbers',
      unit: '1',
      byHand: 2.25743,
      solve: ({ total, line, target }, f) => f.requiredFactor({ share: f.timeShare({ part: line, whole: total }), speedup: target }),
      steps: [
        md`
The share of the line.
        `,
        md`
Its new time is what the target leaves after the rest has run.
        `,
      ],
    },
    possible: {
      label: 'Can tuning alone do it?',
      options: ({ total, line, target, reached }, f) => {
        const needed = f.requiredFactor({ share: f.timeShare({ part: line, whole: total }), speedup: target });
        const most = f.ratio({ first: 1, second: reached });
        const possible = needed.value <= most.value;
        return [
          {
            text: md`
Yes: the roof of the chip leaves room for that factor
            `,
            right: possible,
            say: possible
              ? md`A kernel at ${show(reached, { as: '%' })} of its roof can still become ${show(most, { digits: 3 })} times as fast, in principle. Whether anybody can write it is another question.`
              : md`A kernel at ${show(reached, { as: '%' })} of its roof can become at most ${show(most, { digits: 3 })} times as fast, which is less than the factor.`,
          },
          {
            text: md`
No: the roof of the chip leaves less than that factor
            `,
            right: !possible,
            say: possible
              ? md`At ${show(reached, { as: '%' })} of the roof there are ${show(most, { digits: 3 })} times left. Compare that with the factor again.`
              : md`At ${show(reached, { as: '%' })} of its roof there are ${show(most, { digits: 3 })} times left. Anything beyond that needs less work, for instance fewer bits, and not a better kernel.`,
          },
          {
            text: md`
No: by Amdahl's law nothing done to this line can make the layer that fast
            `,
            right: false,
            say: md`
Amdahl's limit for this line is higher than the target: it is what the layer would gain if the line vanished. The formula has a value here.
            `,
          },
        ];
      },
    },
  },
  hint: () => md`
Set Amdahl's law equal to $S$ and solve for $s$: first turn both sides upside down.
  `,
  after: ({ total, line, target }, f) =>
    md`The factor grows without limit as $S$ approaches $1/(1-f)$, here ${show(f.amdahlLimit({ share: f.timeShare({ part: line, whole: total }) }), { digits: 3 })}: at that point the line would have to vanish. So check two ceilings before you start. Amdahl's limit must lie above the target of ${show(target)}, and the roofline must lie above the factor that the target asks for.`,
  fresh: {
    'modest-target': { target: amount(1.05, '1') },
    'down-projection': { what: 'MLP down', line: amount(secondsOf('down'), 's'), target: amount(1.1, '1') },
    'all-matmuls': { what: 'all matmuls together', line: amount(secondsOf('matmul'), 's'), target: amount(1.5, '1') },
  },
});
