/** npm run bench: formulas, review schedule, and the reader’s storage (which needs the built site). `npm run bench -- formulas` runs one part. */
import { cpus, loadavg } from 'node:os';
import { fail } from './setup.mjs';

/** Each part prints its own table. */
const parts = {
  formulas: () => import('./bench-formulas.mjs'),
  review: () => import('./bench-review.mjs'),
  storage: () => import('./bench-storage.mjs'),
};

const asked = process.argv.slice(2);
const unknown = asked.find((name) => !Object.hasOwn(parts, name));
if (unknown !== undefined) fail(`There is no part ${unknown}; there are ${Object.keys(parts).join(', ')}.`);

console.log(`Node ${process.versions.node}, ${cpus()[0]?.model ?? 'unknown processor'}, load ${loadavg()[0].toFixed(1)}`);
for (const name of asked.length > 0 ? asked : Object.keys(parts)) {
  const { default: bench } = await parts[name]();
  await bench();
}
