/** The pages about the companion book: its map, the notation, the ledger of its printed figures. */
import { expect, expectAccessible, test } from './support.ts';

const pages = ['/book/', '/notation/'];

for (const scheme of ['light', 'dark'] as const) {
  test.describe(scheme, () => {
    test.use({ colorScheme: scheme });
    for (const path of pages) {
      test(`${path} has no accessibility violation`, async ({ page }) => {
        await page.goto(path);
        await expectAccessible(page);
      });
    }
  });
}

test.describe('at 320 px', () => {
  test.use({ viewport: { width: 320, height: 640 } });
  for (const path of pages) {
    test(`${path} does not scroll sideways`, async ({ page }) => {
      await page.goto(path);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    });
  }
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });
  test('the map lists all problems and says of each where it is solved, why it is not judged, or that it is not here yet', async ({
    page,
  }) => {
    await page.goto('/book/');
    const rows = page.locator('tr[id^="sb-"]');
    await expect(rows).toHaveCount(99);
    for (const cell of await rows.locator('td:nth-child(3)').all()) await expect(cell).not.toBeEmpty();
    await expect(rows.locator('.state').first()).toBeEmpty();
  });
});

test('the map marks a problem as solved once all exercises that pose it are', async ({ page }) => {
  // The problem has two exercises on the page that is served here, whichever it has in the book.
  await page.route('**/book/', async (route) => {
    const response = await route.fetch();
    const html = await response.text();
    await route.fulfill({
      response,
      body: html.replace(/(id="sb-tpus-6"[^>]*data-solved-by)(?:="[^"]*")?/, '$1="relu-intensity h100-ridge-point"'),
    });
  });
  const solve = async (id: string): Promise<void> => {
    await page.evaluate((key) => {
      const day = '2026-11-30T12:00:00.000Z';
      localStorage.setItem(key, JSON.stringify({ v: 1, tries: 1, fields: {}, typed: {}, last: day, solved: day }));
    }, `scaling-workbook:progress:${id}`);
    await page.reload();
  };
  await page.goto('/book/');
  const row = page.locator('#sb-tpus-6');
  await expect(page.locator('[data-tally]')).toBeEmpty();
  await solve('relu-intensity');
  await expect(page.locator('[data-tally]')).toContainText('You have solved 0 of');
  await expect(row.locator('.state')).toBeEmpty();
  await solve('h100-ridge-point');
  await expect(row.locator('.state')).toHaveText('solved');
  await expect(page.locator('[data-tally]')).toContainText('You have solved 1 of');
});

test('map and notation print whole, without the menus', async ({ page }) => {
  await page.emulateMedia({ media: 'print' });
  for (const path of pages) {
    await page.goto(path);
    await expect(page.locator('nav.sidebar')).toBeHidden();
    await expect(page.locator('main table').first()).toBeVisible();
    const widest = await page
      .locator('main table')
      .evaluateAll((tables) => Math.max(...tables.map((table) => table.scrollWidth - table.clientWidth)));
    expect(widest).toBeLessThanOrEqual(0);
  }
});

test('a chapter leads to the notation, and the ledger of printed figures to the map', async ({ page }) => {
  await page.goto('/roofline/');
  await page.locator('main').getByRole('link', { name: 'Notation and constants' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Notation and constants');
  await page.goto('/errata/#companion-book');
  await page
    .locator('#B-gpus-5-2')
    .getByRole('link', { name: /Quiz 5, question 2/ })
    .click();
  await expect(page.locator('#sb-gpus-5-2')).toBeInViewport();
});
