import { refusal } from '#practice/words/progress.ts';
import {
  currentKey,
  furtherRecord,
  emptyRecord,
  mergeProgress,
  previewImport,
  readProgressFile,
  readRecord,
  record,
  underCurrentIds,
  writeProgressFile,
  type ExerciseRecord,
} from '@scaling-workbook/exercises/memory/progress';
import fc from 'fast-check';
import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const at = (minute: number): Date => new Date(Date.UTC(2026, 10, 23, 12, minute));
const checked = (verdict: 'correct' | 'slip' | 'unreadable', solved = false) => ({
  kind: 'checked' as const,
  verdicts: { answer: verdict },
  typed: { answer: '295.5' },
  solved,
});

describe('a record', () => {
  it('counts tries, and no try for an unreadable answer', () => {
    const one = record(undefined, checked('unreadable'), at(0));
    expect(one.tries).toBe(0);
    expect(record(one, checked('slip'), at(1)).tries).toBe(1);
  });
  it('keeps the first time it was solved', () => {
    const solved = record(undefined, checked('correct', true), at(1));
    expect(record(solved, checked('correct', true), at(9)).solved).toBe(at(1).toISOString());
    expect(record(solved, checked('slip'), at(9)).solved).toBe(at(1).toISOString());
  });
  it('remembers a hint or derivation opened before the solution, not after', () => {
    const hinted = record(undefined, { kind: 'opened', what: 'hint' }, at(0));
    expect(hinted.hint).toBe(true);
    const solved = record(undefined, checked('correct', true), at(1));
    expect(record(solved, { kind: 'opened', what: 'derivation' }, at(2))).toEqual(solved);
  });
  it('keeps no more than 200 characters of what was typed', () => {
    expect(record(undefined, { ...checked('slip'), typed: { answer: '9'.repeat(10_000) } }, at(0)).typed.answer).toHaveLength(200);
  });
  it('reads back as it was written', () => {
    const written = record(record(undefined, { kind: 'opened', what: 'hint' }, at(0)), checked('correct', true), at(1));
    expect(readRecord(JSON.parse(JSON.stringify(written)))).toEqual(written);
  });
});

describe('reading a stored record', () => {
  const good = emptyRecord(at(0));
  it.each([
    ['null', null],
    ['a list', []],
    ['a newer version', { ...good, v: 2 }],
    ['no tries', { ...good, tries: undefined }],
    ['negative tries', { ...good, tries: -1 }],
    ['tries of another type', { ...good, tries: '3' }],
    ['an unknown verdict', { ...good, fields: { answer: 'perfect' } }],
    ['a field with an evil name', { ...good, fields: JSON.parse('{"__proto__":"correct"}') as unknown }],
    ['a date that is none', { ...good, last: 'yesterday' }],
    ['a solved that is none', { ...good, solved: 'yes' }],
    ['a text too long', { ...good, typed: { answer: 'x'.repeat(201) } }],
  ])('refuses %s', (_, value) => {
    expect(readRecord(value)).toBeUndefined();
  });
  it('never throws, whatever it is given', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        readRecord(value);
      }),
    );
  });
});

describe('an export file', () => {
  const progress = {
    'h100-ridge-point': record(undefined, checked('correct', true), at(1)),
    'relu-intensity@gelu-bf16': record(undefined, checked('slip'), at(2)),
  };
  const file = writeProgressFile(progress, at(3));
  it('reads back as it was written', () => {
    expect(readProgressFile(file)).toEqual({ ok: true, records: progress });
  });
  const edit = (change: (data: Record<string, unknown>) => void): string => {
    const data = JSON.parse(file) as Record<string, unknown>;
    change(data);
    return JSON.stringify(data);
  };
  it.each([
    ['not-json', file.slice(0, -10)],
    ['not-json', ''],
    ['foreign', '[]'],
    ['foreign', '{"format":"other"}'],
    ['foreign', 'null'],
    [
      'newer',
      edit((data) => {
        data.version = 2;
      }),
    ],
    [
      'broken',
      edit((data) => {
        data.version = 'one';
      }),
    ],
    [
      'broken',
      edit((data) => {
        data.records = [];
      }),
    ],
    [
      'broken',
      edit((data) => {
        (data.records as Record<string, unknown>)['h100-ridge-point'] = { v: 1 };
      }),
    ],
    [
      'broken',
      edit((data) => {
        (data.records as Record<string, unknown>)['<script>'] = emptyRecord(at(0));
      }),
    ],
    ['too-large', 'x'.repeat(5_000_001)],
  ])('is refused as %s, with a sentence', (why, text) => {
    const read = readProgressFile(text);
    expect(read).toMatchObject({ ok: false, why });
    if (!read.ok) expect(refusal(read)).toMatch(/^This .*file.* Nothing was changed\.$/);
  });
  it('names the damaged record', () => {
    const read = readProgressFile(
      edit((data) => {
        (data.records as Record<string, unknown>)['h100-ridge-point'] = 5;
      }),
    );
    expect(read.ok ? '' : refusal(read)).toContain('“h100-ridge-point”');
  });
  it('never makes the reader throw', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        readProgressFile(text);
      }),
    );
  });
  it.each(readdirSync(new URL('fixtures', import.meta.url)).filter((name) => name.startsWith('progress-')))(
    'of an old version stays readable: %s',
    (name) => {
      const read = readProgressFile(readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8'));
      expect(read.ok).toBe(true);
    },
  );
});

describe('merging', () => {
  const solved = record(undefined, checked('correct', true), at(1));
  const tried = record(undefined, checked('slip'), at(5));
  it('keeps the more advanced record of each exercise', () => {
    expect(mergeProgress({ a: solved, b: tried }, { a: tried, c: solved })).toEqual({ a: solved, b: tried, c: solved });
    expect(mergeProgress({ a: tried }, { a: solved })).toEqual({ a: solved });
  });
  it('keeps the later one where they are level, in whichever order they come', () => {
    const later: ExerciseRecord = { ...tried, tries: 7, last: at(9).toISOString() };
    expect(mergeProgress({ a: tried }, { a: later })).toEqual({ a: later });
    expect(mergeProgress({ a: later }, { a: tried })).toEqual({ a: later });
  });
});

describe('a renamed exercise', () => {
  const renames = new Map([['relu-ai', 'relu-intensity']]);
  const tried = record(undefined, checked('slip'), at(5));
  const solved = record(undefined, checked('correct', true), at(1));
  it('keeps its records under its new id, in every setting', () => {
    expect(underCurrentIds({ 'relu-ai': solved, 'relu-ai@gelu': tried, mfu: tried }, renames, furtherRecord)).toEqual({
      'relu-intensity': solved,
      'relu-intensity@gelu': tried,
      mfu: tried,
    });
  });
  it('keeps the more advanced record where both names have one', () => {
    expect(underCurrentIds({ 'relu-ai': solved, 'relu-intensity': tried }, renames, furtherRecord)).toEqual({ 'relu-intensity': solved });
    expect(underCurrentIds({ 'relu-intensity': solved, 'relu-ai': tried }, renames, furtherRecord)).toEqual({ 'relu-intensity': solved });
  });
  it('and no other one is renamed', () => {
    for (const key of ['mfu', 'mfu@relu-ai', 'relu-ai-2', 'constructor']) expect(currentKey(key, renames)).toBe(key);
  });
});

describe('the preview of an import', () => {
  const tried = record(undefined, checked('slip'), at(1));
  const solved = record(tried, checked('correct', true), at(2));
  it('says what would be added, advanced, kept and lost', () => {
    expect(previewImport({ a: tried, b: solved, c: solved, e: tried }, { a: solved, b: tried, c: solved, d: tried })).toEqual({
      added: 1,
      advanced: 1,
      ahead: 1,
      onlyHere: 1,
    });
  });
  it('says nothing happens to equal records', () => {
    expect(previewImport({ a: solved }, { a: solved })).toEqual({ added: 0, advanced: 0, ahead: 0, onlyHere: 0 });
  });
});
