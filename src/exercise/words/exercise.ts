export const label = (number: string): string => `Exercise ${number}`;
export const quizLabel = 'Quiz';
export const original = (number: string): string => `(${number} in the earlier workbook)`;
/** Of the companion book, such as `Problem 3`. */
export const solves = (problems: readonly string[]): string => `(${problems.join(' and ')} of the companion book)`;
export const state = { solved: 'Solved', tried: 'Tried' } as const;

export const quizRemark = 'After you’ve answered';
export const needsScript = 'Checking answers needs JavaScript. The hint and the full derivation work without it.';
export const quizNeedsScript = 'Checking answers needs JavaScript. The explanation below works without it.';

export const copyLink = 'Copy link';
export const copied = 'Copied';
export const copyRefused = 'Copy it from the address bar';

export const another = 'Try different numbers';
export const backToFirst = 'Back to the original numbers';
export const otherNumbers = (which: number, of: number): string => `Set of numbers ${which} of ${of}.`;
export const otherNotLoaded = 'The new numbers could not be loaded. Check your connection and try again.';
export const otherUnknown =
  'The link asks for a set of numbers that does not exist (any more). Here is the exercise with its original numbers.';

export const nextStep = (shown: number, all: number): string => `Next step (${shown} of ${all})`;
export const showAll = 'Show all';

/** When a script fails to load. */
export const lateChecking =
  'The script that checks answers has not loaded. What you typed is safe; the hint and the derivation work without it.';
export const lateFigure = 'The script that updates this figure has not loaded; it shows its starting values.';
export const loadAgain = 'Reload the page.';

/** On its own page. */
export const pageDescription = (number: string, title: string): string =>
  `Exercise ${number} of the Scaling Workbook: ${title}. Answer it in the browser and find out which slip you made, if any.`;
/** HTML. */
export const fromChapter = (number: number | undefined, link: string): string => `From chapter ${number}, ${link}`;
export const fromProblems = (number: number | undefined, link: string): string => `From the problems of chapter ${number}, ${link}`;
