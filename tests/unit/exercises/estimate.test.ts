import * as formulas from '@scaling-workbook/formulas/formulas';
import { amount, md, numeric, parts, solve, toJudged } from '@scaling-workbook/exercises';
import { beforeAll, describe, expect, it } from 'vitest';
import { disagreements, lacksOf } from '#book/author-errors.ts';
import { isSolved, judgeAll, lacksJudge, loadJudges } from '#exercise/judge.ts';
import { specsOf } from './support.ts';

const text = () => md`text`;
const texts = { ask: text, hint: text, after: text };

/** 300 s, from 100 s to 500 s. */
const spec = {
  title: 'How long',
  given: { bytes: amount(300e9, 'B'), bandwidth: amount(1e9, 'B/s') },
  ...texts,
  unit: 's',
  solve: ({ bytes, bandwidth }: { readonly bytes: number; readonly bandwidth: number }, f: typeof formulas) =>
    f.transferTime({ bytes, bandwidth }),
  byHand: 300,
  range: {
    low: { given: () => ({ bytes: 100e9 }), say: 'if a third of it is moved', byHand: 100 },
    high: { given: () => ({ bytes: 500e9 }), say: 'if it is moved with its copy', byHand: 500 },
  },
  slips: [{ name: 'bits', say: 'Those are bits.', given: ({ bytes }: { readonly bytes: number }) => ({ bytes: 8 * bytes }) }],
} as const;
const estimate = numeric(spec);
const printed = numeric({
  ...spec,
  range: undefined as never,
  printed: [
    { value: 310, say: 'It is rounded on the way.' },
    { value: 290, say: 'Both count.', right: true },
  ],
  fresh: { other: { bytes: amount(310e9, 'B') } },
});

const say = (typed: string, exercise = estimate, setting?: string) =>
  judgeAll(toJudged(specsOf(exercise, setting)), { answer: typed }).answer;

beforeAll(async () => {
  const fields = specsOf(estimate);
  expect(lacksJudge(fields)).toBe(true);
  await loadJudges(fields);
  expect(lacksJudge(fields)).toBe(false);
});

describe('an estimate', () => {
  it.each([
    ['300', 'correct', 'A sound estimate.', 'well within the range. The range goes from 100 s (if a third of it is moved) to 500 s'],
    ['5 min', 'correct', 'A sound estimate.', 'the derivation works out 300 s'],
    ['101', 'correct', 'A sound estimate.', 'near the low end'],
    ['100', 'correct', 'A sound estimate.', 'near the low end'],
    ['499', 'correct', 'A sound estimate.', 'near the high end'],
    ['80', 'order', 'Near, but outside the range.', 'below what can be justified by a factor of about 1.3.'],
    ['750', 'order', 'Near, but outside the range.', 'above what can be justified by a factor of about 1.5.'],
    ['5000', 'off', 'Not there yet.', 'by a factor of about 10: an order of magnitude'],
    ['1', 'off', 'Not there yet.', 'by a factor of about 100: 2 orders of magnitude'],
    ['0.3', 'power', 'Right number, wrong scale.', 'in the range but for a factor of 1,000'],
    ['2400', 'slip', 'Close: a known slip.', 'Those are bits.'],
    ['0', 'off', 'Not there yet.', 'not zero'],
    ['-300', 'off', 'Not there yet.', 'other sign'],
    ['300 GB', 'unit', 'Wrong kind of unit.', 'an amount in s'],
    ['much', 'unreadable', 'That could not be read.', 'did not count'],
  ])('%s: %s', (typed, verdict, title, html) => {
    expect(say(typed)).toMatchObject({ verdict, title });
    expect(say(typed)?.html).toContain(html);
  });

  it('needs no other settings, and each of its ends a calculation on paper', () => {
    const place = { file: 'x.ts', source: '' };
    expect(lacksOf(estimate, place)).toEqual([]);
    expect(disagreements(estimate, solve(estimate, formulas), place)).toEqual([]);
    const wrong = numeric({ ...spec, range: { ...spec.range, high: { ...spec.range.high, byHand: 600 } } });
    expect(disagreements(wrong, solve(wrong, formulas), place)[0]?.say).toContain('byHand 600, and its formulas give 500 s');
  });

  it('is refused with ends that do not enclose it, and as the ground of an exact answer', () => {
    const turned = numeric({ ...spec, range: { low: spec.range.high, high: spec.range.low } });
    expect(() => solve(turned, formulas)).toThrow('must lie between its low end 500 and its high end 100');
    const ground = parts({
      title: 'Ground',
      given: spec.given,
      ...texts,
      fields: {
        time: { label: 'Time', unit: 's', solve: spec.solve, byHand: 300, range: spec.range },
        share: { label: 'Share', unit: '1', byHand: 1, solve: (_, f, earlier) => f.timeRatio({ first: earlier('time'), second: 300 }) },
      },
    });
    expect(() => solve(ground, formulas)).toThrow('“share” asks for “time”, which is an estimate');
  });

  it('solves its exercise wherever it lies in the range', () => {
    const fields = toJudged(specsOf(estimate));
    for (const [typed, solved] of [
      ['120', true],
      ['480', true],
      ['90', false],
    ] as const)
      expect(isSolved(fields, judgeAll(fields, { answer: typed }))).toBe(solved);
  });
});

describe('a figure that the companion book prints', () => {
  it.each([
    ['300', 'correct', 'Correct.', ''],
    ['310', 'rounded', 'As the companion book prints it.', 'It is rounded on the way.'],
    ['290', 'correct', 'Correct.', 'Both count.'],
    ['320', 'order', 'The right order of magnitude.', 'Too high'],
    ['2400', 'slip', 'Close: a known slip.', 'Those are bits.'],
  ])('%s: %s', (typed, verdict, title, html) => {
    expect(say(typed, printed)).toMatchObject({ verdict, title });
    expect(say(typed, printed)?.html).toContain(html);
  });
  it('is of its own numbers alone', () => {
    expect(say('310', printed, 'other')?.verdict).toBe('correct');
    expect(say('290', printed, 'other')?.verdict).not.toBe('correct');
  });
});
