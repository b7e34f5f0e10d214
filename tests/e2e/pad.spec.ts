/** The working pad: what it says, what it saves, and what it does when something fails to load. */
import { readFileSync } from 'node:fs';
import { test as unwatched, type Locator, type Page } from '@playwright/test';
import { alive, exercise, expect, expectAccessible, field, test } from './support.ts';

const id = 'matmul-time';
const working = 'flops = 2*4096^3 FLOP\nt = flops / 990 TFLOP/s';

const pad = (page: Page): Locator => exercise(page, id).locator('details[data-aid="pad"]');
const sheet = (page: Page): Locator => pad(page).getByRole('textbox', { name: 'Your working' });
const line = (page: Page, at: number): Locator => pad(page).locator(`[data-line="${String(at - 1)}"]`);

async function open(page: Page, address = `/exercises/${id}/`): Promise<void> {
  await page.goto(address);
  await pad(page).getByText('Working pad').click();
  await expect(sheet(page)).toBeVisible();
}

test('lines are worked out and compared with the derivation, by keyboard alone, and read out', async ({ page }) => {
  await page.goto(`/exercises/${id}/`);
  await pad(page).locator('summary').focus();
  await page.keyboard.press('Enter');
  await expect(sheet(page)).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(sheet(page)).toBeFocused();
  await page.keyboard.type('flops = 4096^3 FLOP\n');
  await expect(line(page, 1)).toContainText('68.7195 GFLOP');
  await expect(line(page, 1)).toContainText('known slip');
  await page.keyboard.type('t = flops / 990 TFLOP/s');
  await expect(line(page, 2)).toContainText('Consistent with your own numbers');
  await expect(pad(page).locator('[role="status"].sr-only')).toContainText('Line 2: 69.4136 µs. Consistent with your own numbers');
});

test('nothing of the pad is loaded before it is opened, and opening it does not count as help', async ({ page }) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.goto(`/exercises/${id}/`);
  await alive(field(page, id));
  expect(asked.filter((path) => path.endsWith('.json') || /\/pad\./.test(path))).toEqual([]);
  await pad(page).getByText('Working pad').click();
  await expect(sheet(page)).toBeVisible();
  await expect.poll(() => asked).toContain(`/exercises/${id}.json`);
  await expect(pad(page)).not.toContainText('Compute time');
  expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('scaling-workbook:progress')))).toEqual([]);
});

test('a pad is there after a reload, and each setting has its own', async ({ page }) => {
  await open(page);
  await sheet(page).fill(working);
  await sheet(page).blur();
  await page.reload();
  await pad(page).getByText('Working pad').click();
  await expect(sheet(page)).toHaveValue(working);
  await expect(line(page, 2)).toContainText('Compute time');
  await exercise(page, id)
    .getByRole('button', { name: /Try different numbers/ })
    .click();
  await expect(page).toHaveURL(/side-/);
  await pad(page).getByText('Working pad').click();
  await expect(sheet(page)).toHaveValue('');
  await sheet(page).fill('flops = 2*512^3 FLOP');
  await expect(line(page, 1)).toContainText('Matmul FLOPs');
  await exercise(page, id).getByRole('button', { name: 'Back to the original numbers' }).click();
  await pad(page).getByText('Working pad').click();
  await expect(sheet(page)).toHaveValue(working);
});

test('the last text typed is saved without leaving the field', async ({ page }) => {
  await open(page);
  await sheet(page).fill(working);
  await page.reload();
  await pad(page).getByText('Working pad').click();
  await expect(sheet(page)).toHaveValue(working);
});

test('the last value goes into the field as an answer', async ({ page }) => {
  await open(page);
  await alive(field(page, id));
  await sheet(page).fill(working);
  await pad(page).getByRole('button', { name: 'Use 0.138827 ms as my answer for “Least time”' }).click();
  const input = field(page, id).getByRole('textbox');
  await expect(input).toBeFocused();
  await input.press('Enter');
  await expect(field(page, id)).toHaveAttribute('data-verdict', 'correct');
});

test('pads are exported, imported, erased and restored with the progress', async ({ page }) => {
  await open(page);
  await sheet(page).fill(working);
  await sheet(page).blur();
  const storedPad = (): Promise<string | null> => page.evaluate((key) => localStorage.getItem(key), `scaling-workbook:pad:${id}`);
  await expect.poll(storedPad).toContain('990');
  await page.goto('/progress/');
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Export to a file' }).click()]);
  const text = readFileSync(await download.path(), 'utf8');
  expect(JSON.parse(text)).toMatchObject({ pads: { [id]: { v: 1, text: working } } });
  await page.getByRole('button', { name: 'Erase', exact: true }).click();
  await expect.poll(storedPad).toBeNull();
  await page.getByRole('button', { name: 'Undo erase' }).click();
  await expect.poll(storedPad).toContain('990');
  await page.getByRole('button', { name: 'Erase', exact: true }).click();
  const file = (content: string) => ({ name: 'progress.json', mimeType: 'application/json', buffer: Buffer.from(content) });
  await page.getByLabel('Import a file').setInputFiles(file(text.replace('"v": 1', '"v": "one"')));
  await expect(page.locator('.said')).toContainText('damaged at “pads”');
  expect(await storedPad()).toBeNull();
  await page.getByLabel('Import a file').setInputFiles(file(text));
  await expect.poll(storedPad).toContain('990');
});

test('two tabs on one pad lose no line of each other’s', async ({ context, page }) => {
  const other = await context.newPage();
  await open(page);
  await open(other);
  await sheet(page).fill('a = 1');
  await sheet(page).blur();
  await expect(sheet(other)).toHaveValue('a = 1');
  // Both write before either is saved.
  await sheet(other).fill('a = 1\nb = 2');
  await sheet(page).fill('a = 1\nc = 3');
  await sheet(other).blur();
  await sheet(page).blur();
  await expect(sheet(page)).toHaveValue(/c = 3/);
  await expect(sheet(page)).toHaveValue(/b = 2/);
});

test('a pad that this page cannot read is left as it is', async ({ page }) => {
  const newer = '{"v":99,"something":"else"}';
  await page.addInitScript(
    ([key, text]) => {
      localStorage.setItem(key, text);
    },
    [`scaling-workbook:pad:${id}`, newer] as const,
  );
  await open(page);
  await sheet(page).fill(working);
  await sheet(page).blur();
  await expect(line(page, 1)).toContainText('Matmul FLOPs');
  expect(await page.evaluate((key) => localStorage.getItem(key), `scaling-workbook:pad:${id}`)).toBe(newer);
});

for (const [name, width, scheme] of [
  ['on a phone, dark', 320, 'dark'],
  ['on a wide screen', 1280, 'light'],
] as const) {
  test(`the pad is accessible and fits the page ${name}`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme: scheme });
    await open(page);
    await sheet(page).fill(
      `${working}\nwrong = 3 s + 4 B\nmacs = 4096^3 FLOP\n# a note that is far longer than any phone is wide, so that it scrolls within the sheet`,
    );
    await expect(line(page, 4)).toBeVisible();
    await expectAccessible(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await expect(line(page, 3)).toContainText('different kinds of quantity');
  });
}

unwatched(
  'without the steps a line is still worked out, the page says what is missing, and the next opening mends it',
  async ({ page }) => {
    await page.route('**/exercises/*.json', (route) => route.abort());
    await open(page);
    await expect(pad(page).getByText('The derivation could not be loaded')).toBeVisible();
    await sheet(page).fill(working);
    await expect(line(page, 1)).toContainText('137.439 GFLOP');
    await expect(line(page, 1)).not.toContainText('Matmul');
    await page.unroute('**/exercises/*.json');
    await pad(page).locator('summary').click();
    await pad(page).locator('summary').click();
    await expect(sheet(page)).toHaveValue(working);
    await expect(line(page, 1)).toContainText('Matmul FLOPs');
    await expect(pad(page).getByText('The derivation could not be loaded')).toHaveCount(0);
  },
);

unwatched('where the pad’s own program does not come, the page says so', async ({ page }) => {
  await page.route(/\/_astro\/pad\.[^/]*\.js$/, (route) => route.abort());
  await page.goto(`/exercises/${id}/`);
  await pad(page).getByText('Working pad').click();
  await expect(pad(page).getByText('could not be loaded')).toBeVisible();
  await expect(field(page, id)).toBeVisible();
});

unwatched('without JavaScript there is no pad that does nothing', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: baseURL ?? '' });
  const page = await context.newPage();
  await page.goto(`/exercises/${id}/`);
  await expect(pad(page)).toBeHidden();
  await context.close();
});
