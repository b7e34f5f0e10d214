/** npm run bench: formulas, review schedule, and the reader’s storage (which needs the built site). `npm run bench -- formulas` runs one part. */
import { cpus, loadavg } from 'node:os';
import { fail } from '../../packages/tools/command.ts';

/** Each part prints its own table. */
const parts = {
  formulas: () => import('./formulas.ts'),
  review: () => import('./review.ts'),
  storage: () => import('./storage.ts'),
};

const asked = process.argv.slice(2);
const isPart = (name: string): name is keyof typeof parts => Object.hasOwn(parts, name);

console.log(`Node ${process.versions.node}, ${cpus()[0]?.model ?? 'unknown processor'}, load ${(loadavg()[0] ?? NaN).toFixed(1)}`);
for (const name of asked.length > 0 ? asked : Object.keys(parts)) {
  if (!isPart(name)) fail(`There is no part ${name}; there are ${Object.keys(parts).join(', ')}.`);
  const { default: bench } = await parts[name]();
  await bench();
}
