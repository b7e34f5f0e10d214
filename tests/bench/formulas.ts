/** Part of npm run bench: how fast the formulas are, and what a page that imports them must download. */
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build } from 'rolldown';
import * as formulas from '../../packages/formulas/src/formulas.ts';
import { median } from './median.ts';
import type { AnyFormula } from '../../packages/formulas/src/formula.ts';
import { root } from '../../packages/tools/command.ts';

type Values = Readonly<Record<string, number>>;

const rounds = 21;
/** How long one round calls a formula, in milliseconds: well above the clock's resolution. */
const stretch = 0.5;

/** Milliseconds for that many calls. The results are added up, so that no call can be optimised away. */
function time(formula: AnyFormula, values: Values, calls: number): number {
  let sum = 0;
  const start = performance.now();
  for (let i = 0; i < calls; i += 1) sum += formula(values);
  const taken = performance.now() - start;
  if (!Number.isFinite(sum)) throw new Error(`${formula.title} gives no number for its example`);
  return taken;
}

/** The number of calls that fill a round, found by doubling; this also warms the formula up. */
function callsThatFill(formula: AnyFormula, values: Values): number {
  let calls = 16;
  while (time(formula, values, calls) < stretch) calls *= 2;
  return calls;
}

/** Microseconds of one call on each formula's example: the median of interleaved rounds. */
function measureSpeed(): readonly { readonly name: string; readonly microseconds: number }[] {
  const runs = Object.entries<AnyFormula>(formulas).map(([name, formula]) => {
    const values = formula.example as Values;
    const times: number[] = [];
    return { name, formula, values, calls: callsThatFill(formula, values), times };
  });
  for (let round = 0; round < rounds; round += 1)
    for (const { formula, values, calls, times } of runs) times.push((1000 * time(formula, values, calls)) / calls);
  return runs.map(({ name, times }) => ({ name, microseconds: median(times) }));
}

/** Bytes of a module with these lines, bundled with its imports and minified like the site's scripts. */
async function weigh(code: string): Promise<{ readonly minified: number; readonly gzip: number; readonly brotli: number }> {
  const entry = '\0entry';
  const { output } = await build({
    cwd: root,
    input: 'entry',
    write: false,
    output: { minify: true },
    plugins: [
      {
        name: 'entry',
        resolveId: (id: string, importer?: string) => {
          if (id === 'entry') return entry;
          return importer === entry ? join(root, id.replace('@scaling-workbook/formulas', 'packages/formulas/src')) : undefined;
        },
        load: (id: string) => (id === entry ? code : undefined),
      },
    ],
  });
  const script = output.map((chunk) => (chunk.type === 'chunk' ? chunk.code : '')).join('');
  return { minified: Buffer.byteLength(script), gzip: gzipSync(script, { level: 9 }).length, brotli: brotliCompressSync(script).length };
}

const from = (file: string): string => `'@scaling-workbook/formulas/${file}'`;
const source = join(root, 'packages', 'formulas', 'src');
const subPaths = readdirSync(source)
  .map((file) => basename(file, '.ts'))
  .filter((file) => file !== 'index');

/** What a page may import, and a module that does so. `export *` keeps everything a file exports. */
const imports: readonly (readonly [what: string, code: string])[] = [
  ['ridgePoint, from the index', `export { ridgePoint } from ${from('index.ts')}`],
  ['kvCacheBytes, from the index', `export { kvCacheBytes } from ${from('index.ts')}`],
  ['h100, from the index', `export { h100 } from ${from('index.ts')}`],
  ['parameterCount, from the index', `export { parameterCount } from ${from('index.ts')}`],
  ['all of the index', `export * from ${from('index.ts')}`],
  ...subPaths.map((file) => [`…/${file}`, `export * from ${from(`${file}.ts`)}`] as const),
];

const cell = (value: string | number, width: number): string => String(value).padStart(width);

export default async function benchFormulas(): Promise<void> {
  const speeds = measureSpeed();
  const mean = speeds.reduce((sum, { microseconds }) => sum + microseconds, 0) / speeds.length;
  const middle = median(speeds.map(({ microseconds }) => microseconds));
  const perSecond = (microseconds: number): string => Math.round(1e6 / microseconds).toLocaleString('en');
  console.log(`\n${String(speeds.length)} formulas, each on its example, median of ${String(rounds)} rounds`);
  console.log(`all in turn: ${perSecond(mean)} calls a second; the median formula: ${perSecond(middle)}`);
  console.log('the ten slowest, in µs a call:');
  for (const { name, microseconds } of speeds.toSorted((a, b) => b.microseconds - a.microseconds).slice(0, 10))
    console.log(`  ${name.padEnd(38)}${cell(microseconds.toFixed(2), 9)}`);

  console.log(`\n${'bytes that a page fetches for'.padEnd(34)}${cell('minified', 10)}${cell('gzip', 9)}${cell('brotli', 9)}`);
  for (const [name, code] of imports) {
    const { minified, gzip, brotli } = await weigh(code);
    console.log(`${name.padEnd(34)}${cell(minified, 10)}${cell(gzip, 9)}${cell(brotli, 9)}`);
  }
}
