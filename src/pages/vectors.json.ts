/** Test vectors of all formulas, to check a port against. Its shape is a stable interface: see public/vectors.schema.json. */
import type { APIRoute } from 'astro';
import { vectorsJson } from '@scaling-workbook/formulas/published';

export const GET: APIRoute = () => new Response(vectorsJson(), { headers: { 'Content-Type': 'application/json' } });
