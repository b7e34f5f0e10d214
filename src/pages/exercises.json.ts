/** Without answers. A stable interface: see README.md. */
import type { APIRoute } from 'astro';
import { bookIdsOf } from '#book/book-section.ts';
import { entries, solved } from '#book/catalog.ts';
import { toExercise } from '#book/links.ts';

export const GET: APIRoute = () =>
  Response.json({
    version: 1,
    exercises: entries.map((entry) => ({
      id: entry.id,
      number: entry.number,
      chapter: entry.chapter,
      set: entry.set,
      ...(entry.exercise.book !== undefined && { book: bookIdsOf(entry.exercise) }),
      kind: entry.exercise.kind,
      title: entry.exercise.title,
      url: toExercise(entry.id),
      fields: solved(entry).map(({ key, label, ...field }) => ({
        key,
        label,
        ...('unit' in field && { unit: field.unit }),
        ...(field.kind === 'symbolic' && { letters: field.letters }),
      })),
    })),
  });
