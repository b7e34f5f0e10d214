/** npm run test:base: builds the site for a sub-path into a separate folder and checks it there. */
import { fail, mustRun, run } from './command.ts';

/** Former ids of this build alone, so that pages of renamed and retired exercises are checked before real ones exist. */
const former = {
  formerly: { 'relu-alone': 'relu-intensity' },
  retired: [
    { id: 'once-asked', title: 'A question once asked', on: '2026-11-27', why: 'Its chip is no longer sold.', instead: 'h100-ridge-point' },
    { id: 'gone-for-good', title: 'Gone for good', on: '2026-01-02', why: 'Nobody missed it.' },
  ],
};
const env = { SITE_BASE: '/a/workbook/', SITE_OUT: 'reports/base', SITE_FORMER: JSON.stringify(former) };
const reporters = ['--reporter=dot', '--reporter=json', '--outputFile.json=reports/base.json'];
mustRun('npx', ['astro', 'build', '--outDir', env.SITE_OUT], 'The site did not build for a sub-path.', env);
if (run('npx', ['vitest', 'run', '--config', 'tests/vitest.config.ts', ...reporters, 'tests/site'], env) !== 0)
  fail('The site built for a sub-path has broken links or lost pages: see the list above.');
