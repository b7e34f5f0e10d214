/**
 * npm run bench:pages [-- --rounds 5] [page …]: how the built site behaves for a reader with a slow phone and a slow network:
 * Chromium with its CPU slowed four times, 1.6 Mbit/s, 150 ms. Medians over rounds in which the pages take turns, each with its
 * plain twin: the same HTML, styles and fonts with no script but a few lines that compare what is typed with a number, the
 * least that such a page can cost. Writes reports/bench-pages.json.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium, type Browser, type CDPSession, type Page } from '@playwright/test';
import { launchOptions } from '../../packages/tools/chromium.ts';
import { builtSite, root } from '../../packages/tools/command.ts';
import { serveCompressed } from '../../packages/tools/serve-compressed.ts';
import { median } from './median.ts';

/** What a page has measured of itself. */
interface Seen {
  lcp: number;
  cls: number;
  tbt: number;
}
interface Answered {
  readonly answer: number;
  readonly feedback: number;
}
declare global {
  interface Window {
    __seen: Seen;
    __answered?: Answered;
  }
}

const { values, positionals } = parseArgs({ options: { rounds: { type: 'string', default: '5' } }, allowPositionals: true });
const rounds = Number(values.rounds);
const paths = positionals.length > 0 ? positionals : ['/', '/roofline/', '/exercises/h100-ridge-point/'];
const network = { offline: false, latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8 };
const slowdown = 4;

/** Runs in the page from its first moment: collects what the browser itself measures. */
const observe = (): void => {
  const seen = { lcp: 0, cls: 0, tbt: 0 };
  window.__seen = seen;
  // TypeScript's DOM types do not know layout shifts, which have these two more.
  const watch = (
    type: string,
    note: (entry: PerformanceEntry & { readonly hadRecentInput?: boolean; readonly value?: number }) => void,
  ): void => {
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) note(entry);
    }).observe({ type, buffered: true });
  };
  watch('largest-contentful-paint', (entry) => {
    seen.lcp = entry.startTime;
  });
  watch('layout-shift', (entry) => {
    seen.cls += entry.hadRecentInput ? 0 : (entry.value ?? 0);
  });
  watch('longtask', (entry) => {
    seen.tbt += Math.max(0, entry.duration - 50);
  });
};

/** Answers the page's first numeric field as soon as it is seen, as an impatient reader would, and times the verdict. */
const answerAtOnce = (): void => {
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
  const start = async (input: HTMLInputElement): Promise<void> => {
    const { form } = input;
    if (!form) throw new Error('The field stands in no form.');
    await new Promise(requestAnimationFrame);
    input.scrollIntoView({ block: 'center', behavior: 'instant' });
    input.value = '1234';
    const first = verdictIn(form);
    form.requestSubmit();
    const answered = await first;
    await new Promise((resolve) => setTimeout(resolve, 1000));
    input.value = '4321';
    const clicked = performance.now();
    const second = verdictIn(form);
    form.querySelector('button')?.click();
    window.__answered = { answer: answered, feedback: (await second) - clicked };
  };
  const look = new MutationObserver(() => {
    const input = document.querySelector<HTMLInputElement>('.field input[type="text"]');
    if (!input) return;
    look.disconnect();
    void start(input);
  });
  look.observe(document, { childList: true, subtree: true });
};

interface Traffic {
  readonly requests: number;
  readonly bytes: number;
}

async function visit<T>(
  browser: Browser,
  url: string,
  scripts: readonly (() => void)[],
  until: (page: Page, client: CDPSession) => Promise<T>,
): Promise<Traffic & T> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, serviceWorkers: 'block' });
  const page = await context.newPage();
  const client = await context.newCDPSession(page);
  await client.send('Network.enable');
  await client.send('Network.setCacheDisabled', { cacheDisabled: true });
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
  const measured = await until(page, client);
  await context.close();
  return { ...traffic, ...measured };
}

interface Reading extends Seen {
  readonly nodes: number;
  readonly heap: number;
}
const reading = async (page: Page, client: CDPSession): Promise<Reading> => {
  await page.waitForLoadState('networkidle', { timeout: 60_000 });
  const seen = await page.evaluate(() => ({ ...window.__seen, nodes: document.querySelectorAll('*').length }));
  await client.send('HeapProfiler.collectGarbage');
  const { metrics } = await client.send('Performance.enable').then(() => client.send('Performance.getMetrics'));
  return { ...seen, heap: metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? 0 };
};
const answering = async (page: Page): Promise<Answered> => {
  await page.waitForFunction(() => window.__answered, undefined, { timeout: 60_000 });
  return page.evaluate(() => window.__answered ?? { answer: NaN, feedback: NaN });
};

type Numbers<T> = { readonly [K in keyof T]: number };
/** The median of each figure. */
const medians = <T extends Numbers<T>>(list: readonly T[]): T =>
  Object.fromEntries(Object.keys(list[0] ?? {}).map((key) => [key, median(list.map((one) => one[key as keyof T]))])) as unknown as T;

/** Runs in the plain twin of a page. */
const compare = (): void => {
  addEventListener('submit', (event) => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    form.dataset.verdict = Number(new FormData(form).get('value')) === 4321 ? 'correct' : 'wrong';
    form.append(form.dataset.verdict);
  });
};
const plain = (html: string): string =>
  html
    .replaceAll(/<script\b.*?<\/script>|<link rel="modulepreload"[^>]*>|<meta http-equiv="content-security-policy"[^>]*>/gs, '')
    .replaceAll(/<(\/?)astro-island\b[^>]*>/g, '<$1div>')
    .replace('</head>', `<script>(${String(compare)})()</script></head>`);

const { site, stop } = await serveCompressed(builtSite(), plain);
const browser = await chromium.launch(await launchOptions());
const variants = paths.flatMap((path) => [path, `${path}?plain`]);
const taken = variants.map((path): { path: string; reading: (Traffic & Reading)[]; answering: (Traffic & Answered)[] } => ({
  path,
  reading: [],
  answering: [],
}));
for (let round = 0; round < rounds; round += 1) {
  for (const variant of taken) {
    variant.reading.push(await visit(browser, site + variant.path, [observe], reading));
    variant.answering.push(await visit(browser, site + variant.path, [answerAtOnce], answering));
  }
}
await browser.close();
stop();

const results = taken.map((visits) => {
  const { requests, bytes, lcp, cls, tbt, nodes, heap } = medians(visits.reading);
  const { answer, feedback, bytes: answeredBytes } = medians(visits.answering);
  return { path: visits.path, requests, bytes, answeredBytes, lcp, cls, tbt, answer, feedback, nodes, heap };
});
const report = { rounds, slowdown, network, machine: { cores: availableParallelism(), load: loadavg() }, results };
mkdirSync(join(root, 'reports'), { recursive: true });
writeFileSync(join(root, 'reports', 'bench-pages.json'), `${JSON.stringify(report, null, 2)}\n`);
const round = (value: number, digits = 0): string => value.toFixed(digits);
console.log(
  `${String(rounds)} rounds, CPU ÷ ${String(slowdown)}, 1.6 Mbit/s, 150 ms; load of this machine ${report.machine.load.map((n) => n.toFixed(1)).join(' ')}`,
);
console.table(
  Object.fromEntries(
    results.map(({ path, requests, bytes, lcp, cls, tbt, answer, feedback, nodes, heap }) => [
      path,
      {
        requests,
        kB: round(bytes / 1000, 1),
        'LCP ms': round(lcp),
        CLS: round(cls, 3),
        'TBT ms': round(tbt),
        'first answer ms': round(answer),
        'click to feedback ms': round(feedback),
        nodes,
        'heap MB': round(heap / 1e6, 1),
      },
    ]),
  ),
);
