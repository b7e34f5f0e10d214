/** The readings of an exercise: its value, its derivation, its slips. Runs at build time and in tests, never in the page. */
import type { AnyFormula, Inputs } from '@scaling-workbook/formulas/formula';
import { convert, formatQuantity } from '@scaling-workbook/formulas/units';
import { asTable, attempt, chainFrom, close, wrap, type Chain } from './calls.ts';
import type { Amount, ChoiceField, Earlier, Exercise, Formulas, Givens, NumberField, Option, Plain, ShownFormulas } from './exercise.ts';
import { isNumberField } from './exercise.ts';

/** One call of a formula: one line of the derivation. */
export interface Step {
  readonly formula: string;
  readonly title: string;
  readonly about: string;
  readonly source: string;
  /** TeX with symbols, `I = \frac{F}{Q}`. */
  readonly general: string;
  /** TeX with the numbers substituted. */
  readonly substituted: string;
  readonly value: number;
  readonly unit: string;
  readonly say?: string;
}

/** A wrong value with a name. */
export interface NamedSlip {
  readonly name: string;
  readonly say: string;
  /** In the unit of the field. */
  readonly value: number;
}

export type { Chain } from './calls.ts';

export interface SolvedNumber {
  readonly kind: 'number';
  readonly key: string;
  readonly label: string;
  readonly unit: string;
  readonly value: number;
  readonly tolerance: number;
  /** How much larger the answer is if its GB are GiB, if either is right. */
  readonly binary?: number;
  readonly steps: readonly Step[];
  readonly slips: readonly NamedSlip[];
  readonly chains: readonly Chain[];
}
export interface SolvedChoice {
  readonly kind: 'choice';
  readonly key: string;
  readonly label: string;
  readonly options: readonly Option[];
}
export type SolvedField = SolvedNumber | SolvedChoice;

/** The table for use in sentences: amounts go in, an amount with its unit comes out. */
export function toShown(formulas: Formulas): ShownFormulas {
  const plain = (x: unknown): unknown => (typeof x === 'object' && x !== null && 'value' in x ? x.value : x);
  return Object.fromEntries(
    Object.entries(asTable(formulas)).map(([name, formula]) => [
      name,
      (args: Readonly<Record<string, unknown>>): Amount => ({
        value: formula(Object.fromEntries(Object.entries(args).map(([key, value]) => [key, plain(value)])) as never),
        unit: formula.gives,
      }),
    ]),
  ) as unknown as ShownFormulas;
}

export const toPlain = (given: Givens): Plain<Givens> =>
  Object.fromEntries(Object.entries(given).map(([name, g]) => [name, typeof g === 'string' ? g : g.value])) as Plain<Givens>;

/** The givens of one of the exercise's fresh settings; its own givens for `undefined`. */
export function givensOf(exercise: Exercise, variant?: string): Givens {
  if (variant === undefined) return exercise.given;
  const other = exercise.fresh?.[variant];
  if (other === undefined)
    throw new RangeError(
      `No setting “${variant}” in “${exercise.title}”; it has ${Object.keys(exercise.fresh ?? {}).join(', ') || 'none'}`,
    );
  return { ...exercise.given, ...(other as Givens) };
}

const toStep = (name: string, formula: AnyFormula, args: never, value: number): Step => {
  const values: Readonly<Record<string, number>> = formula.values(args);
  const inputs = formula.takes as Inputs;
  const tex = (of: (key: string) => string): string => formula.tex(Object.fromEntries(Object.keys(inputs).map((key) => [key, of(key)])));
  return {
    formula: name,
    title: formula.title,
    about: formula.about,
    source: formula.source,
    general: `${formula.symbol ?? String.raw`\text{${formula.title}}`} = ${tex((key) => inputs[key]?.symbol ?? key)}`,
    substituted: tex((key) => formatQuantity(values[key] ?? Number.NaN, inputs[key]?.unit ?? '1', { tex: true })),
    value,
    unit: formula.gives,
  };
};

/** Runs a chain and records each call in order. */
function trace(formulas: Formulas, run: (f: Formulas) => unknown, say: readonly string[] = []): readonly Step[] {
  const steps: Step[] = [];
  run(
    wrap(formulas, (name, formula, args) => {
      const value = formula(args);
      const words = say[steps.length];
      steps.push({ ...toStep(name, formula, args, value), ...(words !== undefined && { say: words }) });
      return value;
    }),
  );
  return steps;
}

/** The exercise's own slips, then each formula's, one call replaced at a time; not computed yet. */
function slipsOf(formulas: Formulas, field: NumberField, given: Plain<Givens>, earlier: Earlier, calls: readonly Step[]) {
  const ofFormulas = calls.flatMap(({ formula: name }, index) =>
    (asTable(formulas)[name]?.slips ?? []).map(({ name, say, of }) => ({
      name,
      say,
      own: false,
      compute: () => {
        let at = -1;
        const slipping = wrap(formulas, (_, formula, args) => (++at === index ? of(formula.values(args)) : formula(args)));
        return field.solve(given, slipping, earlier);
      },
    })),
  );
  const own = (field.slips ?? []).map(({ name, say, given: other, solve }) => ({
    name,
    say,
    own: true,
    compute: () => {
      const changed = { ...given, ...other?.(given) } as Plain<Givens>;
      return solve ? solve(changed, formulas) : field.solve(changed, formulas, earlier);
    },
  }));
  return [...own, ...ofFormulas];
}

/** The unit in which a number field's `solve` gives its result, and that result. */
interface Result {
  readonly value: number;
  readonly unit: string;
}

/** The unit of a given that is itself the answer: a figure to be recalled, which no formula gives. */
const unitOfGiven = (givens: Givens, value: number): string | undefined =>
  Object.values(givens).find((given): given is Amount => typeof given !== 'string' && given.value === value)?.unit;

/** 2³⁰ against 10⁹ if GB are asked for, and likewise for other prefixes; undefined if GiB would be a different answer. */
function binaryOf({ unit, gigabytes }: NumberField): number | undefined {
  const [, prefix] = /^([kMGTP])B$/.exec(unit) ?? [];
  if (gigabytes === 'decimal' || (prefix === undefined && gigabytes === undefined)) return undefined;
  return 1.024 ** ('kMGTP'.indexOf(prefix ?? 'G') + 1);
}

function solveNumber(
  formulas: Formulas,
  key: string,
  field: NumberField,
  givens: Givens,
  results: ReadonlyMap<string, Result>,
  base: boolean,
): { solved: SolvedNumber; result: Result } {
  const given = toPlain(givens);
  const used = new Set<string>();
  const earlier: Earlier = (name) => {
    const result = results.get(name);
    if (result === undefined) throw new TypeError(`“${key}” asks for “${name}”, which is no number field before it`);
    used.add(name);
    return result.value;
  };
  let value = Number.NaN;
  const steps = trace(formulas, (f) => (value = field.solve(given, f, earlier)), field.steps);
  const unit = steps.findLast((step) => step.value === value)?.unit ?? unitOfGiven(givens, value);
  if (unit === undefined)
    throw new TypeError(
      `“${key}”: solve returns ${value}, which neither a formula nor a given is; compose formulas only, with no loose arithmetic`,
    );
  const shown = (x: number): number => convert(x, unit, field.unit);
  const { label, tolerance = 0.01 } = field;
  const binary = binaryOf(field);
  const slips: NamedSlip[] = [];
  for (const { name, say, own, compute } of slipsOf(formulas, field, given, earlier, steps)) {
    const wrong = attempt(compute);
    if (wrong === undefined || !Number.isFinite(wrong)) continue;
    // A formula does not know where it will be used: here its slip may not matter, or look like another one. The author
    // of an exercise does know, so that its own slips are kept and a test refuses them if they collide.
    // Its slips may also lie as close to the answer as the tolerance allows: an exact count tells a missing bias apart.
    const apart = Math.max(own ? tolerance : Math.max(tolerance, 0.01), 1e-9) * 2;
    const right = binary === undefined ? [value] : [value, value * binary, value / binary];
    const alike = [...right, ...slips.map((slip) => slip.value)].some((other) => close(other, wrong, apart));
    if ((own && base) || !alike) slips.push({ name, say, value: wrong });
  }
  const chains = [...used].flatMap((name) => {
    const at = (ratio: number) =>
      attempt(() => shown(field.solve(given, formulas, (other) => earlier(other) * (other === name ? ratio : 1))));
    return chainFrom(name, at) ?? [];
  });
  return {
    solved: {
      kind: 'number',
      key,
      label,
      unit: field.unit,
      value: shown(value),
      tolerance,
      ...(binary !== undefined && { binary }),
      steps,
      slips: slips.map((slip) => ({ ...slip, value: shown(slip.value) })),
      chains,
    },
    result: { value, unit },
  };
}

const solveChoice = (formulas: Formulas, key: string, field: ChoiceField, given: Givens): SolvedChoice => ({
  kind: 'choice',
  key,
  label: field.label,
  options: field.options(given, toShown(formulas)),
});

/** Every field of the exercise solved, for its own givens or one of its fresh settings. */
export function solve(exercise: Exercise, formulas: Formulas, variant?: string): readonly SolvedField[] {
  const given = givensOf(exercise, variant);
  const results = new Map<string, Result>();
  return Object.entries(exercise.fields).map(([key, field]) => {
    if (!isNumberField(field)) return solveChoice(formulas, key, field, given);
    const { solved, result } = solveNumber(formulas, key, field, given, results, variant === undefined);
    results.set(key, result);
    return solved;
  });
}

/** The lines of the derivation, field by field; for a choice, those of its `derive`. `fields` are the exercise's, if solved already. */
export function derivation(
  exercise: Exercise,
  formulas: Formulas,
  variant?: string,
  fields: readonly SolvedField[] = solve(exercise, formulas, variant),
): readonly Step[] {
  const given = toPlain(givensOf(exercise, variant));
  const { derive } = exercise;
  return [
    ...fields.flatMap((field) => (field.kind === 'number' ? field.steps : [])),
    ...(derive
      ? trace(
          formulas,
          (f) => {
            derive(given, f);
          },
          exercise.steps,
        )
      : []),
  ];
}
