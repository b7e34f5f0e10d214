import { amount, md, numeric, show } from '@scaling-workbook/exercises';

const run = (stages: number, bubble: number) => ({ stages: amount(stages, '1'), bubble: amount(bubble, '1') });

export default numeric({
  title: 'Enough microbatches',
  original: '4.3',
  given: { stages: amount(4, '1'), bubble: amount(0.05, '1') },
  ask: ({ stages, bubble }) =>
    md`A pipeline has ${stages} stages that all take equally long. What is the least number of microbatches with which the bubble is strictly below ${show(bubble, { as: '%' })} of the step?`,
  label: 'Microbatches',
  unit: '1',
  tolerance: 0,
  solve: ({ stages, bubble }, f) => f.fewestMicrobatches({ stages, bubble }),
  byHand: 58,
  steps: [
    md`
Set the bubble equal to the limit, solve for $m$, and go to the next whole number above it.
    `,
  ],
  slips: [
    {
      name: 'equality-taken-as-below',
      say: 'There the bubble is not yet below the limit: equal is not below. Take one microbatch more.',
      solve: ({ stages, bubble }, f) => f.fewestMicrobatches({ stages, bubble }) - 1,
    },
  ],
  hint: () => md`
Write $(p-1)/(m+p-1) < \beta$, with $\beta$ for the limit, and solve for $m$. If $m$ has to be larger than a whole number, that number itself will not do.
  `,
  after: ({ stages, bubble }, f) => {
    const fewest = f.fewestMicrobatches({ stages, bubble });
    const at = (microbatches: number) => show(f.pipelineBubble({ stages, microbatches }), { as: '%', digits: 4 });
    const one = f.pipelineBubble({ stages, microbatches: 1 });
    return md`With ${show(fewest)} the bubble is ${at(fewest.value)}; with one fewer it is ${at(fewest.value - 1)}. A single microbatch would leave ${show(one, { as: '%', digits: 3 })} of the machine idle. Microbatches are not free, though: each is at least one sequence, so every replica needs this many sequences in its part of the batch. With two interleaved chunks in each stage, the same number of microbatches has a bubble of ${show(f.interleavedPipelineBubble({ stages, microbatches: fewest.value, chunks: 2 }), { as: '%', digits: 3 })}.`;
  },
  erratum: 'E24',
  fresh: {
    'stages-2-limit-5': run(2, 0.05),
    'stages-4-limit-10': run(4, 0.1),
    'stages-8-limit-5': run(8, 0.05),
    'stages-8-limit-20': run(8, 0.2),
    'stages-16-limit-10': run(16, 0.1),
    'stages-16-limit-3': run(16, 0.03),
  },
});
