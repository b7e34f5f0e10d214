/**
 * Small sorted files that a reviewer can read: every answer, every id, every name the packages export.
 * `npm run golden` writes them anew; the difference is part of the review.
 */
import * as exercises from '@scaling-workbook/exercises';
import * as formulas from '@scaling-workbook/formulas';
import { formatQuantity } from '@scaling-workbook/formulas/units';
import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { entries, quizzes, solved } from '#book/catalog.ts';
import { former } from '#book/former.ts';

function compare(name: string, lines: readonly string[]): void {
  const file = new URL(name, import.meta.url);
  const text = `${[...lines].sort().join('\n')}\n`;
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(file, text);
  expect(text).toBe(readFileSync(file, 'utf8'));
}

it('every answer, for every setting, is the one reviewed', () => {
  const lines = entries.flatMap((entry) =>
    [undefined, ...Object.keys(entry.exercise.fresh ?? {})].flatMap((variant) =>
      solved(entry, variant).map((field) => {
        const value =
          field.kind === 'number'
            ? formatQuantity(field.value, field.unit, { digits: 12 })
            : (field.options.find(({ right }) => right)?.text ?? '');
        return `${entry.id}${variant === undefined ? '' : `@${variant}`} ${field.key}: ${value.replaceAll(/\s+/g, ' ').trim()}`;
      }),
    ),
  );
  compare('answers.txt', lines);
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
