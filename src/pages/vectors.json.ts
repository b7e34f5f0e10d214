/** To check a port against. A stable interface: see public/vectors.schema.json. */
import type { APIRoute } from 'astro';
import { vectorsJson } from '@scaling-workbook/formulas/published';

export const GET: APIRoute = () => new Response(vectorsJson(), { headers: { 'Content-Type': 'application/json' } });
