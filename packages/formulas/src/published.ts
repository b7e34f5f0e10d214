/** The formulas as plain data, for ports to other languages, with the vectors that prove a port. */
import type { AnyFormula, Input, Inputs, Slip } from './formula.ts';
import * as table from './formulas.ts';
import { plainCode } from './plain-form.ts';
import { vectorsOf } from './vectors.ts';

/** By name: a bundler keeps the order of declaration instead. */
const formulas = Object.entries(table as Readonly<Record<string, AnyFormula>>).sort(([a], [b]) => (a < b ? -1 : 1));

function described(name: string, formula: AnyFormula): object {
  const { title, about, gives, symbol, tex, example, slips, source } = formula;
  const inputs = Object.entries(formula.takes as Inputs);
  const values = formula.values(example);
  return {
    name,
    title,
    about,
    inputs: inputs.map(([input, { unit, symbol: tex, means, domain, default: otherwise }]: readonly [string, Input]) => ({
      name: input,
      symbol: tex,
      unit,
      domain,
      means,
      ...(otherwise !== undefined && { default: otherwise }),
    })),
    unit: gives,
    ...(symbol !== undefined && { symbol }),
    tex: tex(Object.fromEntries(inputs.map(([input, { symbol: tex }]) => [input, tex]))),
    plain: plainCode(formula),
    example: { given: values, value: formula(example) },
    slips: slips.map((slip: Slip) => ({ name: slip.name, say: slip.say, value: slip.of(values) })),
    source,
  };
}

/** One entry a line, so that a difference can be read. */
const lines = (entries: readonly string[]): string => entries.join(',\n');

/** `formulas.json`, of the shape in `formulas.schema.json`. */
export const formulasJson = (): string =>
  `{"version":1,"formulas":[\n${lines(formulas.map(([name, formula]) => JSON.stringify(described(name, formula))))}\n]}\n`;

/** `vectors.json`, of the shape in `vectors.schema.json`. A port may differ by the tolerance times the value. */
export const vectorsJson = (): string => {
  const entries = formulas.map(
    ([name, formula]) => `${JSON.stringify(name)}:[\n${lines(vectorsOf(name, formula).map((vector) => JSON.stringify(vector)))}\n]`,
  );
  return `{"version":1,"tolerance":1e-9,"vectors":{\n${lines(entries)}\n}}\n`;
};
