/** Worked vectors of all formulas, by which a port proves itself. Its shape is promised: see public/vectors.schema.json. */
import type { APIRoute } from 'astro';
import { vectorsJson } from '@scaling-workbook/formulas/published';

export const GET: APIRoute = () => new Response(vectorsJson(), { headers: { 'Content-Type': 'application/json' } });
