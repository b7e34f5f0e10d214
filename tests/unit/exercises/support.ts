import * as formulas from '@scaling-workbook/formulas/formulas';
import { solve, toCheckSpec, type Exercise } from '@scaling-workbook/exercises';
import type { ChoiceCheck, FieldCheck, NumberCheck } from '@scaling-workbook/exercises/author/spec';

export const specsOf = (exercise: Exercise, variant?: string): readonly FieldCheck[] =>
  solve(exercise, formulas, variant).map((field) => toCheckSpec(field, (text) => text));

export function numberSpec(exercise: Exercise, key = 'answer', variant?: string): NumberCheck {
  const spec = specsOf(exercise, variant).find((other) => other.key === key);
  if (spec?.kind !== 'number') throw new Error(`no number field ${key}`);
  return spec;
}

export function choiceSpec(exercise: Exercise, key = 'answer'): ChoiceCheck {
  const spec = specsOf(exercise).find((other) => other.key === key);
  if (spec?.kind !== 'choice') throw new Error(`no choice field ${key}`);
  return spec;
}
