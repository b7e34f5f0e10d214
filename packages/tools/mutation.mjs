/**
 * npm run mutation [-- --mutate packages/formulas/src/roofline.ts]: changes the formulas in one place at a time (Stryker) and
 * runs the tests that come by it. Prints how many changes the tests notice, and fails for one that they do not and that
 * tests/survivors.mjs does not explain. Given reports of earlier runs (`-- reports/a.json reports/b.json`), judges those.
 */
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { survivors } from '../../tests/survivors.mjs';
import { must, root } from './setup.mjs';

const args = process.argv.slice(2);
const given = args.filter((arg) => arg.endsWith('.json'));
if (given.length === 0) must('npx', ['stryker', 'run', 'tests/stryker.config.mjs', ...args], 'Stryker did not come to its end.');
const reports = given.length > 0 ? given : ['reports/mutation.json'];

const onOneLine = (code) => code.replaceAll(/\s+/g, ' ').trim();

/** The code that a mutant takes the place of. */
function original(source, { start, end }) {
  const lines = source.split('\n').slice(start.line - 1, end.line);
  lines[lines.length - 1] = lines.at(-1).slice(0, end.column - 1);
  lines[0] = lines[0].slice(start.column - 1);
  return onOneLine(lines.join('\n'));
}

const table = {};
const total = { noticed: 0, explained: 0, survived: 0, static: 0 };
const unexplained = [];
const used = new Set();
const judged = new Set();
for (const report of reports)
  for (const [path, { source, mutants }] of Object.entries(JSON.parse(readFileSync(join(root, report), 'utf8')).files)) {
    const file = basename(path);
    judged.add(file);
    const row = (table[file] ??= { noticed: 0, explained: 0, survived: 0, static: 0 });
    const count = (kind) => {
      row[kind] += 1;
      total[kind] += 1;
    };
    for (const { status, static: runOnce, location, replacement = '' } of mutants) {
      if (status === 'Killed' || status === 'Timeout') count('noticed');
      // What runs once while a module is read is left out (see tests/stryker.config.mjs), also where a test reads it again.
      else if (status === 'Ignored' || runOnce) count('static');
      else {
        const [code, becomes] = [original(source, location), onOneLine(replacement)];
        const reason = (survivors[file] ?? []).find((one) => one.code === code && one.becomes === becomes);
        if (reason) used.add(reason);
        else unexplained.push(`packages/formulas/src/${file}:${location.start.line}: ${code} → ${becomes}`);
        count(reason ? 'explained' : 'survived');
      }
    }
  }

const withShare = (row) => ({ ...row, '%': ((100 * row.noticed) / (row.noticed + row.explained + row.survived)).toFixed(1) });
console.table({ ...Object.fromEntries(Object.entries(table).map(([file, row]) => [file, withShare(row)])), all: withShare(total) });
const idle = Object.entries(survivors).flatMap(([file, list]) => (judged.has(file) ? list.filter((one) => !used.has(one)) : []));
for (const { code, becomes } of idle) console.error(`✗ tests/survivors.mjs explains ${code} → ${becomes}, which does not survive`);
for (const mutant of unexplained) console.error(`✗ ${mutant}`);
if (unexplained.length + idle.length > 0) process.exit(1);
