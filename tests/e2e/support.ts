import AxeBuilder from '@axe-core/playwright';
import { test as base, expect, type Locator, type Page } from '@playwright/test';

/** On every page of every test: no error on the console, no exception, no policy violation, no request to another host. */
export const test = base.extend({
  page: async ({ page, baseURL }, use) => {
    const troubles: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') troubles.push(`console: ${message.text()}`);
    });
    page.on('pageerror', (error) => troubles.push(`exception: ${error.message}`));
    page.on('request', (request) => {
      if (/^https?:/.test(request.url()) && !request.url().startsWith(baseURL ?? '')) troubles.push(`request to ${request.url()}`);
    });
    await page.exposeFunction('reportRefused', (what: string) => troubles.push(`the policy refused ${what}`));
    await page.addInitScript(() => {
      addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
        (window as unknown as { reportRefused: (what: string) => void }).reportRefused(`${violatedDirective} ${blockedURI}`);
      });
    });
    await use(page);
    expect(troubles).toEqual([]);
  },
});
export { expect };

export const exercise = (page: Page, id: string): Locator => page.locator(`[data-exercise="${id}"]`);
export const field = (page: Page, id: string, key = 'answer'): Locator => exercise(page, id).locator(`[data-field="${key}"]`);

/** Waits until the island is hydrated. */
export async function alive(locator: Locator): Promise<void> {
  await locator.scrollIntoViewIfNeeded();
  await expect(
    locator
      .locator('form[data-live]')
      .first()
      .or(locator.and(locator.page().locator('form[data-live]'))),
  ).toBeVisible();
}

/**
 * Waits until every island of the page is hydrated. `ssr` is removed when React is called, before its first effect has enabled the
 * controls.
 */
export const allAlive = (page: Page): Promise<void> =>
  expect(page.locator('astro-island[ssr], [data-live="false"], fieldset[disabled], scaling-exercise form:not([data-live])')).toHaveCount(0);

/** Scrolls through the page, as a reader would, until every island is hydrated. */
export async function wakeAll(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (const island of document.querySelectorAll('astro-island[ssr]')) {
      island.firstElementChild?.scrollIntoView();
      for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
    }
  });
  await page.waitForFunction(() => {
    const asleep = document.querySelector('astro-island[ssr]');
    asleep?.firstElementChild?.scrollIntoView();
    return asleep === null;
  });
  await allAlive(page);
}

/** Opens what is collapsed in the exercises, or whatever else is named, one by one, and looks at each. */
export async function openAids(page: Page, what = 'details[data-aid]'): Promise<void> {
  await page.locator(what).evaluateAll(async (all) => {
    for (const details of all) {
      details.setAttribute('open', '');
      details.scrollIntoView();
      for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
    }
  });
}

/** Types an answer, presses Enter and returns the verdict. */
export async function answer(page: Page, id: string, text: string, key = 'answer'): Promise<string | null> {
  const form = field(page, id, key);
  await alive(form);
  await form.getByRole('textbox').fill(text);
  await form.getByRole('textbox').press('Enter');
  await expect(form).toHaveAttribute('data-verdict');
  return form.getAttribute('data-verdict');
}

/**
 * Only violations are collected: to describe every element that passes takes axe longer than to test it. No page has a frame, so
 * axe can run in one go, without a second page to put the findings together (its “legacy mode”).
 */
async function expectNoViolation(axe: AxeBuilder): Promise<void> {
  const { violations } = await axe.setLegacyMode().analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)).toEqual([]);
}
const violationsOnly = { resultTypes: ['violations' as const] };

/** WCAG 2.2 AA and axe's best practice, on the whole page or within one part of it where only that has changed. */
export async function expectAccessible(page: Page, part?: string): Promise<void> {
  const axe = new AxeBuilder({ page })
    .options(violationsOnly)
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']);
  await expectNoViolation(part === undefined ? axe : axe.include(part));
}

/** The rules that colours decide, for a page or part that has passed all rules in the other colour scheme. */
export async function expectContrast(page: Page, part?: string): Promise<void> {
  const axe = new AxeBuilder({ page }).options(violationsOnly).withRules(['color-contrast', 'link-in-text-block']);
  await expectNoViolation(part === undefined ? axe : axe.include(part));
}

/** Changes the colour scheme as the system would, and waits until the page has followed. */
export async function turn(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme);
}
