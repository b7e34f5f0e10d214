/** A job of several stages: fully overlapped, and one after the other. Its real time lies between. */
import { formula, nonNegative, optional } from './formula.ts';

const source = 'Austin et al., How to Scale Your Model 2025, https://jax-ml.github.io/scaling-book/roofline/';
const stage = (index: number, which: string) => nonNegative('s', `T_${String(index)}`, `time of the ${which} stage alone`);
const takes = {
  first: stage(1, 'first'),
  second: stage(2, 'second'),
  third: optional(stage(3, 'third'), 0),
  fourth: optional(stage(4, 'fourth'), 0),
} as const;
const example = { first: 0.003, second: 0.005 };
type Stages = Readonly<Record<keyof typeof takes, number>>;
/** Terms as they are written: a stage that there is not, 0 by default, is left out. */
const present = (terms: readonly string[]): readonly string[] => terms.filter((term) => !/^0(?![\d.,])/.test(term));
const longest = ({ first, second, third, fourth }: Stages): number => Math.max(first, second, third, fourth);
const sum = ({ first, second, third, fourth }: Stages): number => first + second + third + fourth;

export const slowestStage = formula({
  title: 'Time with full overlap',
  about: 'All stages work at the same time on different parts of the data, so the longest decides. No schedule is faster.',
  takes,
  example,
  gives: 's',
  symbol: 'T_{\\text{lower}}',
  tex: ({ first, second, third, fourth }) => String.raw`\max\left(${present([first, second, third, fourth]).join(String.raw`,\ `)}\right)`,
  of: longest,
  slips: [{ name: 'added', say: 'That adds the stages. Where they overlap, the longest decides.', of: sum }],
  source,
});

export const sumOfStages = formula({
  title: 'Time without overlap',
  about: 'Each stage waits for the one before it. A schedule that overlaps anything at all is faster.',
  takes,
  example,
  gives: 's',
  symbol: 'T_{\\text{upper}}',
  tex: ({ first, second, third, fourth }) => present([first, second, third, fourth]).join(' + '),
  of: sum,
  slips: [{ name: 'longest-alone', say: 'That is the longest stage alone. Without overlap the others come on top.', of: longest }],
  source,
});
