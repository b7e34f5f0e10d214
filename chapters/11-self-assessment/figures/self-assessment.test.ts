import { describe, expect, it } from 'vitest';
import { judgeRecall } from '../recall/recall.ts';
import type { ExerciseRecord } from '@scaling-workbook/exercises/memory/progress';
import { namesOf, recallItems } from './recall-tasks.ts';
import { reached, standings, toReport, type ListedGroup } from './skill-tally.ts';
import { addDays, dateOf, inWords, standingOf, toCalendar, today, type Step } from './study-plan.ts';
import { groups as groupNames, skills } from '../../skills.ts';

const at = '2026-03-01T10:00:00.000Z';
const record = (more: Partial<ExerciseRecord>): ExerciseRecord => ({ v: 1, tries: 1, fields: {}, typed: {}, last: at, ...more });
const exercise = (id: string, number: string) => ({ id, number, title: id, url: `/exercises/${id}/` });
const groups: readonly ListedGroup[] = [
  { name: 'One', skills: [{ id: 'both', say: 'do both', exercises: [exercise('a', '0.1'), exercise('b', '0.2')] }] },
  { name: 'Two', skills: [{ id: 'none', say: 'do it on paper', exercises: [] }] },
];
const stateOf = (progress: Readonly<Record<string, ExerciseRecord>>, id = 'both', ticks = {}) =>
  standings(groups, progress, ticks).get(id)?.state;

describe('the skills', () => {
  it('are in eight groups of at least four, each with an id of its own', () => {
    const sizes = groupNames.map((group) => skills.filter((skill) => skill.group === group).length);
    expect(sizes).toHaveLength(8);
    for (const size of sizes) expect(size).toBeGreaterThanOrEqual(4);
    expect(new Set(skills.map(({ id }) => id)).size).toBe(skills.length);
  });

  it('fill when all their exercises are solved without the derivation', () => {
    expect(stateOf({ a: record({ solved: at }) })).toBe('open');
    expect(stateOf({ a: record({ solved: at }), b: record({ solved: at, hint: true }) })).toBe('proved');
    expect(stateOf({ a: record({ solved: at }), b: record({ solved: at, derivation: true }) })).toBe('open');
    expect(stateOf({ a: record({ solved: at }), b: record({}) })).toBe('open');
  });

  it('fill when an exercise whose derivation was opened is solved in other numbers', () => {
    const progress = { a: record({ solved: at }), b: record({ solved: at, derivation: true }), 'b@a100': record({ solved: at }) };
    expect(stateOf(progress)).toBe('proved');
  });

  it('may be ticked by hand, and one without exercises fills in no other way', () => {
    expect(stateOf({}, 'none')).toBe('open');
    expect(stateOf({}, 'none', { none: { v: 1, ticked: at } })).toBe('ticked');
  });

  it('are exported as text that tells proof from claim', () => {
    const all = standings(groups, { a: record({ solved: at }) }, { none: { v: 1, ticked: at } });
    expect(
      reached(
        groups.flatMap((group) => group.skills),
        all,
      ),
    ).toBe(1);
    expect(toReport(groups, all, new Date(at))).toBe(
      [
        'Scaling Workbook, self-assessment of 2026-03-01',
        '1 of 2 skills',
        '[x] proved by exercises, [~] ticked by hand',
        '',
        'One: 0 of 1',
        '[ ] do both (to solve: 0.2)',
        '',
        'Two: 1 of 1',
        '[~] do it on paper (ticked by hand)',
        '',
      ].join('\n'),
    );
  });
});

describe('the study plan', () => {
  it('counts days of the calendar, through months, leap years and changes of the clock', () => {
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(dateOf('2026-03-27', 4)).toBe('2026-03-30');
    expect(dateOf('2026-03-27', 1)).toBe('2026-03-27');
    expect(() => addDays('soon', 1)).toThrow(/date must be YYYY-MM-DD, got soon/);
  });

  it('says a date in words and knows today as the reader does', () => {
    expect(inWords('2026-03-27')).toBe('Friday 27 March');
    expect(today(new Date(2026, 2, 7, 23, 59))).toBe('2026-03-07');
  });

  it('knows what is done, due, late and ahead', () => {
    expect(standingOf(4, '2026-03-01', false, '2026-03-04')).toBe('today');
    expect(standingOf(4, '2026-03-01', false, '2026-03-05')).toBe('late');
    expect(standingOf(4, '2026-03-01', false, '2026-03-03')).toBe('ahead');
    expect(standingOf(4, '2026-03-01', true, '2026-03-05')).toBe('done');
  });

  it('reaches over the last year that a day 1 may be in', () => {
    const steps: readonly Step[] = [{ day: 14, title: 'Build it', what: 'Train.' }];
    expect(toCalendar('2199-12-31', steps, 'https://example.org/', new Date(at))).toContain(
      'DTSTART;VALUE=DATE:22000113\r\nDTEND;VALUE=DATE:22000114',
    );
  });

  it('goes into a calendar file that follows RFC 5545', () => {
    const steps: readonly Step[] = [
      { day: 1, title: 'Read, then write', what: 'Commas, semicolons; and a back\\slash. '.repeat(3) },
      { day: 7, title: 'Ten – by lot', what: 'Eight is a pass.' },
    ];
    const file = toCalendar('2026-03-27', steps, 'https://example.org/self-assessment/', new Date(at));
    const lines = file.split('\r\n');
    expect(lines[0]).toBe('BEGIN:VCALENDAR');
    expect(lines.slice(-2)).toEqual(['END:VCALENDAR', '']);
    expect(file.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    for (const line of lines) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    const unfolded = file.replaceAll('\r\n ', '').split('\r\n');
    expect(unfolded).toContain('DTSTART;VALUE=DATE:20260327');
    expect(unfolded).toContain('DTSTART;VALUE=DATE:20260402');
    expect(unfolded).toContain('DTEND;VALUE=DATE:20260403');
    expect(unfolded).toContain('DTSTAMP:20260301T100000Z');
    expect(unfolded).toContain('SUMMARY:Scaling Workbook\\, day 1: Read\\, then write');
    expect(unfolded.find((line) => line.startsWith('DESCRIPTION:Commas'))).toContain('Commas\\, semicolons\\; and a back\\\\slash.');
    expect(unfolded.filter((line) => line.startsWith('UID:'))).toHaveLength(2);
  });
});

describe('the recall sheet', () => {
  it.each(recallItems)('judges its own answer to “$title” as right, and nothing shorter', (item) => {
    const task = { formula: item.formula, names: namesOf(item) };
    expect(judgeRecall(item.answer, task, item.id)).toMatchObject({ kind: 'right' });
    expect(judgeRecall(`${item.answer} + 1`, task, item.id).kind).not.toBe('right');
    for (const { name, input } of item.names) {
      expect(item.formula.takes).toHaveProperty(input);
      expect(judgeRecall(item.answer.replaceAll(new RegExp(`\\b${name}\\b`, 'g'), '7'), task, item.id).kind).not.toBe('right');
    }
  });
});
