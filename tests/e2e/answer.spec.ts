import { test as unwatched } from '@playwright/test';
import { alive, answer, exercise, expect, field, test } from './support.ts';

test('an answer is judged in words, whatever was tried before', async ({ page }) => {
  await page.goto('/roofline/');
  for (const [text, verdict, words] of [
    ['295.5', 'correct', 'Correct.'],
    ['990 TFLOP/s / 3.35 TB/s', 'correct', 'Read as 295.522 FLOP/B'],
    ['0.00338', 'slip', 'bandwidth over compute'],
    ['591', 'slip', 'sparsity'],
    ['300', 'rounded', 'rounded too much'],
    ['295.5 GB', 'unit', 'Wrong kind of unit'],
    ['295500', 'power', 'power of ten'],
    ['450', 'order', 'Too high by a factor of about 1.5'],
    ['12', 'off', 'Too low by a factor of about 25'],
    ['a lot', 'unreadable', 'did not count as a try'],
  ] as const) {
    await answer(page, 'h100-ridge-point', text);
    await expect(field(page, 'h100-ridge-point'), text).toHaveAttribute('data-verdict', verdict);
    await expect(field(page, 'h100-ridge-point').getByRole('status'), text).toContainText(words);
  }
});

test.describe('an answer', () => {
  test.beforeEach(({ page }) => page.goto('/roofline/'));

  test('carries no verdict before the first try', async ({ page }) => {
    await alive(exercise(page, 'h100-ridge-point'));
    await expect(field(page, 'h100-ridge-point')).not.toHaveAttribute('data-verdict');
  });

  test('can be checked with the button', async ({ page }) => {
    const form = field(page, 'relu-intensity');
    await alive(form);
    await form.getByRole('textbox').fill('1/8');
    await form.getByRole('button').click();
    await expect(form).toHaveAttribute('data-verdict', 'correct');
  });

  test('that is right opens the remark and marks the exercise and the sidebar, and all of it survives a reload', async ({ page }) => {
    await answer(page, 'h100-ridge-point', '295.5');
    const section = exercise(page, 'h100-ridge-point');
    await expect(section).toHaveAttribute('data-state', 'solved');
    await expect(section.locator('details[data-aid="remark"]')).toHaveAttribute('open');
    await expect(page.locator('.sidebar-content .solved-mark').first()).toHaveText(/^1\/\d+$/);
    await page.reload();
    await expect(section).toHaveAttribute('data-state', 'solved');
    await alive(section);
    await expect(field(page, 'h100-ridge-point').getByRole('textbox')).toHaveValue('295.5');
    await expect(field(page, 'h100-ridge-point')).toHaveAttribute('data-verdict', 'correct');
  });

  test('that cannot be read costs no try; a wrong one does', async ({ page }) => {
    await answer(page, 'relu-intensity', 'what?');
    await expect(exercise(page, 'relu-intensity')).not.toHaveAttribute('data-state');
    await answer(page, 'relu-intensity', '8');
    await expect(exercise(page, 'relu-intensity')).toHaveAttribute('data-state', 'tried');
  });

  test('in several parts: each is judged by itself, and only all of them solve it', async ({ page }) => {
    const section = exercise(page, 'decode-matvec-intensity');
    expect(await answer(page, 'decode-matvec-intensity', '1', 'intensity')).toBe('correct');
    await expect(section).toHaveAttribute('data-state', 'tried');
    const roof = field(page, 'decode-matvec-intensity', 'roof');
    await roof.getByRole('button').click();
    await expect(roof).toHaveAttribute('data-verdict', 'unreadable');
    await roof.getByLabel('Compute').check();
    await roof.getByRole('button').click();
    await expect(roof).toHaveAttribute('data-verdict', 'slip');
    await roof.getByLabel('Memory bandwidth').check();
    await page.keyboard.press('Enter');
    await expect(roof).toHaveAttribute('data-verdict', 'correct');
    await expect(section).toHaveAttribute('data-state', 'solved');
  });

  test('to the quiz has feedback for every option', async ({ page }) => {
    const quiz = page.locator('[data-quiz="roofline-quiz"] form');
    await alive(quiz);
    const seen = new Set<string>();
    for (const option of await quiz.getByRole('radio').all()) {
      await option.check();
      await quiz.getByRole('button').click();
      await expect(quiz).toHaveAttribute('data-verdict', /correct|slip/);
      seen.add(await quiz.getByRole('status').innerText());
    }
    expect(seen.size).toBe(4);
  });
});

test('an exercise on its own page shares its state with the chapter', async ({ page }) => {
  await page.goto('/exercises/relu-intensity/');
  expect(await answer(page, 'relu-intensity', '0.125')).toBe('correct');
  await page.goto('/roofline/');
  await expect(exercise(page, 'relu-intensity')).toHaveAttribute('data-state', 'solved');
});

test('text typed and an Enter pressed before the script has loaded are honoured', async ({ page }) => {
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route(/\/exercise\.[^/]*\.js$/, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto('/exercises/h100-ridge-point/', { waitUntil: 'domcontentloaded' });
  const form = field(page, 'h100-ridge-point');
  await form.getByRole('textbox').fill('295.5');
  await form.getByRole('textbox').press('Enter');
  await expect(form).not.toHaveAttribute('data-verdict');
  release();
  await expect(form).toHaveAttribute('data-verdict', 'correct');
  await expect(form.getByRole('textbox')).toHaveValue('295.5');
});

test('hint and derivation open; the derivation goes step by step', async ({ page }) => {
  await page.goto('/roofline/');
  const section = exercise(page, 'matmul-intensity');
  await section.getByText('Hint', { exact: true }).click();
  await expect(section.getByText('Count both sides separately')).toBeVisible();
  await section.getByText('Derivation', { exact: true }).click();
  const steps = section.locator('.derivation > li');
  await expect(steps.nth(0)).toBeVisible();
  await expect(steps.nth(1)).toBeHidden();
  await section.getByRole('button', { name: /Next step/ }).click();
  await expect(steps.nth(1)).toBeVisible();
  await section.getByRole('button', { name: 'Show all' }).click();
  await expect(steps.last()).toBeVisible();
  await expect(section.locator('.derivation')).toContainText('1,365.33');
  await expect(steps.last()).toContainText('1,365 FLOP/B');
  await expect(section.getByRole('button', { name: /Next step|Show all/ })).toHaveCount(0);
});

test('a link to one exercise can be copied and leads there', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto('/roofline/');
  await exercise(page, 'matmul-time').getByRole('button', { name: 'Copy link' }).click();
  await expect(exercise(page, 'matmul-time').getByRole('button', { name: 'Copied' })).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(new URL(link).hash).toBe('#matmul-time');
  await page.goto(link);
  await expect(exercise(page, 'matmul-time')).toBeInViewport();
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });
  test('everything can be read: question, hint, the whole derivation, remark', async ({ page }) => {
    await page.goto('/exercises/matmul-intensity/');
    const section = exercise(page, 'matmul-intensity');
    await section.getByText('Derivation', { exact: true }).click();
    for (const step of await section.locator('.derivation > li').all()) await expect(step).toBeVisible();
    await section.getByText('After you’ve solved it').click();
    await expect(section.getByText('Remember that shortcut')).toBeVisible();
  });
  test('the roofline has its first picture', async ({ page }) => {
    await page.goto('/roofline/');
    await expect(page.locator('.explorer svg:not(.mark)').first()).toBeVisible();
  });
});

test.describe('another one', () => {
  test('with different numbers is judged and recorded separately, and can be linked', async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.goto('/roofline/');
    expect(await answer(page, 'h100-ridge-point', '295.5')).toBe('correct');
    const section = exercise(page, 'h100-ridge-point');
    await section.getByRole('button', { name: /Try different numbers/ }).click();
    await expect(section.locator('[data-part=\"statement\"]')).toContainText('NVIDIA A100');
    await expect(section).not.toHaveAttribute('data-state', 'solved');
    await expect(field(page, 'h100-ridge-point').getByRole('textbox')).toHaveValue('');
    expect(await answer(page, 'h100-ridge-point', '153')).toBe('correct');
    await expect(section).toHaveAttribute('data-state', 'solved');
    await section.getByRole('button', { name: 'Copy link' }).click();
    await expect(section.getByRole('button', { name: 'Copied' })).toBeVisible();
    await page.goto(await page.evaluate(() => navigator.clipboard.readText()));
    await expect(section.locator('[data-part=\"statement\"]')).toContainText('NVIDIA A100');
    await expect(field(page, 'h100-ridge-point').getByRole('textbox')).toHaveValue('153');
    await section.getByRole('button', { name: 'Back to the original numbers' }).click();
    await expect(section.locator('[data-part=\"statement\"]')).toContainText('NVIDIA H100 SXM');
    await expect(field(page, 'h100-ridge-point').getByRole('textbox')).toHaveValue('295.5');
  });
  test('that a stale or tampered link asks for are explained', async ({ page }) => {
    await page.goto('/exercises/h100-ridge-point/?h100-ridge-point=%3Cscript%3E');
    await expect(exercise(page, 'h100-ridge-point').getByText('does not exist (any more)')).toBeVisible();
    await expect(exercise(page, 'h100-ridge-point').locator('[data-part=\"statement\"]')).toContainText('NVIDIA H100 SXM');
  });
  // The browser itself reports a missing file.
  unwatched('says so when its numbers cannot be loaded, loses nothing, and works afterwards', async ({ page }) => {
    const files = '**/h100-ridge-point.json';
    await page.route(files, (route) => route.fulfill({ status: 404, body: 'gone' }));
    await page.goto('/exercises/h100-ridge-point/');
    await answer(page, 'h100-ridge-point', '300');
    const section = exercise(page, 'h100-ridge-point');
    const another = section.getByRole('button', { name: /Try different numbers/ });
    await another.click();
    await expect(section.getByText('could not be loaded')).toBeVisible();
    await expect(field(page, 'h100-ridge-point').getByRole('textbox')).toHaveValue('300');
    await page.unroute(files);
    await another.click();
    await expect(section.locator('[data-part="statement"]')).toContainText('NVIDIA A100');
  });
});
