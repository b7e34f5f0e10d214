/** A printed figure of the companion book that is off, with ours. What is printed is a fact; the sentences are ours. */
import type { Markdown, ShownFormulas } from '@scaling-workbook/exercises';

/** The printed figure does not follow from its givens, was rounded on the way, or depends on how the question is read. */
export type BookFault = 'wrong' | 'rounded' | 'reading';

export interface BookCorrection {
  /** Permanent: `B-` and the problem without its `sb-`, such as `B-gpus-5-2`; with a letter where there are several. */
  readonly id: `B-${string}`;
  readonly title: string;
  /** A problem; for a figure elsewhere the slug of its section, and then `where` says where. */
  readonly at: string;
  readonly where?: string;
  readonly fault: BookFault;
  readonly printed: Markdown;
  /** Our figure, computed. */
  readonly ours: (f: ShownFormulas) => Markdown;
  /** How the difference comes about. */
  readonly why: (f: ShownFormulas) => Markdown;
  /** Worked out on paper: `ours` and `why` must print them, each computed by a formula. */
  readonly byHand: readonly string[];
}
