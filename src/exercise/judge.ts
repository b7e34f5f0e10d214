/** From the texts of fields to verdicts and feedback. */
import * as words from './words/answer.ts';
import { check, checkChoice, type Ratios } from '@scaling-workbook/exercises/answer/check';
import { feedback } from '@scaling-workbook/exercises/answer/feedback';
import { readQuantity, type Read, type Reading } from '@scaling-workbook/formulas/quantity';
import type { DesignCheck, JudgedField, NumberCheck, PlanCheck } from '@scaling-workbook/exercises/author/spec';
import type { SymbolicSpec } from '@scaling-workbook/exercises/answer/symbolic';
import type { Result } from './result.ts';

export type { Result } from './result.ts';
export type Texts = Readonly<Record<string, string>>;
export type Results = Readonly<Record<string, Result>>;

/** Of answers that few pages ask for, once loaded. */
interface LateJudges {
  readonly estimate: (spec: NumberCheck, reading: Read) => Result | undefined;
  readonly symbolic: (spec: SymbolicSpec, text: string) => Result;
  readonly plan: (spec: PlanCheck, text: string) => Result;
  readonly design: (spec: DesignCheck, text: string) => Result;
}
const late: Partial<LateJudges> = {};
const loaders: Readonly<Record<keyof LateJudges, () => Promise<Partial<LateJudges>>>> = {
  estimate: async () => ({ estimate: (await import('./judge-estimate.ts')).judgeEstimate }),
  symbolic: async () => ({ symbolic: (await import('./judge-symbolic.ts')).judgeSymbolic }),
  design: async () => ({ design: (await import('./judge-design.ts')).judgeDesign }),
  plan: async () => ({ plan: (await import('./judge-plan.ts')).judgePlan }),
};

function lateJudgeOf(spec: JudgedField): keyof LateJudges | undefined {
  if (spec.kind === 'number') return spec.range || spec.printed ? 'estimate' : undefined;
  return spec.kind === 'choice' ? undefined : spec.kind;
}
const lateJudgesOf = (fields: readonly JudgedField[]): readonly (keyof LateJudges)[] => [
  ...new Set(fields.flatMap((spec) => lateJudgeOf(spec) ?? [])),
];

export const lacksJudge = (fields: readonly JudgedField[]): boolean => lateJudgesOf(fields).some((name) => !late[name]);

/** Rejects where they cannot be loaded. */
export async function loadJudges(fields: readonly JudgedField[]): Promise<void> {
  for (const name of lateJudgesOf(fields)) Object.assign(late, await loaders[name]());
}

function judgeNumber(spec: NumberCheck, text: string, ratios: Ratios): { result: Result; ratio?: number } {
  const reading: Reading = readQuantity(text, spec);
  const estimated = reading.ok && reading.unit !== 'other' && lateJudgeOf(spec) ? late.estimate?.(spec, reading) : undefined;
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

/** In order, so that a later part sees earlier values as they now are. Their judges must have been loaded. */
export function judgeAll(fields: readonly JudgedField[], texts: Texts): Results {
  const results: Record<string, Result> = {};
  const ratios: Record<string, number> = {};
  for (const spec of fields) {
    const text = texts[spec.key];
    if (text === undefined) continue;
    if (spec.kind === 'choice') {
      results[spec.key] = judgeChoice(spec, text);
    } else if (spec.kind === 'symbolic') {
      if (late.symbolic) results[spec.key] = late.symbolic(spec, text);
    } else if (spec.kind === 'design') {
      if (late.design) results[spec.key] = late.design(spec, text);
    } else if (spec.kind === 'plan') {
      if (late.plan) results[spec.key] = late.plan(spec, text);
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
