/**
 * Hostile addresses, storage, files and typed texts on the real pages: nothing may fail, run, be refused by the policy, or
 * stand in the page as markup. The pure readers are put to the test in `tests/unit/readers`.
 */
import type { Page } from '@playwright/test';
import { alive, allAlive, answer, exercise, expect, field, test as watched, wakeAll } from './support.ts';

const payload = '<img src=x onerror="window.injected=1"><script>window.injected=1</script>';
const payloads = [
  payload,
  '"><svg onload=window.injected=1>',
  'javascript:window.injected=1',
  '__proto__',
  'constructor',
  '%',
  '\u202e\u2028',
  '1e999',
];

const test = watched.extend({
  page: async ({ page }, use) => {
    const troubles: string[] = [];
    page.on('dialog', (dialog) => {
      troubles.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    await page.exposeFunction('refused', (what: string) => troubles.push(`refused: ${what}`));
    await page.addInitScript(() => {
      addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
        (window as unknown as { refused: (what: string) => void }).refused(`${violatedDirective} ${blockedURI}`);
      });
    });
    await use(page);
    expect(troubles).toEqual([]);
  },
});

/** Nothing that was handed in has run, become an element or reached what all objects share. */
async function expectClean(page: Page): Promise<void> {
  const found = await page.evaluate(async () => {
    for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
    return {
      injected: 'injected' in window || 'polluted' in {},
      markup: [
        ...document.querySelectorAll('iframe, object, embed, base, [onerror], [onload], [onfocus], [href^="javascript:" i], img[src="x"]'),
      ].map(({ outerHTML }) => outerHTML.slice(0, 100)),
    };
  });
  expect(found).toEqual({ injected: false, markup: [] });
}

const link = (x: unknown): string => Buffer.from(JSON.stringify(x)).toString('base64url');
const at = '2026-11-27T12:00:00.000Z';
const handedIn = {
  format: 'scaling-workbook-test',
  version: 1,
  plan: { ids: ['relu-intensity', 'constructor'], seed: 'k7', hints: true },
  started: at,
  finished: at,
  answers: { 'relu-intensity': { setting: 'constructor', typed: { answer: payload, toString: payload }, right: true } },
};

/** By page: queries and ends of addresses, beside those that every page gets. */
const addresses: Readonly<Record<string, readonly string[]>> = {
  '/': [],
  '/roofline/': payloads.map(
    (text) => `?roofline.side=${encodeURIComponent(text)}&roofline.chip=${encodeURIComponent(text)}&roofline.log=1`,
  ),
  '/parameters/': [
    '?model-counter.model={"__proto__":{"layers":3}}',
    `?model-counter.model=${encodeURIComponent(JSON.stringify({ layers: payload }))}`,
  ],
  '/exercises/': payloads.map(
    (text) => `?text=${encodeURIComponent(text)}&chapter=${encodeURIComponent(text)}&kind=__proto__&state=constructor`,
  ),
  '/exercises/h100-ridge-point/': payloads.map((text) => `?h100-ridge-point=${encodeURIComponent(text)}`),
  '/formulas/': payloads.map((text) => `?text=${encodeURIComponent(text)}&family=${encodeURIComponent(text)}`),
  '/hardware/': [],
  '/404.html': [],
  '/progress/': [],
  '/review/': [],
  '/self-assessment/': [],
  '/test/': [
    ...payloads.map((text) => `?ids=${encodeURIComponent(text)},relu-intensity&seed=k7&hints=1&minutes=1`),
    ...payloads.map((text) => `?ids=relu-intensity&seed=${encodeURIComponent(text)}&minutes=${encodeURIComponent(text)}`),
    `?ids=${'relu-intensity,'.repeat(500)}&seed=1`,
    ...[
      '__proto__',
      'A',
      '%',
      link('x'),
      link({ ...handedIn, version: 2 }),
      link(handedIn),
      link({ __proto__: 1, format: 'scaling-workbook-test' }),
    ].map((text) => `#result=${text}`),
  ],
};
/** What every page gets: ends of addresses with a question and a fragment each, none of them alike. */
const questions = ['__proto__=1&constructor=2&toString=3', `${encodeURIComponent(payload)}=${encodeURIComponent(payload)}`];
const fragments = ['%', '%E0%A4%A', payload, '__proto__'];

/** A page's own addresses, each with a question and a fragment that every page gets, where it has none. */
function endsOf(own: readonly string[]): readonly string[] {
  const count = Math.max(own.length, fragments.length);
  return Array.from({ length: count }, (_, i) => {
    const end = own[i] ?? '';
    if (end.startsWith('#')) return `?end=${String(i)}${end}`;
    const question = `end=${String(i)}&${questions[i % questions.length] ?? ''}`;
    return `${end === '' ? '?' : `${end}&`}${question}#${fragments[i % fragments.length] ?? ''}`;
  });
}

for (const [path, own] of Object.entries(addresses)) {
  test(`${path} takes any address`, async ({ page }) => {
    test.setTimeout(180_000);
    for (const end of endsOf(own)) {
      await page.goto(path + end);
      await wakeAll(page);
      await expectClean(page);
    }
  });
}

test('an address with a doubled slash leads nowhere else, and filters work under it', async ({ page, baseURL }) => {
  const response = await page.goto(`${baseURL ?? ''}//exercises/?kind=choice`);
  // Some servers join slashes, as nginx and this one do; the address stays as it is.
  expect(response?.status()).toBe(200);
  await page.getByLabel('Kind').selectOption('');
  await expect(page.locator('[data-listed]:visible').first()).toBeVisible();
  expect(new URL(page.url()).origin).toBe(baseURL);
});

test('pages work over any storage', async ({ page }) => {
  test.setTimeout(180_000);
  await page.addInitScript(
    ({ payloads, payload }) => {
      const hostile = [
        ...payloads,
        '{"v":1,"__proto__":{"polluted":1}}',
        '{"v":1,"tries":1e999}',
        'null',
        '[]',
        `{"v":1,"tries":1,"fields":{},"typed":{"answer":${JSON.stringify(payload)}},"last":"2026-11-27T12:00:00.000Z"}`,
      ];
      for (const store of ['progress', 'review', 'skill-ticks', 'study-plan', 'notes']) {
        for (const [i, text] of hostile.entries())
          localStorage.setItem(`scaling-workbook:${store}:${hostile[(i + 1) % hostile.length] ?? ''}`, text);
        for (const key of ['__proto__', 'constructor', 'plan', ''])
          localStorage.setItem(`scaling-workbook:${store}:${key}`, '{"v":1,"polluted":1}');
        localStorage.setItem(`scaling-workbook:${store}:decode-matvec-intensity`, hostile.at(-1) ?? '');
      }
      localStorage.setItem('starlight-theme', payload);
      sessionStorage.setItem('sl-sidebar-state', '{"hash":"x","open":{"__proto__":1},"scroll":"x"}');
      sessionStorage.setItem('scaling-workbook:drafts', JSON.stringify({ 'relu-intensity/answer': payload, __proto__: 1 }));
      sessionStorage.setItem('scaling-workbook:test:ids=relu-intensity&seed=k7&hints=1', '{"started":"x","typed":null}');
    },
    { payloads, payload },
  );
  for (const path of [
    '/',
    '/roofline/',
    '/exercises/',
    '/progress/',
    '/review/',
    '/self-assessment/',
    '/test/?ids=relu-intensity&seed=k7&hints=1',
    '/exercises/decode-matvec-intensity/',
  ]) {
    await page.goto(path);
    await wakeAll(page);
    await expectClean(page);
  }
  await page.goto('/exercises/relu-intensity/');
  await alive(field(page, 'relu-intensity'));
  await expect(page.getByRole('textbox')).toHaveValue(payload);
  expect(await answer(page, 'relu-intensity', '0.125')).toBe('correct');
  await expect(exercise(page, 'relu-intensity')).toHaveAttribute('data-state', 'solved');
  await expectClean(page);
});

test('files are taken in or refused, and leave nothing behind', async ({ page }) => {
  const record = { v: 1, tries: 1, fields: { answer: 'off' }, typed: { answer: payload }, last: at };
  const files = [
    payload,
    '{"__proto__":{"polluted":1}}',
    JSON.stringify({ format: 'scaling-workbook-progress', version: 1, records: { [payload]: record } }),
    '{"format":"scaling-workbook-progress","version":1,"records":{"__proto__":{"v":1}}}',
    JSON.stringify({
      format: 'scaling-workbook-progress',
      version: 1,
      records: { constructor: record, 'relu-intensity': record },
      reviews: {},
    }),
    '['.repeat(200_000),
  ];
  for (const path of ['/progress/', '/test/']) {
    await page.goto(path);
    await allAlive(page);
    for (const text of files) {
      await page
        .locator('input[type="file"]')
        .setInputFiles({ name: `${payload.replaceAll('/', '')}.json`, mimeType: 'application/json', buffer: Buffer.from(text) });
      await expect(
        page
          .locator('.said, p[role="alert"]')
          .filter({ hasText: /./ })
          .or(page.getByRole('button', { name: /^Merge/ }))
          .first(),
      ).toBeVisible();
      await expectClean(page);
    }
  }
  await page.goto('/progress/');
  await expect(page.getByText('not solved yet, 1 try')).toBeVisible();
});

test('typed texts are text', async ({ page }) => {
  for (const text of payloads) {
    await page.goto('/exercises/relu-intensity/');
    await answer(page, 'relu-intensity', text);
    await expectClean(page);
    await page.getByRole('button', { name: /^Search/ }).click();
    await page.getByRole('searchbox').fill(text);
    await expect(page.locator('[data-search-said]')).not.toBeEmpty();
    await expectClean(page);
  }
  await page.goto('/formulas/ridge-point/');
  await allAlive(page);
  for (const text of payloads) {
    await page.locator('form.calculator input').first().fill(text);
    await page.getByRole('button', { name: 'Calculate' }).click();
    await expect(page.locator('.outcome')).not.toBeEmpty();
    await expectClean(page);
  }
});
