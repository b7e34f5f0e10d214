/**
 * Every page that is no chapter (book.spec.ts opens those), once: it is accessible in both colour schemes, narrow enough for a
 * phone, and all of it is opened under the page's own policy; nothing may be refused, fail or leave the site (support.ts watches).
 * That each page's policy knows exactly its own scripts is compared in tests/site/policy.test.ts.
 */
import { readFileSync } from 'node:fs';
import { test as unwatched } from '@playwright/test';
import { expect, expectAccessible, expectContrast, openAids, test, turn, wakeAll } from './support.ts';

const read = (path: string): string => readFileSync(new URL(`../../dist/${path}`, import.meta.url), 'utf8');
const html = (path: string): string => read(path.endsWith('/') ? `${path.slice(1)}index.html` : path.slice(1));
const { exercises } = JSON.parse(read('exercises.json')) as { readonly exercises: readonly { readonly chapter: string }[] };
const chapters = new Set(exercises.flatMap(({ chapter }) => [`/${chapter}/`, `/${chapter}/problems/`]));
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

/** Opened whatever their kind: a page with the parts of an exercise, and one with a list of models. */
const chosen = ['/exercises/decode-matvec-intensity/', '/formulas/ridge-point/', '/formulas/kv-cache-bytes/'];

for (const path of new Set([...pages.filter((path) => !isOneOfMany(path)), ...longest, ...chosen, '/404.html'])) {
  test(`${path} is accessible in light and dark, does not scroll sideways, and fails nowhere`, async ({ page }) => {
    test.slow();
    await page.goto(path);
    await wakeAll(page);
    await expectAccessible(page);
    // The parts of the workbook are those of the chapters, which book.spec.ts looks at in the dark.
    if (path !== '/workbook/') {
      await turn(page, 'dark');
      await expectContrast(page);
    }
    await openAids(page);
    for (const width of [390, 320]) {
      await page.setViewportSize({ width, height: 700 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    }
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
