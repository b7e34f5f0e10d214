/** Every correction: mistakes of our sources, and the companion book's printed figures that are off. */
import * as words from '#export/words/feeds.ts';
import rss from '@astrojs/rss';
import { shownCorrections } from '#book/book-corrections.ts';
import { sections } from '#book/errata.ts';
import { to, toBookFigure } from '#book/links.ts';
import type { APIRoute } from 'astro';

export const GET: APIRoute = ({ site }) =>
  rss({
    ...words.corrections,
    site: new URL(to('/'), site),
    trailingSlash: false,
    items: [
      ...sections.flatMap(({ corrections }) => corrections.map(({ id, title, said, right, why }) => ({ id, title, said, right, why }))),
      ...shownCorrections.map(({ id, title, printed, ours, why }) => ({ id, title, said: printed, right: ours, why })),
    ].map(({ id, title, said, right, why }) => ({
      title,
      link: toBookFigure(id),
      description: `<blockquote>${said}</blockquote>${right}${why}`,
    })),
  });
