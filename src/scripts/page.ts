/** What every page does beside its islands: marks what is solved, remembers opened hints, opens remarks, copies links. */
import type { ExerciseRecord, Progress } from '@scaling-workbook/exercises/progress';
import { $progress, happened } from '../stores/progress.ts';
import './step-by-step.ts';
import { markSidebar } from './sidebar.ts';

const status = (record: ExerciseRecord | undefined): 'solved' | 'tried' | undefined =>
  record?.solved !== undefined ? 'solved' : record && record.tries > 0 ? 'tried' : undefined;
const words = { solved: 'Solved', tried: 'Tried' } as const;

const subjects = [...document.querySelectorAll<HTMLElement>('[data-exercise], [data-quiz]')];
const idOf = (subject: HTMLElement): string => subject.dataset.exercise ?? subject.dataset.quiz ?? '';

function showProgress(progress: Progress): void {
  for (const subject of subjects) {
    const state = status(progress[idOf(subject)]);
    if (state === subject.dataset.state) continue;
    const solvedNow = state === 'solved' && subject.dataset.seen !== undefined;
    if (state) subject.dataset.state = state;
    else delete subject.dataset.state;
    const mark = subject.querySelector('[data-status]');
    if (mark) mark.textContent = state ? words[state] : '';
    if (solvedNow) subject.querySelector('details[data-aid="remark"]')?.setAttribute('open', '');
  }
  for (const subject of subjects) subject.dataset.seen = '';
}

for (const subject of subjects) {
  for (const aid of subject.querySelectorAll<HTMLDetailsElement>('details[data-aid]')) {
    const what = aid.dataset.aid;
    aid.addEventListener('toggle', () => {
      if (aid.open && (what === 'hint' || what === 'derivation')) happened(idOf(subject), { kind: 'opened', what });
    });
  }
  const copy = subject.querySelector<HTMLButtonElement>('button[data-copy]');
  if (copy) {
    copy.hidden = false;
    copy.addEventListener('click', () => void copyLink(copy));
  }
}

async function copyLink(button: HTMLButtonElement): Promise<void> {
  const url = new URL(button.dataset.copy ?? '', location.href).href;
  const label = 'Copy link';
  try {
    await navigator.clipboard.writeText(url);
    button.textContent = 'Copied';
  } catch {
    // No clipboard without permission or on plain http: show the address, so that it can be copied by hand.
    location.hash = new URL(url).hash;
    button.textContent = 'See the address bar';
  }
  setTimeout(() => (button.textContent = label), 2500);
}

$progress.subscribe(showProgress);
$progress.subscribe((progress) => void markSidebar(progress));

/** A formula wider than the page scrolls by itself; then it must be reachable by keyboard. */
for (const wide of document.querySelectorAll<HTMLElement>('.katex-display, .table-scroll')) {
  if (wide.scrollWidth > wide.clientWidth) wide.tabIndex = 0;
}
