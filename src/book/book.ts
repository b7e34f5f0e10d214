/** The companion book's problems by name, with the exercises that solve them. */
import * as words from './words/book.ts';
import { bookIdsOf, problemNumberOf, type BookProblem, type BookSection } from './book-section.ts';
import { entries, type Entry } from './catalog.ts';
import { bookSections } from './content.ts';

export interface MappedProblem extends BookProblem {
  /** As the companion book calls it: `Problem 3`. */
  readonly name: string;
  readonly solvedBy: readonly Entry[];
}
export interface MappedSection extends Omit<BookSection, 'problems'> {
  readonly url: string;
  readonly problems: readonly MappedProblem[];
}

const bookUrl = 'https://jax-ml.github.io/scaling-book/';

export const nameOf = (id: string): string => words.problem(problemNumberOf(id));

export const sections: readonly MappedSection[] = bookSections.map(({ problems, ...section }) => ({
  ...section,
  url: section.slug === '' ? bookUrl : `${bookUrl}${section.slug}/`,
  problems: problems.map((problem) => ({
    ...problem,
    name: nameOf(problem.id),
    solvedBy: entries.filter(({ exercise }) => bookIdsOf(exercise).includes(problem.id)),
  })),
}));

export const problems: readonly MappedProblem[] = sections.flatMap((section) => section.problems);

/** Neither an exercise nor a reason for none. */
export const isOpen = ({ solvedBy, notJudged }: MappedProblem): boolean => solvedBy.length === 0 && notJudged === undefined;

export const sectionOf = (chapter: string): MappedSection | undefined => sections.find((section) => section.chapter === chapter);
