import { alive, answer, expect, field, test } from './support.ts';

test('a half-typed answer survives a reload, unjudged, beside the one that was checked', async ({ page }) => {
  await page.goto('/exercises/h100-ridge-point/');
  await answer(page, 'h100-ridge-point', '295.5');
  await page.getByRole('textbox').fill('295.5 FLOP');
  await page.reload();
  await alive(field(page, 'h100-ridge-point'));
  await expect(page.getByRole('textbox')).toHaveValue('295.5 FLOP');
  await expect(field(page, 'h100-ridge-point')).not.toHaveAttribute('data-verdict');
});

test('a damaged or hostile store of drafts breaks nothing', async ({ page }) => {
  for (const text of [
    '{',
    '[]',
    'null',
    '{"__proto__":{"h100-ridge-point/answer":"1"}}',
    '{"h100-ridge-point/answer":{"a":1}}',
    `{"h100-ridge-point/answer":"${'9'.repeat(5000)}"}`,
  ]) {
    await page.goto('/exercises/h100-ridge-point/');
    // Set on the way out, after the page has written its own.
    await page.evaluate((stored) => {
      addEventListener('pagehide', () => {
        sessionStorage.setItem('scaling-workbook:drafts', stored);
      });
    }, text);
    await page.reload();
    await alive(field(page, 'h100-ridge-point'));
    await expect(page.getByRole('textbox')).toHaveValue('');
  }
});
