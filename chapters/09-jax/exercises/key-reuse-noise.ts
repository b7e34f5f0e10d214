import { amount, md, numeric, show } from '@scaling-workbook/exercises';
import { block, code } from '../code.ts';

const line = (slope: number, noise: number) => ({ slope: amount(slope, '1'), noise: amount(noise, '1') });

export default numeric({
  title: 'Noise from a used key',
  given: line(3, 0.1),
  ask: ({ slope, noise }) =>
    md`The data of a regression are made like this:
${block('key = jax.random.key(0)', 'x = jax.random.normal(key, (1000,))', `y = ${show(slope)} * x + 1.0 + ${show(noise)} * jax.random.normal(key, (1000,))`)}
A line is fitted to them until nothing moves any more. Which slope does it find?`,
  label: 'Slope',
  unit: '1',
  tolerance: 0.002,
  solve: ({ slope, noise }, f) => f.reusedKeySlope({ slope, noise }),
  byHand: 3.1,
  steps: [
    md`
The second draw from the same key is the first one again.
    `,
  ],
  hint: () => md`
${code('jax.random.normal')} is a pure function. What does it return for the same arguments?
  `,
  after: ({ slope, noise }, f) =>
    md`The “noise” is ${code('x')} itself, so the data lie on a perfect line of slope ${f.reusedKeySlope({ slope, noise })} and the loss falls to almost nothing. That is the sign to look for: a loss below the noise you put in. With ${code('jax.random.split')} and a key for each draw, the slope comes out near ${slope} and the loss near ${show(amount(noise.value ** 2, '1'), { digits: 2 })}, the variance of the noise.`,
  erratum: 'E45',
  fresh: {
    'louder-noise': line(3, 0.5),
    'slope-of-two': line(2, 0.25),
    'slope-of-half': line(0.5, 0.2),
    'steep-and-quiet': line(8, 0.4),
    'noise-as-large': line(1, 1),
  },
});
