import type { Page } from '@playwright/test';
import { allAlive, expect, expectAccessible, expectContrast, test, turn } from './support.ts';

const calculator = (page: Page) => page.locator('.calculator');
const outcome = (page: Page) => calculator(page).getByRole('status');

/** Opens a page and activates its calculator, wherever on the page it is. */
async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  if ((await calculator(page).count()) > 0) await calculator(page).scrollIntoViewIfNeeded();
  await allAlive(page);
}

/** The first column of a table, in its current order. */
const names = (page: Page) => page.locator('table[data-sortable]').first().locator('tbody th');

test.describe('the list of formulas', () => {
  test('is filtered by words and by family, and the address remembers', async ({ page }) => {
    await page.goto('/formulas/');
    const all = await page.locator('[data-listed]').count();
    expect(all).toBeGreaterThan(200);
    await page.getByLabel('Find').fill('ridge point');
    await expect(page.getByRole('link', { name: 'Ridge point', exact: true })).toBeVisible();
    await expect(page.getByRole('link', { name: 'KV cache', exact: true })).toBeHidden();
    await expect(page).toHaveURL(/text=ridge/);
    await page.reload();
    await expect(page.getByLabel('Find')).toHaveValue('ridge point');
    await expect(page.getByRole('link', { name: 'KV cache', exact: true })).toBeHidden();
    await page.getByLabel('Find').fill('');
    await page.getByLabel('Family').selectOption({ label: 'KV cache' });
    await expect(page.getByRole('heading', { level: 2 })).toHaveText(['KV cache']);
    await page.getByLabel('Find').fill('no such thing anywhere');
    await expect(page.locator('[data-count]')).toHaveText('0 formulas');
  });

  test('leads to a page for each', async ({ page }) => {
    await page.goto('/formulas/');
    await page.getByRole('link', { name: 'Ridge point', exact: true }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Ridge point');
    await expect(page.getByRole('link', { name: 'Where the H100 stops being memory-bound' })).toBeVisible();
    await expect(page.getByRole('link', { name: /^doi:/ })).toHaveAttribute('href', /^https:\/\/doi\.org\//);
  });
});

test.describe('the calculator', () => {
  test('computes on Enter, with any unit that fits', async ({ page }) => {
    await open(page, '/formulas/ridge-point/');
    await page.getByLabel('dense peak compute').fill('312 TFLOP/s');
    await page.getByLabel('memory bandwidth').fill('1.56e12');
    await page.getByLabel('memory bandwidth').press('Enter');
    await expect(outcome(page)).toContainText('200 FLOP/B');
  });

  test('says in the words of the formula which input it refuses', async ({ page }) => {
    await open(page, '/formulas/ridge-point/');
    await page.getByLabel('memory bandwidth').fill('0');
    await page.getByRole('button', { name: 'Calculate' }).click();
    await expect(outcome(page)).toContainText('bandwidth must be a finite number above 0');
    await expect(page.getByLabel('memory bandwidth')).toHaveAttribute('aria-invalid', 'true');
    await expect(page.getByLabel('memory bandwidth')).toBeFocused();
  });

  test('tells a unit of another kind and a text without a number apart, at the field', async ({ page }) => {
    await open(page, '/formulas/ridge-point/');
    await page.getByLabel('dense peak compute').fill('80 GB');
    await page.getByLabel('memory bandwidth').fill('fast');
    await page.getByLabel('memory bandwidth').press('Enter');
    await expect(calculator(page)).toContainText('80 GB measures something else. Type an amount in FLOP/s');
    await expect(calculator(page)).toContainText('It contains no number. Type an amount in B/s');
    await expect(page.getByLabel('dense peak compute')).toBeFocused();
    await page.getByLabel('dense peak compute').fill('1 PFLOP/s');
    await page.getByLabel('memory bandwidth').fill('2 TB/s');
    await page.getByLabel('memory bandwidth').press('Enter');
    await expect(outcome(page)).toContainText('500 FLOP/B');
    await expect(calculator(page).locator('[aria-invalid]')).toHaveCount(0);
  });

  test('takes a default for a field left empty, and the shape of a model from the list', async ({ page }) => {
    await open(page, '/formulas/kv-cache-bytes/');
    await page.getByLabel('tokens of each sequence').fill('8192');
    await page.getByLabel('bytes of one element').fill('');
    await page.getByLabel('Model').selectOption('Llama 3 70B');
    // 2 · 80 layers · 8 heads · 128 · 8192 tokens · 2 bytes
    await expect(outcome(page)).toContainText('2,684,354,560 B');
  });

  test('loads no formulas but its own family', async ({ page }) => {
    const loaded: string[] = [];
    page.on('request', (request) => loaded.push(new URL(request.url()).pathname));
    await open(page, '/formulas/ridge-point/');
    await page.getByRole('button', { name: 'Calculate' }).click();
    await expect(outcome(page)).toContainText('Read as');
    expect(
      loaded
        .filter((path) => /\/(?:roofline|matmul|serving|transformer|inference)\.[^/]*\.js$/.test(path))
        .map((path) => path.split('/').at(-1)?.split('.')[0]),
    ).toEqual(['roofline']);
  });
});

test.describe('tables', () => {
  test('sort by their headers, with what is missing last', async ({ page }) => {
    await page.goto('/hardware/');
    const header = page.getByRole('columnheader', { name: 'FP4' });
    await header.getByRole('button').click();
    await expect(header).toHaveAttribute('aria-sort', 'descending');
    await expect(names(page).first()).toHaveText('NVIDIA GB300 (one GPU of an NVL72)');
    await header.getByRole('button').click();
    await expect(header).toHaveAttribute('aria-sort', 'ascending');
    await expect(names(page).first()).toHaveText('NVIDIA RTX PRO 6000 Blackwell Workstation');
    await page.getByRole('columnheader', { name: 'Year' }).getByRole('button').click();
    await expect(header).not.toHaveAttribute('aria-sort');
  });

  test('sort by keyboard', async ({ page }) => {
    await page.goto('/models/');
    const button = page.getByRole('columnheader', { name: 'Vocabulary' }).getByRole('button');
    await button.focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await expect(names(page).first()).toContainText('BERT');
    await expect(page.locator('[data-sorted]').first()).toHaveText('Sorted by Vocabulary, ascending.');
  });

  test('lead from a row to the sources of its values', async ({ page }) => {
    await page.goto('/hardware/');
    await page.getByRole('link', { name: 'NVIDIA H100 SXM', exact: true }).click();
    const facts = page.locator('details#h100-sxm');
    await expect(facts).toHaveAttribute('open');
    await expect(facts).toContainText('memory bandwidth 3.35 TB/s');
    await expect(facts.getByRole('link').first()).toHaveAttribute('href', /^https:/);
  });
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });
  test('the list is a list, a formula shows a worked example, a table is a table', async ({ page }) => {
    await page.goto('/formulas/');
    await expect(page.locator('[data-filters]')).toBeHidden();
    expect(await page.locator('[data-listed]:visible').count()).toBeGreaterThan(200);
    await page.goto('/formulas/ridge-point/');
    await expect(outcome(page)).toContainText('250 FLOP/B');
    await expect(page.locator('.needs-script')).toBeVisible();
    await page.goto('/hardware/');
    await expect(page.getByRole('columnheader', { name: 'BF16' })).toBeVisible();
    await expect(page.locator('thead button')).toHaveCount(0);
  });
});

test('a calculator that refuses is accessible in light and dark', async ({ page }) => {
  await open(page, '/formulas/ridge-point/');
  await page.getByLabel('memory bandwidth').fill('nothing');
  await page.getByLabel('memory bandwidth').press('Enter');
  await expect(outcome(page)).toContainText('they are marked');
  await expectAccessible(page, '.calculator');
  await turn(page, 'dark');
  await expectContrast(page, '.calculator');
});

test.describe('320 px wide', () => {
  test.use({ viewport: { width: 320, height: 700 } });
  for (const path of ['/formulas/pipeline-bubble/', '/formulas/layer-activation-bytes/', '/formulas/decode-step-time/']) {
    test(`${path} does not scroll sideways`, async ({ page }) => {
      await open(page, path);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    });
  }
  test('a table scrolls inside its own box, by keyboard too', async ({ page }) => {
    await page.goto('/hardware/');
    const box = page.getByRole('region', { name: 'Accelerators' });
    await box.focus();
    await expect(box).toBeFocused();
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => box.evaluate((element) => element.scrollLeft)).toBeGreaterThan(0);
  });
});

test('the cheat sheet prints on two pages at most', async ({ page }) => {
  await page.goto('/cheat-sheet/');
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  const printed = pdf.match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
  expect(printed).toBeGreaterThan(0);
  expect(printed).toBeLessThanOrEqual(2);
});
