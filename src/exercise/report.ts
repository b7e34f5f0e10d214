/** “Something wrong here?”: a new issue in the site's repository, filled in; without a repository, the same text to copy. */
import * as words from './words/report.ts';
import { issueUrl, reportText, type Reported } from './report-text.ts';
import { recordOf } from '#progress/progress.ts';
import { recordId } from './shown-settings.ts';

function offer(place: HTMLElement, subject: HTMLElement): void {
  const id = subject.dataset.exercise ?? '';
  const repository = place.dataset.report ?? '';
  const { setting } = subject.dataset;
  const url = Object.assign(new URL(location.href), { hash: '' }).href;
  const reported: Reported = { id, setting, facts: place.dataset.facts ?? '', url, record: recordOf(recordId(id, setting)) };
  if (repository !== '') {
    open(issueUrl(repository, reported), '_blank', 'noopener');
    return;
  }
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

for (const place of document.querySelectorAll<HTMLElement>('[data-report]')) {
  const subject = place.closest<HTMLElement>('[data-exercise]');
  const button = place.querySelector('button');
  if (!subject || !button) continue;
  place.hidden = false;
  button.addEventListener('click', () => {
    offer(place, subject);
  });
}
