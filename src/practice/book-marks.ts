/** Marks solved problems on the map of the companion book. */
import * as words from './words/book-marks.ts';
import { afterPaint } from '#exercise/after-paint.ts';
import { $progress } from '#progress/progress.ts';

const rows = [...document.querySelectorAll<HTMLElement>('[data-solved-by]:not([data-solved-by=""])')];
const tally = document.querySelector<HTMLElement>('[data-tally]');

$progress.subscribe((progress) => {
  afterPaint(() => {
    let solved = 0;
    for (const row of rows) {
      const all = (row.dataset.solvedBy ?? '').split(' ').every((id) => progress[id]?.solved !== undefined);
      row.dataset.state = all ? 'solved' : '';
      const word = row.querySelector<HTMLElement>('[data-solved-word]');
      if (word) word.textContent = all ? words.solved : '';
      if (all) solved += 1;
    }
    if (tally && rows.length > 0 && Object.keys(progress).length > 0) tally.textContent = words.solvedOf(solved, rows.length);
  });
});
