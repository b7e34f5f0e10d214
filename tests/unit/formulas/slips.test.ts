import { describe, expect, it } from 'vitest';
import * as formulas from '../../../packages/formulas/src/formulas.ts';
import type { AnyFormula } from '../../../packages/formulas/src/formula.ts';
import { machine } from './slips/machine.ts';
import { model } from './slips/model.ts';
import { serving } from './slips/serving.ts';
import { training } from './slips/training.ts';

const rows = [...machine, ...model, ...training, ...serving];

describe('the slips worked out on paper', () => {
  it('are those of every formula of the table that has any', () => {
    const withSlips = Object.entries(formulas as Readonly<Record<string, AnyFormula>>).filter(([, { slips }]) => slips.length > 0);
    const worked = new Set(rows.flatMap(([name, , slips]) => (Object.keys(slips).length > 0 ? [name] : [])));
    expect([...worked].sort()).toEqual(withSlips.map(([name]) => name).sort());
  });
});

describe.each(rows)('%s', (name, args, slips) => {
  const formula: AnyFormula = formulas[name];

  it('leads by each of its slips to the value worked out on paper, which is not the right one', () => {
    const values = formula.values(args) as Readonly<Record<string, number>>;
    const found = Object.fromEntries(formula.slips.map((slip) => [slip.name, slip.of(values)]));
    expect(Object.keys(found)).toEqual(Object.keys(slips));
    for (const [slip, value] of Object.entries(slips)) {
      if (value === 0) expect(found[slip], slip).toBe(0);
      else expect((found[slip] ?? Number.NaN) / value, slip).toBeCloseTo(1, 9);
      expect(Math.abs(value / formula(args) - 1), slip).toBeGreaterThan(0.01);
    }
  });

  it('writes every input into its TeX, in balanced braces', () => {
    const marked = Object.fromEntries(Object.keys(formula.takes as object).map((input, i) => [input, `@${String(i)}@`]));
    const tex = formula.tex(marked);
    for (const mark of Object.values(marked)) expect(tex).toContain(mark);
    expect(tex.split('{').length).toBe(tex.split('}').length);
  });
});
