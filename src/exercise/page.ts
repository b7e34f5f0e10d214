/** What every page does beside its islands: marks what is solved, remembers opened hints, opens remarks, copies links. */
import * as words from './words/exercise.ts';
import type { ExerciseRecord, Progress } from '@scaling-workbook/exercises/memory/progress';
import { $progress, happened } from '#progress/progress.ts';
import { keepDrafts } from './drafts.ts';
import { $settings, recordId } from './shown-settings.ts';
import '#shell/offline.ts';
import { offerSettings } from './settings.ts';
import { markSidebar } from '#progress/sidebar-marks.ts';
import './step-by-step.ts';
import { padNotLoaded } from './words/pad-loading.ts';

const status = (record: ExerciseRecord | undefined): 'solved' | 'tried' | undefined =>
  record?.solved !== undefined ? 'solved' : record && record.tries > 0 ? 'tried' : undefined;

const subjects = [...document.querySelectorAll<HTMLElement>('[data-exercise], [data-quiz]')];
const idOf = (subject: HTMLElement): string => recordId(subject.dataset.exercise ?? subject.dataset.quiz ?? '', subject.dataset.setting);

function showProgress(progress: Progress): void {
  for (const subject of subjects) {
    const state = status(progress[idOf(subject)]);
    if (state === subject.dataset.state) continue;
    const solvedNow = state === 'solved' && subject.dataset.seen === idOf(subject);
    if (state) subject.dataset.state = state;
    else delete subject.dataset.state;
    const mark = subject.querySelector('[data-status]');
    if (mark) mark.textContent = state ? words.state[state] : '';
    if (solvedNow) subject.querySelector('details[data-aid="remark"]')?.setAttribute('open', '');
  }
  for (const subject of subjects) subject.dataset.seen = idOf(subject);
}

for (const subject of subjects) {
  for (const aid of subject.querySelectorAll<HTMLDetailsElement>('details[data-aid]')) {
    const what = aid.dataset.aid;
    aid.addEventListener('toggle', () => {
      if (aid.open && (what === 'hint' || what === 'derivation')) happened(idOf(subject), { kind: 'opened', what });
      if (aid.open && what === 'pad') void showPad(aid, subject);
    });
    aid.hidden = false;
  }
  const copy = subject.querySelector<HTMLButtonElement>('button[data-copy]');
  if (copy) {
    copy.hidden = false;
    copy.addEventListener('click', () => void copyLink(copy));
  }
}

/** The pad's program comes when it is first opened; nothing of it weighs on the page before. */
async function showPad(aid: HTMLDetailsElement, subject: HTMLElement): Promise<void> {
  const trouble = aid.querySelector('p');
  try {
    const { openPad } = await import('./pad/pad.ts');
    if (trouble) trouble.textContent = '';
    await openPad(aid, subject);
  } catch {
    if (trouble) trouble.textContent = padNotLoaded;
  }
}

async function copyLink(button: HTMLButtonElement): Promise<void> {
  const url = new URL(button.dataset.copy ?? '', location.href);
  const subject = button.closest<HTMLElement>('[data-exercise]');
  if (subject?.dataset.setting !== undefined) url.searchParams.set(subject.dataset.exercise ?? '', subject.dataset.setting);
  try {
    await navigator.clipboard.writeText(url.href);
    button.textContent = words.copied;
  } catch {
    // No clipboard without permission or on plain http: show the address, so that it can be copied by hand.
    history.replaceState(history.state, '', url);
    button.textContent = words.copyRefused;
  }
  setTimeout(() => (button.textContent = words.copyLink), 2500);
}

keepDrafts(subjects, idOf);
for (const subject of subjects) offerSettings(subject);
$progress.subscribe(showProgress);
$settings.listen(() => {
  showProgress($progress.get());
});
$progress.subscribe((progress) => void markSidebar(progress));

/**
 * A formula wider than the page scrolls by itself; then it must be reachable by keyboard. What is not laid out yet has no
 * width, and is measured when it comes near. All are measured before the first is changed: a change between two of them
 * would lay out the page again.
 */
const near = new IntersectionObserver(
  (entries) => {
    const wide = entries.filter(
      ({ boundingClientRect, target }) => boundingClientRect.width > 0 && target.scrollWidth > target.clientWidth,
    );
    for (const { target } of wide) (target as HTMLElement).tabIndex = 0;
  },
  { rootMargin: '100%' },
);
const measure = (): void => {
  near.disconnect();
  for (const wide of document.querySelectorAll('.formula-line, .table-scroll')) near.observe(wide);
};
measure();
// Its letters may be wider than those that stood in for them.
document.fonts.addEventListener('loadingdone', measure);
