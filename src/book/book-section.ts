/** The companion book: its sections and their problems. */

export type BookProblemKind = 'number' | 'formula' | 'concept' | 'program';

export interface BookProblem {
  /**
   * Permanent: exercises and readers link to it. `sb-roofline-1`; with `p1` for a pop quiz, `t1` for a question in the text, `2-3` for
   * question 3 of quiz 2.
   */
  readonly id: `sb-${string}`;
  /** In our words. */
  readonly title: string;
  readonly kind: BookProblemKind;
  /** Why a page cannot judge it, or a part of it. */
  readonly notJudged?: string;
  /** Where our program for it is, from the root of the site. */
  readonly listing?: `/${string}`;
}

export interface BookSection {
  readonly number: number;
  /** Of its address; empty for the front page. */
  readonly slug: string;
  readonly title: string;
  readonly chapter?: string;
  /** For the map, such as on a problem that newer revisions leave out. */
  readonly note?: string;
  readonly problems: readonly BookProblem[];
}

/** The companion book's own, from the id. */
export type ProblemNumber =
  | { readonly of: 'problem' | 'pop-quiz' | 'text'; readonly number: number }
  | { readonly of: 'quiz'; readonly quiz: number; readonly number: number };

const idPattern = /^sb-[a-z-]+?-(?:([pt]?)(\d+)|(\d+)-(\d+))$/;

export function problemNumberOf(id: string): ProblemNumber {
  const [, letter, number, quiz, question] = idPattern.exec(id) ?? [];
  if (quiz !== undefined) return { of: 'quiz', quiz: Number(quiz), number: Number(question) };
  if (number === undefined) throw new Error(`“${id}” is no id of a problem, such as sb-roofline-1`);
  return { of: letter === 'p' ? 'pop-quiz' : letter === 't' ? 'text' : 'problem', number: Number(number) };
}

/** After the chapter: P3, pop quiz Q1, question in the text T2, question 3 of quiz 2 Q2.3. */
export function shortNumberOf(id: string): string {
  const found = problemNumberOf(id);
  return found.of === 'quiz'
    ? `Q${String(found.quiz)}.${String(found.number)}`
    : `${{ problem: 'P', 'pop-quiz': 'Q', text: 'T' }[found.of]}${String(found.number)}`;
}

export const bookIdsOf = ({ book = [] }: { readonly book?: string | readonly string[] | undefined }): readonly string[] =>
  typeof book === 'string' ? [book] : book;
