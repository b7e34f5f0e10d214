/** Sets up what is missing. Runs on Node 20 before any dependency is there, so it imports nothing but Node's own modules. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const say = (text) => console.log(`\n▸ ${text}`);

/** Ends with one sentence instead of a stack of them. */
export const fail = (sentence) => {
  console.error(`\n✗ ${sentence}`);
  process.exit(1);
};

const windows = process.platform === 'win32';

/** The project's own Node comes first, so that a machine with an older one works too. */
const env = { ...process.env, PATH: [join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter), ASTRO_TELEMETRY_DISABLED: '1' };

/** Runs a command in the project's root; its exit status. */
export const run = (command, args, extra = {}) =>
  spawnSync(command, args, { cwd: root, stdio: 'inherit', shell: windows, env: { ...env, ...extra } }).status ?? 1;

/** Runs a command or ends with the sentence. */
export const must = (command, args, sentence, extra = {}) => {
  if (run(command, args, extra) !== 0) fail(sentence);
};

/** Installs the dependencies once, and again only when the lock file has changed. */
export function ensureDependencies() {
  if (Number(process.versions.node.split('.')[0]) < 20)
    fail(`Node ${process.versions.node} is too old: install Node 20 or newer and try again.`);
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  const stamp = join(root, 'node_modules', '.installed-lock');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  say('Installing dependencies (once) …');
  must(
    'npm',
    ['ci', '--no-audit', '--no-fund'],
    'npm could not install the dependencies: see its message above, check the network, and try again.',
  );
  writeFileSync(stamp, lock);
}
