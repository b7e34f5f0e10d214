/** From what is typed into the fields of an exercise or quiz to what the reader is told. */
import * as words from './words/answer.ts';
import { check, checkChoice, type Ratios } from '@scaling-workbook/exercises/answer/check';
import { feedback } from '@scaling-workbook/exercises/answer/feedback';
import { readQuantity, type Read, type Reading } from '@scaling-workbook/exercises/answer/quantity';
import type { JudgedField, NumberCheck } from '@scaling-workbook/exercises/author/spec';
import type { SymbolicSpec } from '@scaling-workbook/exercises/answer/symbolic';
import type { Result } from './result.ts';

export type { Result } from './result.ts';
export type Texts = Readonly<Record<string, string>>;
export type Results = Readonly<Record<string, Result>>;

/** Judges of answers that few pages ask for, once they have been loaded. */
let judgeSymbolic: ((spec: SymbolicSpec, text: string) => Result) | undefined;
let judgeEstimate: ((spec: NumberCheck, reading: Read) => Result | undefined) | undefined;

const isEstimate = (spec: JudgedField): boolean => spec.kind === 'number' && (spec.range ?? spec.printed) !== undefined;
const isSymbolic = ({ kind }: JudgedField): boolean => kind === 'symbolic';

/** Whether a judge of these fields has yet to be loaded. */
export const lacksJudge = (fields: readonly JudgedField[]): boolean =>
  (!judgeSymbolic && fields.some(isSymbolic)) || (!judgeEstimate && fields.some(isEstimate));

/** Loads what judging these fields takes. Rejects where it cannot be loaded. */
export async function loadJudges(fields: readonly JudgedField[]): Promise<void> {
  if (fields.some(isSymbolic)) ({ judgeSymbolic } = await import('./judge-symbolic.ts'));
  if (fields.some(isEstimate)) ({ judgeEstimate } = await import('./judge-estimate.ts'));
}

function judgeNumber(spec: NumberCheck, text: string, ratios: Ratios): { result: Result; ratio?: number } {
  const reading: Reading = readQuantity(text, spec);
  const estimated = reading.ok && reading.unit !== 'other' && isEstimate(spec) ? judgeEstimate?.(spec, reading) : undefined;
  if (estimated && reading.ok) return { result: { ...estimated, echo: reading.echo }, ratio: reading.value / spec.value };
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

/** Judges every answered field in order, so that a later part sees the earlier values as they now are. Their judges must have been loaded. */
export function judgeAll(fields: readonly JudgedField[], texts: Texts): Results {
  const results: Record<string, Result> = {};
  const ratios: Record<string, number> = {};
  for (const spec of fields) {
    const text = texts[spec.key];
    if (text === undefined) continue;
    if (spec.kind === 'choice') {
      results[spec.key] = judgeChoice(spec, text);
    } else if (spec.kind === 'symbolic') {
      if (judgeSymbolic) results[spec.key] = judgeSymbolic(spec, text);
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
