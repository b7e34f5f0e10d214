/** The site as a whole: its name, and what the sidebar lists. */
export const title = 'Scaling Workbook';
/** Under the icon of the installed app. */
export const shortTitle = 'Scaling';
export const description = 'Learn to reason about the scale of machine learning models by solving every exercise in the browser.';

export const chapters = 'Chapters';
export const allChapters = 'All chapters';
export const practice = 'Practice';
export const reference = 'Reference';
export const pages = {
  exercises: 'All exercises',
  review: 'Review',
  test: 'Make a test',
  progress: 'Your progress',
  'print-and-export': 'Print & export',
  corrections: 'Corrections',
  formulas: 'Formulas',
  hardware: 'Hardware',
  models: 'Models',
  'cheat-sheet': 'Cheat sheet',
  notation: 'Notation and constants',
  book: 'Map of the companion book',
} as const;

export const chapter = (number: number): string => `Chapter ${number}`;
/** HTML. */
export const inTheBook = (link: string): string => `In the companion book: ${link}`;
/** HTML. */
export const factsVersion = (hardwarePage: string, version: string, date: string): string =>
  `<a href="${hardwarePage}">Facts</a> as of ${date}, version ${version}`;
