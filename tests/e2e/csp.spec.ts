/** The whole site under its own policy: every page is opened and used, and nothing may be refused, fail or leave the site. */
import { readFileSync } from 'node:fs';
import { test as unwatched } from '@playwright/test';
import { expect, test } from './support.ts';

const sitemap = (path: string): readonly string[] =>
  [...readFileSync(new URL(`../../dist/${path}`, import.meta.url), 'utf8').matchAll(/<loc>([^<]+)<\/loc>/g)].map(
    ([, url = '']) => new URL(url).pathname,
  );
const pages = [...sitemap('sitemap-0.xml'), '/404.html'];
/** Pages made by one template go together: exercises, formulas. */
const isOneOfMany = (path: string): boolean => /^\/[^/]+\/[^/]+\/$/.test(path);
const many = pages.filter(isOneOfMany);
const batches = [
  ...pages.filter((path) => !isOneOfMany(path)).map((path) => [path]),
  ...Array.from({ length: Math.ceil(many.length / 20) }, (_, i) => many.slice(i * 20, i * 20 + 20)),
];

for (const batch of batches) {
  test(`${batch.length === 1 ? (batch[0] ?? '') : `${batch[0] ?? ''} and ${String(batch.length - 1)} more`}: the policy refuses nothing and nothing fails`, async ({
    page,
  }) => {
    test.setTimeout(240_000);
    const refused: string[] = [];
    await page.exposeFunction('refused', (what: string) => refused.push(what));
    await page.addInitScript(() => {
      addEventListener('securitypolicyviolation', (event) => {
        (window as unknown as { refused: (what: string) => void }).refused(`${event.violatedDirective} ${event.blockedURI}`);
      });
    });
    for (const path of batch) {
      await page.goto(path);
      await expect(page.locator('meta[http-equiv="content-security-policy"]')).toHaveCount(1);
      // Wakes every island and opens every aid.
      for (const island of await page.locator('astro-island').all()) await island.scrollIntoViewIfNeeded();
      await expect(page.locator('astro-island[ssr]')).toHaveCount(0);
      for (const summary of await page.locator('summary:visible').all()) await summary.click();
    }
    expect(refused).toEqual([]);
  });
}

test('the policy allows no inline script but those known by hash, no evaluation, no other host', () => {
  for (const path of pages) {
    const html = readFileSync(new URL(`../../dist${path.endsWith('/') ? `${path}index.html` : path}`, import.meta.url), 'utf8');
    const policy = /<meta http-equiv="content-security-policy" content="([^"]*)"/.exec(html)?.[1] ?? '';
    const scripts = policy.split('; ').find((directive) => directive.startsWith('script-src ')) ?? '';
    expect(scripts, path).toMatch(/^script-src 'self' 'wasm-unsafe-eval'( 'sha256-[\w+/]+=*')+$/);
    expect(policy, path).toMatch(/; style-src-elem 'self'( 'sha256-[\w+/]+=*')*;/);
    expect(policy, path).toMatch(/^default-src 'none';/);
    expect(policy, path).not.toMatch(/https?:|\*|'unsafe-eval'/);
    expect(html.indexOf('http-equiv="content-security-policy"'), path).toBeLessThan(html.indexOf('<script'));
    expect(html.indexOf('charset="utf-8"'), path).toBeLessThan(1024);
  }
});

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
