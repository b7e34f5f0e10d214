/** A figure printed in the companion book that is off, with ours beside it. What is printed is a fact; the sentences are ours. */
import type { Markdown, ShownFormulas } from '@scaling-workbook/exercises';

/** It does not follow from its givens; it was rounded on the way; or it depends on a reading that the question leaves open. */
export type BookFault = 'wrong' | 'rounded' | 'reading';

export interface BookCorrection {
  /** Permanent: `B-` and the problem without its `sb-`, such as `B-gpus-5-2`; with a letter where a problem has several. */
  readonly id: `B-${string}`;
  readonly title: string;
  /** The id of the problem; for a figure elsewhere the slug of its section, and then `where` says in words where it stands. */
  readonly at: string;
  readonly where?: string;
  readonly fault: BookFault;
  readonly printed: Markdown;
  /** Our figure, computed. */
  readonly ours: (f: ShownFormulas) => Markdown;
  /** How the difference comes about. */
  readonly why: (f: ShownFormulas) => Markdown;
  /** Figures worked out on paper which `ours` and `why` must print, and print only because a formula computes them. */
  readonly byHand: readonly string[];
}
