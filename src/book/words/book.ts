/** The companion book's problems: their numbers in words, and where they are solved. */
import type { ProblemNumber } from '../book-section.ts';

/** The companion book's own name of a problem. */
export const problem = (found: ProblemNumber): string => {
  switch (found.of) {
    case 'problem':
      return `Problem ${found.number}`;
    case 'pop-quiz':
      return `Pop quiz ${found.number}`;
    case 'text':
      return `Question in the text ${found.number}`;
    case 'quiz':
      return `Quiz ${found.quiz}, question ${found.number}`;
  }
};

export const problems = 'Problems';
/** On the page of problems, over its title. */
export const ofChapter = (number: number): string => `Chapter ${number} · the companion book’s problems`;
/** In the place of a problem that is solved elsewhere; HTML follows. */
export const solvedBy = 'Solved by';
export const exercise = (number: string, title: string): string => `Exercise ${number}, ${title}`;
export const program = 'Our program for it';
export const notYet = 'Not here yet';
export const notYetText = (problems: readonly string[]): string =>
  `${problems.join(', ')}: ${problems.length === 1 ? 'this problem has' : 'these problems have'} no exercise here yet.`;

/** At the end of a chapter. */
export const toProblems = 'The companion book’s problems';
export const toProblemsText = (judged: number, all: number): string =>
  judged === all
    ? `All ${all} problems of this section of the companion book, judged in the page like every exercise.`
    : `${judged} of the ${all} problems of this section of the companion book, judged in the page like every exercise.`;
