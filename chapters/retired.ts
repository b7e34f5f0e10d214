/**
 * Exercises and quizzes that are no longer in the book. Links and readers' records hang on their ids, so an id is never
 * given away again, and the address of an exercise goes on telling what stood there. One that only changed its name does
 * not belong here: its old name goes into `formerly`.
 */
export interface Retired {
  readonly id: string;
  /** What it was called. */
  readonly title: string;
  /** The day, as 2026-11-27. */
  readonly on: string;
  /** A sentence, for those who look for it. */
  readonly why: string;
  /** The id of the exercise to do in its place. */
  readonly instead?: string;
}

export const retired: readonly Retired[] = [];
