/** In a long workbook the sidebar lists only the chapters around the current one, so that no page grows with the number of chapters. */
import * as site from './words/site.ts';
import { defineRouteMiddleware, type StarlightRouteData } from '@astrojs/starlight/route-data';
import { to } from '#book/links.ts';

type SidebarEntry = StarlightRouteData['sidebar'][number];

/** Up to this many chapters are all listed; of more, `around` before and after the current one. */
const most = 30;
const around = 6;

const allChapters: SidebarEntry = {
  type: 'link',
  label: site.allChapters,
  href: to('/#chapters'),
  isCurrent: false,
  badge: undefined,
  attrs: {},
};

/** The chapters to list, after a link to all of them if some are left out. */
export function nearby(chapters: readonly SidebarEntry[]): readonly SidebarEntry[] {
  if (chapters.length <= most) return chapters;
  const here = Math.max(
    0,
    chapters.findIndex((entry) => entry.type === 'link' && entry.isCurrent),
  );
  const from = Math.max(0, Math.min(here - around, chapters.length - (2 * around + 1)));
  return [allChapters, ...chapters.slice(from, from + 2 * around + 1)];
}

export const onRequest = defineRouteMiddleware(({ locals: { starlightRoute } }) => {
  const [chapters] = starlightRoute.sidebar;
  if (chapters?.type === 'group') chapters.entries = [...nearby(chapters.entries)];
});
