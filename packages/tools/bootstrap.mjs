// @ts-check
/**
 * The entry point of `npm start` and `npm test`: installs what is missing, then runs the command with the project's own Node. It runs on
 * Node 20 before any dependency is installed, so it is JavaScript and imports only Node's modules.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** @type {(sentence: string) => never} */
const fail = (sentence) => {
  console.error(`\n✗ ${sentence}`);
  process.exit(1);
};

/** The project's Node first, so that a machine with an older one works too. */
const options = {
  cwd: root,
  stdio: /** @type {const} */ ('inherit'),
  shell: process.platform === 'win32',
  env: { ...process.env, PATH: [join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter) },
};

/** Once, and again only after the lock file has changed. */
function ensureDependencies() {
  if (Number(process.versions.node.split('.')[0]) < 20)
    fail(`Node ${process.versions.node} is too old: install Node 20 or newer and try again.`);
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  const stamp = join(root, 'node_modules', '.installed-lock');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  console.log('\n▸ Installing dependencies (once) …');
  if (spawnSync('npm', ['ci', '--no-audit', '--no-fund'], options).status !== 0)
    fail('npm could not install the dependencies: see its message above, check the network, and try again.');
  writeFileSync(stamp, lock);
}

ensureDependencies();
const [name = '', ...args] = process.argv.slice(2);
const command = spawn('node', [join('packages', 'tools', `${name}.ts`), ...args], options);
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => command.kill(signal));
command.on('exit', (code) => process.exit(code ?? 1));
