/** Reading offline, and a new version that loses nothing. */
import { readFileSync } from 'node:fs';
import { test as unwatched, type Page } from '@playwright/test';
import { alive, answer, exercise, expect, field } from './support.ts';

const test = unwatched;
test.use({ serviceWorkers: 'allow' });
test.describe.configure({ timeout: 180_000 });

/** One visit: until the workbook is in the browser. */
async function visit(page: Page): Promise<void> {
  await page.goto('/');
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    while (!navigator.serviceWorker.controller) await new Promise((resolve) => setTimeout(resolve, 50));
  });
}

/** Which of these addresses do not open. */
const lost = (page: Page, paths: readonly string[]): Promise<readonly string[]> =>
  page.evaluate(async (all) => {
    const missing: string[] = [];
    for (const path of all)
      if (
        !(await fetch(path).then(
          ({ ok }) => ok,
          () => false,
        ))
      )
        missing.push(path);
    return missing;
  }, paths);

const sitemap = readFileSync(new URL('../../dist/sitemap-0.xml', import.meta.url), 'utf8');
const everyPage = [...sitemap.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, url = '']) => new URL(url).pathname);

test('nothing is prefetched while the reader is busy, or on a metered connection', async ({ page }) => {
  await page.goto('/roofline/');
  for (let second = 0; second < 10; second += 1) {
    await page.waitForTimeout(1000);
    await field(page, 'matmul-intensity').getByRole('textbox').press('1');
  }
  const registered = (): Promise<boolean> => page.evaluate(async () => (await navigator.serviceWorker.getRegistration()) !== undefined);
  expect(await registered()).toBe(false);
  await expect.poll(registered, { timeout: 20_000 }).toBe(true);
});

test('nothing is prefetched if the reader saves data', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'connection', { value: { saveData: true } });
  });
  await page.goto('/roofline/');
  await page.waitForTimeout(12_000);
  expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistration()) !== undefined)).toBe(false);
});

test('after one visit the chapters open and answers are judged offline; a page that is not saved says so', async ({ page, context }) => {
  await visit(page);
  await context.setOffline(true);
  const chapters = everyPage.filter((path) => /^\/(?!workbook)[^/]*\/$|^\/$/.test(path));
  expect(chapters.length).toBeGreaterThan(20);
  expect(await lost(page, chapters)).toEqual([]);
  await page.goto('/roofline/');
  expect(await answer(page, 'h100-ridge-point', '295.5')).toBe('correct');
  const explorer = page.locator('.explorer').first();
  await explorer.scrollIntoViewIfNeeded();
  await expect(explorer).toHaveAttribute('data-live', 'true');
  await page.goto('/exercises/relu-intensity/');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('This page is not in your browser yet');
});

test('on request the whole workbook is saved, and an interrupted download resumes', async ({ page, context }) => {
  await visit(page);
  await page.goto('/print-and-export/');
  let served = 0;
  await context.route('**/*.json', async (route) => {
    served += 1;
    if (served > 30) await route.abort();
    else await route.continue();
  });
  const button = page.getByRole('button', { name: 'Save the whole workbook for offline use' });
  const status = page.locator('[data-whole-book] [role="status"]');
  await button.click();
  await expect(status).toHaveText(/^Stopped after \d+ of \d+ files\./, { timeout: 60_000 });
  const before = await page.getByRole('progressbar').evaluate((bar: HTMLProgressElement) => bar.value);
  expect(before).toBeGreaterThan(0);
  await context.unroute('**/*.json');
  await button.click();
  expect(await page.getByRole('progressbar').evaluate((bar: HTMLProgressElement) => bar.value)).toBeGreaterThanOrEqual(before);
  await expect(status).toHaveText('The whole workbook is now in your browser.', { timeout: 120_000 });
  await context.setOffline(true);
  expect(await lost(page, everyPage)).toEqual([]);
  await page.goto('/roofline/');
  await exercise(page, 'h100-ridge-point')
    .getByRole('button', { name: /Try different numbers/ })
    .click();
  await expect(exercise(page, 'h100-ridge-point').locator('[data-part="statement"]')).toContainText('A100');
  await page.goto('/exercises/h100-ridge-point/?h100-ridge-point=a100-80gb-sxm');
  await expect(exercise(page, 'h100-ridge-point')).toBeVisible();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('systolic');
  await expect(page.locator('[data-search-said]')).toHaveText(/^\d+ pages? found\.$/);
});

test('a new version is announced, loads on request, and a half-typed answer stays', async ({ page, context }) => {
  let edition = 1;
  await context.route('**/sw.js', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${await response.text()}\n// edition ${String(edition)}` });
  });
  await visit(page);
  await page.goto('/exercises/relu-intensity/');
  await alive(field(page, 'relu-intensity'));
  await field(page, 'relu-intensity').getByRole('textbox').fill('0.12');
  const other = await context.newPage();
  await other.goto('/exercises/h100-ridge-point/');
  await alive(field(other, 'h100-ridge-point'));
  await other.getByRole('textbox').fill('990 /');
  edition = 2;
  await page.evaluate(async () => {
    await (await navigator.serviceWorker.getRegistration())?.update();
  });
  await expect(page.locator('.notice')).toContainText('new version');
  await expect(field(page, 'relu-intensity').getByRole('textbox')).toHaveValue('0.12');
  await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: 'Reload now' }).click()]);
  await alive(field(page, 'relu-intensity'));
  await expect(field(page, 'relu-intensity').getByRole('textbox')).toHaveValue('0.12');
  await expect(field(page, 'relu-intensity')).not.toHaveAttribute('data-verdict');
  await expect(page.locator('.notice')).toHaveCount(0);
  await expect(other.locator('.notice')).toContainText('updated in another tab');
  await Promise.all([other.waitForEvent('load'), other.getByRole('button', { name: 'Reload now' }).click()]);
  await alive(field(other, 'h100-ridge-point'));
  await expect(other.getByRole('textbox')).toHaveValue('990 /');
});

test('the workbook can be installed: a manifest with a start inside its scope and icons that are there', async ({ page, context }) => {
  await visit(page);
  const client = await context.newCDPSession(page);
  const { errors } = await client.send('Page.getAppManifest');
  expect(errors).toEqual([]);
  const { installabilityErrors } = await client.send('Page.getInstallabilityErrors');
  expect(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito')).toEqual([]);
});
