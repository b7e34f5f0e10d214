/**
 * npm run test:listings: runs every Python listing under real JAX, Flax and Optax, and compares its output with the `.txt` file that the
 * chapter shows; a listing without one must print nothing. `--record` writes the files instead, for review.
 */
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fail, finish, root, say } from './command.ts';
import { capture, pythonWith } from './python.ts';

const limitMs = 300_000;

/** Eight devices on one CPU, each with its own thread: a collective waits for all of them. */
const env = {
  ...process.env,
  JAX_PLATFORMS: 'cpu',
  XLA_FLAGS: '--xla_force_host_platform_device_count=8',
  NPROC: '32',
  TF_CPP_MIN_LOG_LEVEL: '2',
  PYTHONDONTWRITEBYTECODE: '1',
};

const trimmedLines = (text: string): string =>
  text
    .replaceAll('\r\n', '\n')
    .replaceAll(/[ \t]+$/gm, '')
    .trimEnd();

function problemOf(listing: string, record: boolean): string | undefined {
  const { status, signal, stdout, stderr } = capture(python, ['-W', 'error::DeprecationWarning', basename(listing)], {
    cwd: join(root, dirname(listing)),
    env,
    timeout: limitMs,
  });
  if (signal !== null) return `was stopped by ${signal}${signal === 'SIGTERM' ? ` after ${String(limitMs / 1000)} s` : ''}\n${stderr}`;
  if (status !== 0) return `ended with status ${String(status)}\n${stderr}`;
  const claim = join(root, listing.replace(/\.py$/, '.txt'));
  const [printed, claimed] = [trimmedLines(stdout), existsSync(claim) ? trimmedLines(readFileSync(claim, 'utf8')) : ''];
  if (record && printed !== '') writeFileSync(claim, `${printed}\n`);
  if (record || printed === claimed) return undefined;
  return `prints\n${printed}\n\nand the chapter says\n${claimed}\n`;
}

const record = process.argv.includes('--record');
const only = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const listings = globSync('chapters/*/listings/*.py', { cwd: root })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => only.length === 0 || only.some((word) => path.includes(word)))
  .sort();
if (listings.length === 0) fail('There is no such listing.');

const python = pythonWith('tests/listings/requirements.txt', 'JAX');
const versions = capture(python, [
  '-c',
  'import sys, jax, flax, optax; print(sys.version.split()[0], jax.__version__, flax.__version__, optax.__version__)',
]);
if (versions.status !== 0) fail(`JAX does not start: ${versions.stderr}`);
const [own = '', jax = '', flax = '', optax = ''] = versions.stdout.trim().split(' ');
say(`Python ${own}, JAX ${jax}, Flax ${flax}, Optax ${optax}, on 8 virtual CPU devices`);

let failed = 0;
for (const listing of listings) {
  const began = performance.now();
  const problem = problemOf(listing, record);
  if (problem !== undefined) failed += 1;
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(problem === undefined ? `✓ ${listing} (${seconds} s)` : `✗ ${listing} (${seconds} s): ${problem}`);
}
finish({ passed: listings.length - failed, failed });
