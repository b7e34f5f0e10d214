/** An exercise of a test in the setting that its seed gives. */
import type { PractisedExercise } from '../practice.ts';
import { isSolved, judgeAll, type Texts } from '#exercise/judge.ts';
import type { Rendered } from '#exercise/rendered.ts';

export interface Asked {
  readonly exercise: PractisedExercise;
  readonly setting: string | undefined;
  readonly rendered: Rendered;
}

export const solves = ({ fields }: Rendered, typed: Texts): boolean => isSolved(fields, judgeAll(fields, typed));
