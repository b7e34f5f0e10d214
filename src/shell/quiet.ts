/** Waits until the reader is idle: prefetching must not disturb. */

/** Without typing, pointing or scrolling. */
const settleMs = 8000;

const acts = ['pointerdown', 'keydown', 'input', 'scroll', 'visibilitychange'] as const;

const idle = (): Promise<void> =>
  new Promise((resolve) => {
    // Missing in Safari, whatever the types say.
    const request = (globalThis as { readonly requestIdleCallback?: (callback: () => void) => void }).requestIdleCallback;
    if (request)
      request(() => {
        resolve();
      });
    else setTimeout(resolve, 0);
  });

let lastAct = 0;
const note = (): void => {
  lastAct = performance.now();
};
for (const act of acts) document.addEventListener(act, note, { passive: true, capture: true });

/** Visible page, paused reader, idle browser. */
export async function quiet(): Promise<void> {
  for (;;) {
    const pause = document.visibilityState === 'visible' ? settleMs - (performance.now() - lastAct) : settleMs;
    if (pause <= 0) break;
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
  await idle();
}

interface Connection {
  readonly saveData?: boolean;
  readonly type?: string;
  readonly effectiveType?: string;
}

/** Metered data, or too slow for prefetching. Only some browsers say. */
export function sparing(): boolean {
  const { saveData, type, effectiveType } = (navigator as { readonly connection?: Connection }).connection ?? {};
  return saveData === true || type === 'cellular' || effectiveType === '2g' || effectiveType === 'slow-2g';
}
