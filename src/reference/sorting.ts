/** By number or by word, with missing values last. */
import { language } from '#language/language.ts';

export type Direction = 'ascending' | 'descending';

/** Undefined if the value is missing. */
export type Key = number | string | undefined;

/** Indices of the rows. Equal rows keep their order. */
export function sortedOrder(keys: readonly Key[], direction: Direction): readonly number[] {
  const sign = direction === 'ascending' ? 1 : -1;
  return keys
    .map((key, index) => ({ key, index }))
    .sort((a, b) => {
      if (a.key === undefined || b.key === undefined) return Number(a.key === undefined) - Number(b.key === undefined) || a.index - b.index;
      return sign * compare(a.key, b.key) || a.index - b.index;
    })
    .map(({ index }) => index);
}

const compare = (a: number | string, b: number | string): number =>
  typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b), language, { numeric: true });

/** Numbers from the largest, words from A; a second press reverses. */
export const nextDirection = (now: Direction | undefined, kind: 'number' | 'words'): Direction => {
  if (now === undefined) return kind === 'number' ? 'descending' : 'ascending';
  return now === 'ascending' ? 'descending' : 'ascending';
};
