/** Every setting, solved and rendered: for different numbers, the pad, the review, tests and embedding. */
import * as formulas from '@scaling-workbook/formulas/formulas';
import { toPadSpec } from '@scaling-workbook/exercises';
import type { APIRoute } from 'astro';
import { entries, type Entry } from '#book/catalog.ts';
import { toInlineHtml } from '#book/markdown.ts';
import { render } from '#exercise/render.ts';
import type { Settings } from '#exercise/rendered.ts';

export const getStaticPaths = () => entries.map((entry) => ({ params: { id: entry.id }, props: { entry } }));

const settingsOf = (entry: Entry): Settings =>
  Object.fromEntries(
    [undefined, ...Object.keys(entry.exercise.fresh ?? {})].map((setting) => [
      setting ?? '',
      { ...render(entry, setting), pad: toPadSpec(entry.exercise, formulas, toInlineHtml, setting) },
    ]),
  );

export const GET: APIRoute<{ entry: Entry }> = ({ props: { entry } }) => Response.json(settingsOf(entry));
