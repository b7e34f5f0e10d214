import type { Practised, SkillStates } from '@scaling-workbook/exercises/memory/review';

export interface Memory {
  readonly recall: (day: number) => number;
  readonly learn: (day: number, outcome: 'missed' | 'hard' | 'good') => void;
}
export interface Plan {
  readonly due: (now: Date) => readonly string[];
  readonly took: (id: string, outcome: 'missed' | 'hard' | 'good', now: Date) => void;
  readonly states?: SkillStates;
}
export type Schedule = (skills: readonly Practised[]) => Plan;
export interface Year {
  readonly reviews: number;
  readonly solved: number;
  readonly minutes: number;
  readonly recall: number;
  readonly later: number;
}
export function bookSkills(): Promise<readonly Practised[]>;
export const memories: Readonly<Record<string, (random: () => number) => Memory>>;
export const ours: Schedule;
export function fixed(pause: (row: number) => number): Schedule;
export function year(options: {
  readonly skills: readonly Practised[];
  readonly memory: (random: () => number) => Memory;
  readonly schedule: Schedule;
  readonly seed: string;
}): Year;
export function storedAfterYear(
  skills: readonly Practised[],
  seed: string,
): { readonly summary: Year; readonly texts: readonly (readonly [string, string])[] };
