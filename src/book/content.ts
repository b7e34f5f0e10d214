/** What authors write besides the chapters, found by glob: the site imports nothing from `chapters` by name. */
import type { BookCorrection } from './book-correction.ts';
import type { BookSection } from './book-section.ts';
import type { Erratum, Reference } from './erratum.ts';

/** With the exercises that prove it. */
export interface Skill {
  readonly id: string;
  readonly group: string;
  /** Completes “I can …”. */
  readonly say: string;
  readonly exercises: readonly string[];
  readonly quizzes?: readonly string[];
  readonly after?: readonly string[];
}

export interface Retired {
  readonly id: string;
  readonly title: string;
  /** Such as 2026-11-27. */
  readonly on: string;
  /** For readers who look for it. */
  readonly why: string;
  /** What to do instead. */
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

/** One file for each section of the companion book. */
export const bookCorrections: readonly BookCorrection[] = Object.values(
  import.meta.glob<readonly BookCorrection[]>('../../chapters/errata/companion/*.ts', { eager: true, import: 'corrections' }),
).flat();
