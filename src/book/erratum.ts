/**
 * A mistake in the workbook that this one grew out of. What it printed is quoted; our figures are computed by the same formulas as the
 * exercises, so `right` and `why` are functions of them.
 */
import type { Markdown, ShownFormulas } from '@scaling-workbook/exercises';

export interface Reference {
  readonly text: string;
  readonly url?: string;
}

/** A: an answer, a question or a program is wrong. B: a premise or a taught fact. C: a label, a rounding, a word. */
export type Severity = 'A' | 'B' | 'C';

export interface Erratum {
  /** Permanent: exercises and readers link to it. */
  readonly id: `E${number}`;
  readonly title: string;
  /** Chapter of the earlier workbook; absent for its front page. */
  readonly chapter?: number;
  /** Where it was, in words. */
  readonly where: string;
  /** Numbers of the exercises concerned, in the earlier workbook. */
  readonly originals?: readonly string[];
  readonly severity: Severity;
  readonly said: Markdown;
  readonly right: (f: ShownFormulas) => Markdown;
  readonly why: (f: ShownFormulas) => Markdown;
  /** Where to check it; absent if the calculation on this page is enough. */
  readonly sources?: readonly string[];
}
