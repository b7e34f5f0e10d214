/** Chapter 11: skills fill, formulas are judged, dates and notes are saved, all of it by keyboard and in the dark theme too. */
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { skills } from '../../chapters/skills.ts';
import { allAlive, answer, expect, expectAccessible, expectContrast, test, turn, wakeAll } from './support.ts';

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
  await expect(page.locator('#skills .tally')).toHaveText(`1 of ${String(skills.length)} skills`);
  await page.locator('[data-skill="occupancy"]').getByRole('checkbox').check();
  await expect(page.locator('#skills .tally')).toHaveText(`2 of ${String(skills.length)} skills`);
  await page.reload();
  await wakeAll(page);
  await expect(page.locator('[data-skill="occupancy"]')).toHaveAttribute('data-state', 'ticked');
  const { name, text } = await saved(page, 'Export as text');
  expect(name).toMatch(/^scaling-workbook-skills-.*\.txt$/);
  expect(text).toContain(`2 of ${String(skills.length)} skills`);
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
  await page.getByLabel('On paper, right out of ten').selectOption('8');
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

test('a first day is typed key by key, a plan is dropped and restored', async ({ page }) => {
  await open(page);
  await page.getByLabel('Day 1 is').focus();
  await page.keyboard.type('03272026');
  await expect(page.locator('.plan > li').nth(4)).toContainText('Thursday 9 April');
  await page.getByRole('button', { name: 'Start over' }).click();
  await expect(page.locator('.plan')).not.toContainText('April');
  await page.getByRole('button', { name: 'Bring the plan back' }).click();
  await expect(page.locator('.plan > li').nth(4)).toContainText('Thursday 9 April');
});

test('a formula recalled without looking counts for the plan, one looked up first does not', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: 'Begin today' }).click();
  const [looked, known] = [page.locator('[data-recall="chinchilla"]'), page.locator('[data-recall="training-flops"]')];
  await looked.getByText('Show it').click();
  await looked.getByRole('textbox').fill('20N');
  await looked.getByRole('textbox').press('Enter');
  await expect(looked.getByRole('status')).toContainText('it counts the next time');
  await known.getByRole('textbox').fill('6ND');
  await known.getByRole('textbox').press('Enter');
  await expect(page.locator('.plan > li').nth(1)).toContainText('1 of 11 formulas recalled so far');
  await page.reload();
  await wakeAll(page);
  await expect(page.locator('#recall .tally')).toHaveText('0 of 11 recalled, 1 so far');
  await expect(known.getByRole('textbox')).toHaveValue('');
});

test('the test of day 7 draws ten exercises, allows no hints, and its result reaches the plan in every tab', async ({ context, page }) => {
  await open(page);
  await page.getByRole('button', { name: 'Begin today' }).click();
  const other = await context.newPage();
  await open(other);
  await page.getByRole('button', { name: 'Draw ten and begin' }).click();
  await page.waitForURL(/\/test\/\?/);
  const query = new URL(page.url()).searchParams;
  expect(new Set(query.get('ids')?.split(',')).size).toBe(10);
  expect(query.get('hints')).toBe('0');
  await page.getByRole('button', { name: 'Start the test' }).click();
  await expect(page.locator('[data-question]')).toHaveCount(10);
  await page.getByRole('button', { name: 'Hand in' }).click();
  await expect(page.getByText('its result is in your study plan')).toBeVisible();
  await expect(other.locator('.plan > li').nth(3)).toContainText(/0 of 10 right on .*, in 0 min: not passed yet/);
  await page.getByRole('link', { name: 'your study plan' }).click();
  await wakeAll(page);
  await expect(page.locator('.plan > li').nth(3)).toContainText('0 of 10 right on');

  // The same test again, now with the answers known: the first result counts.
  await page.goto(`/test/?${query.toString()}`);
  await page.getByRole('button', { name: 'Start the test' }).click();
  await page.getByRole('button', { name: 'Hand in' }).click();
  await expect(page.getByText('The first result counts')).toBeVisible();
});

test('eight of ten pass, and the day is done without a tick', async ({ page }) => {
  await page.addInitScript(() => {
    const sitting = { v: 1, right: 8, asked: 10, started: '2026-11-22T18:00:00.000Z', finished: '2026-11-22T18:52:00.000Z' };
    localStorage.setItem('scaling-workbook:sittings:abc', JSON.stringify(sitting));
  });
  await open(page);
  await page.getByLabel('Day 1 is').fill('2026-11-16');
  const seventh = page.locator('.plan > li').nth(3);
  await expect(seventh).toContainText(/8 of 10 right on Sunday 22 November, in 52 min: passed/);
  await expect(seventh).toHaveAttribute('data-standing', 'done');
  await expect(seventh.getByRole('checkbox')).toHaveCount(0);
});

test('ticks, plan, notes and results are exported with the progress, erased, restored and imported', async ({ page }) => {
  await open(page);
  await page.getByLabel('Day 1 is').fill('2026-03-27');
  await page.locator('[data-skill="occupancy"]').getByRole('checkbox').check();
  await page.getByLabel(/single formula/).fill('The slowest clock.');
  await page.goto('/progress/');
  await allAlive(page);
  const { text } = await saved(page, 'Export to a file');
  await expect(page.locator('.said')).toHaveText('Exported 0 exercises and 3 entries of the self-assessment.');
  const stored = (): Promise<number> =>
    page.evaluate(() => Object.keys(localStorage).filter((key) => /skill-ticks|study-plan|notes|recalled|sittings/.test(key)).length);
  await page.getByRole('button', { name: 'Erase', exact: true }).click();
  await expect.poll(stored).toBe(0);
  await page.getByRole('button', { name: 'Undo erase' }).click();
  await expect.poll(stored).toBe(3);
  await page.getByRole('button', { name: 'Erase', exact: true }).click();
  const file = (content: string) => ({ name: 'progress.json', mimeType: 'application/json', buffer: Buffer.from(content) });
  await page.getByLabel('Import a file').setInputFiles(file(text));
  await expect.poll(stored).toBe(3);
  await page.getByLabel('Import a file').setInputFiles(file(text.replace('The slowest', 'Another')));
  const preview = page.getByRole('region', { name: 'What the import would change' });
  await expect(preview).toContainText('it contains 3 entries: 0 new to this browser, 1 different.');
  await page.getByRole('button', { name: /^Merge/ }).click();
  await page.getByLabel('Import a file').setInputFiles(file(text.replace('2026-03-27', '2026-02-30')));
  await expect(page.locator('.said')).toContainText('damaged at “study”');
  await open(page);
  await expect(page.getByLabel(/single formula/)).toHaveValue('The slowest clock.\n\nAnother clock.');
  await expect(page.locator('[data-skill="occupancy"]')).toHaveAttribute('data-state', 'ticked');
});

test('where the browser stores nothing, the chapter says so', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', {
      configurable: true,
      get: () => {
        throw new DOMException('no', 'SecurityError');
      },
    });
  });
  await open(page);
  await expect(page.locator('#plan').getByRole('alert')).toContainText('lasts until you leave the page');
  await page.getByLabel(/single formula/).fill('Three words here');
  await expect(page.getByText('3 words. Kept until you leave this page only')).toBeVisible();
});

test('every state is accessible in light and dark', async ({ page }) => {
  await open(page);
  await page.getByLabel('Day 1 is').fill('2026-03-27');
  await page.locator('[data-skill="occupancy"]').getByRole('checkbox').check();
  const item = page.locator('[data-recall="ridge-point"]');
  await item.getByRole('textbox').fill('bandwidth / peak');
  await item.getByRole('textbox').press('Enter');
  await expect(item).toHaveAttribute('data-verdict', 'slip');
  await page.getByText('Three answers that people give').click();
  await expectAccessible(page, 'main');
  await turn(page, 'dark');
  await expectContrast(page, 'main');
});

test('on a narrow phone nothing overflows', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await open(page);
  await page.getByLabel('Day 1 is').fill('2026-03-27');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
});
