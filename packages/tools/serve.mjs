/** The built site on a port of its own, for scripts that look at it. */
import { spawn } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { root } from './setup.mjs';

/** Serves until `stop` is called. */
export async function serveSite(port) {
  const server = spawn('npm', ['run', '--silent', 'preview', '--', '--port', String(port)], { cwd: root, stdio: 'ignore', detached: true });
  const site = `http://localhost:${port}`;
  for (let tries = 0; tries < 100; tries += 1) {
    const up = await fetch(site).then(
      (response) => response.ok,
      () => false,
    );
    if (up) return { site, stop: () => process.kill(-server.pid) };
    await wait(100);
  }
  process.kill(-server.pid);
  throw new Error(`The site did not come up on port ${port}. Is it built (npm run build)?`);
}
