/** Picks the sentence for a verdict. The sentences are in the site's catalogue (src/exercise/words). */
import { formatNumber, unitLabel } from '@scaling-workbook/formulas/units';
import type { Judgement, Power } from './check.ts';
import { pieceOf, type NotRead, type Reading } from '@scaling-workbook/formulas/quantity';
import type { NumberCheck } from '../author/spec.ts';
import { escaped } from '../escaped.ts';

export interface Feedback {
  /** In bold before the sentence. */
  readonly title: string;
  /** HTML: a slip's sentence comes from the exercise, the rest is plain text. */
  readonly html: string;
}

/** In which direction a value is off, and by which factor. */
export interface Off {
  readonly high: boolean;
  readonly factor: string;
}
/** Undefined above 10³⁰⁰. */
export type FarOff = Pick<Off, 'high'> & { readonly factor: string | undefined };

/** Short, exact, kind; never the answer itself. Sentences are HTML with escaped slots. */
export interface FeedbackWords {
  readonly titles: Readonly<Record<'correct' | 'carried' | 'rounded' | 'slip' | 'unit' | 'power' | 'order' | 'off' | 'unreadable', string>>;
  readonly carried: string;
  readonly rounded: string;
  /** From the field's unit as written in code and as spelt out. */
  readonly asked: (unit: string, spelt: string) => string;
  readonly example: (unit: string, spelt: string) => string;
  readonly wrongUnit: (asked: string) => string;
  readonly power: Readonly<Record<Power, (off: Off & { readonly unit: string }) => string>>;
  /** Follows a wrong power of ten if a comma (elsewhere a point) may have been meant otherwise. */
  readonly separator: string;
  readonly off: (off: FarOff) => string;
  readonly wrong: Readonly<Record<'zero' | 'sign' | 'not-zero' | 'above-all', string>>;
  /** Which reading of GB was used, if the question leaves it open. */
  readonly gigabytes: Readonly<Record<'binary' | 'decimal', string>>;
  /** `piece` is the offending text, or empty. */
  readonly notRead: (why: NotRead['why'], piece: string) => string;
  readonly unreadable: (asked: string, example: string) => string;
}

const offBy = (factor: number, digits: number): Off => ({
  high: factor > 1,
  factor: formatNumber(Math.max(factor, 1 / factor), digits),
});

/** A ratio too large or small for a number is infinite or zero. */
const farOff = (factor: number): FarOff =>
  Math.max(factor, 1 / factor) < 1e300 ? offBy(factor, 2) : { high: factor > 1, factor: undefined };

export function feedback(judgement: Judgement, reading: Reading, { unit, slips }: NumberCheck, words: FeedbackWords): Feedback {
  const { titles } = words;
  const spelt = unitLabel(unit);
  switch (judgement.verdict) {
    case 'correct':
      if (judgement.carried) return { title: titles.carried, html: words.carried };
      return { title: titles.correct, html: judgement.gigabytes ? words.gigabytes[judgement.gigabytes] : '' };
    case 'rounded':
      return { title: titles.rounded, html: words.rounded };
    case 'slip':
      return { title: titles.slip, html: slips[judgement.slip]?.[1] ?? '' };
    case 'unit':
      return { title: titles.unit, html: words.wrongUnit(escaped(words.asked(unit, spelt))) };
    case 'power': {
      const sentence = words.power[judgement.power]({ ...offBy(judgement.factor, 15), unit: escaped(unit) });
      const ambiguous = reading.ok && reading.alternative !== undefined;
      return { title: titles.power, html: ambiguous ? `${sentence} ${words.separator}` : sentence };
    }
    case 'order':
      return { title: titles.order, html: words.off(farOff(judgement.factor)) };
    case 'off':
      return { title: titles.off, html: 'factor' in judgement ? words.off(farOff(judgement.factor)) : words.wrong[judgement.wrong] };
    case 'unreadable': {
      const why = reading.ok ? [] : [words.notRead(reading.why, escaped(pieceOf(reading)))];
      const help = words.unreadable(escaped(words.asked(unit, spelt)), escaped(words.example(unit, spelt)));
      return { title: titles.unreadable, html: [...why, help].join(' ') };
    }
  }
}
