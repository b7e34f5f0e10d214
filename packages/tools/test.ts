/**
 * npm test, once the dependencies are there (bootstrap.mjs): runs every check, prints how long each took, and counts them in its
 * last line: `N passed, N failed`. `npm test -- --listings` also runs what needs Python: the listings (a download of JAX),
 * the import of the deck (of Anki) and the count of models (of PyTorch).
 */
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureChromium } from './chromium.ts';
import { fail, finish, root, run, say } from './command.ts';

interface Counts {
  readonly passed: number;
  readonly failed: number;
}
/** What is read of the reports of Vitest and Playwright. */
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
  /** Reads the check's report; one without counts as a single check. */
  readonly counts?: () => Counts | undefined;
}
/** Each check by the npm script that runs it alone. */
const checks: readonly Check[] = [
  { script: 'lint' },
  { script: 'types' },
  { script: 'test:unit', counts: vitest('unit.json') },
  { script: 'test:package', counts: vitest('package.json') },
  { script: 'build' },
  { script: 'size' },
  { script: 'test:site', counts: vitest('site.json') },
  { script: 'test:base', counts: vitest('base.json') },
  { script: 'test:e2e', counts: playwright('e2e.json') },
  ...(process.argv.includes('--listings') ? [{ script: 'test:listings' }, { script: 'test:anki' }, { script: 'test:transformers' }] : []),
];

const results = checks.map(({ script, counts }) => {
  say(`npm run ${script}`);
  const began = performance.now();
  const ok = run('npm', ['run', '--silent', script]) === 0;
  const { passed, failed } = counts?.() ?? { passed: ok ? 1 : 0, failed: 0 };
  return { script, passed, failed: ok ? failed : Math.max(failed, 1), seconds: (performance.now() - began) / 1000 };
});

console.log();
for (const { script, passed, failed, seconds } of results)
  console.log(
    `${failed === 0 ? '✓' : '✗'} ${script.padEnd(16)}${seconds.toFixed(0).padStart(6)} s${String(passed).padStart(7)} passed${String(failed).padStart(5)} failed`,
  );
const sum = (of: (result: (typeof results)[number]) => number): number => results.reduce((total, result) => total + of(result), 0);
console.log(
  `  ${'all'.padEnd(16)}${sum(({ seconds }) => seconds)
    .toFixed(0)
    .padStart(6)} s`,
);
finish({ passed: sum(({ passed }) => passed), failed: sum(({ failed }) => failed) });
