/** Shared by the commands of this folder. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const say = (text: string): void => {
  console.log(`\n▸ ${text}`);
};

/** With one sentence instead of a stack trace. */
export function fail(sentence: string): never {
  console.error(`\n✗ ${sentence}`);
  process.exit(1);
}

export type Environment = Readonly<Record<string, string>>;

/** The project's own Node and tools come first on the path. */
export const environment = (extra: Environment = {}): NodeJS.ProcessEnv => ({
  ...process.env,
  PATH: [join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter),
  ASTRO_TELEMETRY_DISABLED: '1',
  ...extra,
});

/** npm and npx are scripts on Windows, which need a shell. */
export const shell = process.platform === 'win32';

/** In the project's root; returns its exit status. */
export const run = (program: string, args: readonly string[], extra: Environment = {}): number =>
  spawnSync(program, args, { cwd: root, stdio: 'inherit', shell, env: environment(extra) }).status ?? 1;

/** Runs a program; ends the command with the sentence if it fails. */
export const mustRun = (program: string, args: readonly string[], sentence: string, extra: Environment = {}): void => {
  if (run(program, args, extra) !== 0) fail(sentence);
};

/** Ends the command if the file is not in it. */
export function builtSite(file = 'index.html'): string {
  const folder = join(root, process.env.SITE_OUT ?? 'dist');
  if (!existsSync(join(folder, file))) fail(`There is no ${file} in ${folder}: run \`npm run build\` first.`);
  return folder;
}

/** The final count that callers parse. */
export function finish({ passed, failed }: { readonly passed: number; readonly failed: number }): never {
  console.log(`\n${String(passed)} passed, ${String(failed)} failed`);
  process.exit(failed === 0 ? 0 : 1);
}
