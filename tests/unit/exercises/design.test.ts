import * as formulas from '@scaling-workbook/formulas/formulas';
import { amount, md, parts, solve, toJudged, type Exercise } from '@scaling-workbook/exercises';
import { readLayout } from '@scaling-workbook/exercises/answer/design';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { disagreements } from '#book/author-errors.ts';
import { judgeAll, loadJudges } from '#exercise/judge.ts';
import { fieldsHtml } from '#exercise/markup.ts';
import { specsOf } from './support.ts';

const text = () => md`text`;
const texts = { ask: text, hint: text, after: text };

/** On paper, TP is 4 or 8 and TP · PP at least 16: 4·4·4, 2·4·8, 4·8·2, 2·8·4, 1·8·8. 64 devices; 640 GB are shared out over TP and PP, 64 s over TP: at most 40 GB and 16 s. */
const layout = {
  label: 'Layout',
  degrees: { DP: [1, 2, 4, 8, 16, 32, 64], TP: [1, 2, 4, 8], PP: [1, 2, 4, 8] },
  devices: ({ devices }: { readonly devices: number }) => devices,
  constraints: {
    memory: {
      label: 'Memory',
      unit: 'GB',
      solve: ({ bytes }: { readonly bytes: number }, degree: (name: string) => number, f: typeof formulas) =>
        f.ratio({ first: f.ratio({ first: bytes, second: degree('TP') }), second: degree('PP') }),
      atMost: () => 40e9,
      say: 'It does not fit.',
      byHand: 20e9,
    },
    time: {
      label: 'Time',
      unit: 's',
      solve: (_: unknown, degree: (name: string) => number, f: typeof formulas) => f.transferTime({ bytes: 64, bandwidth: degree('TP') }),
      atMost: () => 16,
      say: 'It is too slow.',
      byHand: 8,
    },
  },
  ours: { DP: 2, TP: 8, PP: 4 },
} as const;
const shape = { ...layout, constraints: { ...layout.constraints, memory: { ...layout.constraints.memory, unit: '1' } } };
const designing = (field: unknown): Exercise =>
  parts({ title: 'Design', given: { devices: amount(64, '1'), bytes: amount(640e9, '1') }, ...texts, fields: { layout: field as never } });
const exercise = designing(shape);
const say = (typed: string, of = exercise) => judgeAll(toJudged(specsOf(of)), { layout: typed }).layout;

beforeAll(() => loadJudges(specsOf(exercise)));

describe('a layout', () => {
  it.each([
    ['DP=2, TP=8, PP=4', [2, 8, 4]],
    ['PP 4 tp 8 dp 2', [2, 8, 4]],
    ['2 DP × 8 TP × 4 PP', [2, 8, 4]],
    ['2-way DP, 8-way TP, 4-way PP', [2, 8, 4]],
    ['2 x 8 x 4', [2, 8, 4]],
    ['2, 8, 4', [2, 8, 4]],
    ['DP: 8; TP: 8', [8, 8, 1]],
    ['2 x 8', undefined],
    ['DP=2, EP=4', undefined],
    ['DP', undefined],
    ['everything', undefined],
  ])('%s is read', (typed, chosen) => {
    expect(readLayout(typed, ['DP', 'TP', 'PP'])).toEqual(chosen);
  });

  it.each([
    ['DP=2, TP=8, PP=4', 'correct', 'It meets every constraint, as 5 of the layouts do.'],
    ['DP=4, TP=4, PP=4', 'correct', 'every constraint'],
    ['DP=8, TP=8', 'off', 'It does not fit.'],
    ['DP=64', 'off', 'It does not fit. It is too slow.'],
    ['DP=4, TP=8, PP=4', 'off', 'multiply to 128 devices, and there are 64'],
    ['DP=1, TP=16, PP=4', 'off', 'TP = 16 cannot be chosen here. The degrees for TP are 1, 2, 4, 8.'],
    ['all of them', 'unreadable', 'Write each degree with its name, such as <code>DP = 64, TP = 8, PP = 8</code>'],
    ['', 'unreadable', 'You have not typed anything yet'],
    ['<b>', 'unreadable', 'did not count'],
  ])('%s is %s', (typed, verdict, html) => {
    expect(say(typed)?.verdict).toBe(verdict);
    expect(say(typed)?.html).toContain(html);
  });

  it('shows what it comes to, beside the limits', () => {
    expect(say('DP=8, TP=8')?.more).toMatch(/<td data-kind="number">80,000,000,000<\/td><td data-kind="number">at most 40,000,/);
    expect(say('DP=8, TP=8')?.echo).toBe('DP = 8, TP = 8, PP = 1');
    expect(fieldsHtml('x', specsOf(exercise))).toContain('as DP = …, TP = …, PP = …');
  });

  it('is judged without throwing, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (typed) => {
        expect(say(typed)?.html).not.toMatch(/<(?!code>|\/code>)/);
      }),
      { seed: 23, numRuns: 200 },
    );
  });
});

describe('the author of a design is told', () => {
  const place = { file: 'x.ts', source: '' };
  it('where a value on paper differs', () => {
    expect(disagreements(exercise, solve(exercise, formulas), place)).toEqual([]);
    const wrong = designing({ ...shape, constraints: { ...shape.constraints, time: { ...shape.constraints.time, byHand: 9 } } });
    expect(disagreements(wrong, solve(wrong, formulas), place)[0]?.say).toContain(
      '“time” has byHand 9, and for our layout its formulas give 8 s',
    );
  });
  it.each([
    ['its own layout breaks a constraint', { ours: { DP: 64 } }, 'its own layout 64 × 1 × 1 breaks “Memory”'],
    ['its own layout is none', { ours: { DP: 3 } }, 'is not among those that use 64 devices'],
    [
      'a constraint has no limit',
      { constraints: { time: { ...shape.constraints.time, atMost: undefined } } },
      'the constraint “Time” needs atMost or atLeast',
    ],
    [
      'a degree is misspelt',
      { constraints: { time: { ...shape.constraints.time, solve: (_: unknown, degree: (name: string) => number) => degree('EP') } } },
      'asks for the degree EP; there are DP, TP, PP',
    ],
    ['arithmetic is loose', { constraints: { time: { ...shape.constraints.time, solve: () => 3 } } }, 'returns what no formula gives'],
  ])('where %s', (_, change, message) => {
    expect(() => solve(designing({ ...shape, ...change }), formulas)).toThrow(message);
  });
});
