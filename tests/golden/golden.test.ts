/**
 * Small sorted files that a reviewer can read: every answer, every id, every name the packages export.
 * `npm run golden` writes them anew; the difference is part of the review.
 */
import * as exercises from '@scaling-workbook/exercises';
import * as formulas from '@scaling-workbook/formulas';
import { formatQuantity } from '@scaling-workbook/formulas/units';
import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { entries, quizzes, solved, type Entry } from '#book/catalog.ts';
import { former } from '#book/former.ts';

function compare(name: string, lines: readonly string[]): void {
  const file = new URL(name, import.meta.url);
  const text = `${[...lines].sort().join('\n')}\n`;
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(file, text);
  expect(text).toBe(readFileSync(file, 'utf8'));
}

/** A line for each answer of an exercise, in each of its settings. */
const answersOf = (entry: Entry): readonly string[] =>
  [undefined, ...Object.keys(entry.exercise.fresh ?? {})].flatMap((variant) =>
    solved(entry, variant).map((field) => {
      const value =
        field.kind === 'number'
          ? formatQuantity(field.value, field.unit, { digits: 12 })
          : (field.options.find(({ right }) => right)?.text ?? '');
      return `${entry.id}${variant === undefined ? '' : `@${variant}`} ${field.key}: ${value.replaceAll(/\s+/g, ' ').trim()}`;
    }),
  );

it('every answer, for every setting, is the one reviewed', () => {
  compare('answers.txt', entries.flatMap(answersOf));
});

it.each(entries)('$id has the answers that were reviewed', (entry) => {
  const reviewed = readFileSync(new URL('answers.txt', import.meta.url), 'utf8').split('\n');
  const own = reviewed.filter((line) => /^[^@ ]*/.exec(line)?.[0] === entry.id);
  expect([...answersOf(entry)].sort(), 'npm run golden records new answers').toEqual(own);
});

it('no exercise or quiz disappears without a word: it keeps its id, or is renamed (formerly), or is listed in chapters/retired.ts', () => {
  const reviewed = readFileSync(new URL('ids.txt', import.meta.url), 'utf8')
    .trim()
    .split('\n');
  const ids = new Set(reviewed.filter((line) => !/ field |@/.test(line)).map((line) => line.replace(/ .*/, '')));
  const told = new Set([
    ...[...entries, ...quizzes].map(({ id }) => id),
    ...former.renamed.map(({ from }) => from),
    ...former.retired.map(({ id }) => id),
  ]);
  expect([...ids].filter((id) => !told.has(id))).toEqual([]);
  compare('ids.txt', [
    ...entries.flatMap(({ id, exercise }) => [
      id,
      ...Object.keys(exercise.fields).map((key) => `${id} field ${key}`),
      ...Object.keys(exercise.fresh ?? {}).map((variant) => `${id}@${variant}`),
    ]),
    ...quizzes.map(({ id }) => `${id} quiz`),
    ...former.renamed.map(({ from, to }) => `${from} renamed to ${to}`),
    ...former.retired.map(({ id }) => `${id} retired`),
  ]);
});

it('no public name of a package disappears', () => {
  compare('exports.txt', [
    ...Object.keys(formulas).map((name) => `formulas ${name}`),
    ...Object.keys(exercises).map((name) => `exercises ${name}`),
  ]);
});
