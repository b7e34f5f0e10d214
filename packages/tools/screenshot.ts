/** Takes the picture in the README: npm run build && npm run screenshot. */
import { chromium } from '@playwright/test';
import { launchOptions } from './chromium.ts';
import { serveSite } from './serve.ts';

const { site, stop } = await serveSite(4466);
const browser = await chromium.launch(await launchOptions());
const page = await browser.newPage({ viewport: { width: 1180, height: 780 }, deviceScaleFactor: 1.5, colorScheme: 'light' });
await page.goto(`${site}/roofline/`);
const exercise = page.locator('[data-exercise="h100-ridge-point"]');
await exercise.scrollIntoViewIfNeeded();
await exercise.locator('form[data-live]').waitFor();
await exercise.getByRole('textbox').fill('3.35 TB/s / 990 TFLOP/s');
await exercise.getByRole('textbox').press('Enter');
await exercise.locator('[data-verdict]').waitFor();
await exercise.evaluate((element) => {
  window.scrollTo({ top: element.getBoundingClientRect().top + window.scrollY - 220, behavior: 'instant' });
});
await page.screenshot({ path: new URL('../../.github/screenshot.png', import.meta.url).pathname });
await browser.close();
stop();
