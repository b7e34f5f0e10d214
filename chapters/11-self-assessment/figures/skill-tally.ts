/** Which of the skills are proved by solved exercises, which are ticked by hand, and the same as a text to take along. */
import type { Progress } from '@scaling-workbook/exercises/memory/progress';
import type { Tick } from '@scaling-workbook/exercises/memory/study';

export interface ListedExercise {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly url: string;
}
export interface ListedSkill {
  readonly id: string;
  /** Completes “I can …”. */
  readonly say: string;
  /** Those that are in the book. */
  readonly exercises: readonly ListedExercise[];
}
export interface ListedGroup {
  readonly name: string;
  readonly skills: readonly ListedSkill[];
}

export interface SkillStanding {
  readonly state: 'proved' | 'ticked' | 'open';
  /** Ids of its exercises that were solved without the derivation. */
  readonly solved: readonly string[];
}

/** Ids solved without the derivation opened before; any setting of an exercise counts for it. */
const solvedUnaided = (progress: Progress): ReadonlySet<string> =>
  new Set(
    Object.entries(progress).flatMap(([key, record]) =>
      record.solved !== undefined && !record.derivation ? [key.split('@')[0] ?? key] : [],
    ),
  );

export function standingOf(skill: ListedSkill, unaided: ReadonlySet<string>, ticked: boolean): SkillStanding {
  const solved = skill.exercises.map(({ id }) => id).filter((id) => unaided.has(id));
  if (solved.length > 0 && solved.length === skill.exercises.length) return { state: 'proved', solved };
  return { state: ticked ? 'ticked' : 'open', solved };
}

export const standings = (
  groups: readonly ListedGroup[],
  progress: Progress,
  ticks: Readonly<Record<string, Tick>>,
): ReadonlyMap<string, SkillStanding> => {
  const unaided = solvedUnaided(progress);
  return new Map(groups.flatMap(({ skills }) => skills.map((skill) => [skill.id, standingOf(skill, unaided, skill.id in ticks)] as const)));
};

/** How many of the skills are proved or ticked. */
export const reached = (skills: readonly ListedSkill[], all: ReadonlyMap<string, SkillStanding>): number =>
  skills.filter(({ id }) => (all.get(id)?.state ?? 'open') !== 'open').length;

const date = (now: Date): string => now.toISOString().slice(0, 10);

/** The list as plain text: `[x]` proved by exercises, `[~]` ticked by hand. */
export function toReport(groups: readonly ListedGroup[], all: ReadonlyMap<string, SkillStanding>, now: Date): string {
  const skills = groups.flatMap((group) => group.skills);
  const line = ({ id, say, exercises }: ListedSkill): string => {
    const { state, solved } = all.get(id) ?? { state: 'open', solved: [] };
    const missing = exercises.filter((exercise) => !solved.includes(exercise.id)).map(({ number }) => number);
    const why = { proved: 'solved', ticked: 'ticked by hand', open: missing.length > 0 ? `to solve: ${missing.join(', ')}` : 'open' }[
      state
    ];
    return `[${{ proved: 'x', ticked: '~', open: ' ' }[state]}] ${say} (${why})`;
  };
  const sections = groups.map(
    (group) => `${group.name}: ${reached(group.skills, all)} of ${group.skills.length}\n${group.skills.map(line).join('\n')}\n`,
  );
  return `Scaling Workbook, self-assessment of ${date(now)}\n${reached(skills, all)} of ${skills.length} skills\n[x] proved by exercises, [~] ticked by hand\n\n${sections.join('\n')}`;
}
