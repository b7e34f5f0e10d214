/** What stands around an exercise or a quiz: its label, aids, other settings, its link, a report. */
export const label = (number: string): string => `Exercise ${number}`;
export const quizLabel = 'Quiz';
export const original = (number: string): string => `(${number} in the earlier workbook)`;
/** Names of problems of the companion book, such as `Problem 3`. */
export const solves = (problems: readonly string[]): string => `(${problems.join(' and ')} of the companion book)`;
export const state = { solved: 'Solved', tried: 'Tried' } as const;

export const quizRemark = 'Once you have answered';
export const needsScript = 'Checking an answer needs JavaScript. The hint and the whole derivation open without it.';
export const quizNeedsScript = 'Checking an answer needs JavaScript. The explanation below opens without it.';

export const copyLink = 'Copy link';
export const copied = 'Copied';
export const copyRefused = 'See the address bar';

export const another = 'Another one, with other numbers';
export const backToFirst = 'Back to the first';
export const otherNumbers = (which: number, of: number): string => `Other numbers, ${which} of ${of}.`;
export const otherNotLoaded = 'The other numbers could not be loaded. Check the connection and try again.';
export const otherUnknown = 'The link asks for numbers that are not there (any more). Here is the exercise as it was written.';

export const nextStep = (shown: number, all: number): string => `Next step (${shown} of ${all})`;
export const showAll = 'Show all';

/** Where a script does not arrive. */
export const lateChecking = 'The script that checks answers has not arrived. What you typed is kept; hint and derivation open without it.';
export const lateFigure = 'The script that moves this figure has not arrived; it shows its starting values.';
export const loadAgain = 'Load the page again.';

/** On its own page. */
export const pageDescription = (number: string, title: string): string =>
  `Exercise ${number} of the Scaling Workbook: ${title}. Answer it in the browser and see which slip you made, if any.`;
/** HTML. */
export const fromChapter = (number: number | undefined, link: string): string => `From chapter ${number}, ${link}`;
export const fromProblems = (number: number | undefined, link: string): string => `From the problems of chapter ${number}, ${link}`;
