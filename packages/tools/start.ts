/** npm start, once the dependencies are installed (bootstrap.mjs): builds the site and serves it on a free port. */
import { spawn } from 'node:child_process';
import { environment, fail, mustRun, root, say, shell } from './command.ts';
import { freePort, responds } from './serve.ts';

say('Building the site …');
mustRun('npm', ['run', '--silent', 'build'], 'The site did not build: the message above says which file and why.');
const first = Number(process.env.PORT ?? 4321);
const port =
  (await freePort(first)) ??
  fail(`No free port between ${String(first)} and ${String(first + 99)}: stop one of the servers there, or set PORT.`);
const server = spawn('npm', ['run', '--silent', 'preview', '--', '--port', String(port)], {
  cwd: root,
  stdio: ['ignore', 'ignore', 'inherit'],
  shell,
  env: environment(),
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => server.kill(signal));
server.on('exit', (code) => process.exit(code ?? 0));
const address = `http://localhost:${String(port)}${process.env.SITE_BASE ?? '/'}`;
await responds(address);
say(`The workbook is at ${address}   (Ctrl+C stops it)`);
