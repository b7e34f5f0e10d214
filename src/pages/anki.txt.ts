/** The deck for Anki; see src/export/anki.ts. */
import type { APIRoute } from 'astro';
import { ankiFile } from '#export/anki.ts';
import { entries } from '#book/catalog.ts';

export const GET: APIRoute = () => new Response(ankiFile(entries), { headers: { 'Content-Type': 'text/plain; charset=utf-8' } });
