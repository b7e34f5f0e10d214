/** The fresh settings of one exercise, solved and rendered: loaded when a reader asks for another one. */
import type { APIRoute } from 'astro';
import { entries, type Entry } from '#book/catalog.ts';
import { render } from '#exercise/render.ts';

export const getStaticPaths = () => entries.map((entry) => ({ params: { id: entry.id }, props: { entry } }));

export const GET: APIRoute<{ entry: Entry }> = ({ props: { entry } }) =>
  Response.json(Object.fromEntries(Object.keys(entry.exercise.fresh ?? {}).map((setting) => [setting, render(entry, setting)])));
