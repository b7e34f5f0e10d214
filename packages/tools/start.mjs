/** npm start: sets up what is missing, builds the site, serves it on a free port and prints the address. */
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { answers } from './serve.mjs';
import { ensureDependencies, fail, must, root, say } from './setup.mjs';

const free = (port) =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, () => server.close(() => resolve(true)));
  });

async function freePort(from) {
  for (let port = from; port < from + 100; port += 1) if (await free(port)) return port;
  return fail(`No free port between ${from} and ${from + 99}: stop one of the servers there, or set PORT.`);
}

ensureDependencies();
say('Building the site …');
must('npm', ['run', '--silent', 'build'], 'The site did not build: the message above says which file and why.');
const port = await freePort(Number(process.env.PORT ?? 4321));
const base = process.env.SITE_BASE ?? '/';
const server = spawn('npm', ['run', '--silent', 'preview', '--', '--port', String(port)], {
  cwd: root,
  stdio: ['ignore', 'ignore', 'inherit'],
  shell: process.platform === 'win32',
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.kill(signal));
server.on('exit', (code) => process.exit(code ?? 0));
const address = `http://localhost:${port}${base}`;
await answers(address);
say(`The workbook is at ${address}   (Ctrl+C stops it)`);
