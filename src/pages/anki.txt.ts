/** The deck for Anki; see src/anki.ts. */
import type { APIRoute } from 'astro';
import { ankiFile } from '../anki.ts';
import { entries } from '../catalog.ts';

export const GET: APIRoute = () => new Response(ankiFile(entries), { headers: { 'Content-Type': 'text/plain; charset=utf-8' } });
