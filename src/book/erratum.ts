/**
 * A mistake in the workbook that this one grew out of. What it printed is quoted; `right` and `why` compute our figures with the exercises'
 * formulas.
 */
import type { Markdown, ShownFormulas } from '@scaling-workbook/exercises';

export interface Reference {
  readonly text: string;
  readonly url?: string;
}

/** A: a wrong answer, question or program. B: a premise or a taught fact. C: a label, a rounding, a word. */
export type Severity = 'A' | 'B' | 'C';

export interface Erratum {
  /** Permanent: exercises and readers link to it. */
  readonly id: `E${number}`;
  readonly title: string;
  /** Absent for the front page. */
  readonly chapter?: number;
  /** Where it was, in words. */
  readonly where: string;
  /** In the earlier workbook. */
  readonly originals?: readonly string[];
  readonly severity: Severity;
  readonly said: Markdown;
  readonly right: (f: ShownFormulas) => Markdown;
  readonly why: (f: ShownFormulas) => Markdown;
  /** Absent if this page's calculation is enough. */
  readonly sources?: readonly string[];
}
