/** Python for the few checks that need it, each in its own virtual environment. */
import { spawnSync, type SpawnSyncOptions, type SpawnSyncReturns } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fail, root, say } from './command.ts';

const bin = process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python';
const oldest = [3, 11] as const;

export const capture = (program: string, args: readonly string[], options: SpawnSyncOptions = {}): SpawnSyncReturns<string> =>
  spawnSync(program, args, { ...options, encoding: 'utf8' });

/** New enough for the pinned packages: `PYTHON`, or the first on the path. */
function findPython(): { readonly name: string; readonly version: string } {
  const names = [process.env.PYTHON, 'python3', 'python', 'python3.13', 'python3.12', 'python3.11'].filter((name) => name !== undefined);
  const seen: string[] = [];
  for (const name of names) {
    const { status, stdout } = capture(name, ['-c', 'import sys; print(*sys.version_info[:3])']);
    if (status !== 0) continue;
    const version = stdout.trim().split(' ').map(Number);
    const [major = 0, minor = 0] = version;
    if (major === oldest[0] && minor >= oldest[1]) return { name, version: version.join('.') };
    seen.push(`${name} is ${version.join('.')}`);
  }
  const found = seen.length > 0 ? `found only: ${seen.join(', ')}` : 'found none on the path';
  return fail(
    `This check needs Python ${oldest.join('.')} or newer; ${found}. Install it, or name it in PYTHON. Nothing else of this project needs Python.`,
  );
}

/** Created once, and again if the requirements or the Python change. `what` names the packages in progress messages. */
export function pythonWith(requirements: string, what: string): string {
  const { name, version } = findPython();
  const home = join(root, 'node_modules/.cache', basename(dirname(requirements)));
  const python = join(home, bin);
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, requirements)))
    .update(version)
    .digest('hex');
  const stamp = join(home, 'installed');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return python;
  say(`Installing ${what} for Python ${version} (once) …`);
  rmSync(home, { recursive: true, force: true });
  mkdirSync(dirname(home), { recursive: true });
  if (capture(name, ['-m', 'venv', home], { stdio: 'inherit' }).status !== 0)
    fail(`${name} could not make a virtual environment. On Debian and Ubuntu it needs the package python3-venv.`);
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', join(root, requirements)];
  if (capture(python, pip, { stdio: 'inherit' }).status !== 0)
    fail(`pip could not install the packages of ${requirements}: see its message above, check the network, and try again.`);
  writeFileSync(stamp, wanted);
  return python;
}
