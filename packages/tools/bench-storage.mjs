/**
 * What a year of daily practice leaves in the browser's storage (a simulated reader, see learner.mjs), and how soon /review/
 * and /progress/ show themselves with it, beside an empty storage: Chromium with its CPU slowed four times, medians over
 * rounds taken in turn. Run by `npm run bench`, or alone: `node packages/tools/bench-storage.mjs [rounds]`. The site must be built.
 */
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from '@playwright/test';
import { launchOptions } from './chromium.mjs';
import { bookSkills, storedAfterYear } from './learner.mjs';
import { serveCompressed } from './serve-compressed.mjs';
import { root } from './setup.mjs';

const slowdown = 4;
const quota = 5 * 1024 * 1024;

/** Runs in the page from its first moment: notes when the island's first line has been painted. */
const noteShown = () => {
  const look = new MutationObserver(() => {
    if (!document.querySelector('astro-island:not([ssr]) .tally strong')) return;
    look.disconnect();
    requestAnimationFrame(() => setTimeout(() => (window.__shown = performance.now()), 0));
  });
  look.observe(document, { childList: true, subtree: true, attributes: true });
};

async function visit(browser, site, path, texts) {
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
  const shown = await page.evaluate(() => window.__shown);
  const said = await page.locator('.tally').innerText();
  await context.close();
  return { shown, said };
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

export default async function benchStorage({ rounds = 7 } = {}) {
  const { summary, texts } = storedAfterYear(await bookSkills(), 'reader');
  const characters = texts.reduce((sum, [key, text]) => sum + key.length + text.length, 0);
  const of = (kind) => texts.filter(([key]) => key.includes(`:${kind}:`)).length;
  console.log(
    `A year of daily practice: ${summary.reviews} reviews in ${summary.minutes} minutes leave ${of('progress')} records and ${of('review')} skill states, ` +
      `${(characters / 1000).toFixed(1)} kB of characters in localStorage, ${((100 * characters) / quota).toFixed(1)} % of the usual 5 MiB.`,
  );
  const { site, stop } = await serveCompressed(join(root, process.env.SITE_OUT ?? 'dist'));
  const browser = await chromium.launch(await launchOptions());
  const taken = [];
  try {
    for (let round = 0; round < rounds; round += 1)
      for (const path of ['/review/', '/progress/'])
        for (const [filled, kept] of [
          ['empty', []],
          ['a year', texts],
        ])
          taken.push({ path, filled, ...(await visit(browser, site, path, kept)) });
  } finally {
    await browser.close();
    stop();
  }
  console.log(
    `\nUntil the first line is painted, ms (CPU ÷ ${slowdown}, ${rounds} rounds, load of this machine ${loadavg()[0].toFixed(1)}):`,
  );
  const results = Object.entries(Object.groupBy(taken, ({ path, filled }) => `${path} ${filled}`)).map(([name, list]) => ({
    name,
    ms: median(list.map(({ shown }) => shown)),
    said: list[0].said,
  }));
  for (const { name, ms, said } of results) console.log(`  ${name.padEnd(20)}${ms.toFixed(0).padStart(7)}   “${said}”`);
  return { characters, results };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await benchStorage({ rounds: Number(process.argv[2] ?? 7) });
