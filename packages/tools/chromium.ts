/** A Chromium for tests: the system's, else Playwright's download. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { LaunchOptions } from '@playwright/test';

const system = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Without these, Chromium in a container does not start, or contacts its vendor. */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

async function playwrightDownload(): Promise<string | undefined> {
  const { chromium } = await import('@playwright/test');
  const path = chromium.executablePath();
  return existsSync(path) ? path : undefined;
}

const findChromium = async (): Promise<string | undefined> =>
  process.env.CHROMIUM_PATH ?? system.find((path) => existsSync(path)) ?? (await playwrightDownload());

export async function launchOptions(): Promise<LaunchOptions> {
  const executablePath = await findChromium();
  return { ...(executablePath !== undefined && { executablePath }), args: flags };
}

const succeeds = (program: string, args: readonly string[]): boolean => spawnSync(program, args, { stdio: 'inherit' }).status === 0;

/** Installs one if there is none: Debian's package if apt and root are available, else Playwright's download. */
export async function ensureChromium(say: (text: string) => void): Promise<void> {
  if ((await findChromium()) !== undefined) return;
  say('No Chromium found; installing one for the browser tests …');
  const debian = existsSync('/usr/bin/apt-get') && process.getuid?.() === 0;
  if (debian && succeeds('apt-get', ['update', '-q']) && succeeds('apt-get', ['install', '-y', '-q', 'chromium'])) return;
  if (succeeds('npx', ['playwright', 'install', 'chromium']) && (await findChromium()) !== undefined) return;
  throw new Error(
    'No Chromium could be installed. Install one by hand (on Debian: sudo apt-get install chromium), or set CHROMIUM_PATH to the one you have, and run npm test again.',
  );
}
