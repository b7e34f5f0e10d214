/** Chapter 11: skills fill, formulas are judged, dates and notes are kept, and all of it without a mouse or in the dark. */
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { answer, expect, expectAccessible, test, wakeAll } from './support.ts';

const open = async (page: Page): Promise<void> => {
  await page.goto('/self-assessment/');
  await wakeAll(page);
};
const saved = async (page: Page, button: string): Promise<{ readonly name: string; readonly text: string }> => {
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: button }).click()]);
  return { name: file.suggestedFilename(), text: await readFile(await file.path(), 'utf8') };
};

test('a skill fills when its exercises are solved, another is ticked by hand, and both are exported', async ({ page }) => {
  await page.goto('/exercises/gpt2-small-parameters/');
  expect(await answer(page, 'gpt2-small-parameters', '124,439,808')).toBe('correct');
  await open(page);
  await expect(page.locator('[data-skill="count-gpt2"]')).toHaveAttribute('data-state', 'proved');
  await expect(page.locator('#skills .tally')).toHaveText('1 of 37 skills');
  await page.locator('[data-skill="occupancy"]').getByRole('checkbox').check();
  await expect(page.locator('#skills .tally')).toHaveText('2 of 37 skills');
  await page.reload();
  await wakeAll(page);
  await expect(page.locator('[data-skill="occupancy"]')).toHaveAttribute('data-state', 'ticked');
  const { name, text } = await saved(page, 'Export as text');
  expect(name).toMatch(/^scaling-workbook-skills-.*\.txt$/);
  expect(text).toContain('2 of 37 skills');
  expect(text).toMatch(/\[x\] count a GPT-2-style model .*\(solved\)/);
});

test('a formula is judged by what it computes', async ({ page }) => {
  await open(page);
  const item = page.locator('[data-recall="training-flops"]');
  for (const [text, verdict, words] of [
    ['2ND', 'slip', 'forward pass'],
    ['6N', 'without', 'depends on D'],
    ['6NQ', 'unreadable', '“NQ” at place 2'],
    ['D (4N + 2N)', 'right', 'Read as D · (4 · N + 2 · N)'],
  ] as const) {
    await item.getByRole('textbox').fill(text);
    await item.getByRole('textbox').press('Enter');
    await expect(item).toHaveAttribute('data-verdict', verdict);
    await expect(item.getByRole('status')).toContainText(words);
  }
  await expect(page.locator('#recall .tally')).toHaveText('1 of 11 recalled');
});

test('dates and notes are kept, and the dates go into a calendar', async ({ page }) => {
  await open(page);
  await page.getByLabel('Day 1 is').fill('2026-03-27');
  await page.getByLabel('Done, day 1', { exact: true }).check();
  await page.getByLabel('Right out of ten').selectOption('8');
  await page.getByLabel(/single formula/).fill('The slowest clock.');
  await page.reload();
  await wakeAll(page);
  await expect(page.locator('.plan > li').nth(4)).toContainText('Thursday 9 April');
  await expect(page.getByLabel('Done, day 1', { exact: true })).toBeChecked();
  await expect(page.locator('.plan')).toContainText('passed');
  await expect(page.getByLabel(/single formula/)).toHaveValue('The slowest clock.');
  const { name, text } = await saved(page, 'Calendar file');
  expect(name).toBe('scaling-workbook-2026-03-27.ics');
  expect(text.match(/BEGIN:VEVENT/g)).toHaveLength(5);
  expect(text).toContain('DTSTART;VALUE=DATE:20260409');
});

test('the test of day 7 draws ten exercises, allows no hints, and begins', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: 'Draw ten and begin' }).click();
  await page.waitForURL(/\/test\/\?/);
  const query = new URL(page.url()).searchParams;
  expect(new Set(query.get('ids')?.split(',')).size).toBe(10);
  expect(query.get('hints')).toBe('0');
  await page.getByRole('button', { name: 'Start the test' }).click();
  await expect(page.locator('[data-question]')).toHaveCount(10);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });
    test('every state is accessible', async ({ page }) => {
      await open(page);
      await page.getByLabel('Day 1 is').fill('2026-03-27');
      await page.locator('[data-skill="occupancy"]').getByRole('checkbox').check();
      const item = page.locator('[data-recall="ridge-point"]');
      await item.getByRole('textbox').fill('bandwidth / peak');
      await item.getByRole('textbox').press('Enter');
      await expect(item).toHaveAttribute('data-verdict', 'slip');
      await page.getByText('Three answers that people give').click();
      await expectAccessible(page);
    });
  });
}

test('on a narrow phone nothing sticks out', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await open(page);
  await page.getByLabel('Day 1 is').fill('2026-03-27');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
});
