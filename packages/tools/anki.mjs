/** npm run test:anki: imports the built /anki.txt with Anki's own library. The site must be built. Its last line counts: `N passed, N failed`. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ask, pythonWith } from './python.mjs';
import { fail, root } from './setup.mjs';

if (!existsSync(join(root, process.env.SITE_OUT ?? 'dist', 'anki.txt')))
  fail('There is no built deck to import: run `npm run build` first.');
const python = pythonWith('tests/anki/requirements.txt', 'Anki');
const { status, stderr } = ask(python, ['-B', join(root, 'tests/anki/import_deck.py'), '-v'], { timeout: 300_000 });
console.log(stderr.trim());
const count = (pattern) => Number(pattern.exec(stderr)?.[1] ?? 0);
const failed = Math.max(count(/failures=(\d+)/) + count(/errors=(\d+)/), status === 0 ? 0 : 1);
console.log(`\n${Math.max(0, count(/^Ran (\d+) tests?/m) - failed)} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
