/** Comparing two amounts of the same kind: how many times as large, and which share of the whole. */
import { formula, nonNegative, positive } from './formula.ts';

const source = 'ISO 80000-1:2022 (quantity of dimension one as a quotient of quantities of the same kind)';

const ratioOf = <const U extends string>(unit: U, kind: string) =>
  formula({
    title: `Ratio of ${kind}`,
    about: `How many times as large the first of two ${kind} is as the second.`,
    takes: {
      first: nonNegative(unit, 'a', `the one of the two ${kind} that is compared`),
      second: positive(unit, 'b', 'what it is compared with'),
    },
    gives: '1',
    tex: ({ first, second }) => String.raw`\frac{${first}}{${second}}`,
    of: ({ first, second }) => first / second,
    slips: [
      {
        name: 'inverted',
        say: 'The ratio is upside down: divide the first by the second.',
        of: ({ first, second }) => second / first,
      },
    ],
    source,
  });

const shareOf = <const U extends string>(unit: U, kind: string) =>
  formula({
    title: `Share of ${kind}`,
    about: `Which part of the whole ${kind} this is, from 0 to 1.`,
    takes: { part: nonNegative(unit, 'a', 'the part'), whole: positive(unit, 'A', 'the whole, the part included') },
    gives: '1',
    tex: ({ part, whole }) => String.raw`\frac{${part}}{${whole}}`,
    of: ({ part, whole }) => part / whole,
    refuse: ({ part, whole }) => (part > whole ? `part must not exceed whole, got ${String(part)} of ${String(whole)}` : undefined),
    slips: [
      {
        name: 'part-over-rest',
        say: 'That divides by the rest. A share is the part over the whole, the part included.',
        of: ({ part, whole }) => part / (whole - part),
      },
    ],
    source,
  });

/** How many times as large one pure number is as another: $a/b$. */
export const ratio = ratioOf('1', 'numbers');
/** How many times as long one time is as another: $a/b$. */
export const timeRatio = ratioOf('s', 'times');
/** How many times as many bytes one amount is as another: $a/b$. */
export const byteRatio = ratioOf('B', 'amounts of bytes');
/** How many times as dear one token is as another: $a/b$. */
export const priceRatio = ratioOf('$/Mtoken', 'prices of a million tokens');
/** How many times as fast one token rate is as another: $a/b$. A claim may lie above what is possible; a utilization may not. */
export const tokenRateRatio = ratioOf('token/s', 'token rates');
/** How many times as fast one rate of arithmetic is as another: $a/b$. A claim may lie above a peak; a fraction of peak may not. */
export const flopRateRatio = ratioOf('FLOP/s', 'rates of arithmetic');
/** Which share of a whole number a part is: $a/A$. */
export const share = shareOf('1', 'count');
/** Which share of a whole time a part is: $a/A$. */
export const timeShare = shareOf('s', 'time');
/** Which share of all bytes a part is: $a/A$. */
export const byteShare = shareOf('B', 'bytes');
/** Which share of all parameters a part is: $a/A$. */
export const parameterShare = shareOf('param', 'parameters');
