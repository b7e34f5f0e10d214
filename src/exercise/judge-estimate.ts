/**
 * From a number to what the reader is told, where more than one is right. Loaded for estimates and figures that the companion book prints
 * otherwise.
 */
import { checkEstimate } from '@scaling-workbook/exercises/answer/estimate';
import type { Read } from '@scaling-workbook/formulas/quantity';
import type { NumberCheck } from '@scaling-workbook/exercises/author/spec';
import { formatNumber, formatQuantity } from '@scaling-workbook/formulas/units';
import type { Result } from './result.ts';
import { feedbackWords } from './words/answer.ts';
import * as words from './words/estimate.ts';

/** What to say of an answer within the range. */
function inRange({ range, value, unit }: NumberCheck, place: 'low' | 'middle' | 'high'): string {
  if (!range) return '';
  const end = ([value, say]: readonly [number, string]) => ({ amount: formatQuantity(value, unit, { digits: 2 }), say });
  return words.inRange(place, end(range.low), end(range.high), formatQuantity(value, unit, { digits: 2 }));
}

/** Undefined where it is judged like any number. */
export function judgeEstimate(spec: NumberCheck, reading: Read): Result | undefined {
  const judged = checkEstimate(spec, reading);
  if (!judged) return undefined;
  const { titles } = feedbackWords;
  const result = { verdict: judged.verdict, title: titles[judged.verdict] };
  if ('printed' in judged)
    return {
      ...result,
      title: judged.verdict === 'correct' ? titles.correct : words.printedTitle,
      html: spec.printed?.[judged.printed]?.[1] ?? '',
    };
  switch (judged.verdict) {
    case 'correct':
      return { ...result, title: words.inRangeTitle, html: 'place' in judged ? inRange(spec, judged.place) : '' };
    case 'slip':
      return { ...result, html: spec.slips[judged.slip]?.[1] ?? '' };
    case 'power':
      return { ...result, html: words.power(judged.factor > 1, formatNumber(Math.max(judged.factor, 1 / judged.factor), 1)) };
    case 'off':
    case 'order':
      if (!('factor' in judged)) return { ...result, html: feedbackWords.wrong[judged.wrong] };
      return {
        ...result,
        title: judged.verdict === 'order' ? words.nearTitle : result.title,
        html: words.outside(
          judged.factor > 1,
          formatNumber(Math.max(judged.factor, 1 / judged.factor), 2),
          Math.abs(Math.log10(judged.factor)),
        ),
      };
  }
}
