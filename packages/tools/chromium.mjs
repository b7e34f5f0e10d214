/** A Chromium to test with: the system's where there is one, else Playwright's own download. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const system = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Without these a Chromium in a container neither starts nor keeps to itself. */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const ownDownload = async () => {
  const { chromium } = await import('@playwright/test');
  const path = chromium.executablePath();
  return existsSync(path) ? path : undefined;
};

/** Path of a Chromium on this machine, or undefined. */
export const findChromium = async () => process.env.CHROMIUM_PATH ?? system.find((path) => existsSync(path)) ?? (await ownDownload());

/** Playwright's launch options for the Chromium found. */
export const launchOptions = async () => {
  const executablePath = await findChromium();
  return { ...(executablePath && { executablePath }), args: flags };
};

const runs = (command, args) => spawnSync(command, args, { stdio: 'inherit' }).status === 0;

/** Finds a Chromium or installs one: Debian's package where apt and its rights are at hand, else Playwright's download. */
export async function ensureChromium(say) {
  if (await findChromium()) return;
  say('No Chromium found; installing one for the browser tests …');
  const debian = existsSync('/usr/bin/apt-get') && process.getuid?.() === 0;
  if (debian && runs('apt-get', ['update', '-q']) && runs('apt-get', ['install', '-y', '-q', 'chromium'])) return;
  if (runs('npx', ['playwright', 'install', 'chromium']) && (await findChromium())) return;
  throw new Error(
    'No Chromium could be installed. Install one by hand (on Debian: sudo apt-get install chromium), or set CHROMIUM_PATH to the one you have, and run npm test again.',
  );
}
