/** The public list of exercises, without answers. Its shape is a stable interface: see README.md. */
import type { APIRoute } from 'astro';
import { entries, solved } from '#book/catalog.ts';
import { toExercise } from '#book/links.ts';

export const GET: APIRoute = () =>
  Response.json({
    version: 1,
    exercises: entries.map((entry) => ({
      id: entry.id,
      number: entry.number,
      chapter: entry.chapter,
      kind: entry.exercise.kind,
      title: entry.exercise.title,
      url: toExercise(entry.id),
      fields: solved(entry).map(({ key, label, ...field }) => ({ key, label, ...(field.kind === 'number' && { unit: field.unit }) })),
    })),
  });
