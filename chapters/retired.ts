/**
 * Exercises and quizzes that are no longer in the book. Links and readers' records hang on their ids, so an id is never
 * given away again, and the address of an exercise goes on telling what stood there. One that only changed its name does
 * not belong here: its old name goes into `formerly`.
 */
import type { Retired } from '#book/content.ts';

export const retired: readonly Retired[] = [];
