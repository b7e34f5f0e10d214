/**
 * npm run test:listings: runs every Python listing of the book under real JAX, Flax and Optax, and compares what it prints
 * with the claim that the chapter shows, the `.txt` beside it. A listing without one must print nothing. `--record` writes
 * the claims instead, for review. Its last line counts: `N passed, N failed`.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fail, root, say } from './setup.mjs';

const requirements = join(root, 'tests/listings/requirements.txt');
const home = join(root, 'node_modules/.cache/listings');
const bin = process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python';
const python = join(home, bin);
const oldest = [3, 11];
const limitMs = 300_000;

const ask = (command, args, options = {}) => spawnSync(command, args, { encoding: 'utf8', ...options });

/** A Python new enough for the pinned JAX: `PYTHON`, or the first on the path. */
function findPython() {
  const names = [process.env.PYTHON, 'python3', 'python', 'python3.13', 'python3.12', 'python3.11'].filter(Boolean);
  const seen = [];
  for (const name of names) {
    const { status, stdout } = ask(name, ['-c', 'import sys; print(*sys.version_info[:3])']);
    if (status !== 0) continue;
    const version = stdout.trim().split(' ').map(Number);
    if (version[0] === oldest[0] && version[1] >= oldest[1]) return { name, version: version.join('.') };
    seen.push(`${name} is ${version.join('.')}`);
  }
  const found = seen.length > 0 ? `found only: ${seen.join(', ')}` : 'found none on the path';
  return fail(
    `The listings need Python ${oldest.join('.')} or newer; ${found}. Install it, or name it in PYTHON. Nothing else of this project needs Python.`,
  );
}

/** Makes the virtual environment once, and again when the requirements or the Python have changed. */
function ensurePackages() {
  const { name, version } = findPython();
  const wanted = createHash('sha256').update(readFileSync(requirements)).update(version).digest('hex');
  const stamp = join(home, 'installed');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  say(`Installing JAX for Python ${version} (once) …`);
  rmSync(home, { recursive: true, force: true });
  mkdirSync(dirname(home), { recursive: true });
  if (ask(name, ['-m', 'venv', home], { stdio: 'inherit' }).status !== 0)
    fail(`${name} could not make a virtual environment. On Debian and Ubuntu it needs the package python3-venv.`);
  if (
    ask(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', requirements], { stdio: 'inherit' }).status !== 0
  )
    fail('pip could not install the packages of tests/listings/requirements.txt: see its message above, check the network, and try again.');
  writeFileSync(stamp, wanted);
}

/** Eight devices on one CPU, each with a thread of its own even where there are fewer cores: a collective waits for all of them. */
const env = {
  ...process.env,
  JAX_PLATFORMS: 'cpu',
  XLA_FLAGS: '--xla_force_host_platform_device_count=8',
  NPROC: '32',
  TF_CPP_MIN_LOG_LEVEL: '2',
  PYTHONDONTWRITEBYTECODE: '1',
};

const lines = (text) =>
  text
    .replaceAll('\r\n', '\n')
    .replaceAll(/[ \t]+$/gm, '')
    .trimEnd();

/** What is wrong with a listing, or undefined. */
function judge(listing, record) {
  const { status, signal, stdout, stderr } = ask(python, ['-W', 'error::DeprecationWarning', basename(listing)], {
    cwd: join(root, dirname(listing)),
    env,
    timeout: limitMs,
  });
  if (signal !== null) return `was stopped by ${signal}${signal === 'SIGTERM' ? ` after ${limitMs / 1000} s` : ''}\n${stderr}`;
  if (status !== 0) return `ended with status ${status}\n${stderr}`;
  const claim = join(root, listing.replace(/\.py$/, '.txt'));
  const [printed, claimed] = [lines(stdout), existsSync(claim) ? lines(readFileSync(claim, 'utf8')) : ''];
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

ensurePackages();
const versions = ask(python, [
  '-c',
  'import sys, jax, flax, optax; print(sys.version.split()[0], jax.__version__, flax.__version__, optax.__version__)',
]);
if (versions.status !== 0) fail(`JAX does not start: ${versions.stderr}`);
const [own, jax, flax, optax] = versions.stdout.trim().split(' ');
say(`Python ${own}, JAX ${jax}, Flax ${flax}, Optax ${optax}, on 8 virtual CPU devices`);

let failed = 0;
for (const listing of listings) {
  const began = performance.now();
  const wrong = judge(listing, record);
  if (wrong !== undefined) failed += 1;
  console.log(
    `${wrong === undefined ? '✓' : '✗'} ${listing} (${((performance.now() - began) / 1000).toFixed(1)} s)${wrong === undefined ? '' : `: ${wrong}`}`,
  );
}
console.log(`\n${listings.length - failed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
