/** What every page does: saves half-typed answers and the chapters for offline use, marks the sidebar, makes wide formulas scroll. */
import { afterPaint } from '#exercise/after-paint.ts';
import { keepDrafts } from '#exercise/drafts.ts';
import { markSidebar } from '#progress/sidebar-marks.ts';
import { $progress } from '#progress/progress.ts';
import './offline.ts';

// Here rather than in the script of the exercises, so that typed text is saved even if that script never loads.
keepDrafts();
$progress.subscribe((progress) => {
  afterPaint(() => void markSidebar(progress));
});

/**
 * A formula wider than the page scrolls on its own and must then be reachable by keyboard. What is not laid out yet has no width, and
 * is measured when it comes near. All are measured before the first is changed: a change between two measurements would lay out the
 * page again.
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
// Its letters may be wider than those of the fallback font.
document.fonts.addEventListener('loadingdone', measure);
