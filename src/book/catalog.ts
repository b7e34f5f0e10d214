/** All chapters and exercises, for the build. No island imports it. */
import * as formulas from '@scaling-workbook/formulas/formulas';
import { solve, type Exercise, type SolvedField } from '@scaling-workbook/exercises';
import { existsSync, readFileSync } from 'node:fs';
import { AuthorError, toProblem } from './author-errors.ts';
import { bookIdsOf, shortNumberOf } from './book-section.ts';
import { problemsOf } from './chapter-files.ts';
import { numberOf, slugOf } from './chapters.ts';
import { bookSections } from './content.ts';
import { readPage, type Placed } from './page-source.ts';
import { folderOf, idOf, isOfProblems, type Sources } from './sources.ts';

export interface Entry {
  /** Permanent: the file name. */
  readonly id: string;
  readonly exercise: Exercise;
  readonly chapter: string;
  /** In the chapter, or among the companion book's problems. */
  readonly set: 'chapter' | 'problems';
  /** `0.1`: chapter and place; `0.P3` for the companion book's problem 3. Empty for a quiz. */
  readonly number: string;
  readonly path: string;
}

export interface Chapter {
  readonly slug: string;
  readonly number: number;
  readonly title: string;
  /** What readers can do afterwards, in one sentence. */
  readonly promise: string;
  /** Whoever has solved these is done with the chapter. */
  readonly exercises: readonly Entry[];
  /** On its page of problems. */
  readonly problems: readonly Entry[];
  readonly hasProblems: boolean;
}

const modules = {
  exercises: import.meta.glob<Exercise>('../../chapters/*/exercises/*.ts', { eager: true, import: 'default' }),
  quizzes: import.meta.glob<Exercise>('../../chapters/*/quizzes/*.ts', { eager: true, import: 'default' }),
};
const pages = import.meta.glob<string>('../../chapters/*/{index,problems}.mdx', { eager: true, query: '?raw', import: 'default' });

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** By their paths from the project's root. */
const fromRoot = <T>(files: Readonly<Record<string, T>>): Readonly<Record<string, T>> =>
  Object.fromEntries(Object.entries(files).map(([path, file]) => [path.replace('../../', ''), file]));

const sources: Sources = {
  pages: fromRoot(pages),
  exercises: fromRoot(modules.exercises),
  quizzes: fromRoot(modules.quizzes),
  book: bookSections,
};

/** In order: that of the first problem each solves, with a letter where several solve one. */
export function problemNumbers(first: readonly string[]): readonly string[] {
  return first.map((problem, i) => {
    const same = first.filter((other) => other === problem).length;
    const before = first.slice(0, i).filter((other) => other === problem).length;
    return `${shortNumberOf(problem)}${same > 1 ? String.fromCharCode('a'.charCodeAt(0) + before) : ''}`;
  });
}

/** That a page of this folder places, in order. */
const posedBy = (folder: string, placed: readonly Placed[]) =>
  placed
    .filter(({ kind }) => kind === 'Exercise')
    .flatMap(({ id }) => {
      const path = `${folder}/exercises/${id}.ts`;
      const exercise = sources.exercises[path];
      return exercise ? [{ id, path, exercise }] : [];
    });

function toChapter(page: string, source: string): Chapter {
  const chapter = slugOf(page);
  const number = numberOf(page);
  const folder = folderOf(page);
  const { frontmatter, placed } = readPage(source);
  const problemsPage = sources.pages[`${folder}/problems.mdx`];
  const posed = posedBy(folder, problemsPage === undefined ? [] : readPage(problemsPage).placed);
  const numbers = problemNumbers(posed.map(({ exercise }) => bookIdsOf(exercise)[0] ?? ''));
  return {
    slug: chapter,
    number,
    title: textOf(frontmatter.title) ?? chapter,
    promise: textOf(frontmatter.promise) ?? '',
    exercises: posedBy(folder, placed).map((one, i) => ({ ...one, chapter, set: 'chapter', number: `${String(number)}.${String(i + 1)}` })),
    problems: posed.map((one, i) => ({ ...one, chapter, set: 'problems', number: `${String(number)}.${numbers[i] ?? ''}` })),
    hasProblems: problemsPage !== undefined,
  };
}

function read(): { readonly chapters: readonly Chapter[]; readonly quizzes: readonly Entry[] } {
  const problems = problemsOf(sources);
  if (problems.length > 0) throw new AuthorError(problems);
  const chapters = Object.entries(sources.pages)
    .filter(([page]) => !isOfProblems(page))
    .map(([page, source]) => toChapter(page, source));
  const quizzes = Object.entries(modules.quizzes).map(([path, exercise]): Entry => ({
    id: idOf(path),
    exercise,
    chapter: slugOf(path),
    set: 'chapter',
    number: '',
    path: path.replace('../../', ''),
  }));
  return { chapters: chapters.sort((a, b) => a.number - b.number), quizzes };
}

export const { chapters, quizzes } = read();
export const entries: readonly Entry[] = chapters.flatMap(({ exercises, problems }) => [...exercises, ...problems]);

/** Throws an error that lists the ids there are. */
export function entryOf(id: string, among: readonly Entry[] = entries): Entry {
  const entry = among.find((other) => other.id === id);
  if (!entry) throw new Error(`There is no “${id}” among ${among.map((other) => other.id).join(', ')}`);
  return entry;
}

export const chapterOf = (slug: string): Chapter | undefined => chapters.find((chapter) => chapter.slug === slug);

/** An error names the place in the exercise's file. */
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
