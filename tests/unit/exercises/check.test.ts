import { check, checkChoice, carriedValue, type Judgement } from '@scaling-workbook/exercises/answer/check';
import { readQuantity } from '@scaling-workbook/formulas/quantity';
import type { ChoiceCheck, NumberCheck } from '@scaling-workbook/exercises/author/spec';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const spec = (over: Partial<NumberCheck> = {}): NumberCheck => ({
  kind: 'number',
  key: 'answer',
  label: 'Answer',
  unit: 'ms',
  value: 41.8,
  tolerance: 0.01,
  slips: [],
  chains: [],
  ...over,
});
const judge = (text: string, over: Partial<NumberCheck> = {}): Judgement => check(spec(over), readQuantity(text, spec(over)));
const verdict = (text: string, over: Partial<NumberCheck> = {}): string => judge(text, over).verdict;

describe('a right answer', () => {
  it.each(['41.8', '41.8 ms', '0.0418 s', '41800 us', '41,8 ms', '4.18e1', '83.6/2'])('%s is correct for 41.8 ms', (text) => {
    expect(verdict(text)).toBe('correct');
  });
  it('is judged by ratio: as far above as below', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.5, max: 2, noNaN: true }), fc.double({ min: 1e-9, max: 1e12, noNaN: true }), (ratio, value) => {
        const high = check(spec({ value }), { ok: true, value: value * ratio, unit: 'none', dims: {}, soft: {}, echo: '' }).verdict;
        const low = check(spec({ value }), { ok: true, value: value / ratio, unit: 'none', dims: {}, soft: {}, echo: '' }).verdict;
        expect(high === 'correct').toBe(low === 'correct');
      }),
    );
  });
  it('must be exact where the tolerance is 0, and floating-point noise is no error', () => {
    expect(verdict('124439808', { unit: 'param', value: 124439808, tolerance: 0 })).toBe('correct');
    expect(verdict('124439809', { unit: 'param', value: 124439808, tolerance: 0 })).not.toBe('correct');
    expect(verdict('0.1+0.2', { unit: '1', value: 0.3, tolerance: 0 })).toBe('correct');
  });
  it('may be zero where zero is right, and then nothing near zero is right', () => {
    expect(verdict('0', { unit: '%', value: 0 })).toBe('correct');
    expect(verdict('0.001', { unit: '%', value: 0 })).toBe('off');
  });
});

describe('an answer rounded too far', () => {
  it.each([
    ['40', 41.8],
    ['50', 45.1],
    ['2', 1.6],
    ['1000', 1365.3],
    ['0.1', 0.125],
  ])('%s for %d is rounded', (text, value) => {
    expect(verdict(text, { value })).toBe('rounded');
  });
  it.each([
    ['43', 41.8],
    ['60', 41.8],
    ['100', 41.8],
  ])('%s for %d is not', (text, value) => {
    expect(verdict(text, { value })).not.toBe('rounded');
  });
});

describe('a slip', () => {
  const slips = [[20.9, 'half of it']] as const;
  it('is named', () => {
    expect(judge('20.9 ms', { slips })).toEqual({ verdict: 'slip', slip: 0 });
    expect(judge('0.0209 s', { slips })).toEqual({ verdict: 'slip', slip: 0 });
  });
  it('comes before rounding and scale, since it says more', () => {
    expect(judge('41800', { slips: [[41800, 'left in µs']] })).toEqual({ verdict: 'slip', slip: 0 });
    expect(judge('40', { slips: [[40, 'a known 40']] })).toEqual({ verdict: 'slip', slip: 0 });
  });
  it('is named even in the unit that it leads to', () => {
    const inverted = { unit: 'FLOP/B', value: 295.5, slips: [[0.003384, 'upside down']] as const };
    expect(judge('3.35 TB/s / 990 TFLOP/s', inverted)).toEqual({ verdict: 'slip', slip: 0 });
    expect(judge('5 B/FLOP', inverted)).toEqual({ verdict: 'unit' });
  });
  it('may be zero or negative', () => {
    expect(judge('0', { slips: [[0, 'nothing']] })).toEqual({ verdict: 'slip', slip: 0 });
    expect(judge('-5', { slips: [[-5, 'minus']] })).toEqual({ verdict: 'slip', slip: 0 });
  });
});

describe('a wrong unit or scale', () => {
  it('names a unit of another kind, even for zero', () => {
    expect(verdict('41.8 GB')).toBe('unit');
    expect(verdict('0 GB')).toBe('unit');
  });
  it.each([
    ['41.8 s', 'ms', 41.8, 'thousand'],
    ['41.8 us', 'ms', 41.8, 'thousand'],
    ['0.0418', 'ms', 41.8, 'thousand'],
    ['85.8993 GiB', 'GB', 85.8993, 'binary'],
    ['80', 'GB', 85.8993, 'binary'],
    ['687.2 GB', 'GB', 85.8993, 'bits'],
    ['0.456', '%', 45.6, 'percent'],
    ['0.6967', 'ms', 41.8, 'minutes'],
    ['150480', 'ms', 41.8, 'hours'],
  ])('%s in %s for %d is off by a known factor (%s)', (text, unit, value, power) => {
    expect(judge(text, { unit, value })).toMatchObject({ verdict: 'power', power });
  });
});

describe('GB against GiB', () => {
  const open = { unit: 'GB', value: 80, binary: 1.024 ** 3 };
  it.each([
    ['80', undefined],
    ['80 GB', undefined],
    ['74.5', 'binary'],
    ['74.5058 GB', 'binary'],
    ['74.5058 GiB', undefined],
    ['85.9', 'decimal'],
    ['85.52', 'decimal'],
    ['85.9 GB', 'decimal'],
  ])('%s is right for 80 GB where the question leaves it open, and says which was taken: %s', (text, gigabytes) => {
    expect(judge(text, open)).toEqual({ verdict: 'correct', carried: false, ...(gigabytes && { gigabytes }) });
  });
  it.each(['85.9 GiB', '69.4', '92.2'])('%s is not', (text) => {
    expect(verdict(text, open)).not.toBe('correct');
  });
  it('is a slip or a wrong scale where the question says which', () => {
    expect(judge('74.5', { unit: 'GB', value: 80 })).toMatchObject({ verdict: 'power', power: 'binary' });
    expect(judge('74.5', { unit: 'GB', value: 80, slips: [[74.5058, 'That is GiB.']] })).toEqual({ verdict: 'slip', slip: 0 });
  });
});

describe('a share of more than the whole', () => {
  it('is told so', () => {
    expect(judge('113', { unit: '%', value: 45.6 })).toEqual({ verdict: 'off', wrong: 'above-all' });
    expect(judge('2807 %', { unit: '%', value: 45.6 })).toEqual({ verdict: 'off', wrong: 'above-all' });
    expect(verdict('99', { unit: '%', value: 45.6 })).toBe('order');
    expect(verdict('170', { unit: '%', value: 120 })).toBe('order');
  });
});

describe('a wrong answer', () => {
  it('is of the right order of magnitude within a factor of about three, up and down alike', () => {
    expect(judge('83.6')).toEqual({ verdict: 'order', factor: 2 });
    expect(verdict('21')).toBe('order');
    expect(verdict('132')).toBe('order');
    expect(verdict('13.3')).toBe('order');
  });
  it('is off beyond that, and says by what factor', () => {
    expect(judge('209')).toMatchObject({ verdict: 'off', factor: 5 });
    expect(verdict('133')).toBe('off');
  });
  it('is off if a ratio is meaningless: zero, the other sign', () => {
    expect(judge('0')).toEqual({ verdict: 'off', wrong: 'zero' });
    expect(judge('-41.8')).toEqual({ verdict: 'off', wrong: 'sign' });
    expect(judge('1e-300')).toMatchObject({ verdict: 'off' });
    expect(judge('1e300')).toMatchObject({ verdict: 'off' });
  });
});

describe('an unreadable answer', () => {
  it.each(['', '   ', 'forty', '🙂', '1/0', '41.8 bananas', 'NaN', 'Infinity', '(((', '1e999'])('%j is unreadable, not wrong', (text) => {
    expect(verdict(text)).toBe('unreadable');
  });
  it('is one of 10,000 characters', () => {
    expect(verdict('9'.repeat(10_000))).toBe('unreadable');
  });
});

describe('an error carried forward', () => {
  const ratio = spec({
    unit: '1',
    value: 3.76,
    chains: [
      { from: 'comm', power: 1 },
      { from: 'compute', power: -1 },
    ],
  });
  it('makes a later part right by the reader’s own earlier values', () => {
    const read = readQuantity('7.52', { unit: '1' });
    expect(check(ratio, read, { comm: 2 })).toEqual({ verdict: 'correct', carried: true });
    expect(check(ratio, read, { compute: 0.5 })).toEqual({ verdict: 'correct', carried: true });
    expect(check(ratio, read, {}).verdict).toBe('order');
  });
  it('follows a straight line too', () => {
    const sum = spec({ value: 10, chains: [{ from: 'part', slope: 4, at0: 6 }] });
    expect(carriedValue(sum, { part: 2 })).toBe(14);
    expect(carriedValue(sum, {})).toBeUndefined();
  });
  it('never makes a right answer wrong', () => {
    expect(check(ratio, readQuantity('3.76', { unit: '1' }), { comm: 2 })).toEqual({ verdict: 'correct', carried: false });
  });
});

describe('every judgement', () => {
  it('exists for any text and any value', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), fc.double({ noNaN: true, noDefaultInfinity: true }), (text, value) => {
        expect(typeof verdict(text, { value, unit: 'GB' })).toBe('string');
      }),
    );
  });
  it('is the same whichever fitting unit the answer is written in', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-3, max: 1e6, noNaN: true }), (ms) => {
        const text = ms.toPrecision(8);
        const inMs = verdict(`${text} ms`);
        expect(verdict(`${text}e-3 s`)).toBe(inMs);
        expect(verdict(`${text}e3 us`)).toBe(inMs);
      }),
    );
  });
});

describe('a choice', () => {
  const choice: ChoiceCheck = { kind: 'choice', key: 'answer', label: '', right: 1, options: ['a', 'b'], say: ['no', 'yes'] };
  it.each([
    [1, 'correct'],
    [0, 'slip'],
    [-1, 'unreadable'],
    [2, 'unreadable'],
    [0.5, 'unreadable'],
    [Number.NaN, 'unreadable'],
  ])('option %d is %s', (picked, verdict) => {
    expect(checkChoice(choice, picked)).toBe(verdict);
  });
});
