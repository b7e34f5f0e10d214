import type { Verdict } from '@scaling-workbook/exercises/answer/verdict';

export interface Result {
  readonly verdict: Verdict;
  readonly title: string;
  readonly html: string;
  /** Such as “41.8 ms”. */
  readonly echo?: string;
  /** HTML below what is said, not read out: a table, the text with its place marked. */
  readonly more?: string;
  /** Only by the reader's own earlier value. */
  readonly carried?: boolean;
}
