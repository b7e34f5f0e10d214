/**
 * Names the chapters around the page, so that no page grows with the book. Only the present chapter's problems are named; the others' would
 * double the list.
 */
import * as site from './words/site.ts';
import { defineRouteMiddleware, type StarlightRouteData } from '@astrojs/starlight/route-data';
import * as bookWords from '#book/words/book.ts';
import { chapters as allOfBook, type Chapter } from '#book/catalog.ts';
import { to, toChapter, toProblems } from '#book/links.ts';

type SidebarEntry = StarlightRouteData['sidebar'][number];

/** All are listed up to this many; of more, `around` before and after. */
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

/** `present` is the address to stay near; a link to the list of all comes first where some are left out. */
export function nearby(chapters: readonly SidebarEntry[], present?: string): readonly SidebarEntry[] {
  if (chapters.length <= most) return chapters;
  const here = Math.max(
    0,
    chapters.findIndex((entry) => entry.type === 'link' && (entry.isCurrent || entry.href === present)),
  );
  const from = Math.max(0, Math.min(here - around, chapters.length - (2 * around + 1)));
  return [allChapters, ...chapters.slice(from, from + 2 * around + 1)];
}

const problemsOf = ({ slug }: Chapter, isCurrent: boolean): SidebarEntry => ({
  type: 'link',
  label: bookWords.problems,
  href: toProblems(slug),
  isCurrent,
  badge: undefined,
  attrs: { 'data-problems': slug },
});

export const withProblems = (entries: readonly SidebarEntry[], chapter: Chapter, isCurrent: boolean): readonly SidebarEntry[] =>
  entries.flatMap((entry) =>
    entry.type === 'link' && entry.href === toChapter(chapter.slug) ? [entry, problemsOf(chapter, isCurrent)] : [entry],
  );

export const onRequest = defineRouteMiddleware(({ locals: { starlightRoute } }) => {
  const [chapters] = starlightRoute.sidebar;
  if (chapters?.type !== 'group') return;
  const { id, pagination } = starlightRoute;
  const chapter = allOfBook.find(({ slug, hasProblems }) => hasProblems && (id === slug || id === `${slug}/problems`));
  chapters.entries = [...nearby(chapters.entries, chapter && toChapter(chapter.slug))];
  if (!chapter) return;
  const isOfProblems = id !== chapter.slug;
  // The shell's own list of pages does not name this page, so it does not know its neighbours.
  if (isOfProblems) {
    const at = chapters.entries.findIndex((entry) => entry.type === 'link' && entry.href === toChapter(chapter.slug));
    const [own, next] = chapters.entries.slice(at, at + 2);
    pagination.prev = own?.type === 'link' ? own : undefined;
    pagination.next = next?.type === 'link' ? next : undefined;
  }
  chapters.entries = [...withProblems(chapters.entries, chapter, isOfProblems)];
});
