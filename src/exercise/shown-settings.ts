/** Which fresh setting of an exercise the page shows, if not its own: set by the page's script, read by the answer box. */
import type { FieldCheck } from '@scaling-workbook/exercises/author/spec';
import { map } from 'nanostores';

export interface Setting {
  readonly name: string;
  readonly fields: readonly FieldCheck[];
}

/** By id of the exercise; absent where the page shows the exercise as it was written. */
export const $settings = map<Record<string, Setting | undefined>>({});

/** The id under which an answer is remembered. */
export const recordId = (id: string, setting: string | undefined): string => (setting === undefined ? id : `${id}@${setting}`);
