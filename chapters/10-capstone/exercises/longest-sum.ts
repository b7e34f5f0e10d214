import { amount, md, numeric, show } from '@scaling-workbook/exercises';

/** The sum with the longest result that numbers of so many digits have. */
const widest = (digits: number) => {
  const nines = '9'.repeat(digits);
  return { digits: amount(digits, '1'), numbers: nines, sum: `${nines}+${nines}=1${'9'.repeat(digits - 1)}8` };
};

export default numeric({
  title: 'The longest sum',
  original: '10.1',
  given: widest(3),
  ask: ({ digits, sum }) =>
    md`Sums of two numbers of up to ${digits} digits are written as text, one token for each character, with nothing before or after. The longest such text is ${sum}. How many tokens does it have?`,
  label: 'Tokens',
  unit: 'token',
  tolerance: 0,
  solve: ({ digits }, f) => f.longestSumTokens({ digits }),
  byHand: 12,
  steps: [
    md`
Two numbers, two signs, and a result that is one digit longer than the numbers.
    `,
  ],
  hint: () => md`
Count the characters. Each is a token, and so are the two signs.
  `,
  after: ({ digits }, f) =>
    md`A model that has to say when it is done needs an end token, one more. The model of this chapter needs none, since all its texts are equally long. It reads all ${show(f.longestSumTokens({ digits }))} but the last, which nothing follows, so its position table has one row fewer. Decide this once and write it down. A position table that is too short need not raise an error: out of bounds, [JAX](https://docs.jax.dev/en/latest/notebooks/Common_Gotchas_in_JAX.html) clamps an index or returns NaN, and goes on.`,
  erratum: 'E52',
  fresh: {
    'one-digit': widest(1),
    'two-digits': widest(2),
    'four-digits': widest(4),
    'five-digits': widest(5),
    'ten-digits': widest(10),
  },
});
