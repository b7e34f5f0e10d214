/** Serves the built site for commands that look at it. */
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { root } from './command.ts';

/** Polled every tenth of a second for ten seconds. */
export async function responds(url: string): Promise<boolean> {
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

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => {
      resolve(false);
    });
    server.listen(port, () => {
      server.close(() => {
        resolve(true);
      });
    });
  });

/** From this port on, of a hundred; undefined if there is none. */
export async function freePort(from: number): Promise<number | undefined> {
  for (let port = from; port < from + 100; port += 1) if (await isFree(port)) return port;
  return undefined;
}

export interface Served {
  readonly site: string;
  readonly stop: () => void;
}

/** Serves until `stop` is called. */
export async function serveSite(port: number): Promise<Served> {
  const server = spawn('npm', ['run', '--silent', 'preview', '--', '--port', String(port)], { cwd: root, stdio: 'ignore', detached: true });
  const site = `http://localhost:${String(port)}`;
  const stop = (): void => {
    if (server.pid !== undefined) process.kill(-server.pid);
  };
  if (await responds(site)) return { site, stop };
  stop();
  throw new Error(`The site did not come up on port ${String(port)}. Is it built (npm run build)?`);
}
