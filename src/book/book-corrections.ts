/** The corrections to the companion book as HTML, by problem or section. */
import * as formulas from '@scaling-workbook/formulas/formulas';
import { toShown } from '@scaling-workbook/exercises';
import type { BookCorrection } from './book-correction.ts';
import { sections, type MappedProblem, type MappedSection } from './book.ts';
import { bookCorrections } from './content.ts';
import { toHtml } from './markdown.ts';

export interface ShownCorrection extends Pick<BookCorrection, 'id' | 'title' | 'where' | 'fault'> {
  readonly section: MappedSection;
  readonly problem?: MappedProblem;
  readonly printed: string;
  readonly ours: string;
  readonly why: string;
}

const shown = toShown(formulas);
const order = sections.flatMap(({ slug, problems }) => [slug, ...problems.map(({ id }) => id)]);

function toShownCorrection({ id, title, at, where, fault, printed, ours, why }: BookCorrection): ShownCorrection {
  const section = sections.find(({ slug, problems }) => slug === at || problems.some((problem) => problem.id === at));
  if (!section)
    throw new Error(`Correction ${id}: “${at}” is neither a problem nor a section. Hint: chapters/book/problems.ts lists them.`);
  const problem = section.problems.find((other) => other.id === at);
  return {
    id,
    title,
    fault,
    section,
    ...(where !== undefined && { where }),
    ...(problem && { problem }),
    printed: toHtml(printed),
    ours: toHtml(ours(shown)),
    why: toHtml(why(shown)),
  };
}

/** In the order of the companion book. */
export const shownCorrections: readonly ShownCorrection[] = [...bookCorrections]
  .sort((a, b) => order.indexOf(a.at) - order.indexOf(b.at) || (a.id < b.id ? -1 : 1))
  .map(toShownCorrection);

export const correctionsOf = (problem: string): readonly ShownCorrection[] =>
  shownCorrections.filter((correction) => correction.problem?.id === problem);
