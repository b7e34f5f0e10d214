/** Which sentence goes with which judgement. The sentences themselves are in the site's catalogue (src/exercise/words), in its language. */
import { formatNumber, unitLabel } from '@scaling-workbook/formulas/units';
import type { Judgement, Power } from './check.ts';
import { pieceOf, type NotRead, type Reading } from './quantity.ts';
import type { NumberCheck } from '../author/spec.ts';
import { escaped } from '../escaped.ts';

export interface Feedback {
  /** Stands in bold before the sentence. */
  readonly title: string;
  /** HTML; a slip's sentence was written by the exercise, all else is plain words. */
  readonly html: string;
}

/** An answer that is off, in words: which way, and by which factor. */
export interface Off {
  readonly high: boolean;
  readonly factor: string;
}
/** The factor is undefined where it is more than 10³⁰⁰. */
export type FarOff = Pick<Off, 'high'> & { readonly factor: string | undefined };

/** What a language has to say to a number: short, exact, kind; never the answer itself. Sentences are HTML, their slots escaped. */
export interface FeedbackWords {
  readonly titles: Readonly<Record<'correct' | 'carried' | 'rounded' | 'slip' | 'unit' | 'power' | 'order' | 'off' | 'unreadable', string>>;
  readonly carried: string;
  readonly rounded: string;
  /** What a field asks for, from its unit as written in code and as it is spelt. */
  readonly asked: (unit: string, spelt: string) => string;
  readonly example: (unit: string, spelt: string) => string;
  readonly wrongUnit: (asked: string) => string;
  readonly power: Readonly<Record<Power, (off: Off & { readonly unit: string }) => string>>;
  /** Follows a wrong power of ten where a comma (in other languages, a point) may have been meant otherwise. */
  readonly separator: string;
  readonly off: (off: FarOff) => string;
  readonly wrong: Readonly<Record<'zero' | 'sign' | 'not-zero' | 'above-all', string>>;
  /** Says which bytes were taken where the question leaves it open. */
  readonly gigabytes: Readonly<Record<'binary' | 'decimal', string>>;
  /** Why it could not be read; `piece` is what the reader stumbled over, or empty. */
  readonly notRead: (why: NotRead['why'], piece: string) => string;
  readonly unreadable: (asked: string, example: string) => string;
}

const offBy = (factor: number, digits: number): Off => ({
  high: factor > 1,
  factor: formatNumber(Math.max(factor, 1 / factor), digits),
});

/** A ratio beyond what a number can hold is infinite or zero. */
const farOff = (factor: number): FarOff =>
  Math.max(factor, 1 / factor) < 1e300 ? offBy(factor, 2) : { high: factor > 1, factor: undefined };

/** What the page says about one judged answer. */
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
