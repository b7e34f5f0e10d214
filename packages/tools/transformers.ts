/**
 * npm run test:transformers: counts every configuration in tests/transformers with the model's own class in Hugging Face transformers, on a
 * device without storage, and compares with the record. `--record` writes the record for review; names select configurations.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fail, finish, root, say } from './command.ts';
import { capture, pythonWith } from './python.ts';

type Counts = Readonly<Record<string, object>>;

const read = (path: string): unknown => JSON.parse(readFileSync(join(root, path), 'utf8'));
const recordPath = 'tests/transformers/counts.json';

const configPaths = ['tests/unit/formulas/huggingface-configs.json', 'tests/transformers/configs.json'];
const ids = configPaths.flatMap((path) => Object.keys(read(path) as Counts));
const only = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const chosen = ids.filter((id) => only.length === 0 || only.some((word) => id.includes(word)));
if (chosen.length === 0) fail('There is no such configuration.');

const python = pythonWith('tests/transformers/requirements.txt', 'PyTorch and transformers');
say(`Counting ${chosen.length} models …`);
// Python reads the files itself: its classes tell 0.0 from 0.
const args = ['tests/transformers/count.py', ...configPaths].map((path) => join(root, path));
const { status, stdout, stderr } = capture(python, ['-B', ...args], {
  input: JSON.stringify(chosen),
  timeout: 900_000,
  maxBuffer: 2 ** 26,
});
if (status !== 0) fail(`The count ended with status ${String(status)}: ${stderr}`);
const counted = JSON.parse(stdout) as Counts;

if (process.argv.includes('--record')) {
  const all = { ...(only.length === 0 ? {} : (read(recordPath) as Counts)), ...counted };
  writeFileSync(join(root, recordPath), `${JSON.stringify(all, undefined, 1)}\n`);
}
const recorded = read(recordPath) as Counts;
const wrong = Object.entries(counted).filter(([id, count]) => 'error' in count || JSON.stringify(count) !== JSON.stringify(recorded[id]));
for (const [id, count] of wrong) console.log(`✗ ${id}: counted ${JSON.stringify(count)}, recorded ${JSON.stringify(recorded[id])}`);
finish({ passed: Object.keys(counted).length - wrong.length, failed: wrong.length });
