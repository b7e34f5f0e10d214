/** Inputs with a formula's value or refusal for them, by which a port in any language proves itself. */
import { randomFrom } from './random.ts';
import type { AnyFormula, Domain, Input, Inputs } from './formula.ts';

export type Given = Readonly<Record<string, number>>;

export type Vector =
  { readonly given: Given; readonly expect: number } | { readonly given: Given; readonly expect: 'error'; readonly because: string };

const worked = 10;
/** Rounding must not decide: inputs that differ by the first give values that differ by less than the second. */
const nudge = 1e-9;
const steady = 1e-6;

const inputsOf = (formula: AnyFormula): readonly (readonly [string, Input])[] => Object.entries(formula.takes as Inputs);

/** Up to eight times less or more. */
const around = (value: number, random: () => number): number => Number((value * 8 ** (2 * random() - 1)).toPrecision(3));

const draw: Readonly<Record<Domain, (value: number, random: () => number) => number>> = {
  positive: around,
  nonNegative: around,
  count: (value, random) => Math.max(1, Math.round(around(value, random))),
  countOrZero: (value, random) => Math.round(around(value + 1, random)),
  fraction: (_, random) => Math.round(100 * random()) / 100,
  openFraction: (_, random) => (1 + Math.round(98 * random())) / 100,
};

/** About half of the example's inputs changed. Not every draw suits the formula. */
const drawInputs = (formula: AnyFormula, random: () => number): Given => {
  const example = formula.values(formula.example) as Given;
  return Object.fromEntries(
    inputsOf(formula).map(([name, { domain }]) => {
      const value = example[name] ?? Number.NaN;
      return [name, random() < 0.5 ? value : draw[domain](value, random)];
    }),
  );
};

const outcome = (formula: AnyFormula, given: Given): number | string => {
  try {
    return formula(given as never);
  } catch (error) {
    if (error instanceof RangeError) return error.message.replace(`${formula.title}: `, '');
    throw error;
  }
};

/** Whether rounding an input leaves the value: not at the edge of a ceiling or a domain. */
function isSteady(formula: AnyFormula, given: Given, value: number): boolean {
  return inputsOf(formula)
    .filter(([, { domain }]) => !domain.startsWith('count'))
    .every(([name]) =>
      [1 - nudge, 1 + nudge].every((factor) => {
        const near = outcome(formula, { ...given, [name]: (given[name] ?? Number.NaN) * factor });
        // A share of exactly 1 is the edge of its domain, not a matter of rounding.
        return typeof near === 'string' ? given[name] === 1 : Math.abs(near - value) <= steady * Math.abs(value);
      }),
    );
}

const outside: Readonly<Record<Domain, number>> = {
  positive: 0,
  nonNegative: -1,
  count: 1.5,
  countOrZero: -1,
  fraction: 1.5,
  openFraction: 1,
};

const refusal = (formula: AnyFormula, given: Given): readonly Vector[] => {
  const because = outcome(formula, given);
  return typeof because === 'string' ? [{ given, expect: 'error', because }] : [];
};

/** Each input outside its domain, one left out, and inputs that do not go together. */
function refusals(formula: AnyFormula, random: () => number): readonly Vector[] {
  const example = formula.values(formula.example) as Given;
  const required = inputsOf(formula).find(([, input]) => input.default === undefined)?.[0];
  const without = Object.fromEntries(Object.entries(example).filter(([name]) => name !== required));
  const unfit = formula.refuse && Array.from({ length: 500 }, () => drawInputs(formula, random)).find((given) => formula.refuse?.(given));
  return [
    ...inputsOf(formula).flatMap(([name, { domain }]) => refusal(formula, { ...example, [name]: outside[domain] })),
    ...refusal(formula, without),
    ...(unfit ? refusal(formula, unfit) : []),
  ];
}

/** Its example, draws around it, refusals; the same at every build. Throws where too few draws suit it. */
export function vectorsOf(name: string, formula: AnyFormula): readonly Vector[] {
  const random = randomFrom(name);
  const found = new Map<string, Vector>();
  for (let tries = 0; found.size < worked && tries < 5000; tries += 1) {
    const given = tries === 0 ? (formula.values(formula.example) as Given) : drawInputs(formula, random);
    const value = outcome(formula, given);
    if (typeof value === 'number' && isSteady(formula, given, value)) found.set(JSON.stringify(given), { given, expect: value });
  }
  if (found.size < worked) throw new Error(`${name}: only ${String(found.size)} draws around its example are valid inputs`);
  return [...found.values(), ...refusals(formula, random)];
}
