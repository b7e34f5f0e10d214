import { readFileSync } from 'node:fs';
import { expect, expectAccessible, test } from './support.ts';

const isJax = (url: string): boolean => url.includes('live-worker');

test('a program of the JAX chapter runs where the reader presses run, and its library comes no sooner', async ({ page }) => {
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  await page.goto('/jax/');
  const live = page.locator('#live-regression');
  await live.scrollIntoViewIfNeeded();
  await expect(live).toHaveAttribute('data-live', 'true');
  expect(requests.some(isJax)).toBe(false);
  await live.getByRole('button', { name: 'Run' }).click();
  await expect(live).toHaveAttribute('data-state', 'done');
  expect(requests.some(isJax)).toBe(true);
  await expect(live.locator('.output')).toContainText('tracing step');
  await expect(live.locator('.output')).toContainText('{ w: [3.0');
  await expectAccessible(page, '#live-regression');
});

test('what a reader writes is run, its error told with its line, and an endless loop stopped', async ({ page }) => {
  await page.goto('/jax/');
  const live = page.locator('#live-data-parallel');
  await live.scrollIntoViewIfNeeded();
  await expect(live).toHaveAttribute('data-live', 'true');
  const code = live.getByRole('textbox');
  await code.fill('const x = jax.numpy.ones([3]);\nprint(x);\nx.nothing();');
  await live.getByRole('button', { name: 'Run' }).click();
  await expect(live).toHaveAttribute('data-state', 'failed');
  await expect(live.locator('.output')).toContainText('[1, 1, 1]\nLine 3: TypeError');
  await code.fill('print(1);\nconst x = [1, 2;\nprint(x);');
  await live.getByRole('button', { name: 'Run' }).click();
  await expect(live.locator('.output')).toHaveText("Line 2: SyntaxError: Unexpected token ';'");
  await code.fill('for (;;);');
  await live.getByRole('button', { name: 'Run' }).click();
  await expect(live).toHaveAttribute('data-state', 'running');
  await live.getByRole('button', { name: 'Stop' }).click();
  await expect(live).toHaveAttribute('data-state', 'stopped');
  await live.getByRole('button', { name: 'Back to the original' }).click();
  await expect(code).toHaveValue(/Eight devices/);
});

test('a program runs under the headers that the build writes for hosts', async ({ page }) => {
  const rule = /^\/\*\n((?: {2}.*\n)+)/m.exec(readFileSync(new URL('../../dist/_headers', import.meta.url), 'utf8'))?.[1] ?? '';
  const headers = Object.fromEntries(
    rule
      .trim()
      .split('\n')
      .map((line) => line.trim().split(': ', 2) as [string, string]),
  );
  expect(headers['X-Content-Type-Options']).toBe('nosniff');
  await page.route('**', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), ...headers } });
  });
  await page.goto('/jax/');
  const live = page.locator('#live-per-example');
  await live.scrollIntoViewIfNeeded();
  await expect(live).toHaveAttribute('data-live', 'true');
  await live.getByRole('button', { name: 'Run' }).click();
  await expect(live).toHaveAttribute('data-state', 'done');
});

test('the steppers of the JAX chapter are accessible in other states, and can be shared', async ({ page }) => {
  await page.goto(
    '/jax/?mesh-step.scheme=fsdp&mesh-step.step=4&pallas-blocks.length=33&pallas-blocks.fixed=fixed&trace-cache.made=0246#mesh-step',
  );
  const steppers = ['trace-cache', 'mesh-step', 'pallas-blocks'];
  for (const id of steppers) await page.locator(`#${id}`).scrollIntoViewIfNeeded();
  await expect(page.locator('#mesh-step .says')).toContainText('Reduce-scatter');
  await expect(page.locator('#pallas-blocks .says')).toContainText('never written');
  await expect(page.locator('#trace-cache .says')).toContainText('4 calls, 4 traces');
  for (const id of steppers) await expectAccessible(page, `#${id}`);
});
