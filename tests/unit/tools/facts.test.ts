/** What `npm run facts` prints: every fact once, oldest first, with its age and a mark if second-hand. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { factsIn } from '../../../packages/formulas/src/fact-list.ts';
import { monthsSince, report } from '../../../packages/tools/facts.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const now = new Date(2026, 10, 30);
const seen = { unit: 'W', source: 'A data sheet, https://example.org/sheet' };
const old = { ...seen, value: 300, date: '2020-01' };
const retold = { ...seen, value: 700, date: '2026', secondHand: true } as const;

describe('the age of a fact', () => {
  it('is counted from its day, its month, or the end of its year, and is never below 0', () => {
    expect(['2026-11-09', '2026-10', '2025-11', '2025', '2026', '2027-01'].map((date) => monthsSince(date, now))).toEqual([
      0, 1, 12, 11, 0, 0,
    ]);
  });
});

describe('the list of facts', () => {
  it('finds them at any depth, by the keys that lead there, and nothing else', () => {
    const found = factsIn({ name: 'Chip', year: 2020, none: null, peak: { bf16: old }, tdp: retold }, 'chip');
    expect(found).toEqual([
      { path: 'chip peak bf16', fact: old },
      { path: 'chip tdp', fact: retold },
    ]);
  });

  it('puts the oldest first, marks what is second-hand and counts both', () => {
    const lines = report([...factsIn(retold, 'new'), ...factsIn(old, 'old')], now).split('\n');
    expect(lines).toEqual([
      ' 82 months               old: 300 W  (2020-01; A data sheet, https://example.org/sheet)',
      '  0 months  second-hand  new: 700 W  (2026; A data sheet, https://example.org/sheet)',
      '',
      '2 facts, 1 of them second-hand; the oldest 82 months old',
    ]);
  });

  it('of the command holds accelerators, models, prices, runs and limits; --second-hand keeps only those', () => {
    const lines = (...words: readonly string[]): readonly string[] =>
      spawnSync(process.execPath, [join(root, 'packages/tools/facts.ts'), ...words], { encoding: 'utf8' })
        .stdout.trimEnd()
        .split('\n');
    const all = lines();
    for (const part of [
      'h100-sxm hbmBandwidth: 3.35 TB/s',
      'llama-3-70b parameters',
      'h100-sxm at AWS',
      'training of Chinchilla 70B tokens',
      'compute capability',
    ]) {
      expect(
        all.some((line) => line.includes(part)),
        part,
      ).toBe(true);
    }
    const secondHand = lines('--second-hand').filter((line) => line.includes(' months  '));
    expect(secondHand.length).toBeGreaterThan(0);
    expect(secondHand).toEqual(all.filter((line) => line.includes(' months  second-hand  ')));
  });
});
