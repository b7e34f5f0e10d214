/**
 * What a year of daily practice leaves in the browser's storage (a simulated reader, see learner.ts), and how soon /review/
 * and /progress/ show themselves with it, beside an empty storage: Chromium with its CPU slowed four times, medians over
 * rounds taken in turn. Run by `npm run bench`, or alone: `node tests/bench/storage.ts [rounds]`. The site must be built.
 */
import { loadavg } from 'node:os';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser } from '@playwright/test';
import { launchOptions } from '../../packages/tools/chromium.ts';
import { builtSite } from '../../packages/tools/command.ts';
import { bookSkills, storedAfterYear } from './learner.ts';
import { median } from './median.ts';
import { serveCompressed } from '../../packages/tools/serve-compressed.ts';

declare global {
  interface Window {
    /** When a page was first seen to show the awaited content, in milliseconds. */
    __shown?: number;
  }
}

const slowdown = 4;
const quota = 5 * 1024 * 1024;

/** Runs in the page from the start: records when the island's first line was painted. */
const noteShown = (): void => {
  const look = new MutationObserver(() => {
    if (!document.querySelector('astro-island:not([ssr]) .tally strong')) return;
    look.disconnect();
    requestAnimationFrame(() =>
      setTimeout(() => {
        window.__shown = performance.now();
      }, 0),
    );
  });
  look.observe(document, { childList: true, subtree: true, attributes: true });
};

type Texts = readonly (readonly [name: string, value: string])[];

async function visit(
  browser: Browser,
  site: string,
  path: string,
  texts: Texts,
): Promise<{ readonly shown: number; readonly text: string }> {
  const localStorage = texts.map(([name, value]) => ({ name, value }));
  const context = await browser.newContext({
    serviceWorkers: 'block',
    storageState: { cookies: [], origins: [{ origin: site, localStorage }] },
  });
  const page = await context.newPage();
  const client = await context.newCDPSession(page);
  await client.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  await page.addInitScript(noteShown);
  await page.goto(`${site}${path}`);
  await page.waitForFunction(() => window.__shown, undefined, { timeout: 60_000 });
  const shown = await page.evaluate(() => window.__shown ?? NaN);
  const text = await page.locator('.tally').innerText();
  await context.close();
  return { shown, text };
}

export default async function benchStorage({ rounds = 7 } = {}): Promise<void> {
  const { summary, texts } = storedAfterYear(await bookSkills(), 'reader');
  const characters = texts.reduce((sum, [key, text]) => sum + key.length + text.length, 0);
  const of = (kind: string): number => texts.filter(([key]) => key.includes(`:${kind}:`)).length;
  console.log(
    `A year of daily practice: ${String(summary.reviews)} reviews in ${String(summary.minutes)} minutes leave ${String(of('progress'))} records and ${String(of('review'))} skill states, ` +
      `${(characters / 1000).toFixed(1)} kB of characters in localStorage, ${((100 * characters) / quota).toFixed(1)} % of the usual 5 MiB.`,
  );
  const { site, stop } = await serveCompressed(builtSite());
  const browser = await chromium.launch(await launchOptions());
  const taken: { readonly path: string; readonly filled: string; readonly shown: number; readonly text: string }[] = [];
  try {
    for (let round = 0; round < rounds; round += 1)
      for (const path of ['/review/', '/progress/'])
        for (const [filled, stored] of [
          ['empty', []],
          ['a year', texts],
        ] as const)
          taken.push({ path, filled, ...(await visit(browser, site, path, stored)) });
  } finally {
    await browser.close();
    stop();
  }
  console.log(
    `\nUntil the first line is painted, ms (CPU ÷ ${String(slowdown)}, ${String(rounds)} rounds, load of this machine ${(loadavg()[0] ?? NaN).toFixed(1)}):`,
  );
  for (const [name, list] of Map.groupBy(taken, ({ path, filled }) => `${path} ${filled}`)) {
    const ms = median(list.map(({ shown }) => shown));
    console.log(`  ${name.padEnd(20)}${ms.toFixed(0).padStart(7)}   “${list[0]?.text ?? ''}”`);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await benchStorage({ rounds: Number(process.argv[2] ?? 7) });
