/** For ports to other languages. A stable interface: see public/formulas.schema.json. */
import type { APIRoute } from 'astro';
import { formulasJson } from '@scaling-workbook/formulas/published';

export const GET: APIRoute = () => new Response(formulasJson(), { headers: { 'Content-Type': 'application/json' } });
