import type { Locator, Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { allAlive, alive, answer, exercise, expect, expectAccessible, test } from './support.ts';

const later = (days: number): Date => new Date(Date.now() + days * 86_400_000);
const desk = (page: Page): Locator => page.locator('[data-review]');
const shownKey = (page: Page): Promise<string | null> => desk(page).getAttribute('data-review');

/** The right answer to the exercise on the review page, from its own data. */
async function rightAnswers(page: Page, key: string): Promise<readonly { key: string; kind: string; text: string }[]> {
  const [id = '', setting] = key.split('@');
  const response = await page.request.get(`/exercises/${id}.json`);
  const settings = (await response.json()) as Record<string, { fields: { key: string; kind: string; value?: number; right?: number }[] }>;
  const fields = settings[setting ?? '']?.fields ?? [];
  return fields.map(({ key, kind, value, right }) => ({ key, kind, text: String(kind === 'number' ? value : right) }));
}

test('a skill solved in a chapter comes back weeks later, with different numbers', async ({ page }) => {
  await page.clock.install();
  await page.goto('/exercises/h100-ridge-point/');
  expect(await answer(page, 'h100-ridge-point', '295.5')).toBe('correct');
  await page.goto('/review/');
  await allAlive(page);
  await expect(page.getByText('0 due')).toBeVisible();
  await expect(page.getByText(/^Nothing is due\. Next up in \d+ days/)).toBeVisible();
  await expectAccessible(page, 'main');

  await page.clock.setSystemTime(later(30));
  await page.reload();
  await expect(page.getByText('1 due')).toBeVisible();
  await page.getByRole('button', { name: 'Start' }).click();
  const key = (await shownKey(page)) ?? '';
  expect(key).not.toBe('h100-ridge-point');
  const asked = await rightAnswers(page, key);
  for (const { key: name, text, kind } of asked) {
    const form = desk(page).locator(`[data-field="${name}"]`);
    await expect(form).toHaveAttribute('data-live');
    if (kind === 'number') await form.getByRole('textbox').fill(text);
    else await form.getByRole('radio').nth(Number(text)).check();
    await form.getByRole('button').click();
    await expect(form).toHaveAttribute('data-verdict', 'correct');
  }
  await expect(desk(page)).toContainText('Solved unaided. This skill is due again in');
  await expectAccessible(page, 'main');
  await page.getByRole('button', { name: 'Next' }).click();
  await expect(page.getByText(/^0 due/)).toBeVisible();
  await page.reload();
  await expect(page.getByText(/^0 due/)).toBeVisible();
});

test('a skill given up comes back the same day, with different numbers again', async ({ page }) => {
  await page.goto('/exercises/h100-ridge-point/');
  await answer(page, 'h100-ridge-point', '295.5');
  await page.goto('/review/');
  await allAlive(page);
  await page.getByRole('button', { name: 'Practise it now' }).click();
  const first = await shownKey(page);
  await page.getByRole('button', { name: 'Give up on this one' }).click();
  await expect(desk(page)).toContainText('It comes back today');
  await expect(page.getByText(/1 to redo/)).toBeVisible();
  await page.getByRole('button', { name: 'Next' }).click();
  await expect(desk(page)).toContainText('again');
  expect(await shownKey(page)).not.toBe(first);
});

test('two tabs review side by side, and neither loses what the other wrote', async ({ page, context }) => {
  await page.clock.install();
  for (const [id, text] of [
    ['h100-ridge-point', '295.5'],
    ['relu-intensity', '0.125'],
  ] as const) {
    await page.goto(`/exercises/${id}/`);
    expect(await answer(page, id, text)).toBe('correct');
  }
  const other = await context.newPage();
  for (const tab of [page, other]) {
    await tab.clock.setFixedTime(later(60));
    await tab.goto('/review/');
    await allAlive(tab);
    await tab.getByRole('button', { name: 'Start' }).click();
  }
  // Both show the same skill: the second to give up must build on what the first one wrote.
  const skillOf = (tab: Page): Promise<string> => desk(tab).locator('.label').innerText();
  expect(await skillOf(page)).toBe(await skillOf(other));
  await page.getByRole('button', { name: 'Give up on this one' }).click();
  await expect(desk(page)).toContainText('It comes back today');
  await other.getByRole('button', { name: 'Give up on this one' }).click();
  await expect(desk(other)).toContainText('It comes back today');
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('button', { name: 'Give up on this one' }).click();
  await other.reload();
  await expect(other.getByText(/^0 due, 2 to redo|^\d+ due, 2 to redo/)).toBeVisible();
  const kept = await page.evaluate(() => Object.entries(localStorage).filter(([key]) => key.startsWith('scaling-workbook:review:')));
  expect(kept.map(([, text]) => (JSON.parse(text as string) as { lapses: number }).lapses)).toEqual([1, 1]);
});

test('a phone that slept for a month wakes up to what is due by now', async ({ page }) => {
  await page.clock.install();
  await page.goto('/exercises/h100-ridge-point/');
  await answer(page, 'h100-ridge-point', '295.5');
  await page.goto('/review/');
  await allAlive(page);
  await expect(page.getByText('0 due')).toBeVisible();
  await page.clock.fastForward(30 * 86_400_000);
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await expect(page.getByText('1 due')).toBeVisible();
});

test('a phone that sleeps over the end of a test hands in what was typed in time', async ({ page }) => {
  await page.clock.install();
  await page.goto('/test/?ids=relu-intensity&seed=abc&hints=0&minutes=20');
  await page.getByRole('button', { name: 'Start the test' }).click();
  await page.getByRole('textbox').fill('0.25');
  await page.clock.fastForward(8 * 3_600_000);
  await expect(page.locator('.practice .tally')).toContainText('in 20 min');
  await expect(page.getByText('the marks, the numbers and the time are consistent')).toBeVisible();
  await expect(page.locator('[data-judged="relu-intensity"]')).toContainText('0.25');
});

test('a state that this page cannot read is left as it is', async ({ page }) => {
  const newer = '{"v":99,"something":"else"}';
  await page.addInitScript((text) => {
    localStorage.setItem('scaling-workbook:review:chip-ridge-point', text);
  }, newer);
  await page.goto('/exercises/h100-ridge-point/');
  await answer(page, 'h100-ridge-point', '295.5');
  await page.goto('/review/');
  await page.getByRole('button', { name: 'Practise it now' }).click();
  await page.getByRole('button', { name: 'Give up on this one' }).click();
  await expect(desk(page)).toContainText('Not yet.');
  expect(await page.evaluate(() => localStorage.getItem('scaling-workbook:review:chip-ridge-point'))).toBe(newer);
});

test('a test is made in the form, taken, handed in, and judged again from its link and its file', async ({ page }) => {
  await page.goto('/test/');
  await allAlive(page);
  await expectAccessible(page, 'main');
  await page.getByText(/Roofline \(0 of \d+\)/).click();
  await page.getByLabel('Where the H100 stops').check();
  await page.getByLabel('all of this chapter').first().check();
  await page.getByLabel('Seed').fill('abc');
  await page.getByLabel('Time limit').fill('20');
  await expect(page.getByText(/^\d{2} exercises, no hints, 20 minutes\.$/)).toBeVisible();
  await page.getByLabel('all of this chapter').first().uncheck();
  await page.getByLabel('Where the H100 stops').check();
  await page.getByLabel('ReLU').check();
  await page.getByRole('button', { name: 'Open the test' }).click();
  await expect(page).toHaveURL(/\/test\/\?ids=h100-ridge-point,relu-intensity&seed=abc&hints=0&minutes=20/);

  await page.getByRole('button', { name: 'Start the test' }).click();
  await expect(page.getByRole('timer')).toContainText(/19:|20:/);
  await expectAccessible(page, 'main');
  const ridge = page.locator('[data-question="h100-ridge-point"]');
  await ridge.getByRole('textbox').fill('1 FLOP/B');
  await page.locator('[data-question="relu-intensity"]').getByRole('textbox').fill('1/8');
  await page.reload();
  await expect(ridge.getByRole('textbox')).toHaveValue('1 FLOP/B');
  await page.getByRole('button', { name: 'Hand in' }).click();
  await expect(page.locator('.practice .tally')).toContainText('of 2 right');
  await expect(page.getByText('the marks, the numbers and the time are consistent')).toBeVisible();
  await expect(page.locator('[data-judged="h100-ridge-point"]')).toContainText('not right');
  await expectAccessible(page, 'main');

  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save it as a file' }).click()]);
  const text = readFileSync(await download.path(), 'utf8');
  const forged = text.replaceAll('"right": false', '"right": true');
  expect(forged).not.toBe(text);
  await page.goto('/test/');
  await allAlive(page);
  await page.getByLabel('Open a result').setInputFiles({ name: 'result.json', mimeType: 'application/json', buffer: Buffer.from(forged) });
  await expect(page.getByText(/The marks for .*“Where the H100 stops/)).toBeVisible();
});

for (const [what, address, words] of [
  ['exercises that are all gone', '/test/?ids=never-was&seed=a', 'None of the exercises'],
  ['a damaged seed', '/test/?ids=relu-intensity&seed=%3Cb%3E', 'The seed in the link is damaged'],
  ['a damaged result', '/test/#result=abc', 'it may have been cut off'],
] as const) {
  test(`a link with ${what} says so`, async ({ page }) => {
    await page.goto(address);
    await expect(page.getByRole('alert')).toContainText(words);
    await expect(page.getByRole('link', { name: 'Make a new test' })).toBeVisible();
  });
}

test('a test on paper has space to write, and its answers on a last page', async ({ page }) => {
  await page.goto('/test/?ids=h100-ridge-point,relu-intensity&seed=abc&hints=0');
  await expect(page.getByRole('button', { name: 'Start the test' })).toBeVisible();
  await expect(page.locator('.sheet-answers')).toBeHidden();
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('.sheet-question')).toHaveCount(2);
  await expect(page.locator('.sheet-question').first()).toBeVisible();
  await expect(page.locator('.sheet-answers')).toContainText('0.125');
  await expect(page.getByRole('button', { name: 'Start the test' })).toBeHidden();
  expect(await page.locator('.sheet-answers').evaluate((element) => getComputedStyle(element).breakBefore)).toBe('page');
});

test('a link that names a removed exercise asks the others and says which one is missing', async ({ page }) => {
  await page.goto('/test/?ids=never-was,relu-intensity&seed=abc');
  await expect(page.getByRole('alert')).toContainText('never-was');
  await page.getByRole('button', { name: 'Start the test' }).click();
  await expect(page.locator('[data-question]')).toHaveCount(1);
});

test('printed by Chromium, a test is a sheet and a last page, and the workbook has its answers at the back', async ({ page }) => {
  const pagesOf = async (path: string, ready: string): Promise<number> => {
    await page.goto(path);
    await expect(page.locator(ready).first()).toBeAttached();
    return (await page.pdf({ format: 'A4' })).toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;
  };
  expect(await pagesOf('/test/?ids=relu-intensity&seed=abc&hints=0', '.sheet-answers')).toBe(2);
  expect(await pagesOf('/workbook/', '.book-answers')).toBeGreaterThan(30);
});

test('the progress page says how things were solved, what comes next, and what an import would change', async ({ page }) => {
  await page.goto('/exercises/h100-ridge-point/');
  await answer(page, 'h100-ridge-point', '295.5');
  await page.goto('/progress/');
  await allAlive(page);
  await expect(page.getByText(/^1 unaided, 0 with the hint, 0 after the derivation; 0 tried/)).toBeVisible();
  await expect(page.getByText(/^1 of \d+ practised so far\. None is due for review/)).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Suggested next' })).toBeVisible();
  await expectAccessible(page, 'main');

  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Export to a file' }).click()]);
  const file = JSON.parse(readFileSync(await download.path(), 'utf8')) as { records: Record<string, unknown> };
  const record = file.records['h100-ridge-point'];
  const other = { ...file, records: { 'relu-intensity': record } };
  const choose = (): Promise<void> =>
    page
      .getByLabel('Import a file')
      .setInputFiles({ name: 'progress.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(other)) });
  await choose();
  await expect(
    page.getByText('1 new to this browser, 0 further along than here, 0 behind this browser. 1 exercise here is not in the file.'),
  ).toBeVisible();
  await expect(page.getByText(/^1 of \d+ exercises solved$/)).toBeVisible();
  await expectAccessible(page, 'main');
  await page.getByRole('button', { name: 'Replace my progress with the file' }).click();
  await expect(page.locator('[data-state="solved"]').filter({ hasText: 'solved unaided' })).toHaveCount(1);
  await page.getByRole('button', { name: 'Undo replace' }).click();
  await choose();
  await page.getByRole('button', { name: 'Merge: keep whichever is further along' }).click();
  await expect(page.getByText(/^2 of \d+ exercises solved$/)).toBeVisible();
});

test('report a problem: a text to send, with what was asked and typed', async ({ page }) => {
  await page.goto('/exercises/h100-ridge-point/');
  await answer(page, 'h100-ridge-point', '591');
  const subject = exercise(page, 'h100-ridge-point');
  await alive(subject);
  await subject.getByRole('button', { name: 'Report a problem' }).click();
  const text = subject.getByLabel('Copy this text');
  await expect(text).toHaveValue(/Exercise: h100-ridge-point/);
  await expect(text).toHaveValue(/Typed: answer: “591” \(slip\)/);
  await expectAccessible(page, 'main');
});
