import { feedbackWords } from '#exercise/words/answer.ts';
import { check, verdicts } from '@scaling-workbook/exercises/answer/check';
import { feedback } from '@scaling-workbook/exercises/answer/feedback';
import { readQuantity } from '@scaling-workbook/formulas/quantity';
import type { NumberCheck } from '@scaling-workbook/exercises/author/spec';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const spec: NumberCheck = {
  kind: 'number',
  key: 'answer',
  label: 'Time',
  unit: 'ms',
  value: 41.8312,
  tolerance: 0.01,
  slips: [[20.9156, 'You halved it.']],
  chains: [],
};
const say = (text: string, over: Partial<NumberCheck> = {}) => {
  const asked = { ...spec, ...over };
  const reading = readQuantity(text, asked);
  return feedback(check(asked, reading), reading, asked, feedbackWords);
};

describe('the words for each verdict', () => {
  it.each([
    ['41.83', 'Correct.', ''],
    ['40', 'Right, but rounded too much.', 'one or two more digits'],
    ['20.9', 'Close: a known slip.', 'You halved it.'],
    ['41.8 GB', 'Wrong kind of unit.', 'an amount in ms'],
    ['41.8 s', 'Right digits, wrong scale.', 'too large by a factor of 1,000'],
    ['0.6972', 'Right digits, wrong scale.', 'too small by a factor of 60'],
    ['334.65', 'Right digits, wrong scale.', 'bits versus bytes'],
    ['84', 'The right order of magnitude.', 'Too high by a factor of about 2'],
    ['4000', 'Not there yet.', 'Too high by a factor of about 96'],
    ['4', 'Not there yet.', 'Too low by a factor of about 10'],
    ['0', 'Not there yet.', 'not zero'],
    ['-41.8', 'Not there yet.', 'The sign is wrong'],
    ['', 'I couldn’t read that.', 'You have not typed anything yet'],
    ['41.8 bananas', 'I couldn’t read that.', '“bananas”'],
    ['<img src=x onerror=alert(1)>', 'I couldn’t read that.', 'Type an amount in ms'],
  ])('%s: %s %s', (text, title, html) => {
    const words = say(text);
    expect(words.title).toBe(title);
    expect(words.html).toContain(html);
  });
  it('say in which unit a percentage, dollars, parameters are asked', () => {
    expect(say('5 s', { unit: '%', value: 45.6 }).html).toContain('a percentage');
    expect(say('5 s', { unit: '$', value: 45.6 }).html).toContain('dollars');
    expect(say('0.456', { unit: '%', value: 45.6 }).html).toContain('per cent');
    expect(say('x', { unit: 'param', value: 7e10 }).html).toContain('1.5B');
  });
  it('explain 1024 against 1000', () => {
    expect(say('80 GB', { unit: 'GB', value: 85.8993, slips: [] }).html).toContain('GiB');
  });
  it('name the bytes that were taken where the question leaves it open', () => {
    const open = { unit: 'GB', value: 80, slips: [], binary: 1.024 ** 3 };
    expect(say('74.5', open)).toMatchObject({ title: 'Correct.', html: expect.stringContaining('Read in GiB') as unknown });
    expect(say('85.9', open).html).toContain('memory size in GiB');
    expect(say('80', open).html).toBe('');
  });
  it('say that a share is never above 100 %', () => {
    expect(say('2807 %', { unit: '%', value: 45.6 }).html).toContain('never more than 100 %');
  });
  it('never contain markup of the reader’s own', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), (text) => {
        const words = say(`<b>${text}`);
        expect(words.html).not.toContain('<b>');
      }),
    );
  });
  it('never give the answer away', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e9, noNaN: true }), (typed) => {
        const words = say(String(typed));
        if (words.title !== 'Correct.') expect(words.html).not.toContain('41.8');
      }),
    );
  });
  it('exist for every verdict there is', () => {
    const seen = new Set(
      ['41.83', '40', '20.9', '1 GB', '41.8 s', '84', '4000', '?'].map((text) => check(spec, readQuantity(text, spec)).verdict),
    );
    expect([...seen].sort()).toEqual([...verdicts].sort());
  });
});
