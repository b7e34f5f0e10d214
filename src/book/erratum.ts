/**
 * A mistake of the workbook that this one grew out of. What it printed is quoted; every figure set against it is computed
 * by the same formulas as the exercises, so `right` and `why` are functions of them.
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
  /** Chapter of the earlier workbook; its front page is none. */
  readonly chapter?: number;
  /** Where it stood, in words. */
  readonly where: string;
  /** Numbers of the exercises concerned, in the earlier workbook. */
  readonly originals?: readonly string[];
  readonly severity: Severity;
  readonly said: Markdown;
  readonly right: (f: ShownFormulas) => Markdown;
  readonly why: (f: ShownFormulas) => Markdown;
  /** Where it can be checked; nothing where a calculation on this page is all it takes. */
  readonly sources?: readonly string[];
}
