/**
 * What each widget exposes to a screen reader (names, roles, states and texts), as complete snapshots. They are reviewed lists like
 * those of the answers; `npm run test:e2e -- aloud --update-snapshots=changed` rewrites them.
 */
import type { Locator, Page } from '@playwright/test';
import { alive, allAlive, answer, exercise, expect, field, test } from './support.ts';

const explorers: Readonly<Record<string, readonly string[]>> = {
  roofline: ['roofline'],
  tpus: ['systolic'],
  sharding: ['sharding', 'ring', 'complete-the-sums'],
  parameters: ['model-counter'],
  parallelism: ['pipeline', 'planner'],
  'training-cost': ['planner', 'budget'],
  inference: ['serving', 'batching'],
  'serving-cost': ['price', 'speculation'],
  profiling: ['occupancy-calculator', 'layer-profile'],
  jax: ['trace-cache', 'mesh-step', 'pallas-blocks', 'live-regression'],
  capstone: ['lab'],
  'self-assessment': ['skills', 'plan', 'recall', 'ten'],
};

test.beforeEach(({ page }) => page.clock.setFixedTime(new Date('2026-11-27T12:00:00Z')));

/** Activates a widget by scrolling to it, as a reader does. */
async function wake(page: Page, widget: Locator): Promise<void> {
  await widget.scrollIntoViewIfNeeded();
  await expect(page.locator('astro-island').filter({ has: widget })).not.toHaveAttribute('ssr');
}

for (const [chapter, ids] of Object.entries(explorers))
  test(`the widgets of /${chapter}/`, async ({ page }) => {
    await page.goto(`/${chapter}/`);
    for (const id of ids) {
      const widget = page.locator(`#${id}`);
      await wake(page, widget);
      await expect(widget).toMatchAriaSnapshot({ name: `${chapter}-${id}.aria.yml` });
      for (const slider of await widget.getByRole('slider').all()) await expect(slider).toHaveAttribute('aria-valuetext', /\d/);
    }
  });

test('an exercise, from the first look to the right answer', async ({ page }) => {
  test.setTimeout(180_000);
  const id = 'h100-ridge-point';
  const whole = exercise(page, id);
  await page.goto(`/exercises/${id}/`);
  await alive(whole);
  await expect(whole).toMatchAriaSnapshot({ name: 'exercise-untouched.aria.yml' });
  for (const [state, text] of Object.entries({ unreadable: 'a lot', 'wrong-unit': '3 GB', slip: '591', wrong: '1234', right: '295.5' })) {
    await answer(page, id, text);
    await expect(field(page, id)).toMatchAriaSnapshot({ name: `answer-${state}.aria.yml` });
  }
  for (const aid of ['hint', 'derivation', 'remark', 'pad']) {
    const details = whole.locator(`details[data-aid="${aid}"]`);
    if ((await details.getAttribute('open')) === null) await details.locator('summary').first().click();
    if (aid === 'pad') await details.getByRole('textbox').fill('ridge = 989 TFLOP/s / 3.35 TB/s\nx = 3 furlong');
    await expect(details).toMatchAriaSnapshot({ name: `exercise-${aid}.aria.yml` });
  }
});

test('a quiz, wrong and right', async ({ page }) => {
  await page.goto('/roofline/');
  const quiz = page.locator('[data-quiz="roofline-quiz"]');
  await alive(quiz);
  await expect(quiz).toMatchAriaSnapshot({ name: 'quiz-untouched.aria.yml' });
  const seen = new Set<string>();
  for (const option of await quiz.getByRole('radio').all()) {
    await option.check();
    await quiz.getByRole('button', { name: 'Check' }).click();
    const verdict = (await quiz.locator('form').getAttribute('data-verdict')) ?? '';
    if (!seen.has(verdict)) await expect(quiz.locator('form')).toMatchAriaSnapshot({ name: `quiz-${verdict}.aria.yml` });
    seen.add(verdict);
  }
  expect([...seen].sort()).toEqual(['correct', 'slip']);
});

test('review, test, progress, search and a calculator', async ({ page }) => {
  for (const [path, selector, name] of [
    ['/review/', 'main', 'review'],
    ['/test/', 'main', 'test'],
    ['/progress/', '.progress-panel', 'progress'],
    ['/formulas/ridge-point/', '.calculator', 'calculator'],
  ] as const) {
    await page.goto(path);
    await allAlive(page);
    if (name === 'test') await page.getByLabel(/^Seed/).fill('spring');
    await expect(page.locator(selector).first()).toMatchAriaSnapshot({ name: `${name}.aria.yml` });
  }
  await page.keyboard.press('Control+k');
  const search = page.getByRole('dialog');
  await search.getByRole('searchbox').fill('ridge point');
  await expect(search.getByRole('status')).not.toBeEmpty();
  await expect(search.getByRole('status')).toMatchAriaSnapshot({ name: 'search-status.aria.yml' });
});
