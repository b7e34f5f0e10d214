/** What goes wrong on real networks and real screens. Tests that cut something off ignore the console. */
import { test as unwatched } from '@playwright/test';
import { alive, answer, exercise, expect, field, test } from './support.ts';

const script = /\/exercise\.[^/]*\.js$/;

unwatched.describe('a script that fails to load', () => {
  unwatched('leaves question, hint and derivation, keeps what was typed, and says what to do', async ({ page }) => {
    let cut = true;
    await page.route(script, (route) => (cut ? route.abort() : route.continue()));
    await page.goto('/exercises/matmul-intensity/');
    const section = exercise(page, 'matmul-intensity');
    const box = field(page, 'matmul-intensity').getByRole('textbox');
    await box.fill('1365.33');
    await box.press('Enter');
    await expect(section.getByText('The script that checks answers has not loaded.')).toBeVisible();
    await expect(box).toHaveValue('1365.33');
    await section.getByText('Derivation', { exact: true }).click();
    await expect(section.locator('.derivation > li').last()).toBeVisible();
    await expect(section.locator('.derivation')).toContainText('1,365.33');
    await expect(section.locator('.derivation > li').last()).toContainText('1,365 FLOP/B');
    cut = false;
    await section.getByRole('link', { name: 'Reload the page' }).click();
    await alive(field(page, 'matmul-intensity'));
    await expect(box).toHaveValue('1365.33');
    expect(await answer(page, 'matmul-intensity', '1365.33')).toBe('correct');
    await expect(section.locator('.late')).toHaveCount(0);
  });

  unwatched('leaves an explorer with its first picture and says so', async ({ page }) => {
    await page.route(/RooflineExplorer/, (route) => route.abort());
    await page.goto('/roofline/');
    await page.locator('.explorer').first().scrollIntoViewIfNeeded();
    await expect(page.getByText('The script that updates this figure has not loaded')).toBeVisible();
    await expect(page.locator('.explorer svg:not(.mark)').first()).toBeVisible();
    expect(await answer(page, 'relu-intensity', '0.125')).toBe('correct');
  });

  unwatched('but comes after a while takes its message away and judges the Enter that waited', async ({ page }) => {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    await page.route(script, async (route) => {
      await held;
      await route.continue();
    });
    await page.goto('/exercises/relu-intensity/', { waitUntil: 'domcontentloaded' });
    await page.getByRole('textbox').fill('0.125');
    await page.getByRole('textbox').press('Enter');
    await expect(page.locator('.late')).toBeVisible();
    release();
    await expect(field(page, 'relu-intensity')).toHaveAttribute('data-verdict', 'correct');
    await expect(page.locator('.late')).toHaveCount(0);
  });
});

test('a slow network loses no character of an answer typed while the script loads', async ({ page, context }) => {
  const client = await context.newCDPSession(page);
  await client.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 150,
    downloadThroughput: 60_000,
    uploadThroughput: 60_000,
  });
  await page.goto('/exercises/h100-ridge-point/', { waitUntil: 'commit' });
  const box = page.getByRole('textbox');
  await box.waitFor();
  await box.pressSequentially('990 TFLOP/s / 3.35 TB/s', { delay: 60 });
  await box.press('Enter');
  await expect(field(page, 'h100-ridge-point')).toHaveAttribute('data-verdict', 'correct', { timeout: 30_000 });
  await expect(box).toHaveValue('990 TFLOP/s / 3.35 TB/s');
});

// 400 % zoom of a 1,280 × 1,024 window leaves 320 × 256 CSS pixels (WCAG 2.2, 1.4.10).
test.describe('at 400 % zoom', () => {
  test.use({ viewport: { width: 320, height: 256 }, deviceScaleFactor: 4 });
  for (const path of ['/', '/roofline/', '/exercises/', '/exercises/decode-matvec-intensity/', '/progress/']) {
    test(`${path} needs no scrolling in two directions, and no bar covers the focused element`, async ({ page }) => {
      await page.goto(path);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
      for (let i = 0; i < 25; i += 1) {
        await page.keyboard.press('Tab');
        const covered = await page.evaluate(() => {
          const focused = document.activeElement;
          if (!focused || focused === document.body) return false;
          const { left, top, width, height } = focused.getBoundingClientRect();
          if (width === 0 || height === 0) return false;
          const points = [0.1, 0.5, 0.9].map((part) => [left + width / 2, top + height * part] as const);
          return points.every(([x, y]) => {
            const there = document.elementFromPoint(x, y);
            return there === null || !(focused.contains(there) || there.contains(focused));
          })
            ? focused.outerHTML.slice(0, 120)
            : false;
        });
        expect(covered).toBe(false);
      }
    });
  }
  test('an exercise can be solved', async ({ page }) => {
    await page.goto('/exercises/h100-ridge-point/');
    expect(await answer(page, 'h100-ridge-point', '295.5')).toBe('correct');
    await expect(field(page, 'h100-ridge-point').getByRole('status')).toContainText('Correct.');
  });
});

test.describe('in forced colours', () => {
  test.use({ forcedColors: 'active' });
  test('fields and buttons have an edge, and a verdict is given in words and not by colour', async ({ page }) => {
    await page.goto('/exercises/h100-ridge-point/');
    await answer(page, 'h100-ridge-point', '591');
    const form = field(page, 'h100-ridge-point');
    for (const part of [form.getByRole('textbox'), form.getByRole('button')]) {
      const edge = await part.evaluate((element) => {
        const { borderTopWidth, borderTopStyle, outlineStyle } = getComputedStyle(element);
        return (borderTopStyle !== 'none' && parseFloat(borderTopWidth) > 0) || outlineStyle !== 'none';
      });
      expect(edge).toBe(true);
    }
    await expect(form.getByRole('status')).toContainText('sparsity');
    await form.getByRole('textbox').focus();
    expect(await form.getByRole('textbox').evaluate((element) => getComputedStyle(element).outlineStyle)).not.toBe('none');
  });
  test('the lines of a plot take a colour that stands out from the page', async ({ page }) => {
    await page.goto('/roofline/');
    const same = await page.locator('.explorer svg:not(.mark) :is(path, line)').evaluateAll((lines) => {
      const paper = getComputedStyle(document.body).backgroundColor;
      return lines.filter((line) => getComputedStyle(line).stroke === paper && getComputedStyle(line).strokeWidth !== '0px').length;
    });
    expect(same).toBe(0);
  });
});

test.describe('with reduced motion', () => {
  test('nothing moves by itself: no animation, no transition, no smooth scrolling', async ({ page }) => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.goto('/roofline/');
    await answer(page, 'h100-ridge-point', '295.5');
    const moving = await page.evaluate(() =>
      [...document.querySelectorAll('*')]
        .filter((element) => {
          const { animationName, animationDuration, transitionDuration, scrollBehavior } = getComputedStyle(element);
          const long = (times: string): boolean => times.split(',').some((time) => parseFloat(time) > 0.011);
          return (animationName !== 'none' && long(animationDuration)) || long(transitionDuration) || scrollBehavior === 'smooth';
        })
        .map((element) => element.outerHTML.slice(0, 100)),
    );
    expect(moving.slice(0, 5)).toEqual([]);
  });
});
