/** What every page does: saves half-typed answers and the chapters for offline use, marks the sidebar, makes wide formulas scroll. */
import { afterPaint } from '#exercise/after-paint.ts';
import { keepDrafts } from '#exercise/drafts.ts';
import { markSidebar } from '#progress/sidebar-marks.ts';
import { $progress } from '#progress/progress.ts';
import './offline.ts';

// Here, so that text is saved even if the script of the exercises never loads.
keepDrafts();
$progress.subscribe((progress) => {
  afterPaint(() => void markSidebar(progress));
});

/**
 * A formula wider than the page scrolls and must be reachable by keyboard. It is measured when it comes near, since it has no width before;
 * all are measured before the first is changed, for one layout.
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
addEventListener('resize', measure);
// Its letters may be wider than the fallback's.
document.fonts.addEventListener('loadingdone', measure);
