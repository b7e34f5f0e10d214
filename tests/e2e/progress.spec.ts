import { test as unwatched } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { allAlive, answer, exercise, expect, expectAccessible, field, test } from './support.ts';

const good = readFileSync(new URL('../unit/exercises/fixtures/progress-1.json', import.meta.url), 'utf8');
const file = (text: string) => ({ name: 'progress.json', mimeType: 'application/json', buffer: Buffer.from(text) });

test('progress is exported to a file and imported from it', async ({ page }) => {
  await page.goto('/roofline/');
  await answer(page, 'h100-ridge-point', '295.5');
  await page.goto('/progress/');
  await expect(page.getByText(/^1 of \d+ exercises solved$/)).toBeVisible();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Export to a file' }).click()]);
  const text = readFileSync(await download.path(), 'utf8');
  expect(JSON.parse(text)).toMatchObject({ format: 'scaling-workbook-progress', version: 1 });

  await page.getByRole('button', { name: 'Erase', exact: true }).click();
  await expect(page.getByText(/^0 of \d+ exercises solved$/)).toBeVisible();
  await page.getByLabel('Import a file').setInputFiles(file(text));
  await expect(page.getByText(/^1 of \d+ exercises solved$/)).toBeVisible();
  await expect(page.getByText('solved unaided, 1 try')).toBeVisible();
});

test('erasing can be undone', async ({ page }) => {
  await page.goto('/progress/');
  await allAlive(page);
  await page.getByLabel('Import a file').setInputFiles(file(good));
  await expect(page.getByText('solved with the hint, 2 tries')).toBeVisible();
  await page.getByRole('button', { name: 'Erase', exact: true }).click();
  await page.getByRole('button', { name: 'Undo erase' }).click();
  await expect(page.getByText('solved with the hint, 2 tries')).toBeVisible();
});

test('a file that is no progress is refused with a reason, and nothing is lost', async ({ page }) => {
  await page.goto('/progress/');
  await allAlive(page);
  await page.getByLabel('Import a file').setInputFiles(file(good));
  await expect(page.getByText(/^1 of \d+ exercises/)).toBeVisible();
  for (const [what, text, words] of [
    ['cut off', good.slice(0, 200), 'is not valid JSON'],
    ['foreign', '{"cards":[]}', 'not a progress file of the Scaling Workbook'],
    ['newer', good.replace('"version": 1', '"version": 2'), 'newer version'],
    ['damaged', good.replace('"tries": 2', '"tries": "two"'), 'damaged at “h100-ridge-point”'],
    ['million-character', good.slice(0, 200) + 'x'.repeat(1_000_000), 'is not valid JSON'],
    ['far too large', `${good.trimEnd()}${' '.repeat(6_000_000)}`, 'much too large to be a progress file'],
  ] as const) {
    await page.getByLabel('Import a file').setInputFiles(file(text));
    await expect(page.locator('.said'), what).toContainText(words);
    await expect(page.locator('.said'), what).toContainText('Nothing was changed.');
    await expect(page.getByText(/^1 of \d+ exercises solved$/), what).toBeVisible();
  }
});

test('storage that is full breaks no page, and the progress page says so', async ({ page }) => {
  await page.goto('/exercises/relu-intensity/');
  await page.evaluate(() => {
    for (let size = 1 << 20, i = 0; size > 0;) {
      try {
        localStorage.setItem(`filler-${String(i++)}`, 'x'.repeat(size));
      } catch {
        size >>= 1;
      }
    }
  });
  expect(await answer(page, 'relu-intensity', '0.125')).toBe('correct');
  await expect(exercise(page, 'relu-intensity')).toHaveAttribute('data-state', 'solved');
});

test('storage that is forbidden breaks no page, and the progress page says so', async ({ page }) => {
  await page.addInitScript(() => {
    for (const name of ['localStorage', 'sessionStorage']) {
      Object.defineProperty(window, name, {
        configurable: true,
        get: () => {
          throw new DOMException('no', 'SecurityError');
        },
      });
    }
  });
  await page.goto('/exercises/relu-intensity/');
  expect(await answer(page, 'relu-intensity', '0.125')).toBe('correct');
  await expect(exercise(page, 'relu-intensity')).toHaveAttribute('data-state', 'solved');
  await page.goto('/progress/');
  await expect(page.getByRole('alert')).toContainText('for this visit only');
});

test('a record that this page cannot read is left as it is', async ({ page }) => {
  const newer = '{"v":99,"something":"else"}';
  await page.addInitScript((text) => {
    localStorage.setItem('scaling-workbook:progress:relu-intensity', text);
  }, newer);
  await page.goto('/exercises/relu-intensity/');
  expect(await answer(page, 'relu-intensity', '0.125')).toBe('correct');
  expect(await page.evaluate(() => localStorage.getItem('scaling-workbook:progress:relu-intensity'))).toBe(newer);
});

test('two tabs do not lose each other’s records', async ({ context, page }) => {
  const other = await context.newPage();
  await page.goto('/roofline/');
  await other.goto('/roofline/');
  await answer(page, 'h100-ridge-point', '295.5');
  await answer(other, 'relu-intensity', '0.125');
  await expect(exercise(page, 'relu-intensity')).toHaveAttribute('data-state', 'solved');
  await expect(exercise(other, 'h100-ridge-point')).toHaveAttribute('data-state', 'solved');
  await page.goto('/progress/');
  await expect(page.getByText(/^2 of \d+ exercises/)).toBeVisible();
});

test('the index filters by text, chapter, kind and state, and the filter can be linked', async ({ page }) => {
  await page.goto('/roofline/');
  await answer(page, 'h100-ridge-point', '295.5');
  await page.goto('/exercises/?state=solved');
  const items = page.locator('[data-listed]:visible');
  await expect(items).toHaveCount(1);
  await expect(items.first()).toContainText('solved');
  await page.getByLabel('State').selectOption('');
  await page.getByLabel('Find').fill('attention scores');
  await expect(items).toHaveCount(1);
  await expect(page).toHaveURL(/text=attention/);
  await page.goto('/exercises/?kind=<script>&chapter=nowhere');
  await expect(items.first()).toBeVisible();
});

// A missing page is an error on the console, too.
unwatched('a stale link to an exercise says so, and leads to those there are', async ({ page }) => {
  const response = await page.goto('/exercises/never-was/');
  expect(response?.status()).toBe(404);
  await expect(page.getByText('There is no exercise “never-was”')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('main').getByRole('link', { name: 'All exercises' }).click();
  await expect(page.getByRole('heading', { name: 'All exercises' })).toBeVisible();
});

test('the progress page asks the browser to keep the storage, once there is something to keep', async ({ page }) => {
  await page.addInitScript(() => {
    Object.assign(navigator.storage, { persisted: () => Promise.resolve(false), persist: () => Promise.resolve(true) });
  });
  await page.goto('/progress/');
  await allAlive(page);
  await expect(page.getByRole('button', { name: 'Ask it not to' })).toHaveCount(0);
  await page.getByLabel('Import a file').setInputFiles(file(good));
  await page.getByRole('button', { name: 'Ask it not to' }).click();
  await expect(page.getByText('has promised not to delete your progress')).toBeVisible();
});

test('an answer kept from an earlier visit is judged anew', async ({ page }) => {
  await page.goto('/exercises/h100-ridge-point/');
  await answer(page, 'h100-ridge-point', '591');
  await page.reload();
  await expect(field(page, 'h100-ridge-point')).toHaveAttribute('data-verdict', 'slip');
});
