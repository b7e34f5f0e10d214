/** Remembered, so that a later visit resumes where this one stopped. */
import { engine } from '#progress/storage.ts';

const key = 'scaling-workbook-whole-book';

export const wholeBookWanted = (): boolean => engine[key] !== undefined;

export const wantWholeBook = (): void => {
  engine[key] = 'wanted';
};
