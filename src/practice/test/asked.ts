/** An exercise of a test in the setting that its seed gives. */
import type { PractisedExercise } from '../practice.ts';
import { isSolved, judgeAll, type Texts } from '#exercise/judge.ts';
import type { Variant } from '#exercise/variants.ts';

export interface Asked {
  readonly exercise: PractisedExercise;
  readonly setting: string | undefined;
  readonly variant: Variant;
}

export const solves = (variant: Variant, typed: Texts): boolean => isSolved(variant.fields, judgeAll(variant.fields, typed));
