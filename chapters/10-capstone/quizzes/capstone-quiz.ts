import { amount, choice, md, show } from '@scaling-workbook/exercises';

export default choice({
  title: 'The last per cent',
  given: { params: amount(10.6e6, 'param'), now: amount(0.95, '1'), goal: amount(0.999, '1') },
  ask: ({ params, now, goal }) =>
    md`A model of ${params} gets ${show(now, { as: '%' })} of the held-out sums right and stays there. You want ${show(goal, { as: '%' })}. What do you do first?`,
  label: 'Pick one',
  options: ({ params }, f) => [
    {
      text: md`
Give it ten times the parameters
      `,
      right: false,
      say: md`Size is seldom what is missing in a task this small: the lab on this page needs ${show(f.stackParametersWithEmbedding({ layers: 2, width: 64, vocab: 13 }), { digits: 2 })}, a hundredth of this model, for two digits. The compute would grow tenfold and the failures would stay unexplained. See *When it stops at ninety-five*.`,
    },
    {
      text: md`
Turn its MLPs into experts
      `,
      right: false,
      say: md`Experts buy capacity at the same compute, and capacity is not what ${show(params)} lack for adding. See *When it stops at ninety-five*.`,
    },
    {
      text: md`
Raise the learning rate
      `,
      right: false,
      say: md`
It might help and it might not, and you would not know why. Nothing has been measured yet. A rate that _falls_ towards the end is the likelier cure; but look first, as in _When it stops at ninety-five_.
      `,
    },
    {
      text: md`
Read the sums that it gets wrong, and mend what they have in common
      `,
      right: true,
      say: md`
Failures have a pattern: long carries, one digit, short numbers. The pattern names the cause: data that hardly ever shows the case, the order of the digits, the loss on the wrong positions, pairs that leaked between the two sides. Then train on, with a rate that falls.
      `,
    },
  ],
  hint: () => md`
Which of the four would you be able to explain afterwards?
  `,
  after: () => md`
Every answer but one changes the model before anybody has looked at what it does. On sums, [the form of the data](https://arxiv.org/abs/2307.03381) matters more than the size: the same small model fails or succeeds by the order in which the digits are written.
  `,
});
