/** The table of contents beside a chapter, and its bar on a phone: both show the reader's position. */
import { expect, test } from './support.ts';

test('the table of contents marks the heading that was reached, going down and up again', async ({ page }) => {
  await page.setViewportSize({ width: 1400, height: 800 });
  await page.goto('/roofline/');
  const contents = page.locator('starlight-toc');
  const current = contents.locator('a[aria-current="true"]');
  const links = contents.getByRole('link');
  await expect(current).toHaveText((await links.first().textContent()) ?? '');
  for (const at of [2, 1]) {
    await links.nth(at).click();
    await expect(current).toHaveText((await links.nth(at).textContent()) ?? '');
  }
  await page.evaluate(() => {
    scrollTo({ top: 0, behavior: 'instant' });
  });
  await expect(current).toHaveText((await links.first().textContent()) ?? '');
});

test('the bar of a phone names the heading that was reached', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('/roofline/');
  const heading = page.locator('.sl-markdown-content h2').nth(1);
  await heading.evaluate((element) => {
    element.scrollIntoView({ block: 'start', behavior: 'instant' });
  });
  await expect(page.locator('mobile-starlight-toc .display-current')).toHaveText((await heading.textContent())?.trim() ?? '');
});
