/** From the texts of an exercise's or quiz's fields to their verdicts and feedback. */
import * as words from './words/answer.ts';
import { check, checkChoice, type Ratios, type Verdict } from '@scaling-workbook/exercises/answer/check';
import { feedback } from '@scaling-workbook/exercises/answer/feedback';
import { readQuantity, type Reading } from '@scaling-workbook/exercises/answer/quantity';
import type { JudgedField, NumberCheck } from '@scaling-workbook/exercises/author/spec';

export interface Result {
  readonly verdict: Verdict;
  readonly title: string;
  readonly html: string;
  /** How the text was read, such as “41.8 ms”. */
  readonly echo?: string;
  /** Right only with the reader's own earlier value. */
  readonly carried?: boolean;
}
export type Texts = Readonly<Record<string, string>>;
export type Results = Readonly<Record<string, Result>>;

function judgeNumber(spec: NumberCheck, text: string, ratios: Ratios): { result: Result; ratio?: number } {
  const reading: Reading = readQuantity(text, spec);
  const judgement = check(spec, reading, ratios);
  const carried = judgement.verdict === 'correct' && judgement.carried;
  return {
    result: {
      verdict: judgement.verdict,
      ...feedback(judgement, reading, spec, words.feedbackWords),
      carried,
      ...(reading.ok && { echo: reading.echo }),
    },
    ...(reading.ok && reading.unit !== 'other' && spec.value !== 0 && { ratio: reading.value / spec.value }),
  };
}

function judgeChoice(spec: Extract<JudgedField, { kind: 'choice' }>, text: string): Result {
  const picked = text === '' ? -1 : Number(text);
  const verdict = checkChoice(spec, picked);
  if (verdict === 'unreadable') return { verdict, title: words.nothingPicked, html: words.pickOne };
  return { verdict, title: verdict === 'correct' ? words.correctOption : words.wrongOption, html: spec.say[picked] ?? '' };
}

/** Judges every answered field in order, so that a later part sees the current values of earlier ones. */
export function judgeAll(fields: readonly JudgedField[], texts: Texts): Results {
  const results: Record<string, Result> = {};
  const ratios: Record<string, number> = {};
  for (const spec of fields) {
    const text = texts[spec.key];
    if (text === undefined) continue;
    if (spec.kind === 'choice') {
      results[spec.key] = judgeChoice(spec, text);
    } else {
      const { result, ratio } = judgeNumber(spec, text, ratios);
      results[spec.key] = result;
      if (ratio !== undefined && result.verdict !== 'correct' && result.verdict !== 'rounded') ratios[spec.key] = ratio;
    }
  }
  return results;
}

export const isSolved = (fields: readonly JudgedField[], results: Results): boolean =>
  fields.every(({ key }) => results[key]?.verdict === 'correct' && results[key].carried !== true);
