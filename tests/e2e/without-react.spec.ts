/** Exercises need no React: with its file blocked, everything in an exercise works, and a page without explorers does not load it. */
import { test as unwatched } from '@playwright/test';
import { alive, answer, exercise, expect, field, test } from './support.ts';

const react = /\/react\.[^/]*\.js$/;

unwatched('number, choice, hint, derivation and other numbers work without React', async ({ page }) => {
  await page.route(react, (route) => route.abort());
  await page.goto('/roofline/');
  expect(await answer(page, 'decode-matvec-intensity', '1', 'intensity')).toBe('correct');
  const roof = field(page, 'decode-matvec-intensity', 'roof');
  await roof.getByLabel('Compute').check();
  await roof.getByRole('button').click();
  await expect(roof).toHaveAttribute('data-verdict', 'slip');
  await roof.getByLabel('Memory bandwidth').check();
  await roof.getByRole('button').click();
  await expect(exercise(page, 'decode-matvec-intensity')).toHaveAttribute('data-state', 'solved');

  const section = exercise(page, 'h100-ridge-point');
  await section.getByText('Hint', { exact: true }).click();
  await expect(section.locator('[data-part="hint"]')).toBeVisible();
  await section.getByText('Derivation', { exact: true }).click();
  await section.getByRole('button', { name: 'Show all' }).click();
  await expect(section.locator('.derivation > li').last()).toBeVisible();
  await section.getByRole('button', { name: /Try different numbers/ }).click();
  await expect(section.locator('[data-part="statement"]')).toContainText('NVIDIA A100');
  expect(await answer(page, 'h100-ridge-point', '153')).toBe('correct');

  const quiz = page.locator('[data-quiz="roofline-quiz"] form');
  await quiz.getByRole('radio').first().check();
  await quiz.getByRole('button').click();
  await expect(quiz).toHaveAttribute('data-verdict');
});

test('a page without explorers asks for no file of React', async ({ page }) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.goto('/exercises/h100-ridge-point/');
  await alive(field(page, 'h100-ridge-point'));
  expect(await answer(page, 'h100-ridge-point', '295.5')).toBe('correct');
  await page.waitForLoadState('networkidle');
  expect(asked.filter((path) => react.test(path))).toEqual([]);
});

test('a verdict is one change of its live region, and a field with an unchanged verdict is left alone', async ({ page }) => {
  await page.goto('/exercises/decode-matvec-intensity/');
  expect(await answer(page, 'decode-matvec-intensity', '1', 'intensity')).toBe('correct');
  await page.evaluate(() => {
    const changes: string[] = [];
    Object.assign(window, { changes });
    for (const place of document.querySelectorAll('.told'))
      new MutationObserver((list) => changes.push(...list.map(() => place.id))).observe(place, { childList: true, subtree: true });
  });
  const roof = field(page, 'decode-matvec-intensity', 'roof');
  await roof.getByLabel('Memory bandwidth').check();
  await roof.getByRole('button').click();
  await expect(exercise(page, 'decode-matvec-intensity')).toHaveAttribute('data-state', 'solved');
  expect(await page.evaluate(() => (window as unknown as { changes: string[] }).changes)).toEqual(['decode-matvec-intensity-roof-told']);
});
