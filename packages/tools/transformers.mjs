/**
 * npm run test:transformers: counts every configuration of tests/transformers with the model's own class in Hugging Face
 * transformers, on a device that holds no numbers, and compares with what is recorded. `--record` writes the record instead,
 * for review; names pick configurations. Its last line counts: `N passed, N failed`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ask, pythonWith } from './python.mjs';
import { fail, root, say } from './setup.mjs';

const readJson = (path) => JSON.parse(readFileSync(join(root, path), 'utf8'));
const recordPath = 'tests/transformers/counts.json';

const configs = {
  ...readJson('tests/unit/formulas/huggingface-configs.json'),
  ...Object.fromEntries(Object.entries(readJson('tests/transformers/configs.json')).map(([id, { config }]) => [id, config])),
};
const only = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const chosen = Object.fromEntries(Object.entries(configs).filter(([id]) => only.length === 0 || only.some((word) => id.includes(word))));
if (Object.keys(chosen).length === 0) fail('There is no such configuration.');

const python = pythonWith('tests/transformers/requirements.txt', 'PyTorch and transformers');
say(`Counting ${Object.keys(chosen).length} models …`);
const { status, stdout, stderr } = ask(python, ['-B', join(root, 'tests/transformers/count.py')], {
  input: JSON.stringify(chosen),
  timeout: 900_000,
  maxBuffer: 2 ** 26,
});
if (status !== 0) fail(`The count ended with status ${status}: ${stderr}`);
const counted = JSON.parse(stdout);

if (process.argv.includes('--record')) {
  const all = { ...(only.length === 0 ? {} : readJson(recordPath)), ...counted };
  writeFileSync(join(root, recordPath), `${JSON.stringify(all, undefined, 1)}\n`);
}
const recorded = readJson(recordPath);
const wrong = Object.keys(counted).filter((id) => 'error' in counted[id] || JSON.stringify(counted[id]) !== JSON.stringify(recorded[id]));
for (const id of wrong) console.log(`✗ ${id}: counted ${JSON.stringify(counted[id])}, recorded ${JSON.stringify(recorded[id])}`);
console.log(`\n${Object.keys(counted).length - wrong.length} passed, ${wrong.length} failed`);
process.exit(wrong.length === 0 ? 0 : 1);
