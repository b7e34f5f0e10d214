/**
 * Every chapter in a real browser: each exercise answered correctly, each page accessible and narrow enough, everything opened under
 * the page's policy.
 */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { alive, exercise, expect, expectAccessible, expectContrast, field, openAids, test, turn, wakeAll } from './support.ts';

interface Listed {
  readonly id: string;
  readonly chapter: string;
  readonly set: 'chapter' | 'problems';
  readonly fields: readonly Field[];
}
interface Field {
  readonly key: string;
  readonly unit?: string;
  /** The letters of an answer that is a formula. */
  readonly letters?: readonly unknown[];
}
const { exercises } = JSON.parse(readFileSync(new URL('../../dist/exercises.json', import.meta.url), 'utf8')) as {
  exercises: readonly Listed[];
};
const pageOf = ({ chapter, set }: Listed): string => (set === 'problems' ? `/${chapter}/problems/` : `/${chapter}/`);
const byPage = Map.groupBy(exercises, pageOf);

/** The reviewed answers: `id field: answer`. An estimate is followed by the ends of its range, a formula by its unit. */
const answers = new Map(
  readFileSync(new URL('../golden/answers.txt', import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line) => {
      const colon = line.indexOf(': ');
      return [line.slice(0, colon), line.slice(colon + 2)] as const;
    }),
);

const plain = (text: string): string =>
  text
    .replaceAll(/\$[^$]*\$|[`*_]/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();

async function fill(page: Page, id: string, { key, unit, letters }: Field): Promise<void> {
  const form = field(page, id, key);
  const right = answers.get(`${id} ${key}`) ?? '';
  const box = form.getByRole('textbox');
  await alive(form);
  if (unit === undefined && (await box.count()) > 0) {
    // A plan has its steps behind one another, and the bytes it sends; a layout has its degrees first, named in the label.
    const names = [...((await form.locator('label').textContent()) ?? '').matchAll(/(\w+) = …/g)].map(([, name = '']) => name);
    const typed =
      names.length > 0
        ? right
            .split(' ')
            .slice(0, names.length)
            .map((degree, i) => `${names[i] ?? ''} = ${degree}`)
            .join(', ')
        : right.replace(/ sends .*/, '').replaceAll('; ', '\n');
    await box.fill(typed);
    await form.locator('[type="submit"]').click();
  } else if (unit !== undefined) {
    await box.fill(letters ? right.replace(/ in \S+$/, '') : right.replace(/, .*/, ''));
    await box.press('Enter');
  } else {
    const options = form.locator('.option');
    for (const option of await options.all()) {
      const words = await option.evaluate((label) => {
        const copy = label.cloneNode(true) as HTMLElement;
        for (const formula of copy.querySelectorAll('math')) formula.remove();
        return copy.textContent;
      });
      if (plain(words) === plain(right)) await option.click();
    }
    await form.getByRole('button').click();
  }
  await expect(form, `${id} ${key}: ${right}`).toHaveAttribute('data-verdict', 'correct');
}

for (const [path, posed] of byPage) {
  test(`${path}: every exercise can be solved; all open, dark, at 320 px, the page is accessible and does not scroll sideways`, async ({
    page,
  }) => {
    test.slow();
    await page.goto(path);
    for (const { id, fields } of posed) {
      for (const asked of fields) await fill(page, id, asked);
      await expect(exercise(page, id)).toHaveAttribute('data-state', 'solved');
    }
    await wakeAll(page);
    await expectContrast(page);
    await turn(page, 'dark');
    await page.setViewportSize({ width: 320, height: 700 });
    await openAids(page, '.sl-markdown-content details');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    await expectAccessible(page);
  });
}
