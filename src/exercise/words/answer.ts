/** An exercise and what is said to an answer. */
import type { FeedbackWords } from '@scaling-workbook/exercises/answer/feedback';
import { notRead } from './not-read.ts';

const asked: Readonly<Record<string, string>> = {
  '1': 'a plain number',
  $: 'an amount in dollars',
  '%': 'a percentage',
  param: 'a number of parameters',
  token: 'a number of tokens',
  day: 'a number of days',
};
const examples: Readonly<Record<string, string>> = {
  '1': '1365 or 2^10',
  $: '$1.06',
  '%': '45.6%',
  param: '1.5B or 1.5e9',
  token: '15T or 1.5e13',
  day: '12.5 days',
};
const size = (high: boolean): string => (high ? 'too large' : 'too small');
const time = ({ high, factor, unit }: { readonly high: boolean; readonly factor: string; readonly unit: string }): string =>
  `The amount is right in another unit of time: ${size(high)} by a factor of ${factor}. It is asked in ${unit}.`;

export const feedbackWords: FeedbackWords = {
  titles: {
    correct: 'Correct.',
    carried: 'Right by your own numbers.',
    rounded: 'Right, but rounded too far.',
    slip: 'Close: a known slip.',
    unit: 'Wrong kind of unit.',
    power: 'Right number, wrong scale.',
    order: 'The right order of magnitude.',
    off: 'Not there yet.',
    unreadable: 'That could not be read.',
  },
  carried: 'This step follows from your earlier answer. Mend that one, and this one will move with it.',
  rounded: 'Keep one or two digits more.',
  asked: (unit, spelt) => asked[unit] ?? `an amount in ${spelt}`,
  example: (unit, spelt) => examples[unit] ?? `12.5 ${spelt}`,
  wrongUnit: (what) => `The question asks for ${what}.`,
  power: {
    thousand: ({ high, factor, unit }) =>
      `The digits are right, the power of ten is not: ${size(high)} by a factor of ${factor}. Check the prefixes on the way; the answer is asked in ${unit}.`,
    binary: () => 'Right but for 1024 against 1000. Here GB means 10⁹ bytes and GiB means 2³⁰; check which one you wrote.',
    bits: ({ high }) => `${high ? 'Too large' : 'Too small'} by exactly 8, bits against bytes. Check which one you counted.`,
    percent: () => 'Right as a fraction of one; the answer is asked in per cent.',
    minutes: time,
    hours: time,
  },
  separator: '(A comma before three digits is read as a thousands separator; write a point for decimals.)',
  off: ({ high, factor }) => `Too ${high ? 'high' : 'low'} by a factor of ${factor === undefined ? 'more than 10³⁰⁰' : `about ${factor}`}.`,
  wrong: {
    zero: 'The answer is not zero.',
    sign: 'The answer has the other sign.',
    'above-all': 'A share of the whole is never more than 100 %. Check what is divided by what.',
    'not-zero': 'It should come out smaller than that. Much smaller.',
  },
  gigabytes: {
    binary: 'Taken in GiB, of 2³⁰ bytes. The question leaves it open; the derivation counts in GB, of 10⁹.',
    decimal: 'Taken with a memory counted in GiB, of 2³⁰ bytes. The derivation counts in GB, of 10⁹.',
  },
  notRead,
  unreadable: (what, example) =>
    `Type ${what}, such as <code>${example}</code>; sums like <code>2*4096^2</code> work too. This did not count as a try.`,
};

export const nothingPicked = 'Nothing is picked yet.';
export const pickOne = 'Pick one of the options, then check.';
export const correctOption = 'Correct.';
export const wrongOption = 'Not this one.';
export const check = 'Check';
export const estimate = '(an estimate)';
/** Of a layout: the degrees to choose. */
export const ofDegrees = (names: readonly string[]): string => `as ${names.map((name) => `${name} = …`).join(', ')}`;
/** Of a plan: what stands in its lines, and how it is typed. */
export const steps = 'in sharding notation, one step a line';
export const planKeys = '* for ·, -> for →, Ctrl + Enter checks';
export const insert = (sign: string): string => `Insert ${sign}`;
/** What a formula is asked in. */
export const ofLetters = (letters: readonly string[], unit: string | undefined): string =>
  `as a formula of ${letters.join(', ')}${unit === undefined ? '' : `, in ${unit}`}`;
export const inUnit = (unit: string): string => `in ${unit}`;
export const readAs = (echo: string): string => `Read as ${echo}.`;
