/** Corrections to the earlier workbook and to the companion book. */
export const title = 'Corrections to the earlier workbook and the companion book';
export const description = 'The mistakes in what this workbook builds on: what was printed, what is correct, and why.';
export const intro = (count: number): string =>
  `This workbook grew out of an earlier one, which we recomputed line by line. These ${count} things in it were wrong. We list them for two reasons: people who learned from it should know, and a mistake explained teaches more than an answer. What it printed is paraphrased or quoted. Our figures are computed by the formulas of this workbook, in decimal units, or come from running its programs.`;
export const show = 'Show';
export const all = (count: number): string => `All ${count}`;
/** HTML. */
export const kind = (word: string, count: number, means: string): string => `<strong>${word}</strong> (${count}): ${means}`;
export const said = 'Printed';
export const right = 'Correct';
export const why = 'Why';
export const sources = 'Sources';
export const inThisBook = 'In this workbook';
export const frontPage = 'Front page';
export const chapter = (number: number): string => `Chapter ${number}`;
export const exercise = (number: string, name: string): string => `Exercise ${number}, ${name}`;
export const severities = {
  A: { word: 'Wrong answer', means: 'the question, its answer key or its code is wrong' },
  B: { word: 'Wrong premise', means: 'a fact that it teaches or relies on is wrong' },
  C: { word: 'Slip', means: 'an error in a label, a rounding, a word or an aside' },
} as const;
