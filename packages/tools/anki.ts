/** npm run test:anki: imports the built /anki.txt with Anki's own library. Needs a built site. */
import { join } from 'node:path';
import { builtSite, finish, root } from './command.ts';
import { capture, pythonWith } from './python.ts';

builtSite('anki.txt');
const python = pythonWith('tests/anki/requirements.txt', 'Anki');
const { status, stderr } = capture(python, ['-B', join(root, 'tests/anki/import_deck.py'), '-v'], { timeout: 300_000 });
console.log(stderr.trim());
const count = (pattern: RegExp): number => Number(pattern.exec(stderr)?.[1] ?? 0);
const failed = Math.max(count(/failures=(\d+)/) + count(/errors=(\d+)/), status === 0 ? 0 : 1);
finish({ passed: Math.max(0, count(/^Ran (\d+) tests?/m) - failed), failed });
