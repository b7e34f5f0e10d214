import {
  emptyRecord,
  readProgressFile,
  writeProgressFile,
  type ExerciseRecord,
  type Progress,
} from '@scaling-workbook/exercises/memory/progress';
import {
  catchUp,
  keysOf,
  mergeStates,
  nextKey,
  outcomeOf,
  queue,
  rate,
  readReviewsOfFile,
  readSkillState,
  retrievability,
  settle,
  type Outcome,
  type Practised,
  type SkillState,
} from '@scaling-workbook/exercises/memory/review';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';

const day = 86_400_000;
const start = Date.UTC(2026, 10, 23, 12);
const on = (days: number): Date => new Date(start + days * day);
const dueIn = (state: SkillState, now: Date): number => (Date.parse(state.due) - now.getTime()) / day;

const ridge: Practised = {
  id: 'ridge',
  group: 'roofline',
  exercises: [
    { id: 'h100-ridge-point', fields: 1, settings: ['a100', 'h200'] },
    { id: 'v5e-ridge-point', fields: 1, settings: [] },
  ],
};
const skill = (id: string, group: string): Practised => ({ id, group, exercises: [{ id: `of-${id}`, fields: 1, settings: ['other'] }] });
const solvedAt = (days: number, more: Partial<ExerciseRecord> = {}): ExerciseRecord => ({
  ...emptyRecord(on(days)),
  tries: 1,
  solved: on(days).toISOString(),
  ...more,
});

describe('what an attempt says', () => {
  it.each([
    ['right at once', solvedAt(0), 1, 'good'],
    ['two answers asked, two given', solvedAt(0, { tries: 2 }), 2, 'good'],
    ['right at the second try', solvedAt(0, { tries: 2 }), 1, 'hard'],
    ['with the hint', solvedAt(0, { hint: true }), 1, 'hard'],
    ['after the derivation', solvedAt(0, { derivation: true }), 1, 'missed'],
    ['right at the fourth try', solvedAt(0, { tries: 4 }), 1, 'missed'],
    ['never right', emptyRecord(on(0)), 1, 'missed'],
    ['never tried', undefined, 1, 'missed'],
  ] as const)('%s', (_, record, fields, outcome) => {
    expect(outcomeOf(record, fields)).toBe(outcome);
  });
});

describe('the schedule', () => {
  it('lets the pauses grow over weeks of success, to months', () => {
    let now = on(0);
    let state = rate(undefined, 'h100-ridge-point', 'good', now);
    const pauses: number[] = [];
    for (let i = 0; i < 5; i += 1) {
      pauses.push(dueIn(state, now));
      now = new Date(state.due);
      state = rate(state, 'h100-ridge-point', 'good', now);
    }
    expect(pauses.every((pause, i) => i === 0 || pause > (pauses[i - 1] ?? 0))).toBe(true);
    expect(pauses[0]).toBeGreaterThanOrEqual(1);
    expect(pauses.at(-1)).toBeGreaterThan(60);
  });
  it('comes back when nine of ten would still know it', () => {
    let state = rate(undefined, 'h100-ridge-point', 'good', on(0));
    for (let i = 0; i < 4; i += 1) {
      expect(retrievability(state, new Date(state.due))).toBeCloseTo(0.9, 1);
      state = rate(state, 'h100-ridge-point', 'good', new Date(state.due));
    }
  });
  it('shortens the pause after a miss and puts the skill onto the redo list', () => {
    let state = rate(undefined, 'h100-ridge-point', 'good', on(0));
    for (let i = 0; i < 3; i += 1) state = rate(state, 'h100-ridge-point', 'good', new Date(state.due));
    const now = new Date(state.due);
    const missed = rate(state, 'h100-ridge-point@a100', 'missed', now);
    expect(dueIn(missed, now)).toBeLessThan(dueIn(rate(state, 'h100-ridge-point@a100', 'good', now), now));
    expect(missed).toMatchObject({ lapses: state.lapses + 1, redo: true });
    const soon = new Date(now.getTime() + 600_000);
    expect(queue([ridge], { ridge: missed }, soon).map(({ why }) => why)).toEqual(['redo']);
    const redone = rate(missed, 'h100-ridge-point@h200', 'good', soon);
    expect(redone.redo).toBeUndefined();
    expect(redone.due).toBe(missed.due);
    expect(queue([ridge], { ridge: redone }, soon)).toEqual([]);
  });
  it('takes a success right after another one as no proof of memory', () => {
    const state = rate(undefined, 'h100-ridge-point', 'good', on(0));
    expect(rate(state, 'v5e-ridge-point', 'good', on(0.1))).toEqual({ ...state, recent: ['h100-ridge-point', 'v5e-ridge-point'] });
  });
  it('stays whole over 5,000 reviews of any outcome at any pace, however the clock jumps', () => {
    const outcomes: readonly Outcome[] = ['missed', 'hard', 'good', 'good', 'good'];
    const step = fc.tuple(fc.nat(4), fc.integer({ min: -400, max: 400 }));
    fc.assert(
      fc.property(fc.array(step, { minLength: 250, maxLength: 250 }), (steps) => {
        let state: SkillState | undefined;
        let days = 0;
        for (const [which, hours] of steps) {
          days += hours / 24;
          state = rate(state, 'h100-ridge-point', outcomes[which] ?? 'good', on(days));
          expect(readSkillState(JSON.parse(JSON.stringify(state)))).toEqual(state);
          expect(Date.parse(state.last)).toBeLessThanOrEqual(on(days).getTime());
          expect(dueIn(state, on(days))).toBeLessThanOrEqual(365);
        }
      }),
      { seed: 6, numRuns: 20 },
    );
  });
});

describe('clocks and places', () => {
  const zone = process.env.TZ;
  afterEach(() => {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  });
  it('schedules the same in every time zone, over a change to summer time too', () => {
    const march = new Date('2027-03-27T23:30:00Z');
    const run = (tz: string): SkillState => {
      process.env.TZ = tz;
      const first = rate(undefined, 'h100-ridge-point', 'good', march);
      return rate(first, 'h100-ridge-point', 'hard', new Date(first.due));
    };
    const here = run('UTC');
    for (const tz of ['Europe/Berlin', 'America/Los_Angeles', 'Pacific/Kiritimati']) expect(run(tz)).toEqual(here);
  });
  it('keeps the pause where the clock was ahead and is set back', () => {
    const ahead = rate(undefined, 'h100-ridge-point', 'good', on(400));
    const settled = settle(ahead, on(0));
    expect(settled.last).toBe(on(0).toISOString());
    expect(dueIn(settled, on(0))).toBeCloseTo(dueIn(ahead, on(400)), 9);
    expect(queue([ridge], { ridge: ahead }, on(dueIn(ahead, on(400)) + 1))).toEqual([]);
  });
  it('counts an attempt solved by a clock that was ahead once, as of now', () => {
    const progress: Progress = { 'h100-ridge-point': solvedAt(400) };
    const first = catchUp(ridge, undefined, progress, on(0));
    expect(first?.last).toBe(on(0).toISOString());
    expect(catchUp(ridge, first, progress, on(20))).toEqual(first);
  });
});

describe('what the chapters tell', () => {
  it('brings a skill in once one of its exercises is solved, in any setting', () => {
    expect(catchUp(ridge, undefined, {}, on(1))).toBeUndefined();
    expect(catchUp(ridge, undefined, { 'v5e-ridge-point': emptyRecord(on(0)) }, on(1))).toBeUndefined();
    expect(catchUp(ridge, undefined, { 'h100-ridge-point@a100': solvedAt(0) }, on(1))).toEqual(
      rate(undefined, 'h100-ridge-point@a100', 'good', on(0)),
    );
  });
  it('folds later solutions in, in the order of time, and the same ones only once', () => {
    const progress: Progress = { 'v5e-ridge-point': solvedAt(9), 'h100-ridge-point': solvedAt(0) };
    const state = catchUp(ridge, undefined, progress, on(10));
    expect(state).toMatchObject({ reviews: 2, last: on(9).toISOString() });
    expect(catchUp(ridge, state, progress, on(30))).toEqual(state);
  });
});

describe('the queue', () => {
  const states = (ids: readonly string[]): Record<string, SkillState> =>
    Object.fromEntries(ids.map((id, i) => [id, rate(undefined, `of-${id}`, 'good', on(i / 100))]));
  it('holds what is due and nothing else', () => {
    const known = states(['a']);
    expect(queue([skill('a', 'x'), skill('b', 'x')], known, on(0.5))).toEqual([]);
    expect(queue([skill('a', 'x'), skill('b', 'x')], known, on(90)).map((item) => item.skill)).toEqual(['a']);
  });
  it('mixes the groups: no two of one group in a row while that can be helped', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('x', 'y', 'z'), { minLength: 1, maxLength: 30 }), (groups) => {
        const skills = groups.map((group, i) => skill(`s${String(i)}`, group));
        const order = queue(skills, states(skills.map(({ id }) => id)), on(200)).map(({ group }) => group);
        expect([...order].sort()).toEqual([...groups].sort());
        const most = Math.max(...['x', 'y', 'z'].map((group) => groups.filter((other) => other === group).length));
        const rows = order.filter((group, i) => i > 0 && order[i - 1] === group).length;
        expect(rows).toBe(Math.max(0, most - (groups.length - most) - 1));
      }),
      { seed: 6 },
    );
  });
});

describe('the next setting of a skill', () => {
  it('are always new ones while there are any, and never the last ones', () => {
    let state: SkillState | undefined;
    const shown: string[] = [];
    for (let i = 0; i < 12; i += 1) {
      const key = nextKey(ridge, state, {});
      shown.push(key ?? '');
      state = rate(state, key ?? '', 'good', on(i * 40));
    }
    expect([...shown.slice(0, 4)].sort()).toEqual([...keysOf(ridge)].sort());
    expect(shown.every((key, i) => i === 0 || key !== shown[i - 1])).toBe(true);
  });
  it('prefer what was not tried in the chapter either', () => {
    const progress: Progress = Object.fromEntries(
      ['h100-ridge-point', 'h100-ridge-point@a100', 'v5e-ridge-point'].map((key) => [key, solvedAt(0)]),
    );
    expect(nextKey(ridge, undefined, progress)).toBe('h100-ridge-point@h200');
  });
  it('are none where there is no exercise', () => {
    expect(nextKey({ ...ridge, exercises: [] }, undefined, {})).toBeUndefined();
  });
});

describe('the stored shape', () => {
  const fixture: unknown = JSON.parse(readFileSync(new URL('fixtures/review-1.json', import.meta.url), 'utf8'));
  it('reads the frozen fixture of version 1 in full', () => {
    expect(readSkillState(fixture)).toEqual(fixture);
  });
  it.each([
    ['a newer version', { v: 2 }],
    ['a due date that is none', { due: 'soon' }],
    ['a stability of zero', { stability: 0 }],
    ['a stability that is no number', { stability: 'NaN' }],
    ['a difficulty beyond ten', { difficulty: 11 }],
    ['a negative count', { reviews: -1 }],
    ['too long a memory', { recent: Array.from({ length: 13 }, () => 'a') }],
    ['an evil key', { recent: ['__proto__'] }],
  ])('refuses %s', (_, change) => {
    expect(readSkillState({ ...(fixture as object), ...change })).toBeUndefined();
  });
  it('never throws', () => {
    fc.assert(
      fc.property(fc.anything(), (x) => readSkillState(x) === undefined),
      { seed: 6 },
    );
  });
  it('merges two tabs so that neither loses a review', () => {
    const one = rate(undefined, 'h100-ridge-point', 'good', on(0));
    const two = rate(one, 'v5e-ridge-point', 'good', on(5));
    expect(mergeStates({ ridge: one, a: one }, { ridge: two, b: one })).toEqual({ ridge: two, a: one, b: one });
    expect(mergeStates({ ridge: two }, { ridge: one })).toEqual({ ridge: two });
  });

  it('travels in the file of the progress, and an older page passes it over', () => {
    const reviews = { ridge: rate(undefined, 'h100-ridge-point', 'good', on(0)) };
    const text = writeProgressFile({}, on(1), { reviews });
    expect(readReviewsOfFile(text)).toEqual(reviews);
    expect(readProgressFile(text)).toEqual({ ok: true, records: {} });
    expect(readReviewsOfFile(writeProgressFile({}, on(1)))).toEqual({});
    expect(readReviewsOfFile(text.replace('"reviews": 1', '"reviews": "one"'))).toBeUndefined();
    expect(readReviewsOfFile(text.slice(0, 60))).toBeUndefined();
  });
});
