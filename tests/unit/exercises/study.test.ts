import { readProgressFile, writeProgressFile } from '@scaling-workbook/exercises/memory/progress';
import {
  countStudy,
  emptyStudy,
  longestNote,
  mergeStudy,
  passed,
  previewStudy,
  readNote,
  readRecalled,
  readSitting,
  readStudyOfFile,
  readStudyPlan,
  readTick,
  type Study,
} from '@scaling-workbook/exercises/memory/study';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const at = (day: number): string => new Date(Date.UTC(2026, 10, day, 12)).toISOString();
const tick = (day: number) => ({ v: 1, ticked: at(day) }) as const;
const sitting = (right: number, day = 7) => ({ v: 1, right, asked: 10, started: at(day), finished: at(day) }) as const;
const plan = { v: 1, start: '2026-02-28', done: { 1: at(1), 14: at(14) }, right: 8 } as const;

describe('records of the self-assessment', () => {
  it('are read back as they were written', () => {
    const again = (x: unknown): unknown => JSON.parse(JSON.stringify(x));
    expect(readStudyPlan(again(plan))).toEqual(plan);
    expect(readTick(again(tick(1)))).toEqual(tick(1));
    expect(readNote({ v: 1, text: '' })).toEqual({ v: 1, text: '' });
    expect(readRecalled({ v: 1, recalled: at(2) })).toEqual({ v: 1, recalled: at(2) });
    expect(readSitting(again(sitting(8)))).toEqual(sitting(8));
  });

  it.each([
    ...[null, 1, 'text', [], {}, { ...plan, v: 2 }],
    ...[
      { ...plan, start: '2026-02-30' },
      { ...plan, start: '1026-02-03' },
      { ...plan, done: { 3: at(3) } },
      { ...plan, done: { 1: 'yesterday' } },
    ],
    ...[
      { ...plan, right: 11 },
      { ...plan, right: 7.5 },
    ],
    ...[
      { ...sitting(8), right: 11 },
      { ...sitting(8), right: -1 },
      { ...sitting(0), asked: 0 },
      { ...sitting(8), finished: 'later' },
      { ...sitting(8), v: 2 },
    ],
    ...[
      { v: 2, ticked: at(1) },
      { v: 1, recalled: 'often' },
      { v: 1, text: 5 },
    ],
  ])('of another shape are refused, never thrown at: %j', (stored) => {
    for (const read of [readStudyPlan, readTick, readNote, readRecalled, readSitting]) expect(read(stored)).toBeUndefined();
  });

  it('never make a reader throw', () => {
    fc.assert(
      fc.property(fc.anything(), (x) => {
        for (const read of [readStudyPlan, readTick, readNote, readRecalled, readSitting]) read(x);
      }),
      { seed: 11 },
    );
  });

  it('hold a note up to its longest', () => {
    expect(readNote({ v: 1, text: 'x'.repeat(longestNote) })).toBeDefined();
    expect(readNote({ v: 1, text: 'x'.repeat(longestNote + 1) })).toBeUndefined();
  });
});

it('passes the test of day 7 at eight of ten', () => {
  expect([7, 8, 10].map((right) => passed({ right, asked: 10 }))).toEqual([false, true, true]);
});

describe('the self-assessment in a progress file', () => {
  const fixture = readFileSync(new URL('fixtures/study-1.json', import.meta.url), 'utf8');
  const frozen = (JSON.parse(fixture) as { readonly study: Study }).study;

  it('is read in full from the frozen file of version 1, which is a progress file to those who know nothing of it', () => {
    expect(readStudyOfFile(fixture)).toEqual(frozen);
    expect(countStudy(frozen)).toBe(5);
    expect(readProgressFile(fixture)).toEqual({ ok: true, records: {} });
  });
  it('comes back as it went out', () => {
    expect(readStudyOfFile(writeProgressFile({}, new Date(at(1)), { study: frozen }))).toEqual(frozen);
  });
  it('is empty in a file from before there was one, and keeps kinds that a newer page wrote out of the way', () => {
    expect(readStudyOfFile(writeProgressFile({}, new Date(at(1))))).toEqual(emptyStudy);
    expect(readStudyOfFile('{"study":{"dreams":{"a":1}}}')).toEqual(emptyStudy);
  });
  it.each([
    'not json',
    '[]',
    '{"study":[]}',
    '{"study":null}',
    '{"study":{"ticks":3}}',
    '{"study":{"ticks":{"a":{"v":9}}}}',
    '{"study":{"notes":{"__proto__":{"v":1,"text":""}}}}',
  ])('that is damaged is refused whole: %s', (text) => {
    expect(readStudyOfFile(text)).toBeUndefined();
  });
  it('never makes the reader throw', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.json().map((study) => `{"study":${study}}`),
        ),
        (text) => {
          readStudyOfFile(text);
        },
      ),
      { seed: 12 },
    );
  });
});

describe('two self-assessments made one', () => {
  const ours: Study = {
    ...emptyStudy,
    ticks: { a: tick(3), b: tick(3) },
    notes: { n: { v: 1, text: 'ours' } },
    sittings: { s: sitting(6, 7) },
  };
  const theirs: Study = {
    ...emptyStudy,
    ticks: { b: tick(1), constructor: tick(2) },
    notes: { n: { v: 1, text: 'theirs' }, m: { v: 1, text: 'more' } },
    recalled: { f: { v: 1, recalled: at(2) } },
    sittings: { s: sitting(10, 9), t: sitting(9, 9) },
  };
  const both = mergeStudy(ours, theirs);

  it('keep every tick, the earlier where both have one', () => {
    expect(both.ticks).toEqual({ a: tick(3), b: tick(1), constructor: tick(2) });
  });
  it('lose no note: two that differ stand one below the other, one within the other is not repeated', () => {
    expect(both.notes).toEqual({ n: { v: 1, text: 'ours\n\ntheirs' }, m: { v: 1, text: 'more' } });
    expect(mergeStudy(both, theirs)).toEqual(both);
    expect(mergeStudy(theirs, both).notes.n?.text).toBe('ours\n\ntheirs');
    const long = (letter: string): Study => ({ ...emptyStudy, notes: { n: { v: 1, text: letter.repeat(longestNote) } } });
    expect(mergeStudy(long('a'), long('b'))).toEqual(long('a'));
  });
  it('count a test once, the first time it was handed in', () => {
    expect(both.sittings).toEqual({ s: sitting(6, 7), t: sitting(9, 9) });
  });
  it('know when a formula was last recalled', () => {
    const later: Study = { ...emptyStudy, recalled: { f: { v: 1, recalled: at(5) } } };
    expect(mergeStudy(both, later).recalled).toEqual(later.recalled);
    expect(mergeStudy(later, both).recalled).toEqual(later.recalled);
  });
  it('join the days done of one plan; of two plans the one that began later stands', () => {
    const of = (start: string, done: Record<number, string>, right?: number): Study => ({
      ...emptyStudy,
      plan: { plan: { v: 1, start, done, ...(right !== undefined && { right }) } },
    });
    expect(mergeStudy(of('2026-03-01', { 1: at(1) }, 5), of('2026-03-01', { 2: at(2) }, 9))).toEqual(
      of('2026-03-01', { 1: at(1), 2: at(2) }, 9),
    );
    const [old, young] = [of('2026-03-01', { 1: at(1) }), of('2026-04-01', {})];
    expect(mergeStudy(old, young)).toEqual(young);
    expect(mergeStudy(young, old)).toEqual(young);
  });
  it('are previewed by what would come, differ and be missing', () => {
    expect(previewStudy(ours, theirs)).toEqual({ added: 4, differ: 3, onlyHere: 1 });
    expect(previewStudy(ours, ours)).toEqual({ added: 0, differ: 0, onlyHere: 0 });
  });
});
