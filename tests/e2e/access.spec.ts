/** Accessibility that pages.spec.ts and book.spec.ts do not see: the states of an exercise, and what the keyboard reaches. */
import { alive, answer, exercise, expect, expectAccessible, expectContrast, field, test, turn } from './support.ts';

const id = 'decode-matvec-intensity';

test('an exercise is accessible in any state, in light and dark', async ({ page }) => {
  test.slow();
  await page.goto(`/exercises/${id}/`);
  const expectBoth = async (): Promise<void> => {
    await turn(page, 'light');
    await expectAccessible(page, `[data-exercise="${id}"]`);
    await turn(page, 'dark');
    await expectContrast(page, `[data-exercise="${id}"]`);
  };
  for (const text of ['what', '0.5', '1 GB', '1000', '2.7', '90', '1']) {
    await answer(page, id, text, 'intensity');
    await expectBoth();
  }
  const roof = field(page, id, 'roof');
  for (const option of ['Compute', 'Memory bandwidth']) {
    await roof.getByLabel(option).check();
    await roof.getByRole('button').click();
    await expectBoth();
  }
  for (const aid of await exercise(page, id).locator('summary').all()) await aid.click();
  await expectBoth();
  await page.getByRole('button', { name: 'Show all' }).click();
  await expectBoth();
  await expectAccessible(page);
});

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

test('a chapter can be worked through by keyboard alone, and the focus is seen at every stop', async ({ page }) => {
  test.setTimeout(180_000);
  await page.goto('/roofline/');
  /** Tabs until the focused element matches, and reports how the focus is marked on the way. */
  const tabTo = async (selector: string): Promise<void> => {
    for (let i = 0; i < 400; i += 1) {
      await page.keyboard.press('Tab');
      const { unmarked, found } = await page.evaluate((wanted) => {
        const focused = document.activeElement;
        if (!focused || focused === document.body) return { unmarked: '', found: false };
        const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(focused);
        const marked = (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0) || boxShadow !== 'none';
        return { unmarked: marked ? '' : focused.outerHTML.slice(0, 120), found: focused.matches(wanted) };
      }, selector);
      expect(unmarked).toBe('');
      if (found) return;
    }
    throw new Error(`${selector} was not reached by Tab`);
  };
  await tabTo('a[href="#_top"]');
  await page.keyboard.press('Enter');
  await tabTo('[data-exercise="h100-ridge-point"] input');
  await alive(exercise(page, 'h100-ridge-point'));
  await page.keyboard.type('295.5');
  await page.keyboard.press('Enter');
  await expect(field(page, 'h100-ridge-point')).toHaveAttribute('data-verdict', 'correct');
  await tabTo('[data-exercise="h100-ridge-point"] details[data-aid="derivation"] > summary');
  await page.keyboard.press('Space');
  await expect(exercise(page, 'h100-ridge-point').locator('.derivation > li').first()).toBeVisible();
  await tabTo('.explorer input[type="range"]');
  const slider = page.locator('.explorer input[type="range"]:focus');
  const told = await slider.getAttribute('aria-valuetext');
  await page.keyboard.press('ArrowRight');
  await expect(slider).not.toHaveAttribute('aria-valuetext', told ?? '');
  await tabTo('[data-quiz="roofline-quiz"] input[type="radio"]');
  await alive(page.locator('[data-quiz="roofline-quiz"]'));
  await page.keyboard.press('Space');
  await tabTo('[data-quiz="roofline-quiz"] button[type="submit"]');
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-quiz="roofline-quiz"] form')).toHaveAttribute('data-verdict', /^(?:correct|slip)$/);
  await tabTo('a[rel="next"]');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/tpus\/$/);
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
