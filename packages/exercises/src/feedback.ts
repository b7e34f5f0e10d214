/** The words for each verdict: the only place with such sentences. Short, exact, kind; never the answer itself. */
import { formatNumber, unitLabel } from '@scaling-workbook/formulas/units';
import type { Judgement } from './check.ts';
import type { Reading } from './quantity.ts';
import type { NumberCheck } from './spec.ts';

export interface Feedback {
  /** Stands in bold before the sentence. */
  readonly title: string;
  /** HTML; a slip's sentence was written by the exercise, all else is plain words. */
  readonly html: string;
}

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const unitWords: Readonly<Record<string, string>> = {
  '1': 'a plain number',
  $: 'an amount in dollars',
  '%': 'a percentage',
  param: 'a number of parameters',
  token: 'a number of tokens',
  day: 'a number of days',
};
const asked = (unit: string): string => unitWords[unit] ?? `an amount in ${unitLabel(unit)}`;
const examples: Readonly<Record<string, string>> = {
  '1': '1365 or 2^10',
  $: '$1.06',
  '%': '45.6%',
  param: '1.5B or 1.5e9',
  token: '15T or 1.5e13',
  day: '12.5 days',
};
const example = (unit: string): string => examples[unit] ?? `12.5 ${unitLabel(unit)}`;

type Why = Extract<Reading, { ok: false }>['why'];
const reasons: Readonly<Record<Why, string>> = {
  empty: 'Nothing is typed yet.',
  'too-long': 'That is longer than any answer needs to be.',
  'not-a-number': 'There is no number in it that can be read.',
  'ambiguous-comma': 'The commas can be read in more than one way.',
  'unknown-unit': 'One of its words is no unit known here.',
  dimension: 'It adds or compares amounts of different kinds.',
  'division-by-zero': 'It divides by zero.',
  'not-finite': 'It is too large to be a number.',
};

/** What the reader of answers stumbled over, if it is short enough to quote. */
const culprit = (reading: Reading): string =>
  !reading.ok && reading.why === 'unknown-unit' && reading.text && reading.text.length <= 20
    ? ` Which unit is “${escape(reading.text)}”?`
    : '';

/** How far off, in words; a ratio beyond what a number can hold is infinite or zero. */
const times = (factor: number): string => {
  const size = factor >= 1 ? factor : 1 / factor;
  return size < 1e300 ? `a factor of about ${formatNumber(size, 2)}` : 'a factor of more than 10³⁰⁰';
};

const powerSentence = (judgement: Extract<Judgement, { verdict: 'power' }>, unit: string): string => {
  const side = judgement.factor > 1 ? 'too large' : 'too small';
  switch (judgement.power) {
    case 'thousand':
      return `The digits are right, the power of ten is not: ${side} by a factor of ${formatNumber(Math.max(judgement.factor, 1 / judgement.factor), 15)}. Check the prefixes on the way; the answer is asked in ${unit}.`;
    case 'binary':
      return `Right but for 1024 against 1000. Here GB means 10⁹ bytes and GiB means 2³⁰; check which one you wrote.`;
    case 'bits':
      return `${side === 'too large' ? 'Too large' : 'Too small'} by exactly 8, bits against bytes. Check which one you counted.`;
    case 'percent':
      return 'Right as a fraction of one; the answer is asked in per cent.';
    case 'minutes':
    case 'hours':
      return `The amount is right in another unit of time: ${side} by a factor of ${judgement.power === 'minutes' ? 60 : 3600}. It is asked in ${unit}.`;
  }
};

/** What the page says about one judged answer. */
export function feedback(judgement: Judgement, reading: Reading, spec: NumberCheck): Feedback {
  const unit = escape(spec.unit);
  switch (judgement.verdict) {
    case 'correct':
      return judgement.carried
        ? {
            title: 'Right by your own numbers.',
            html: 'This step follows from your earlier answer. Mend that one, and this one will move with it.',
          }
        : { title: 'Correct.', html: '' };
    case 'rounded':
      return { title: 'Right, but rounded too far.', html: 'Keep one or two digits more.' };
    case 'slip':
      return { title: 'Close: a known slip.', html: spec.slips[judgement.slip]?.[1] ?? '' };
    case 'unit':
      return { title: 'Wrong kind of unit.', html: `The question asks for ${escape(asked(spec.unit))}.` };
    case 'power': {
      const alternative =
        reading.ok && reading.alternative !== undefined
          ? ' (A comma before three digits is read as a thousands separator; write a point for decimals.)'
          : '';
      return { title: 'Right number, wrong scale.', html: powerSentence(judgement, unit) + alternative };
    }
    case 'order':
      return {
        title: 'The right order of magnitude.',
        html: `Too ${judgement.factor > 1 ? 'high' : 'low'} by ${times(judgement.factor)}.`,
      };
    case 'off':
      if ('factor' in judgement)
        return {
          title: 'Not there yet.',
          html: `Too ${judgement.factor > 1 ? 'high' : 'low'} by ${times(judgement.factor)}.`,
        };
      return {
        title: 'Not there yet.',
        html: {
          zero: 'The answer is not zero.',
          sign: 'The answer has the other sign.',
          'not-zero': 'It should come out smaller than that. Much smaller.',
        }[judgement.wrong],
      };
    case 'unreadable':
      return {
        title: 'That could not be read.',
        html: `${reading.ok ? '' : reasons[reading.why]}${culprit(reading)} Type ${escape(asked(spec.unit))}, such as <code>${escape(example(spec.unit))}</code>; sums like <code>2*4096^2</code> work too. This did not count as a try.`,
      };
  }
}
