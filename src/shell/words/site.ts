/** The site as a whole: its name, and what the sidebar lists. */
export const title = 'Scaling Workbook';
/** Under the icon of an installed book. */
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
  'take-along': 'Take it along',
  errata: 'Errata',
  formulas: 'Formulas',
  hardware: 'Hardware',
  models: 'Models',
  'cheat-sheet': 'Cheat sheet',
  notation: 'Notation and constants',
  book: 'Map of the companion book',
} as const;

export const chapter = (number: number): string => `Chapter ${number}`;
/** HTML. */
export const inTheBook = (link: string): string => `In the book: ${link}`;
