/** The problems of the companion book that have no exercise yet and no reason why: a list that only shrinks. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { isOpen, problems } from '#book/book.ts';
import { compare } from './compare.ts';

it('each of the 99 problems is judged, has a reason why it is not, or is listed as not here yet', () => {
  expect(problems).toHaveLength(99);
  for (const { id, solvedBy, notJudged } of problems.filter((problem) => !isOpen(problem)))
    expect(solvedBy.length > 0 || /^[A-Z].{20,}\.$/.test(notJudged ?? ''), id).toBe(true);
  const listed = new Set(
    readFileSync(new URL('not-yet.txt', import.meta.url), 'utf8')
      .trim()
      .split('\n'),
  );
  const open = problems.filter(isOpen).map(({ id }) => id);
  expect(
    open.filter((id) => !listed.has(id)),
    'a problem that had an exercise has none any more',
  ).toEqual([]);
  compare('not-yet.txt', open);
});
