/** Visits of a reader with a slow phone and a slow network: the browser part of the page bench, with its timings. */

import type { Browser, Page } from '@playwright/test';

/** What a page measured itself. */
interface Seen {
  lcp: number;
  cls: number;
  tbt: number;
}
/** Times in milliseconds of the page's clock. */
interface Judged {
  readonly clicked: number;
  readonly painted: number;
}
interface Answered {
  readonly answer: number;
  readonly click: number;
}
declare global {
  interface Window {
    __seen: Seen;
    __answered?: Answered;
    __patient?: boolean;
    __bench: {
      readonly painted: () => Promise<number>;
      readonly answer: (form: HTMLFormElement, text: string, press?: () => void) => Promise<Judged>;
    };
  }
}

/** A mid-range phone on a slow mobile network. */
export const network = { offline: false, latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8 };
export const slowdown = 4;

/** Runs in the page from the start: collects what the browser itself measures. */
const observe = (): void => {
  const seen = { lcp: 0, cls: 0, tbt: 0 };
  window.__seen = seen;
  // TypeScript's DOM types lack layout shifts, which have these two additional properties.
  type Noted = PerformanceEntry & { readonly hadRecentInput?: boolean; readonly value?: number };
  const watch = (type: string, note: (entry: Noted) => void): void => {
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) note(entry);
    }).observe({ type, buffered: true });
  };
  watch('largest-contentful-paint', (entry) => {
    seen.lcp = entry.startTime;
  });
  watch('layout-shift', (entry) => {
    seen.cls += entry.hadRecentInput === true ? 0 : (entry.value ?? 0);
  });
  watch('longtask', (entry) => {
    seen.tbt += Math.max(0, entry.duration - 50);
  });
};

/** Runs in the page: answers a field and times it. */
const answers = (): void => {
  const painted = (): Promise<number> =>
    new Promise((resolve) => {
      requestAnimationFrame(() => {
        setTimeout(() => {
          resolve(performance.now());
        }, 0);
      });
    });
  const verdictIn = (form: HTMLFormElement): Promise<number> =>
    new Promise((resolve) => {
      const observer = new MutationObserver(() => {
        if (form.dataset.verdict === undefined) return;
        observer.disconnect();
        resolve(painted());
      });
      observer.observe(form, { attributes: true, subtree: true, childList: true });
    });
  window.__bench = {
    painted,
    /** The times of the click and of the painted verdict. */
    async answer(form, text, press = () => form.querySelector('button')?.click()) {
      const input = form.querySelector<HTMLInputElement>('input[type="text"]');
      if (!input) throw new Error('The form has no field for a number.');
      input.value = text;
      const verdict = verdictIn(form);
      const clicked = performance.now();
      press();
      return { clicked, painted: await verdict };
    },
  };
};

/** Answers the page's first numeric field as soon as it is visible, as an impatient reader would, and once more later. */
const answerAtOnce = (): void => {
  const start = async (form: HTMLFormElement): Promise<void> => {
    await new Promise(requestAnimationFrame);
    form.scrollIntoView({ block: 'center', behavior: 'instant' });
    // The plain Astro page would lose an Enter pressed before its script has loaded.
    while (window.__patient === true && !('live' in form.dataset)) await new Promise(requestAnimationFrame);
    const first = await window.__bench.answer(form, '1234', () => {
      form.requestSubmit();
    });
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const second = await window.__bench.answer(form, '4321');
    window.__answered = { answer: first.painted, click: second.painted - second.clicked };
  };
  const look = new MutationObserver(() => {
    const form = document.querySelector<HTMLInputElement>('form[data-field] input[type="text"]')?.form;
    if (!form) return;
    look.disconnect();
    void start(form);
  });
  look.observe(document, { childList: true, subtree: true });
};

/** Runs in a chapter: answers twenty times, then times the last field of the page and the opening of the last derivation. */
const answerMany = async (): Promise<{ readonly late: number; readonly opening: number }> => {
  const forms = [...document.querySelectorAll<HTMLInputElement>('form[data-field] input[type="text"]')].flatMap(({ form }) => form ?? []);
  const last = forms.pop();
  const derivation = [...document.querySelectorAll<HTMLDetailsElement>('details[data-aid="derivation"]')].at(-1);
  if (!last || !derivation) throw new Error('The chapter has no numbers to answer.');
  const near = async (element: Element): Promise<void> => {
    element.scrollIntoView({ block: 'center', behavior: 'instant' });
    await window.__bench.painted();
  };
  for (let i = 0; i < 20; i += 1) {
    const form = forms[i % forms.length] ?? last;
    await near(form);
    await window.__bench.answer(form, String(1234 + i));
  }
  await near(last);
  await window.__bench.answer(last, '77');
  await new Promise((resolve) => setTimeout(resolve, 500));
  const { clicked, painted } = await window.__bench.answer(last, '78');
  await near(derivation);
  const opened = performance.now();
  derivation.open = true;
  return { late: painted - clicked, opening: (await window.__bench.painted()) - opened };
};

/** A busy processor leaves the network idle, too, so wait for both. */
async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('load', { timeout: 60_000 });
  await page.waitForLoadState('networkidle', { timeout: 60_000 });
}

interface Traffic {
  requests: number;
  bytes: number;
}

async function visit<T>(
  browser: Browser,
  url: string,
  scripts: readonly (() => void)[],
  until: (page: Page, traffic: Traffic) => Promise<T>,
): Promise<T> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  const client = await context.newCDPSession(page);
  await client.send('Network.enable');
  await client.send('Network.emulateNetworkConditions', network);
  await client.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  const traffic = { requests: 0, bytes: 0 };
  client.on('Network.requestWillBeSent', ({ request }) => {
    if (request.url.startsWith('http')) traffic.requests += 1;
  });
  client.on('Network.loadingFinished', ({ encodedDataLength }) => {
    traffic.bytes += encodedDataLength;
  });
  for (const script of scripts) await page.addInitScript(script);
  await page.goto(url, { waitUntil: 'commit', timeout: 60_000 });
  try {
    return await until(page, traffic);
  } finally {
    await context.close();
  }
}

/** Milliseconds from the click on the link until the next page is painted. */
async function step(page: Page): Promise<number | undefined> {
  const link = page.locator('a[rel="next"]').last();
  if ((await link.count()) === 0) return undefined;
  await link.scrollIntoViewIfNeeded();
  await link.hover();
  // A reader points, then presses.
  await page.waitForTimeout(200);
  await link.evaluate((element) => {
    element.addEventListener('click', () => {
      sessionStorage.setItem('clicked', String(performance.timeOrigin + performance.now()));
    });
  });
  const here = page.url();
  await Promise.all([page.waitForURL((url) => url.href !== here, { waitUntil: 'commit' }), link.click()]);
  await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0, undefined, { timeout: 60_000 });
  return page.evaluate(() => {
    const [paint] = performance.getEntriesByName('first-contentful-paint');
    // TypeScript's DOM types lack the time at which a prerendered page was shown.
    const [shown] = performance.getEntriesByType('navigation') as readonly (PerformanceEntry & { readonly activationStart?: number })[];
    const painted = Math.max(paint?.startTime ?? NaN, shown?.activationStart ?? 0);
    return performance.timeOrigin + painted - Number(sessionStorage.getItem('clicked'));
  });
}

/** What a page costs a reader who touches nothing. */
export interface Reading extends Seen, Traffic {
  readonly elements: number;
  /** Milliseconds from the link to the next page until that is painted. */
  readonly next: number | undefined;
}

export const read = (browser: Browser, url: string, onward: boolean): Promise<Reading> =>
  visit(browser, url, [observe], async (page, traffic) => {
    await settled(page);
    const seen = await page.evaluate(() => ({ ...window.__seen, elements: document.querySelectorAll('*').length }));
    const before = { ...traffic };
    return { ...seen, ...before, next: onward ? await step(page) : undefined };
  });

const patiently = (): void => {
  window.__patient = true;
};

/** Answers the first field at once, or with `patient` when it has come to life. */
export const answer = (browser: Browser, url: string, patient = false): Promise<Answered & { readonly whole: number }> =>
  visit(browser, url, [...(patient ? [patiently] : []), answers, answerAtOnce], async (page, traffic) => {
    await page.waitForFunction(() => window.__answered, undefined, { timeout: 60_000 });
    const answered = await page.evaluate(() => window.__answered ?? { answer: NaN, click: NaN });
    return { ...answered, whole: traffic.bytes };
  });

export const answerLate = (browser: Browser, url: string): ReturnType<typeof answerMany> =>
  visit(browser, url, [answers], async (page) => {
    await settled(page);
    return page.evaluate(answerMany);
  });
