import { joinPads, maxPad, mergePads, readPadRecord, readPadsOfFile, toPadRecord } from '@scaling-workbook/exercises/pad/pad-record';
import { readProgressFile, writeProgressFile } from '@scaling-workbook/exercises/memory/progress';
import fc from 'fast-check';
import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const at = (minute: number): Date => new Date(Date.UTC(2026, 10, 27, 12, minute));

describe('a kept pad', () => {
  it('reads back as it was written', () => {
    const pad = toPadRecord('t = 3 s\n\n# note', at(0));
    expect(readPadRecord(JSON.parse(JSON.stringify(pad)))).toEqual(pad);
  });
  it('is no longer than the limit', () => {
    expect(toPadRecord('9'.repeat(maxPad + 1), at(0)).text).toHaveLength(maxPad);
  });
  const good = toPadRecord('1', at(0));
  it.each([
    ['null', null],
    ['a list', []],
    ['a newer version', { ...good, v: 2 }],
    ['no text', { ...good, text: undefined }],
    ['an empty text', { ...good, text: '' }],
    ['a text too long', { ...good, text: 'x'.repeat(maxPad + 1) }],
    ['a time that is none', { ...good, last: 'yesterday' }],
  ])('is not read from %s', (_, value) => {
    expect(readPadRecord(value)).toBeUndefined();
  });
  it('never makes the reader throw', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        readPadRecord(value);
      }),
    );
  });
});

describe('merging pads', () => {
  const old = toPadRecord('old', at(1));
  const recent = toPadRecord('recent', at(2));
  it('keeps those of both sides, and the one last written on where both have one', () => {
    expect(mergePads({ a: old, b: recent, c: old }, { a: recent, b: old, d: old })).toEqual({ a: recent, b: recent, c: old, d: old });
  });
});

describe('two tabs on one pad', () => {
  it('keep the text of the one that wrote', () => {
    expect(joinPads('a', 'a\nb', 'a')).toBe('a\nb');
    expect(joinPads('a', 'a', 'a\nb')).toBe('a\nb');
  });
  it('keep the lines of both where both wrote, and no line twice', () => {
    expect(joinPads('a', 'a\nb', 'a\nc')).toBe('a\nb\nc');
    expect(joinPads('', 'a\nb', 'b\nc')).toBe('a\nb\nc');
  });
  it('do not restore what one of them has deleted', () => {
    expect(joinPads('a\nb', 'a', 'a\nb\nc')).toBe('a\nc');
    expect(joinPads('a', '', 'a')).toBe('');
  });
  it('never lose a line that either has added', () => {
    const texts = fc.array(fc.constantFrom('a = 1', 'b = 2', 'c = 3', 'd = 4', ''), { maxLength: 6 }).map((lines) => lines.join('\n'));
    fc.assert(
      fc.property(texts, texts, texts, (before, ours, theirs) => {
        const joined = new Set(joinPads(before, ours, theirs).split('\n'));
        const old = new Set(before.split('\n'));
        for (const line of [...ours.split('\n'), ...theirs.split('\n')]) if (!old.has(line)) expect(joined).toContain(line);
      }),
    );
  });
});

describe('pads in a progress file', () => {
  const pads = { 'matmul-time@side-8192': toPadRecord('2*8192^3', at(0)) };
  it('come back from it, and do not affect code that reads only the progress', () => {
    const file = writeProgressFile({}, at(1), { pads });
    expect(readPadsOfFile(file)).toEqual(pads);
    expect(readProgressFile(file)).toEqual({ ok: true, records: {} });
  });
  it('are none in a file from before there were pads', () => {
    expect(readPadsOfFile(readFileSync(new URL('fixtures/progress-1.json', import.meta.url), 'utf8'))).toEqual({});
  });
  it.each([
    ['which is no JSON', '{'],
    ['which is no object', '[]'],
    ['whose pads are a list', '{"pads":[]}'],
    ['with a pad of another shape', '{"pads":{"a":{"v":1}}}'],
    ['with an id that is none', JSON.stringify({ pads: { '<script>': pads['matmul-time@side-8192'] } })],
  ])('are refused whole in a file %s', (_, text) => {
    expect(readPadsOfFile(text)).toBeUndefined();
  });
  it('never make the reader throw', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        readPadsOfFile(text);
      }),
    );
  });
  it.each(readdirSync(new URL('fixtures', import.meta.url)).filter((name) => name.startsWith('pad-')))(
    'of an old version stay readable: %s',
    (name) => {
      const read = readPadsOfFile(readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8'));
      expect(Object.keys(read ?? {}).length).toBeGreaterThan(0);
    },
  );
});
