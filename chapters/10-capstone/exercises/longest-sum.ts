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
    md`Numbers of up to ${digits} digits are added and written as text, one token for each character, with nothing before or after. The longest such text is ${sum}. How many tokens is it?`,
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
Count the characters. Every one is a token, the signs too.
  `,
  after: ({ digits }, f) =>
    md`A model that must say when it is done needs one more, an end token. Then the model of this chapter would have ${show(f.longestSumTokens({ digits }))} positions to read, where it now has one fewer: it reads every token but the last, since nothing follows that. Decide it once and write it down. A position table that is one row short need not raise an error: out of bounds, [JAX](https://docs.jax.dev/en/latest/notebooks/Common_Gotchas_in_JAX.html) clamps an index or fills in NaN, and goes on.`,
  erratum: 'E52',
  fresh: {
    'one-digit': widest(1),
    'two-digits': widest(2),
    'four-digits': widest(4),
    'five-digits': widest(5),
    'ten-digits': widest(10),
  },
});
