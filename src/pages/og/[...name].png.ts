/** Preview images for links to the workbook, a chapter or an exercise; see src/shell/preview. */
import type { APIRoute } from 'astro';
import { chapters, entries } from '#book/catalog.ts';
import { bookCard, chapterCard, exerciseCard, type Card } from '#shell/preview/cards.ts';
import { toPng } from '#shell/preview/draw.ts';

const cards = [bookCard, ...chapters.map(chapterCard), ...entries.map(exerciseCard)];

export const getStaticPaths = () => cards.map((card) => ({ params: { name: card.name }, props: { card } }));

export const GET: APIRoute<{ card: Card }> = async ({ props: { card } }) =>
  new Response(await toPng(card), { headers: { 'Content-Type': 'image/png' } });
