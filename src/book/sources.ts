/** The files of the chapters as they are read, for the catalogue and for the checks of them. */
import type { Exercise } from '@scaling-workbook/exercises';
import type { BookSection } from './book-section.ts';
import type { PageSource, Placed } from './page-source.ts';

/** Files as they are read: by path, chapters’ pages as text, exercises and quizzes as modules. */
export interface Sources {
  /** `index.mdx` of every chapter, and `problems.mdx` of those that have one. */
  readonly pages: Readonly<Record<string, string>>;
  readonly exercises: Readonly<Record<string, Exercise | undefined>>;
  readonly quizzes: Readonly<Record<string, Exercise | undefined>>;
  readonly book: readonly BookSection[];
}

/** A page that could be read. */
export interface ReadPage extends PageSource {
  readonly path: string;
}
export interface PlacedOn extends Placed {
  readonly page: string;
}

export const idOf = (path: string): string => path.replace(/^.*\/|\.ts$/g, '');
export const folderOf = (path: string): string => path.replace(/\/(?:(?:exercises|quizzes)\/)?[^/]*$/, '');
export const isOfProblems = (page: string): boolean => page.endsWith('/problems.mdx');
