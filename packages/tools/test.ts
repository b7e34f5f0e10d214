/**
 * npm test, once the dependencies are installed (bootstrap.mjs): runs every check, prints how long each took, and ends with the count: `N
 * passed, N failed`. `npm test -- --listings` also runs the checks that need Python: the listings (JAX), the deck (Anki), the model counts
 * (PyTorch).
 */
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureChromium } from './chromium.ts';
import { environment, fail, finish, root, run, say, shell } from './command.ts';

interface Counts {
  readonly passed: number;
  readonly failed: number;
}
/** What we use of Vitest's and Playwright's reports. */
interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numFailedTestSuites: number;
}
interface PlaywrightReport {
  readonly stats: { readonly expected: number; readonly flaky: number; readonly unexpected: number };
}

await ensureChromium(say).catch((error: unknown) => fail(error instanceof Error ? error.message : String(error)));

const reports = join(root, 'reports');
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });

function readReport(name: string): unknown {
  try {
    return JSON.parse(readFileSync(join(reports, name), 'utf8'));
  } catch {
    return undefined;
  }
}
const vitest = (name: string) => (): Counts | undefined => {
  const report = readReport(name) as VitestReport | undefined;
  return report && { passed: report.numPassedTests, failed: report.numFailedTests + report.numFailedTestSuites };
};
const playwright = (name: string) => (): Counts | undefined => {
  const report = readReport(name) as PlaywrightReport | undefined;
  return report && { passed: report.stats.expected + report.stats.flaky, failed: report.stats.unexpected };
};

interface Check {
  readonly script: string;
  /** A check without a report counts as one. */
  readonly counts?: () => Counts | undefined;
  /** What must have ended before: it reads what that writes, or both write the same files. */
  readonly after?: readonly string[];
  /** Uses both cores by itself. */
  readonly wide?: true;
}
/** By the npm script that runs it alone, in order; two run at a time where neither is wide. */
const checks: readonly Check[] = [
  { script: 'lint:code' },
  { script: 'types' },
  { script: 'lint:format' },
  { script: 'build', after: ['types'] },
  { script: 'test:package', counts: vitest('package.json') },
  { script: 'test:base', after: ['build'], counts: vitest('base.json') },
  { script: 'test:site', after: ['build'], counts: vitest('site.json') },
  { script: 'size', after: ['build'] },
  { script: 'test:unit', wide: true, counts: vitest('unit.json') },
  { script: 'test:e2e', after: ['build'], wide: true, counts: playwright('e2e.json') },
  ...['test:listings', 'test:anki', 'test:transformers']
    .filter(() => process.argv.includes('--listings'))
    .map((script) => ({ script, wide: true }) as const),
];

/** Prints the output at the end, so that two at a time remain readable. */
const runQuietly = (script: string): Promise<boolean> =>
  new Promise((resolve) => {
    const output: Buffer[] = [];
    const child = spawn('npm', ['run', '--silent', script], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], shell, env: environment() });
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => output.push(chunk));
    child.on('close', (status) => {
      say(`npm run ${script}`);
      process.stdout.write(Buffer.concat(output));
      resolve(status === 0);
    });
  });

function runAloud(script: string): boolean {
  say(`npm run ${script}`);
  return run('npm', ['run', '--silent', script]) === 0;
}

async function runCheck({ script, counts, wide }: Check) {
  const began = performance.now();
  const ok = wide ? runAloud(script) : await runQuietly(script);
  const { passed, failed } = counts?.() ?? { passed: ok ? 1 : 0, failed: 0 };
  return { script, passed, failed: ok ? failed : Math.max(failed, 1), seconds: (performance.now() - began) / 1000 };
}

/** In order, each once a core is free and what it waits for has ended. */
async function runAll() {
  const results: Awaited<ReturnType<typeof runCheck>>[] = [];
  const waiting = [...checks];
  const running = new Map<string, Promise<void>>();
  const isReady = ({ after = [], wide }: Check): boolean =>
    running.size < (wide ? 1 : 2) && after.every((script) => results.some((result) => result.script === script));
  while (waiting.length > 0 || running.size > 0) {
    const next = waiting.findIndex(isReady);
    const [check] = next < 0 ? [] : waiting.splice(next, 1);
    if (check === undefined) {
      await Promise.race(running.values());
      continue;
    }
    const run = runCheck(check).then((result) => {
      results.push(result);
      running.delete(check.script);
    });
    running.set(check.script, run);
  }
  return results;
}

const began = performance.now();
const results = await runAll();

console.log();
for (const { script, passed, failed, seconds } of results)
  console.log(
    `${failed === 0 ? '✓' : '✗'} ${script.padEnd(16)}${seconds.toFixed(0).padStart(6)} s${String(passed).padStart(7)} passed${String(failed).padStart(5)} failed`,
  );
console.log(`  ${'all'.padEnd(16)}${((performance.now() - began) / 1000).toFixed(0).padStart(6)} s`);
const sum = (of: (result: (typeof results)[number]) => number): number => results.reduce((total, result) => total + of(result), 0);
finish({ passed: sum(({ passed }) => passed), failed: sum(({ failed }) => failed) });
