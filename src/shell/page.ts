/** What every page does: keeps half-typed answers and the book for reading offline, marks the sidebar, lets wide formulas scroll. */
import { afterPaint } from '#exercise/after-paint.ts';
import { keepDrafts } from '#exercise/drafts.ts';
import { markSidebar } from '#progress/sidebar-marks.ts';
import { $progress } from '#progress/progress.ts';
import './offline.ts';

// Here, and not in the script of the exercises: what is typed is kept where that one never arrives.
keepDrafts();
$progress.subscribe((progress) => {
  afterPaint(() => void markSidebar(progress));
});

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
