/**
 * Small sorted files that a reviewer can read: every answer, every id, every name the packages export.
 * `npm run golden` writes them anew; the difference is part of the review.
 */
import * as exercises from '@scaling-workbook/exercises';
import * as formulas from '@scaling-workbook/formulas';
import { formatQuantity } from '@scaling-workbook/formulas/units';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { entries, quizzes, solved, type Entry } from '#book/catalog.ts';
import { toText } from '@scaling-workbook/exercises/answer/expression';
import { currentKey } from '@scaling-workbook/exercises/memory/progress';
import { former } from '#book/former.ts';
import { compare } from './compare.ts';

/** A line for each answer of an exercise, in each of its settings. */
const answersOf = (entry: Entry): readonly string[] =>
  [undefined, ...Object.keys(entry.exercise.fresh ?? {})].flatMap((variant) =>
    solved(entry, variant).map((field) => {
      const value =
        field.kind === 'number'
          ? [field.value, ...(field.range ? [field.range.low.value, field.range.high.value] : [])]
              .map((value) => formatQuantity(value, field.unit, { digits: 12 }))
              .join(', ')
          : field.kind === 'design'
            ? `${field.ours.map((x) => String(Number(x.toPrecision(12)))).join(' ')}; ${String(field.rows.length)} layouts`
            : field.kind === 'plan'
              ? `${field.task.ours.replaceAll('\n', '; ')} sends ${formatQuantity(field.bytes, 'B', { digits: 12 })}`
              : field.kind === 'symbolic'
                ? `${toText(field.answer)}${field.unit === '1' ? '' : ` in ${field.unit}`}`
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

it('no setting disappears without a word: it keeps its name, or is renamed (formerSettings), or goes with its exercise', () => {
  const reviewed = readFileSync(new URL('ids.txt', import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .filter((line) => line.includes('@'));
  const renames = new Map([...former.renamed, ...former.settings].map(({ from, to }) => [from, to]));
  const retired = new Set(former.retired.map(({ id }) => id));
  const settings = new Set(entries.flatMap(({ id, exercise }) => Object.keys(exercise.fresh ?? {}).map((name) => `${id}@${name}`)));
  const lost = reviewed
    .map((line) => line.replace(/ renamed to .*/, ''))
    .filter((name) => !retired.has(name.replace(/@.*/, '')) && !settings.has(currentKey(name, renames)));
  expect(lost).toEqual([]);
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
    ...[...former.renamed, ...former.settings].map(({ from, to }) => `${from} renamed to ${to}`),
    ...former.retired.map(({ id }) => `${id} retired`),
  ]);
});

it('no public name of a package disappears', () => {
  compare('exports.txt', [
    ...Object.keys(formulas).map((name) => `formulas ${name}`),
    ...Object.keys(exercises).map((name) => `exercises ${name}`),
  ]);
});
