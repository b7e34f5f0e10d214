/**
 * npm test: sets up what is missing, then runs every check. Its last line counts them: `N passed, N failed`.
 * `npm test -- --listings` also runs what needs Python: the listings (a download of JAX) and the import of the deck (of Anki).
 */
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureDependencies, fail, root, run, say } from './setup.mjs';

ensureDependencies();
const { ensureChromium } = await import('./chromium.mjs');
await ensureChromium(say).catch((error) => fail(error.message));

const reports = join(root, 'reports');
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });

const read = (name) => {
  try {
    return JSON.parse(readFileSync(join(reports, name), 'utf8'));
  } catch {
    return undefined;
  }
};
const vitest = (report) => report && { passed: report.numPassedTests, failed: report.numFailedTests + report.numFailedTestSuites };
const playwright = (report) => report && { passed: report.stats.expected + report.stats.flaky, failed: report.stats.unexpected };

/** Each check by the npm script that runs it alone; one without a report counts as a single check. */
const checks = [
  { script: 'lint' },
  { script: 'types' },
  { script: 'test:unit', report: () => vitest(read('unit.json')) },
  { script: 'test:package', report: () => vitest(read('package.json')) },
  { script: 'build' },
  { script: 'size' },
  { script: 'test:site', report: () => vitest(read('site.json')) },
  { script: 'test:base', report: () => vitest(read('base.json')) },
  { script: 'test:e2e', report: () => playwright(read('e2e.json')) },
  ...(process.argv.includes('--listings') ? [{ script: 'test:listings' }, { script: 'test:anki' }, { script: 'test:transformers' }] : []),
];

const total = { passed: 0, failed: 0 };
for (const { script, report } of checks) {
  say(`npm run ${script}`);
  const ok = run('npm', ['run', '--silent', script]) === 0;
  const counted = report?.() ?? { passed: ok ? 1 : 0, failed: 0 };
  total.passed += counted.passed;
  total.failed += ok ? counted.failed : Math.max(counted.failed, 1);
}
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 ? 0 : 1);
