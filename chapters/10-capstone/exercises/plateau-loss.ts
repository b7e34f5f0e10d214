import { amount, md, parts, show } from '@scaling-workbook/exercises';

/** Numbers of so many digits, and how many of those are below the leading one. */
const numbers = (digits: number) => ({ digits: amount(digits, '1'), below: amount(digits - 1, '1') });

export default parts({
  title: 'What does the plateau know?',
  given: numbers(2),
  ask: ({ digits }) =>
    md`Two random numbers of ${digits} digits, leading zeros included, are added. The result has one digit more, and its top digit is 0 or 1. How likely is a carry into the leading digits? If the top digit is written first, a model may look at the two leading digits alone and guess it as well as it can: how often is it right? And if it guesses all the other digits blindly, one of ten each, what is its mean loss over the digits of the result, in nats? Now the result is written last digit first, as in the lab. A model that has learned the top digit, from the leading digits and the digit before it, and guesses the others: what is its mean loss?`,
  fields: {
    carry: {
      label: 'Chance of a carry into the leading digits',
      unit: '%',
      byHand: 45,
      solve: ({ below }, f) => f.carryProbability({ digits: below }),
      steps: [md`Of all pairs, those with just nines in the sum have no carry; of the others, half have one.`],
      slips: [
        {
          name: 'out-of-all-digits',
          say: 'That is a carry out of the whole numbers. Only the digits below the leading ones are asked about.',
          solve: ({ digits }, f) => f.carryProbability({ digits }),
        },
      ],
    },
    top: {
      label: 'Top digit right',
      unit: '%',
      byHand: 95.5,
      tolerance: 0.002,
      solve: (_, f, earlier) => f.topDigitByGuess({ carry: earlier('carry') }),
      steps: [md`Only where the leading digits make 9 does the carry decide, and no carry is the likelier outcome.`],
    },
    loss: {
      label: 'Mean loss, top digit first',
      unit: '1',
      byHand: 1.557995,
      tolerance: 0.005,
      solve: ({ digits }, f, earlier) => f.plateauLoss({ digits, carry: earlier('carry') }),
      steps: [md`$\ln 10$ for each digit that is guessed, and the little that the top digit costs.`],
    },
    last: {
      label: 'Mean loss, last digit first',
      unit: '1',
      byHand: 1.535057,
      tolerance: 0.005,
      solve: ({ digits }, f) => f.guessedDigitsLoss({ digits }),
      steps: [
        md`Where the leading digits make 9, the digit before the top one is 9 without a carry and 0 with one. So the top digit costs nothing.`,
      ],
    },
    meaning: {
      label: 'A loss that stands just above that for a hundred steps: what has the model learned by then?',
      options: () => [
        {
          text: md`Nothing yet: it guesses every digit.`,
          right: false,
          say: md`Then the top digit would cost as much as the others, and the mean would be $\ln 10$, more than two nats.`,
        },
        {
          text: md`The top digit, and nothing about the others.`,
          right: true,
          say: md`The loss is what such a model would have, and the curves by digit agree: one of them is high, the others are at one in ten. It stands a little above, since guesses that are not exactly one in ten cost more.`,
        },
        {
          text: md`To add without carries.`,
          right: false,
          say: md`Then the last digit would always be right, since no carry reaches it. It would cost nothing, and the mean would be far lower.`,
        },
        {
          text: md`Some sums by heart.`,
          right: false,
          say: md`Those would cost nothing in training and bring the training loss below what guessing costs. It does not go below.`,
        },
      ],
    },
  },
  hint: () => md`
For a carry out of one digit, count the pairs in a table of ten by ten. In one pair of ten the leading digits add up to 9; then the top digit is 1 if there is a carry. A guess with probability $p$ for what happens costs $-\ln p$; a choice between two outcomes of probability $c$ and $1-c$ costs $-c \ln c - (1-c) \ln(1-c)$ on average.
  `,
  after: ({ below }, f) => {
    const carry = f.carryProbability({ digits: below });
    return md`A carry has a chance of ${show(carry, { as: '%', digits: 3 })}, so a model that has to choose says “no carry” and is right about the top digit in ${show(f.topDigitByGuess({ carry }), { as: '%', digits: 3 })} of all sums. A plateau is rarely a mystery. Ask what a model must not know to have exactly this loss, and compute it. The same works for a language model that has learned how frequent each word is and nothing else.`;
  },
  fresh: {
    'three-digits': numbers(3),
    'four-digits': numbers(4),
    'five-digits': numbers(5),
    'six-digits': numbers(6),
    'eight-digits': numbers(8),
  },
});
