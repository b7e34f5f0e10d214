/** npm run test:firefox: a reader's path through the built site in Firefox. `npm test` does without it. */
import assert from 'node:assert/strict';
import { findFirefox, keys, openFirefox } from './firefox.ts';
import { serveCompressed } from './serve-compressed.ts';
import { builtSite, fail, finish } from './command.ts';

const dist = builtSite();
const path =
  findFirefox() ??
  fail('No Firefox was found. Install one (on Debian: apt-get install firefox-esr), or name it: FIREFOX=/path/to/firefox.');

/** Firefox reports a formula that has arrived by half; complete pages are checked for such errors below. */
const unfinished = /^Invalid markup: Incorrect number of children/;
const troubles: string[] = [];
const { site, stop } = await serveCompressed(dist);
const page = await openFirefox(path, (text) => {
  if (!unfinished.test(text)) troubles.push(text);
});

/** Scrolled into view and active. */
const alive = (id: string): Promise<boolean> =>
  page.until((id) => {
    const form = document.querySelector<HTMLFormElement>(`[data-exercise="${id}"] form.field, [data-quiz="${id}"] form.field`);
    form?.scrollIntoView({ block: 'center' });
    return form !== null && 'live' in form.dataset;
  }, id);
const verdict = (id: string): Promise<string> =>
  page.evaluate((id) => document.querySelector<HTMLFormElement>(`[data-exercise="${id}"] form.field`)?.dataset.verdict ?? '', id);
const selectText = (id: string): Promise<void> =>
  page.evaluate((id) => document.querySelector<HTMLInputElement>(`[data-exercise="${id}"] input`)?.select(), id);

async function answer(id: string, text: string): Promise<string> {
  await alive(id);
  await selectText(id);
  await page.press(keys.Backspace, ...Array.from(text), keys.Enter);
  await page.until(
    ({ id, text }) => {
      const form = document.querySelector<HTMLFormElement>(`[data-exercise="${id}"] form.field`);
      const status = form?.querySelector('[role="status"]')?.textContent ?? '';
      return form?.querySelector('input')?.value === text && 'verdict' in form.dataset && status !== '';
    },
    { id, text },
  );
  return verdict(id);
}

const id = 'h100-ridge-point';
const journey = {
  'an answer is read, a slip named, nonsense costs no try': async () => {
    await page.goto(`${site}/roofline/`);
    assert.equal(await answer(id, 'no idea'), 'unreadable');
    assert.equal(await answer(id, '591'), 'slip');
    assert.equal(await answer(id, '295.5'), 'correct');
  },
  'a reload keeps what was answered, and what was half typed': async () => {
    await page.reload();
    await alive(id);
    assert.equal(await verdict(id), 'correct');
    await selectText(id);
    await page.press(keys.Backspace, ...Array.from('12.5 GB'));
    await page.reload();
    await alive(id);
    assert.equal(
      await page.evaluate((id) => document.querySelector<HTMLInputElement>(`[data-exercise="${id}"] input`)?.value, id),
      '12.5 GB',
    );
    assert.equal(await verdict(id), '');
  },
  'an option that was picked and not checked is no answer after a reload': async () => {
    await alive('roofline-quiz');
    await page.evaluate(() => document.querySelector<HTMLInputElement>('[data-quiz="roofline-quiz"] input')?.click());
    await page.reload();
    await alive('roofline-quiz');
    assert.equal(
      await page.evaluate(() => document.querySelector<HTMLFormElement>('[data-quiz="roofline-quiz"] form')?.dataset.verdict ?? ''),
      '',
    );
  },
  'an explorer moves by keyboard, and its address with it': async () => {
    const text = await page.until(() => {
      const slider = document.querySelector<HTMLInputElement>('.explorer input[type="range"]');
      slider?.scrollIntoView({ block: 'center' });
      if (!slider || slider.matches(':disabled')) return null;
      slider.focus();
      return slider.getAttribute('aria-valuetext');
    });
    await page.press(keys.Right);
    await page.until((before) => document.querySelector('.explorer input[type="range"]')?.getAttribute('aria-valuetext') !== before, text);
    await page.until(() => location.search.includes('roofline.'));
  },
  'other numbers come on demand': async () => {
    await page.goto(`${site}/exercises/${id}/`);
    const before = await page.evaluate(() => document.querySelector('[data-part="statement"]')?.textContent);
    await page.until(() => document.querySelector('[data-another]:not([hidden])') !== null);
    await page.evaluate(() => document.querySelector<HTMLElement>('[data-another]')?.click());
    await page.until((before) => document.querySelector('[data-part="statement"]')?.textContent !== before, before);
    await page.until(() => /[?&]h100-ridge-point=/.test(location.search));
  },
  'the dark theme can be chosen and stays': async () => {
    await page.evaluate(() => {
      const select = document.querySelector<HTMLSelectElement>('starlight-theme-select select');
      if (!select) throw new Error('There is no choice of themes.');
      select.value = 'dark';
      select.dispatchEvent(new Event('change', { bubbles: true }));
    });
    await page.reload();
    assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), 'dark');
    const lightness = await page.evaluate(() => {
      const [r = 255, g = 255, b = 255] = (getComputedStyle(document.body).backgroundColor.match(/\d+/g) ?? []).map(Number);
      return (r + g + b) / 3;
    });
    assert.ok(lightness < 60, `the page is at ${String(lightness)} of 255`);
  },
  'the search finds': async () => {
    await page.press([keys.Control, 'k']);
    await page.until(() => document.activeElement?.matches('dialog[data-search] input') ?? false);
    await page.press(...Array.from('ridge'));
    await page.until(() => document.querySelectorAll('[data-search-results] a').length > 0);
  },
  'the review knows what was solved': async () => {
    await page.goto(`${site}/review/`);
    await page.until(() => /\d+ due/.test(document.querySelector('main')?.textContent ?? ''));
    await page.goto(`${site}/progress/`);
    await page.until(() => /1 of \d+ exercises solved/.test(document.querySelector('main')?.textContent ?? ''));
  },
  'every kind of page opens, wakes and fits a phone': async () => {
    await page.resize(320, 640);
    const paths = [
      '',
      'tpus/',
      'sharding/',
      'parameters/',
      'parallelism/',
      'training-cost/',
      'inference/',
      'serving-cost/',
      'profiling/',
      'jax/',
      'capstone/',
      'self-assessment/',
      'exercises/',
      'formulas/',
      'formulas/ridge-point/',
      'hardware/',
      'models/',
      'cheat-sheet/',
      'corrections/',
      'test/',
      'workbook/',
      'accessibility/',
    ];
    for (const path of paths) {
      await page.goto(`${site}/${path}`);
      await page.until(() => {
        const asleep = document.querySelector('astro-island[ssr]');
        (asleep?.firstElementChild ?? asleep)?.scrollIntoView();
        return asleep === null;
      });
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      const unsound = await page.evaluate(() => {
        const parts: Readonly<Record<string, number>> = {
          MFRAC: 2,
          MSUB: 2,
          MSUP: 2,
          MUNDER: 2,
          MOVER: 2,
          MROOT: 2,
          MSUBSUP: 3,
          MUNDEROVER: 3,
        };
        return [...document.querySelectorAll('math *')].filter(
          ({ tagName, children: { length } }) => (parts[tagName.toUpperCase()] ?? length) !== length,
        ).length;
      });
      assert.equal(unsound, 0, `/${path} has formulas with parts missing`);
      assert.ok(width <= 320, `/${path} is ${String(width)} px wide on a screen of 320`);
    }
  },
};

let failed = 0;
console.log(`Firefox ${page.version}`);
try {
  for (const [what, go] of Object.entries(journey)) {
    try {
      await go();
      assert.deepEqual(troubles.splice(0), [], 'the console shows errors');
      console.log(`✓ ${what}`);
    } catch (error) {
      failed += 1;
      console.log(`✗ ${what}\n  ${String(error).replaceAll('\n', '\n  ')}`);
    }
  }
} finally {
  await page.stop();
  stop();
}
finish({ passed: Object.keys(journey).length - failed, failed });
