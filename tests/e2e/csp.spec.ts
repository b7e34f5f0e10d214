/**
 * The site under its own policy, in a browser: pages of every kind are opened and used, and nothing may be refused, fail or leave
 * the site (support.ts watches). That each page's policy knows exactly its own scripts is compared in tests/site/policy.test.ts,
 * and book.spec.ts opens the chapters.
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

/** What decides how a page behaves under a policy: the policy, and the scripts and islands that the page asks for. */
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
/** Pages made by one template (an exercise's, a formula's) differ in their text: of those of one kind the longest is opened. */
const isOneOfMany = (path: string): boolean => /^\/[^/]+\/[^/]+\/$/.test(path);
const longest = Map.groupBy(pages.filter(isOneOfMany), kindOf)
  .values()
  .map((alike) => alike.toSorted((a, b) => html(b).length - html(a).length)[0] ?? '');

for (const path of [...pages.filter((path) => !isOneOfMany(path)), ...longest, '/404.html']) {
  test(`${path}: the policy refuses nothing and nothing fails`, async ({ page }) => {
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
