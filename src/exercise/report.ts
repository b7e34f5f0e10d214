/** “Report a problem”: opens a prefilled issue or, without a repository, shows the text for copying. */
import { issueUrl, reportText, type Reported } from './report-text.ts';
import * as words from './words/report.ts';

function showText(place: HTMLElement, reported: Reported): void {
  let text = place.querySelector('textarea');
  if (!text) {
    const label = document.createElement('label');
    text = document.createElement('textarea');
    text.readOnly = true;
    text.rows = 9;
    label.append(words.copyText, text);
    place.append(label);
  }
  text.value = reportText(reported);
  text.focus();
  text.select();
}

/** `now` returns what the exercise shows, and the feedback. */
export function offerReport(subject: HTMLElement, now: () => Pick<Reported, 'setting' | 'record'>): void {
  const place = subject.querySelector<HTMLElement>('[data-report]');
  if (!place) return;
  place.hidden = false;
  place.querySelector('button')?.addEventListener('click', () => {
    const repository = place.dataset.report ?? '';
    const url = Object.assign(new URL(location.href), { hash: '' }).href;
    const reported: Reported = { id: subject.dataset.exercise ?? '', facts: place.dataset.facts ?? '', url, ...now() };
    if (repository === '') showText(place, reported);
    else open(issueUrl(repository, reported), '_blank', 'noopener');
  });
}
