import * as formulas from '@scaling-workbook/formulas/formulas';
import { amount, choice, derivation, givensOf, md, numeric, parts, shape, show, solve, toShown } from '@scaling-workbook/exercises';
import { describe, expect, it } from 'vitest';
import { choiceSpec, numberSpec, specsOf } from './support.ts';

const text = () => md`text`;
const texts = { ask: text, hint: text, after: text };

const ridge = numeric({
  title: 'Ridge',
  given: { chip: 'H100', peak: amount(990e12, 'FLOP/s'), bandwidth: amount(3.35e12, 'B/s') },
  ...texts,
  unit: 'FLOP/B',
  byHand: 295.5,
  solve: ({ peak, bandwidth }, f) => f.ridgePoint({ peak, bandwidth }),
  slips: [{ name: 'tenfold', say: 'tenfold', given: ({ peak }) => ({ peak: 10 * peak }) }],
  fresh: { half: { peak: amount(495e12, 'FLOP/s') } },
});

const transfer = parts({
  title: 'Transfer',
  given: { bytes: amount(1e9, 'B'), bandwidth: amount(1e9, 'B/s') },
  ...texts,
  fields: {
    time: { label: 'Time', unit: 'ms', byHand: 1000, solve: ({ bytes, bandwidth }, f) => f.transferTime({ bytes, bandwidth }) },
    ratio: {
      label: 'Ratio',
      unit: '1',
      byHand: 0.5,
      solve: (_, f, earlier) => f.timeRatio({ first: earlier('time'), second: 2 }),
    },
    inverse: { label: 'Inverse', unit: '1', byHand: 2, solve: (_, f, earlier) => f.timeRatio({ first: 2, second: earlier('time') }) },
  },
});

describe('the value of an exercise', () => {
  it('comes in the unit asked, whatever the unit of the formula', () => {
    expect(numberSpec(transfer, 'time').value).toBe(1000);
  });
  it('follows the givens of a fresh setting', () => {
    expect(numberSpec(ridge, 'answer', 'half').value).toBeCloseTo(147.76, 2);
    expect(givensOf(ridge, 'half').chip).toBe('H100');
  });
  it('is refused for a setting there is not, with those there are', () => {
    expect(() => givensOf(ridge, 'a100')).toThrow('No setting “a100” in “Ridge”; it has half');
  });
  it('must be the result of a formula', () => {
    const loose = numeric({ title: 'Loose', given: { a: amount(1, '1') }, ...texts, unit: '1', byHand: 3, solve: () => 3 });
    expect(() => solve(loose, formulas)).toThrow('compose formulas only');
  });
  it('may be a given as it stands, which is a figure to be recalled and has no derivation', () => {
    const recalled = numeric({
      title: 'Recalled',
      given: { a: amount(2e9, 'B/s'), b: amount(3, '1') },
      ...texts,
      unit: 'GB/s',
      byHand: 2,
      solve: ({ a }) => a,
    });
    expect(solve(recalled, formulas)[0]).toMatchObject({ value: 2, unit: 'GB/s', steps: [] });
  });
  it('may not ask for a later field', () => {
    const early = parts({
      title: 'Early',
      given: { a: amount(1, '1') },
      ...texts,
      fields: { first: { label: 'a', unit: '1', byHand: 1, solve: (_, f, earlier) => f.ratio({ first: earlier('second'), second: 1 }) } },
    });
    expect(() => solve(early, formulas)).toThrow('no number field before it');
  });
});

describe('the derivation', () => {
  it('has one line for each call, with symbols, numbers, value, unit and source', () => {
    const [line, ...rest] = derivation(ridge, formulas);
    expect(rest).toEqual([]);
    expect(line).toMatchObject({
      formula: 'ridgePoint',
      general: String.raw`I^* = \frac{C}{W}`,
      substituted: String.raw`\frac{990\ \text{TFLOP/s}}{3.35\ \text{TB/s}}`,
      unit: 'FLOP/B',
    });
    expect(line?.source).toContain('2009');
  });
  it('goes through all fields in order', () => {
    expect(derivation(transfer, formulas).map(({ formula }) => formula)).toEqual(['transferTime', 'timeRatio', 'timeRatio']);
  });
});

describe('slips', () => {
  it('come from the exercise first and then from the formulas of the chain', () => {
    const values = numberSpec(ridge).slips.map(([value]) => Number(value.toPrecision(5)));
    expect(values[0]).toBe(2955.2);
    expect(values).toContain(0.0033838);
  });
});

describe('the chain between fields', () => {
  it('is found by probing: a power of the earlier value', () => {
    expect(numberSpec(transfer, 'ratio').chains).toEqual([{ from: 'time', power: 1 }]);
    expect(numberSpec(transfer, 'inverse').chains).toEqual([{ from: 'time', power: -1 }]);
  });
  it('is empty where a field uses no other', () => {
    expect(numberSpec(transfer, 'time').chains).toEqual([]);
  });
});

describe('what goes to the browser', () => {
  it('is exactly this for a number, and nothing else', () => {
    expect(Object.keys(numberSpec(ridge)).sort()).toEqual(['chains', 'key', 'kind', 'label', 'slips', 'tolerance', 'unit', 'value']);
  });
  it('is exactly this for a choice', () => {
    const pick = choice({
      title: 'Pick',
      given: { a: amount(1, '1') },
      ...texts,
      options: () => [
        {
          text: md`no`,
          right: false,
          say: md`not this`,
        },
        {
          text: md`yes`,
          right: true,
          say: md`this`,
        },
      ],
    });
    expect(choiceSpec(pick)).toEqual({
      kind: 'choice',
      key: 'answer',
      label: 'Your choice',
      right: 1,
      options: ['no', 'yes'],
      say: ['not this', 'this'],
    });
    expect(specsOf(pick)).toHaveLength(1);
  });
});

describe('sentences', () => {
  it('show amounts with their units', () => {
    expect(md`reads ${amount(3.35e12, 'B/s')} and ${'words'}`).toBe('reads 3.35 TB/s and words');
    expect(md`$QK^\top \times ${'V'} \text{ or } \nu$`).toBe(String.raw`$QK^\top \times V \text{ or } \nu$`);
    expect(show(amount(0.5, '1'), { as: '%' })).toBe('50 %');
    expect(md`from ${amount(4, '$/h')} to ${show(amount(9, '$'))}, $x$`).toBe(String.raw`from \$4/h to \$9, $x$`);
    expect(shape(amount(1, '1'), amount(8192, '1'))).toBe('[1, 8192]');
  });
  it('refuse a given that is misspelt', () => {
    const given: Record<string, string> = {};
    expect(() => md`at ${given.bandwith as string} it`).toThrow('misspelt');
  });
  it('compute with formulas that keep their unit', () => {
    const f = toShown(formulas);
    expect(f.ridgePoint({ peak: amount(990e12, 'FLOP/s'), bandwidth: 3.3e12 })).toEqual({ value: 300, unit: 'FLOP/B' });
  });
});
