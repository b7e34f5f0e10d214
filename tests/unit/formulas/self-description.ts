/** What every formula must say about itself, checked at ordinary numbers. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { AnyFormula } from '../../../packages/formulas/src/formula.ts';

/** Property tests draw the same numbers in every run. */
fc.configureGlobal({ seed: 20_260_101 });

type Ordinary = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** Declares one test per formula: TeX that mentions every input, and slips that differ from the value and each other. */
export function describeThemselves(formulas: Readonly<Record<string, unknown>>, ordinary: Ordinary): void {
  it('are all covered by the table of ordinary inputs', () => {
    expect(Object.keys(ordinary).sort()).toEqual(Object.keys(formulas).sort());
  });
  it.each(Object.keys(ordinary))('%s names every input in its TeX and has slips that differ from its value', (name) => {
    const formula = formulas[name] as AnyFormula;
    const values = formula.values(ordinary[name] ?? {});
    const inputs = Object.keys(formula.takes as object);
    const tex = formula.tex(Object.fromEntries(inputs.map((key) => [key, `«${key}»`] as const)));
    expect(inputs.filter((key) => !tex.includes(`«${key}»`))).toEqual([]);
    const all = [formula(ordinary[name] ?? {}), ...formula.slips.map((slip) => slip.of(values))];
    expect(all.every(Number.isFinite)).toBe(true);
    expect(new Set(all.map((value) => value.toPrecision(6))).size).toBe(all.length);
  });
}
