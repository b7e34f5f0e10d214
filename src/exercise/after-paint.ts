/** Runs work once the browser has painted, or at the latest when the page is left. */
const waiting = new Set<() => void>();

function work(): void {
  for (const task of waiting) {
    waiting.delete(task);
    task();
  }
}

/** A hidden page is never painted: at once. */
export function afterPaint(task: () => void): void {
  waiting.add(task);
  if (document.visibilityState === 'hidden') work();
  // The first frame is seen when the second begins.
  else requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(work)));
}

if (typeof addEventListener === 'function') {
  addEventListener('pagehide', work);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') work();
  });
}
