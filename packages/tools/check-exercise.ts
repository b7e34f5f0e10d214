/**
 * npm run check:exercise -- <id> [--watch]: checks one exercise in seconds: its types, its contract and reviewed answers, and its page, in
 * parallel. With --watch it repeats on every change, and the page stays open at the address it prints.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { globSync, mkdirSync, watch, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { environment, fail, root, shell } from './command.ts';

interface Outcome {
  readonly what: string;
  readonly passed: boolean;
  /** Shown if it failed. */
  readonly said: string;
  readonly seconds: number;
}

const start = (program: string, args: readonly string[]): ChildProcess => spawn(program, args, { cwd: root, env: environment(), shell });

const run = async (what: string, program: string, args: readonly string[]): Promise<Outcome> => {
  const began = performance.now();
  const child = start(program, args);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text: Buffer) => (said += text.toString()));
  const status = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { what, passed: status === 0, said, seconds: (performance.now() - began) / 1000 };
};

/** This file and its imports, incrementally: the whole project takes ten times as long. */
function checkTypes(file: string): Promise<Outcome> {
  const folder = join(root, 'reports', 'check-exercise');
  mkdirSync(folder, { recursive: true });
  const options = { noEmit: true, incremental: true, tsBuildInfoFile: './types.tsbuildinfo' };
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ extends: '../../tsconfig.json', include: [], files: [`../../${file}`], compilerOptions: options }),
  );
  return run('types', 'tsc', ['-p', folder]);
}

/** For its own numbers and each setting. Quizzes have no reviewed answers. */
const checkContract = (id: string): Promise<Outcome> => {
  const named = `^${id}(@[a-z0-9-]+)? `;
  return run('contract and reviewed answers', 'vitest', [
    'run',
    '--config',
    'tests/vitest.config.ts',
    '--reporter=dot',
    '-t',
    shell ? `"${named}"` : named,
    'tests/contract',
    'tests/golden',
  ]);
};

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, () => {
      const address = server.address();
      server.close(() => {
        resolve(typeof address === 'object' && address ? address.port : 4321);
      });
    });
  });

/** From the development server, until it answers. */
async function look(url: string, id: string, server: ChildProcess): Promise<Outcome> {
  const began = performance.now();
  const outcome = (passed: boolean, said: string): Outcome => ({
    what: `page ${url}`,
    passed,
    said,
    seconds: (performance.now() - began) / 1000,
  });
  while (server.exitCode === null) {
    const page = await fetch(url).catch(() => undefined);
    const html = await page?.text();
    if (page === undefined || html === undefined) {
      await new Promise((resolve) => setTimeout(resolve, 300));
      continue;
    }
    if (!page.ok) return outcome(false, `The page answers ${String(page.status)}.\n${html.slice(0, 2000)}`);
    return outcome(html.includes(`data-exercise="${id}"`), 'The page does not show the exercise.');
  }
  return outcome(false, 'The development server stopped: npm run dev says why.');
}

function report(outcomes: readonly Outcome[]): boolean {
  for (const { what, passed, said, seconds } of outcomes) {
    if (!passed) console.error(said.trim());
    console.log(`${passed ? '✓' : '✗'} ${what} (${seconds.toFixed(1)} s)`);
  }
  return outcomes.every(({ passed }) => passed);
}

const [id, ...flags] = process.argv.slice(2);
const usage = 'Use: npm run check:exercise -- <id> [--watch]';
if (id === undefined || flags.some((flag) => flag !== '--watch')) fail(usage);
const [file] = globSync(`chapters/*/exercises/${id}.ts`, { cwd: root });
if (file === undefined) fail(`There is no exercise “${id}” in chapters/*/exercises. ${usage}`);
const port = await freePort();
const server = start('astro', ['dev', '--port', String(port)]);
const url = `http://localhost:${String(port)}/exercises/${id}/`;
const check = async (): Promise<boolean> => report(await Promise.all([checkTypes(file), checkContract(id), look(url, id, server)]));
process.on('exit', () => server.kill());
let passed = await check();
if (!flags.includes('--watch')) process.exit(passed ? 0 : 1);
console.log(`Watching ${file}. ${url} shows it; Ctrl+C ends.`);
let waiting: NodeJS.Timeout | undefined;
watch(join(root, file), () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => void check().then((result) => (passed = result)), 100);
});
