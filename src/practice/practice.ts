/** Skills and exercises as plain data, small enough for a page. */
import { skills } from '#book/content.ts';
import { chapters, entries } from '#book/catalog.ts';
import { formerNamesOf } from '#book/former.ts';
import { toExercise } from '#book/links.ts';

export interface PractisedExercise {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly url: string;
  readonly chapter: string;
  readonly fields: number;
  readonly settings: readonly string[];
  readonly formerly: readonly string[];
}
export interface PractisedSkill {
  readonly id: string;
  readonly group: string;
  readonly say: string;
  readonly after: readonly string[];
  readonly exercises: readonly PractisedExercise[];
}

const isProblem = (name: string): boolean => entries.some(({ id, set }) => id === name && set === 'problems');

const titles = new Map(chapters.map(({ slug, number, title }) => [slug, `${String(number)} ${title}`]));

export const practisedExercises: readonly PractisedExercise[] = entries.map(({ id, number, exercise, chapter }) => ({
  id,
  number,
  title: exercise.title,
  url: toExercise(id),
  chapter: titles.get(chapter) ?? chapter,
  fields: Object.keys(exercise.fields).length,
  settings: Object.keys(exercise.fresh ?? {}),
  formerly: formerNamesOf(id),
}));

/** Chapters’ exercises before problems; missing ones are passed over. */
export const practisedSkills: readonly PractisedSkill[] = skills.map(({ id, group, say, after = [], exercises }) => ({
  id,
  group,
  say,
  after,
  exercises: [...exercises.filter((name) => !isProblem(name)), ...exercises.filter(isProblem)].flatMap(
    (name) => practisedExercises.find((exercise) => exercise.id === name) ?? [],
  ),
}));
