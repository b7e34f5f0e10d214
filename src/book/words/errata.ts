/** The errata of the earlier workbook. */
export const title = 'Errata';
export const description = 'The mistakes of the workbook that this one grew out of: what it said, what is right, and why.';
export const intro = (count: number): string =>
  `This book grew out of an earlier workbook, and we recomputed that one line by line. These are the ${count} things in it that did not hold. They are here for two reasons: whoever has learned from it should know, and a mistake with its cause teaches more than an answer. What it printed is paraphrased or quoted. A figure set against it is computed by the formulas of this book, in decimal units, or was seen when we ran its programs.`;
export const show = 'Show';
export const all = (count: number): string => `All ${count}`;
/** HTML. */
export const kind = (word: string, count: number, means: string): string => `<strong>${word}</strong> (${count}): ${means}`;
export const said = 'It said';
export const right = 'Right is';
export const why = 'Why';
export const sources = 'Sources';
export const inThisBook = 'In this book';
export const frontPage = 'Front page';
export const chapter = (number: number): string => `Chapter ${number}`;
export const exercise = (number: string, name: string): string => `Exercise ${number}, ${name}`;
export const severities = {
  A: { word: 'Wrong answer', means: 'the question, its key or its code does not hold' },
  B: { word: 'Wrong premise', means: 'a fact it teaches or builds on does not hold' },
  C: { word: 'Slip', means: 'a label, a rounding, a word or an aside' },
} as const;
