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
      return `Question ${found.number} in the text`;
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

/** The map of the companion book. */
export const title = 'Map of the companion book';
export const description =
  'Every section and every problem of How to Scale Your Model, with the chapter or exercise of this workbook for it, and whether you have solved it.';
/** HTML. */
export const mapIntro = (link: string, commit: string, date: string): string =>
  `${link} is the book that this workbook accompanies. It is by other authors and independent of us; the problems are told here in our words, as of its revision ${commit} (${date}). Its sections are numbered from 0, and ours follow them, mostly one lower.`;
export const tally = (judged: number, notJudged: number, open: number, all: number): string =>
  `Of its ${all} problems, ${judged} have an exercise here that is judged in the page${notJudged > 0 ? `, ${notJudged} cannot be judged by a page` : ''}${open > 0 ? `, and ${open} are not here yet` : ''}.`;
export const section = (number: number, title: string): string => `${number} ${title}`;
/** HTML. */
export const ourChapter = (link: string): string => `Here: ${link}`;
export const noChapter = 'It has no chapter here.';
export const noProblems = 'It has no problems.';
export const caption = (title: string): string => `Problems of ${title}`;
export const columns = { problem: 'Problem', asks: 'Asks for', here: 'Here', state: 'You' } as const;
export const kinds = { number: 'a figure', formula: 'a formula', concept: 'a decision', program: 'a program' } as const;
export const open = 'not yet';
export const inPart = 'Judged in part.';
export const figures = 'Printed figures that are off';

/** The ledger of printed figures. */
export const figuresTitle = 'The companion book’s printed figures';
export const figuresIntro = (commit: string, date: string): string =>
  `These figures of How to Scale Your Model differ from what follows from their givens by more than their printed digits allow, as of revision ${commit} (${date}). We name them so that readers whose answer follows the print learn where the difference comes from. The book’s authors keep correcting it, so look at its current text, too.`;
export const faults = { wrong: 'Does not follow', rounded: 'Rounded on the way', reading: 'Depends on the reading' } as const;
export const problemOf = (name: string, section: string): string => `${name}, ${section}`;
export const printed = 'Printed';
export const ours = 'Ours';
export const why = 'Why';
export const here = 'In this workbook';
