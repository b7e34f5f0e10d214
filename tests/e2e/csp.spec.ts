/**
 * The site under its own policy, in a browser: pages of every kind are opened and used, and nothing may be blocked, fail or contact
 * another site (support.ts watches). tests/site/policy.test.ts compares each page's policy with its scripts, and book.spec.ts opens
 * the chapters.
 */
import { readFileSync } from 'node:fs';
import { test as unwatched } from '@playwright/test';
import { expect, test, wakeAll } from './support.ts';

const read = (path: string): string => readFileSync(new URL(`../../dist/${path}`, import.meta.url), 'utf8');
const html = (path: string): string => read(path.endsWith('/') ? `${path.slice(1)}index.html` : path.slice(1));
const { exercises } = JSON.parse(read('exercises.json')) as { readonly exercises: readonly { readonly chapter: string }[] };
const chapters = new Set(exercises.map(({ chapter }) => `/${chapter}/`));
const pages = [...read('sitemap-0.xml').matchAll(/<loc>([^<]+)<\/loc>/g)]
  .map(([, url = '']) => new URL(url).pathname)
  .filter((path) => !chapters.has(path));

/** What determines a page's behaviour under a policy: the policy, and the scripts and islands that the page loads. */
const kindOf = (path: string): string =>
  [
    ...new Set(
      [...html(path).matchAll(/content="(default-src [^"]*)"|component-url="([^"]*)"|<script[^>]* src="([^"]*)"/g)].map(([, ...found]) =>
        found.join(''),
      ),
    ),
  ]
    .sort()
    .join('\n');
/** Pages from one template (an exercise's, a formula's) differ in their text: of each kind, only the longest is opened. */
const isOneOfMany = (path: string): boolean => /^\/[^/]+\/[^/]+\/$/.test(path);
const longest = Map.groupBy(pages.filter(isOneOfMany), kindOf)
  .values()
  .map((alike) => alike.toSorted((a, b) => html(b).length - html(a).length)[0] ?? '');

for (const path of [...pages.filter((path) => !isOneOfMany(path)), ...longest, '/404.html']) {
  test(`${path}: the policy blocks nothing and nothing fails`, async ({ page }) => {
    test.slow();
    await page.goto(path);
    await wakeAll(page);
    for (const summary of await page.locator('summary:visible').all()) await summary.click();
  });
}

unwatched('a script that is written into the page by someone else does not run', async ({ page }) => {
  await page.goto('/roofline/');
  const ran = await page.evaluate(async () => {
    const script = document.createElement('script');
    script.textContent = 'window.injected = true';
    document.body.append(script);
    document.body.insertAdjacentHTML('beforeend', '<img src="/nowhere.invalid" onerror="window.injected = true">');
    await new Promise((resolve) => setTimeout(resolve, 200));
    return 'injected' in window;
  });
  expect(ran).toBe(false);
});
