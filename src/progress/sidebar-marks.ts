/**
 * Marks in the sidebar how many exercises of each chapter and its problems are solved. Reads the public list once, when there is progress
 * to show.
 */
import * as words from './words/sidebar.ts';
import type { Progress } from '@scaling-workbook/exercises/memory/progress';

interface Listed {
  readonly id: string;
  readonly chapter: string;
  readonly set: 'chapter' | 'problems';
}

const base = import.meta.env.BASE_URL;
let list: Promise<readonly Listed[]> | undefined;

async function load(): Promise<readonly Listed[]> {
  try {
    const response = await fetch(`${base}exercises.json`);
    const { exercises } = (await response.json()) as { readonly exercises: readonly Listed[] };
    return exercises;
  } catch {
    return [];
  }
}

export async function markSidebar(progress: Progress): Promise<void> {
  const links = [...document.querySelectorAll<HTMLAnchorElement>('.sidebar-content a')];
  if (Object.keys(progress).length === 0 && !list) return;
  list ??= load();
  const exercises = await list;
  for (const link of links) {
    const [slug, page = 'chapter'] = link.pathname.slice(base.length).replace(/\/$/, '').split('/');
    const here = exercises.filter(({ chapter, set }) => chapter === slug && set === page);
    if (here.length === 0) continue;
    const solved = here.filter(({ id }) => progress[id]?.solved !== undefined).length;
    let mark = link.querySelector<HTMLElement>('.solved-mark');
    if (!mark) {
      mark = document.createElement('span');
      mark.className = 'solved-mark';
      link.append(mark);
    }
    mark.textContent = solved === 0 ? '' : `${String(solved)}/${String(here.length)}`;
    mark.title = solved === 0 ? '' : words.solvedOf(solved, here.length);
    mark.dataset.all = String(solved === here.length);
  }
}
