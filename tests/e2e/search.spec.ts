import { test as unwatched } from '@playwright/test';
import { expect, test } from './support.ts';

test('search loads nothing until it is opened, finds a chapter, and leads there by keyboard', async ({ page }) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto('/tpus/');
  await page.waitForLoadState('networkidle');
  expect(asked.filter((url) => url.includes('pagefind'))).toEqual([]);
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('searchbox', { name: 'Search the workbook' })).toBeFocused();
  await page.keyboard.type('systolic array');
  await expect(page.locator('[data-search-said]')).toHaveText(/^\d+ pages? found\.$/);
  const places = await page
    .locator('[data-search-results] a')
    .evaluateAll((links) => links.map((link) => `${new URL((link as HTMLAnchorElement).href).pathname} ${link.textContent}`));
  expect(places.filter((place, i) => places.indexOf(place) !== i)).toEqual([]);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#/);
  await expect(page.getByRole('dialog')).toBeHidden();
});

test('search says when there is nothing, and what was typed is never taken for markup', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('button', { name: 'Search' }).click();
  await page.keyboard.type('<img src=x onerror=alert(1)>zzqx');
  await expect(page.locator('[data-search-said]')).toContainText('found');
  await expect(page.locator('dialog img')).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
});

unwatched('search that cannot load says so, and works once the connection is back', async ({ page, context }) => {
  await page.goto('/');
  await page.waitForLoadState('networkidle');
  await context.setOffline(true);
  await page.getByRole('button', { name: 'Search' }).click();
  await page.keyboard.type('roof');
  await expect(page.locator('[data-search-said]')).toContainText('could not be loaded');
  await context.setOffline(false);
  await page.keyboard.type('line');
  await expect(page.locator('[data-search-said]')).toHaveText(/^\d+ pages? found\.$/);
});
