/** The built site on a port of its own, for scripts that look at it. */
import { spawn } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { root } from './setup.mjs';

/** Whether the address answers, asked every tenth of a second for ten seconds. */
export async function answers(url) {
  for (let tries = 0; tries < 100; tries += 1) {
    const up = await fetch(url).then(
      (response) => response.ok,
      () => false,
    );
    if (up) return true;
    await wait(100);
  }
  return false;
}

/** Serves until `stop` is called. */
export async function serveSite(port) {
  const server = spawn('npm', ['run', '--silent', 'preview', '--', '--port', String(port)], { cwd: root, stdio: 'ignore', detached: true });
  const site = `http://localhost:${port}`;
  const stop = () => process.kill(-server.pid);
  if (await answers(site)) return { site, stop };
  stop();
  throw new Error(`The site did not come up on port ${port}. Is it built (npm run build)?`);
}
