/** The chapters' files, for the catalogue and its checks. */
import type { Exercise } from '@scaling-workbook/exercises';
import type { BookSection } from './book-section.ts';
import type { PageSource, Placed } from './page-source.ts';

/** By path: pages as text, exercises and quizzes as modules. */
export interface Sources {
  /** Every `index.mdx`, and `problems.mdx` where there is one. */
  readonly pages: Readonly<Record<string, string>>;
  readonly exercises: Readonly<Record<string, Exercise | undefined>>;
  readonly quizzes: Readonly<Record<string, Exercise | undefined>>;
  readonly book: readonly BookSection[];
}

export interface ReadPage extends PageSource {
  readonly path: string;
}
export interface PlacedOn extends Placed {
  readonly page: string;
}

export const idOf = (path: string): string => path.replace(/^.*\/|\.ts$/g, '');
export const folderOf = (path: string): string => path.replace(/\/(?:(?:exercises|quizzes)\/)?[^/]*$/, '');
export const isOfProblems = (page: string): boolean => page.endsWith('/problems.mdx');
