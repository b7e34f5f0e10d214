/** Feedback on an answer. */
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
  `The amount is right in a different unit of time: ${size(high)} by a factor of ${factor}. Answer in ${unit}.`;

export const feedbackWords: FeedbackWords = {
  titles: {
    correct: 'Correct.',
    carried: 'Correct for your own numbers.',
    rounded: 'Right, but rounded too much.',
    slip: 'Close: a known slip.',
    unit: 'Wrong kind of unit.',
    power: 'Right digits, wrong scale.',
    order: 'The right order of magnitude.',
    off: 'Not there yet.',
    unreadable: 'I couldn’t read that.',
  },
  carried: 'This step follows from your earlier answer. Fix that one and this follows.',
  rounded: 'Keep one or two more digits.',
  asked: (unit, spelt) => asked[unit] ?? `an amount in ${spelt}`,
  example: (unit, spelt) => examples[unit] ?? `12.5 ${spelt}`,
  wrongUnit: (what) => `The question asks for ${what}.`,
  power: {
    thousand: ({ high, factor, unit }) =>
      `The digits are right, but the power of ten is not: ${size(high)} by a factor of ${factor}. Check the prefixes along the way, and answer in ${unit}.`,
    binary: () => 'You mixed up 1024 and 1000. Here GB means 10⁹ bytes and GiB means 2³⁰; check which one you wrote.',
    bits: ({ high }) => `${high ? 'Too large' : 'Too small'} by exactly 8: bits versus bytes. Check which one you counted.`,
    percent: () => 'Right as a fraction; answer in per cent.',
    minutes: time,
    hours: time,
  },
  separator: '(A comma before three digits is read as a thousands separator; use a point for decimals.)',
  off: ({ high, factor }) => `Too ${high ? 'high' : 'low'} by a factor of ${factor === undefined ? 'more than 10³⁰⁰' : `about ${factor}`}.`,
  wrong: {
    zero: 'The answer is not zero.',
    sign: 'The sign is wrong.',
    'above-all': 'A fraction of the whole is never more than 100 %. Check what you divided by what.',
    'not-zero': 'The answer is smaller than that. Much smaller.',
  },
  gigabytes: {
    binary: 'Read in GiB (2³⁰ bytes). The question leaves this open; the derivation uses GB (10⁹ bytes).',
    decimal: 'Accepted with the memory size in GiB (2³⁰ bytes). The derivation uses GB (10⁹ bytes).',
  },
  notRead,
  unreadable: (what, example) =>
    `Type ${what}, such as <code>${example}</code>; expressions like <code>2*4096^2</code> work too. This did not count as a try.`,
};

export const nothingPicked = 'You have not picked an option yet.';
export const pickOne = 'Pick one, then check.';
export const correctOption = 'Correct.';
export const wrongOption = 'Not this one.';
export const check = 'Check';
export const estimate = '(an estimate)';
/** Of a layout: the degrees to choose. */
export const ofDegrees = (names: readonly string[]): string => `as ${names.map((name) => `${name} = …`).join(', ')}`;
/** Of a plan: what stands in its lines, and how it is typed. */
export const steps = 'in sharding notation, one step a line';
export const planKeys = '* for ·, -> for →, Ctrl + Enter checks';
/** Read aloud before the sign that a button inserts. */
export const insert = 'Insert';
/** The letters and the unit that a formula is asked for in. */
export const ofLetters = (letters: readonly string[], unit: string | undefined): string =>
  `as a formula of ${letters.join(', ')}${unit === undefined ? '' : `, in ${unit}`}`;
/** After the label of a field; empty for a plain number, and if the label names the unit already. */
export const inUnit = (label: string, unit: string): string =>
  unit === '' || label.toLowerCase().split(/\W+/).includes(unit) ? '' : `in ${unit}`;
export const readAs = (echo: string): string => `Read as ${echo}.`;
