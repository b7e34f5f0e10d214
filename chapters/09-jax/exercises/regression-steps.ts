import { amount, md, numeric } from '@scaling-workbook/exercises';
import { code } from '../code.ts';

const run = (slope: number, learningRate: number, steps: number) => ({
  slope: amount(slope, '1'),
  learningRate: amount(learningRate, '1'),
  steps: amount(steps, '1'),
});

export default numeric({
  title: 'The slope after some steps',
  given: run(3, 0.1, 10),
  ask: ({ slope, learningRate, steps }) =>
    md`A slope is fitted by gradient descent on the mean squared error, from zero, at a learning rate of ${learningRate}. The data have slope ${slope}, and their inputs mean 0 and variance 1. What is ${code('w')} after ${steps} steps?`,
  label: 'w',
  unit: '1',
  tolerance: 0.01,
  solve: ({ slope, learningRate, steps }, f) => f.leastSquaresSlope({ slope, learningRate, steps }),
  byHand: 2.677877453,
  steps: [
    md`
Each step goes the same share of the distance that is left: $2\eta$, with the 2 from the derivative of the square.
    `,
  ],
  hint: () => md`
Write the mean of $(wx - w^* x)^2$ for inputs of variance 1, and take its derivative in $w$.
  `,
  after: ({ slope, learningRate, steps }, f) =>
    md`The first step alone goes to ${f.leastSquaresSlope({ slope, learningRate, steps: 1 })}, the tenth of any ten much less far. Run it above with ${steps} steps and compare: the draw of a thousand inputs has not exactly variance 1, so the last digits differ. And beyond a rate of one the factor $1 - 2\eta$ leaves $[-1, 1]$ and the loss grows with each step, which is worth seeing once on purpose.`,
  fresh: {
    'after-twenty': run(3, 0.1, 20),
    'half-the-rate': run(3, 0.05, 10),
    'twice-the-rate': run(3, 0.2, 5),
    'slope-of-five': run(5, 0.1, 8),
    'one-step': run(4, 0.3, 1),
  },
});
