/** What a reader is told about one answer. */
import type { Verdict } from '@scaling-workbook/exercises/answer/verdict';

export interface Result {
  readonly verdict: Verdict;
  readonly title: string;
  readonly html: string;
  /** How the text was read, such as “41.8 ms”. */
  readonly echo?: string;
  /** HTML that stands below what is said, and is not read out with it: a table, the text with its place marked. */
  readonly more?: string;
  /** Right only by the reader's own earlier value. */
  readonly carried?: boolean;
}
