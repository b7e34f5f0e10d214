/** One exercise as it was written, solved and rendered: what the review and the tests show where no fresh setting is asked for. */
import type { APIRoute } from 'astro';
import { entries, type Entry } from '#book/catalog.ts';
import { render } from '#exercise/render.ts';

export const getStaticPaths = () => entries.map((entry) => ({ params: { id: entry.id }, props: { entry } }));

export const GET: APIRoute<{ entry: Entry }> = ({ props: { entry } }) => Response.json(render(entry));
