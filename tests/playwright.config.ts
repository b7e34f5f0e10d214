import { defineConfig } from '@playwright/test';
import { launchOptions } from '../packages/tools/chromium.ts';

const port = Number(process.env.E2E_PORT ?? 4455);

export default defineConfig({
  testDir: './e2e',
  outputDir: '../test-results',
  fullyParallel: true,
  workers: 2,
  forbidOnly: true,
  timeout: 90_000,
  expect: { timeout: 10_000, toMatchAriaSnapshot: { pathTemplate: 'golden/aloud/{arg}{ext}', children: 'deep-equal' } },
  reporter: [['list'], ['json', { outputFile: '../reports/e2e.json' }]],
  // Only the offline tests let the whole workbook be saved in the background.
  use: { serviceWorkers: 'block', baseURL: `http://localhost:${String(port)}`, launchOptions: await launchOptions() },
  webServer: {
    command: `npm run --silent preview -- --port ${String(port)}`,
    cwd: '..',
    port,
    reuseExistingServer: false,
  },
});
