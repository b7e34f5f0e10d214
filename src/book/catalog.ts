/** The catalogue of all chapters and exercises, for the build. No island imports it. */
import * as formulas from '@scaling-workbook/formulas/formulas';
import { solve, type Exercise, type SolvedField } from '@scaling-workbook/exercises';
import { existsSync, readFileSync } from 'node:fs';
import { AuthorError, problemsOf, toProblem } from './author-errors.ts';
import { numberOf, slugOf } from './chapters.ts';
import { readPage } from './page-source.ts';

export interface Entry {
  /** Permanent: the file name. */
  readonly id: string;
  readonly exercise: Exercise;
  readonly chapter: string;
  /** `0.1`: chapter, then position on its page. Empty for a quiz. */
  readonly number: string;
  readonly path: string;
}

export interface Chapter {
  readonly slug: string;
  readonly number: number;
  readonly title: string;
  /** What the reader can do after the chapter, in one sentence. */
  readonly promise: string;
  readonly exercises: readonly Entry[];
}

const modules = {
  exercises: import.meta.glob<Exercise>('../../chapters/*/exercises/*.ts', { eager: true, import: 'default' }),
  quizzes: import.meta.glob<Exercise>('../../chapters/*/quizzes/*.ts', { eager: true, import: 'default' }),
};
const pages = import.meta.glob<string>('../../chapters/*/index.mdx', { eager: true, query: '?raw', import: 'default' });

const idOf = (path: string): string => path.replace(/^.*\/|\.ts$/g, '');
const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** The same files, by their paths from the root of the project. */
const fromRoot = <T>(files: Readonly<Record<string, T>>): Readonly<Record<string, T>> =>
  Object.fromEntries(Object.entries(files).map(([path, file]) => [path.replace('../../', ''), file]));

function read(): { readonly chapters: readonly Chapter[]; readonly quizzes: readonly Entry[] } {
  const problems = problemsOf({ pages: fromRoot(pages), exercises: fromRoot(modules.exercises), quizzes: fromRoot(modules.quizzes) });
  if (problems.length > 0) throw new AuthorError(problems);
  const bySlug = Map.groupBy(Object.entries(modules.exercises), ([path]) => slugOf(path));
  const chapters = Object.entries(pages).map(([page, source]): Chapter => {
    const slug = slugOf(page);
    const files = bySlug.get(slug) ?? [];
    const { frontmatter, placed } = readPage(source);
    const order = placed.filter(({ kind }) => kind === 'Exercise').map(({ id }) => id);
    const exercises = files
      .map(([path, exercise]) => ({
        id: idOf(path),
        exercise,
        chapter: slug,
        number: `${numberOf(page)}.${order.indexOf(idOf(path)) + 1}`,
        path: path.replace('../../', ''),
      }))
      .sort((a, b) => order.indexOf(a.id) - order.indexOf(b.id));
    return {
      slug,
      number: numberOf(page),
      title: textOf(frontmatter.title) ?? slug,
      promise: textOf(frontmatter.promise) ?? '',
      exercises,
    };
  });
  const quizzes = Object.entries(modules.quizzes).map(([path, exercise]) => ({
    id: idOf(path),
    exercise,
    chapter: slugOf(path),
    number: '',
    path: path.replace('../../', ''),
  }));
  return { chapters: chapters.sort((a, b) => a.number - b.number), quizzes };
}

export const { chapters, quizzes } = read();
export const entries: readonly Entry[] = chapters.flatMap((chapter) => chapter.exercises);

/** The exercise or quiz with that id. Throws an error that lists the ids there are. */
export function entryOf(id: string, among: readonly Entry[] = entries): Entry {
  const entry = among.find((other) => other.id === id);
  if (!entry) throw new Error(`There is no “${id}” among ${among.map((other) => other.id).join(', ')}`);
  return entry;
}

export const chapterOf = (slug: string): Chapter | undefined => chapters.find((chapter) => chapter.slug === slug);

/** Runs something that depends on an exercise's file; an error names the place in that file. */
export function inFile<T>({ path }: Entry, setting: string | undefined, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof AuthorError) throw error;
    const source = existsSync(path) ? readFileSync(path, 'utf8') : '';
    throw new AuthorError([toProblem(error, { file: path, source, setting })], error);
  }
}

export const solved = (entry: Entry, variant?: string): readonly SolvedField[] =>
  inFile(entry, variant, () => solve(entry.exercise, formulas, variant));
