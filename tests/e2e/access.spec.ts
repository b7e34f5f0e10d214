import { alive, answer, exercise, expect, expectAccessible, field, test } from './support.ts';

const pages = ['/', '/roofline/', '/exercises/', '/exercises/decode-matvec-intensity/', '/progress/', '/errata/'];

for (const scheme of ['light', 'dark'] as const) {
  test.describe(scheme, () => {
    test.use({ colorScheme: scheme });
    for (const path of pages) {
      test(`${path} has no accessibility violation`, async ({ page }) => {
        await page.goto(path);
        await expectAccessible(page);
      });
    }
    test('an exercise has none in any state', async ({ page }) => {
      await page.goto('/exercises/decode-matvec-intensity/');
      for (const text of ['what', '0.5', '1 GB', '1000', '2.7', '90', '1']) {
        await answer(page, 'decode-matvec-intensity', text, 'intensity');
        await expectAccessible(page);
      }
      const roof = field(page, 'decode-matvec-intensity', 'roof');
      for (const option of ['Compute', 'Memory bandwidth']) {
        await roof.getByLabel(option).check();
        await roof.getByRole('button').click();
        await expectAccessible(page);
      }
      for (const aid of await exercise(page, 'decode-matvec-intensity').locator('summary').all()) await aid.click();
      await expectAccessible(page);
      await page.getByRole('button', { name: 'Show all' }).click();
      await expectAccessible(page);
    });
  });
}

test('an exercise can be solved by keyboard alone', async ({ page }) => {
  await page.goto('/exercises/relu-intensity/');
  await alive(exercise(page, 'relu-intensity'));
  const box = field(page, 'relu-intensity').getByRole('textbox');
  for (let i = 0; i < 40 && !(await box.evaluate((input) => input === document.activeElement)); i += 1) await page.keyboard.press('Tab');
  await expect(box).toBeFocused();
  await page.keyboard.type('0.125');
  await page.keyboard.press('Enter');
  await expect(field(page, 'relu-intensity')).toHaveAttribute('data-verdict', 'correct');
  const hint = exercise(page, 'relu-intensity').locator('summary', { hasText: 'Hint' });
  for (let i = 0; i < 6 && !(await hint.evaluate((summary) => summary === document.activeElement)); i += 1)
    await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(exercise(page, 'relu-intensity').locator('details[data-aid="hint"]')).toHaveAttribute('open');
});

test('the verdict is announced, and the same verdict twice is announced twice', async ({ page }) => {
  await page.goto('/exercises/relu-intensity/');
  await answer(page, 'relu-intensity', '900');
  const status = field(page, 'relu-intensity').getByRole('status');
  const first = await status.locator('.verdict').evaluateHandle((node) => node);
  await answer(page, 'relu-intensity', '900');
  expect(await first.evaluate((node) => node.isConnected)).toBe(false);
  await expect(status).toContainText('Not there yet');
});

for (const width of [320, 390]) {
  test.describe(`${String(width)} px wide`, () => {
    test.use({ viewport: { width, height: 700 } });
    for (const path of pages) {
      test(`${path} does not scroll sideways`, async ({ page }) => {
        await page.goto(path);
        for (const details of await page.locator('details[data-aid]').all())
          await details.evaluate((element) => {
            element.setAttribute('open', '');
          });
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      });
    }
  });
}
