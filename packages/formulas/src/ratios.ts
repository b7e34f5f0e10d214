/** Comparing two amounts of the same kind: ratios and shares. */
import { formula, nonNegative, positive } from './formula.ts';

const source = 'ISO 80000-1:2022 (quantity of dimension one as a quotient of quantities of the same kind)';

const ratioOf = <const U extends string>(unit: U, kind: string, example: { readonly first: number; readonly second: number }) =>
  formula({
    title: `Ratio of ${kind}`,
    about: `How many times as large the first of two ${kind} is as the second.`,
    takes: {
      first: nonNegative(unit, 'a', `the one of the two ${kind} that is compared`),
      second: positive(unit, 'b', 'what it is compared with'),
    },
    example,
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

const shareOf = <const U extends string>(unit: U, kind: string, example: { readonly part: number; readonly whole: number }) =>
  formula({
    title: `Share of ${kind}`,
    about: `Which part of the whole ${kind} this is, from 0 to 1.`,
    takes: { part: nonNegative(unit, 'a', 'the part'), whole: positive(unit, 'A', 'the whole, the part included') },
    example,
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

export const ratio = ratioOf('1', 'numbers', { first: 4096, second: 6144 });
export const timeRatio = ratioOf('s', 'times', { first: 0.03, second: 0.012 });
export const byteRatio = ratioOf('B', 'amounts of bytes', { first: 3e9, second: 4e8 });
export const priceRatio = ratioOf('$/Mtoken', 'prices of a million tokens', { first: 2.4, second: 0.4 });
/** A claim may exceed what is possible; a utilization may not. */
export const tokenRateRatio = ratioOf('token/s', 'token rates', { first: 900, second: 2400 });
/** A claim may exceed a peak; a fraction of peak may not. */
export const flopRateRatio = ratioOf('FLOP/s', 'rates of arithmetic', { first: 6e14, second: 1e15 });
export const tokenWorkRatio = ratioOf('FLOP/token', 'amounts of work for a token', { first: 6e11, second: 4e11 });
export const share = shareOf('1', 'count', { part: 3, whole: 12 });
export const timeShare = shareOf('s', 'time', { part: 0.03, whole: 0.12 });
export const byteShare = shareOf('B', 'bytes', { part: 3e9, whole: 8e9 });
export const parameterShare = shareOf('param', 'parameters', { part: 3e9, whole: 8e9 });
