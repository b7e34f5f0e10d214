/**
 * npm run mutation [-- --mutate packages/formulas/src/roofline.ts]: mutates the formulas (Stryker) and runs the tests that cover each
 * mutation. Fails for a mutation that no test notices and tests/survivors.ts does not explain. Also judges reports of earlier runs (`--
 * reports/a.json reports/b.json`).
 */
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { survivors, type Survivor } from '../../tests/survivors.ts';
import { mustRun, root } from './command.ts';

interface Location {
  readonly start: { readonly line: number; readonly column: number };
  readonly end: { readonly line: number; readonly column: number };
}
/** What we use of Stryker's report (https://github.com/stryker-mutator/mutation-testing-elements). */
interface Report {
  readonly files: Readonly<Record<string, { readonly source: string; readonly mutants: readonly Mutant[] }>>;
}
interface Mutant {
  readonly status: string;
  readonly static?: boolean;
  readonly location: Location;
  readonly replacement?: string;
}

const args = process.argv.slice(2);
const given = args.filter((arg) => arg.endsWith('.json'));
if (given.length === 0) mustRun('npx', ['stryker', 'run', 'tests/stryker.config.mjs', ...args], 'Stryker did not finish.');
const reports = given.length > 0 ? given : ['reports/mutation.json'];

const onOneLine = (code: string): string => code.replaceAll(/\s+/g, ' ').trim();

function original(source: string, { start, end }: Location): string {
  const lines = source.split('\n').slice(start.line - 1, end.line);
  lines[lines.length - 1] = (lines.at(-1) ?? '').slice(0, end.column - 1);
  lines[0] = (lines[0] ?? '').slice(start.column - 1);
  return onOneLine(lines.join('\n'));
}

const zeros = () => ({ noticed: 0, explained: 0, survived: 0, static: 0 });
const table = new Map<string, ReturnType<typeof zeros>>();
const total = zeros();
const unexplained: string[] = [];
const used = new Set<Survivor>();
for (const report of reports)
  for (const [path, { source, mutants }] of Object.entries((JSON.parse(readFileSync(join(root, report), 'utf8')) as Report).files)) {
    const file = basename(path);
    const row = table.get(file) ?? zeros();
    table.set(file, row);
    for (const { status, static: runsOnce, location, replacement = '' } of mutants) {
      const kind = ((): keyof typeof row => {
        if (status === 'Killed' || status === 'Timeout') return 'noticed';
        // Code that runs once while a module loads is left out (see tests/stryker.config.mjs), even if a test reloads it.
        if (status === 'Ignored' || runsOnce === true) return 'static';
        const [code, becomes] = [original(source, location), onOneLine(replacement)];
        const reason = survivors[file]?.find((one) => one.code === code && one.becomes === becomes);
        if (reason) used.add(reason);
        else unexplained.push(`packages/formulas/src/${file}:${String(location.start.line)}: ${code} → ${becomes}`);
        return reason ? 'explained' : 'survived';
      })();
      row[kind] += 1;
      total[kind] += 1;
    }
  }

const withShare = (row: typeof total) => ({
  ...row,
  '%': ((100 * row.noticed) / (row.noticed + row.explained + row.survived)).toFixed(1),
});
console.table({ ...Object.fromEntries([...table].map(([file, row]) => [file, withShare(row)])), all: withShare(total) });
const stale = Object.entries(survivors).flatMap(([file, list]) => (table.has(file) ? list.filter((one) => !used.has(one)) : []));
for (const { code, becomes } of stale) console.error(`✗ tests/survivors.ts explains ${code} → ${becomes}, which does not survive`);
for (const mutant of unexplained) console.error(`✗ ${mutant}`);
if (unexplained.length + stale.length > 0) process.exit(1);
