/**
 * Screenshots of the built site: node packages/tools/shots.ts <folder> [path …]. The site must be served at SITE (default
 * http://localhost:4321).
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { launchOptions } from './chromium.ts';

const [folder = 'screenshots', ...paths] = process.argv.slice(2);
const site = process.env.SITE ?? 'http://localhost:4321';
const views = {
  desktop: { viewport: { width: 1280, height: 900 }, colorScheme: 'light' },
  dark: { viewport: { width: 1280, height: 900 }, colorScheme: 'dark' },
  phone: { viewport: { width: 390, height: 844 }, colorScheme: 'light', deviceScaleFactor: 2 },
} as const;

mkdirSync(folder, { recursive: true });
const browser = await chromium.launch(await launchOptions());
for (const [name, view] of Object.entries(views)) {
  const page = await browser.newPage(view);
  for (const path of paths.length > 0 ? paths : ['/']) {
    await page.goto(new URL(path, site).href);
    await page.waitForLoadState('networkidle');
    const file = join(folder, `${path.replaceAll(/[^a-z0-9]+/gi, '-').replaceAll(/^-|-$/g, '') || 'home'}-${name}.png`);
    await page.screenshot({ path: file, fullPage: process.env.FULL !== '0' });
    console.log(file);
  }
  await page.close();
}
await browser.close();
