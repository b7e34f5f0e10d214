/** npm run test:base: builds the site for a sub-path into a folder of its own and checks it there. */
import { fail, must, run } from './setup.mjs';

const env = { SITE_BASE: '/a/workbook/', SITE_OUT: 'reports/base' };
must('npx', ['astro', 'build', '--outDir', env.SITE_OUT], 'The site did not build for a sub-path.', env);
const checked = run(
  'npx',
  [
    'vitest',
    'run',
    '--config',
    'tests/vitest.config.ts',
    '--reporter=dot',
    '--reporter=json',
    '--outputFile.json=reports/base.json',
    'tests/site',
  ],
  env,
);
if (checked !== 0) fail('The site built for a sub-path has broken links or lost pages: see the list above.');
