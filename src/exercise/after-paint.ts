/** Work that a reader need not wait for: done once the browser has painted, or at the latest as the page goes away. */
const waiting = new Set<() => void>();

function work(): void {
  for (const task of waiting) {
    waiting.delete(task);
    task();
  }
}

/** A page that is not shown is never painted: there the work is done at once. */
export function afterPaint(task: () => void): void {
  waiting.add(task);
  if (document.visibilityState === 'hidden') work();
  // What the first frame paints is seen when the second begins.
  else requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(work)));
}

if (typeof addEventListener === 'function') {
  addEventListener('pagehide', work);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') work();
  });
}
