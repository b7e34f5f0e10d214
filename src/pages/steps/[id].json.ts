/** The steps of one exercise, in every setting, for its working pad: loaded when the pad is opened. */
import * as formulas from '@scaling-workbook/formulas/formulas';
import { toPadSpec } from '@scaling-workbook/exercises';
import type { APIRoute } from 'astro';
import { entries, type Entry } from '#book/catalog.ts';
import { toInlineHtml } from '#book/markdown.ts';

export const getStaticPaths = () => entries.map((entry) => ({ params: { id: entry.id }, props: { entry } }));

/** The exercise's own numbers stand under the empty name. */
export const GET: APIRoute<{ entry: Entry }> = ({ props: { entry } }) =>
  Response.json(
    Object.fromEntries(
      [undefined, ...Object.keys(entry.exercise.fresh ?? {})].map((setting) => [
        setting ?? '',
        toPadSpec(entry.exercise, formulas, toInlineHtml, setting),
      ]),
    ),
  );
