/**
 * What authors write beside the chapters, found where it stands: the site imports nothing of `chapters` by name, so that
 * all arrows between the two lead from the book to the site.
 */
import type { BookCorrection } from './book-correction.ts';
import type { BookSection } from './book-section.ts';
import type { Erratum, Reference } from './erratum.ts';

/** What one can do after this book, with the exercises that prove it. */
export interface Skill {
  readonly id: string;
  readonly group: string;
  /** Completes “I can …”. */
  readonly say: string;
  readonly exercises: readonly string[];
  readonly quizzes?: readonly string[];
  readonly after?: readonly string[];
}

/** An exercise or quiz that is no longer in the book. */
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

interface Found {
  readonly skills?: readonly Skill[];
  readonly retired?: readonly Retired[];
  readonly errata?: readonly Erratum[];
  readonly references?: Readonly<Record<string, Reference>>;
  readonly bookSections?: readonly BookSection[];
  readonly bookRevision?: { readonly commit: string; readonly date: string };
}
const found = Object.values(
  import.meta.glob<Found>(
    ['../../chapters/skills.ts', '../../chapters/retired.ts', '../../chapters/errata/index.ts', '../../chapters/book/problems.ts'],
    { eager: true },
  ),
).reduce<Found>((all, file) => ({ ...all, ...file }), {});

export const { skills = [], retired = [], errata = [], references = {}, bookSections = [], bookRevision } = found;

/** One file for each section of the companion book, so that several authors can add to them. */
export const bookCorrections: readonly BookCorrection[] = Object.values(
  import.meta.glob<readonly BookCorrection[]>('../../chapters/errata/companion/*.ts', { eager: true, import: 'corrections' }),
).flat();
