/** The button that saves the whole workbook, with its progress. */
import * as words from './words/offline.ts';
import { register } from './offline.ts';
import { wantWholeBook } from './whole-book-wanted.ts';
import { keepWholeBook } from './whole-book.ts';

const place = document.querySelector<HTMLElement>('[data-whole-book]');
const button = place?.querySelector('button');
const bar = place?.querySelector('progress');
const status = place?.querySelector('[role="status"]');

const say = (text: string): void => {
  if (status) status.textContent = text;
};

async function fetchAll(): Promise<void> {
  wantWholeBook();
  let last = { done: 0, all: 0 };
  say(words.bookStarted);
  try {
    if (!(await register())) throw new Error('no service worker');
    await keepWholeBook(
      () => Promise.resolve(),
      (count) => {
        last = count;
        if (!bar) return;
        bar.hidden = false;
        bar.max = count.all;
        bar.value = count.done;
      },
    );
    say(words.bookKept);
  } catch {
    say(words.bookStopped(last.done, last.all));
  }
}

if (place && button && 'serviceWorker' in navigator) {
  place.hidden = false;
  button.addEventListener('click', () => {
    button.disabled = true;
    void fetchAll().finally(() => (button.disabled = false));
  });
}
