/** The readings of an exercise: value, derivation, slips. At build time and in tests only, never in the page. */
import { convert } from '@scaling-workbook/formulas/units';
import { asTable, attempt, chainFrom, close, type Chain } from './calls.ts';
import type {
  Amount,
  Bound,
  ChoiceField,
  Earlier,
  Exercise,
  Formulas,
  Givens,
  NumberField,
  Option,
  Plain,
  Printed,
  ShownFormulas,
} from './exercise.ts';
import { isDesignField, isNumberField, isPlanField, isSymbolicField } from './exercise.ts';
import { solveDesign, type SolvedDesign } from './design.ts';
import { solvePlan, type SolvedPlan } from './plan.ts';
import { slipsOf, trace, type Step } from './steps.ts';
import { solveSymbolic, type SolvedSymbolic } from './symbolic.ts';

export interface NamedSlip {
  readonly name: string;
  readonly say: string;
  /** In the unit of the field. */
  readonly value: number;
}

export type { Chain } from './calls.ts';
export type { SolvedDesign } from './design.ts';
export type { SolvedPlan } from './plan.ts';
export type { SolvedSymbolic } from './symbolic.ts';
export type { Step } from './steps.ts';

/** One end of an estimate's range, in the unit of the field. */
export interface End {
  readonly value: number;
  readonly say: string;
}

export interface SolvedNumber {
  readonly kind: 'number';
  readonly key: string;
  readonly label: string;
  readonly unit: string;
  readonly value: number;
  readonly tolerance: number;
  /** How much larger the answer is with GiB for GB, if either is right. */
  readonly binary?: number;
  /** What is right in an estimate, and under which assumptions it ends. */
  readonly range?: { readonly low: End; readonly high: End };
  readonly printed?: readonly Printed[];
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
export type SolvedField = SolvedNumber | SolvedChoice | SolvedSymbolic | SolvedPlan | SolvedDesign;

/** For sentences: amounts in, an amount out. */
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

/** Of a fresh setting; the exercise's own for `undefined`. */
export function givensOf(exercise: Exercise, variant?: string): Givens {
  if (variant === undefined) return exercise.given;
  const other = exercise.fresh?.[variant];
  if (other === undefined)
    throw new RangeError(
      `No setting “${variant}” in “${exercise.title}”; it has ${Object.keys(exercise.fresh ?? {}).join(', ') || 'none'}`,
    );
  return { ...exercise.given, ...(other as Givens) };
}

/** `solve` gives the value with other givens. */
function rangeOf(
  { low, high }: NonNullable<NumberField['range']>,
  worked: number,
  solve: (given: Readonly<Record<string, number | undefined>>) => number,
  given: Plain<Givens>,
): NonNullable<SolvedNumber['range']> {
  const end = ({ given: other, say }: Bound<Givens>): End => ({ value: solve(other(given)), say });
  const range = { low: end(low), high: end(high) };
  if (!(range.low.value < worked && worked < range.high.value))
    throw new TypeError(`The estimate ${worked} must lie between its low end ${range.low.value} and its high end ${range.high.value}`);
  return range;
}

interface Result {
  readonly value: number;
  readonly unit: string;
  readonly estimate: boolean;
}

/** Of a figure to be recalled, which no formula gives. */
const unitOfGiven = (givens: Givens, value: number): string | undefined =>
  Object.values(givens).find((given): given is Amount => typeof given !== 'string' && given.value === value)?.unit;

/** 2³⁰ against 10⁹ where GB are asked, likewise for other prefixes; undefined where GiB are another answer. */
function binaryOf({ unit, gigabytes, range }: NumberField): number | undefined {
  if (range) return undefined;
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
    if (result.estimate && !field.range)
      throw new TypeError(`“${key}” asks for “${name}”, which is an estimate; give it a range of its own`);
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
  const printed = base ? field.printed : undefined;
  const range =
    field.range &&
    rangeOf(field.range, shown(value), (other) => shown(field.solve({ ...given, ...other } as Plain<Givens>, formulas, earlier)), given);
  const inRange = (wrong: number): boolean => range !== undefined && shown(wrong) >= range.low.value && shown(wrong) <= range.high.value;
  const slips: NamedSlip[] = [];
  for (const { name, say, own, compute } of slipsOf(formulas, field, given, earlier, steps)) {
    const wrong = attempt(compute);
    if (wrong === undefined || !Number.isFinite(wrong)) continue;
    // A formula's slip may not matter here, or look like another one. The exercise's own slips are the author's choice: they are kept, a
    // test refuses collisions, and they may be as close to the answer as the tolerance allows (an exact count tells a missing bias apart).
    const apart = Math.max(own ? tolerance : Math.max(tolerance, 0.01), 1e-9) * 2;
    const right = binary === undefined ? [value] : [value, value * binary, value / binary];
    const named = [...right, ...slips.map((slip) => slip.value)].some((other) => close(other, wrong, apart));
    const alike = named || inRange(wrong) || (printed ?? []).some((one) => close(one.value, shown(wrong), apart));
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
      ...(range && { range }),
      ...(printed && { printed }),
      steps,
      slips: slips.map((slip) => ({ ...slip, value: shown(slip.value) })),
      chains,
    },
    result: { value, unit, estimate: range !== undefined },
  };
}

const solveChoice = (formulas: Formulas, key: string, field: ChoiceField, given: Givens): SolvedChoice => ({
  kind: 'choice',
  key,
  label: field.label,
  options: field.options(given, toShown(formulas)),
});

/** For its own givens or a fresh setting. */
export function solve(exercise: Exercise, formulas: Formulas, variant?: string): readonly SolvedField[] {
  const given = givensOf(exercise, variant);
  const results = new Map<string, Result>();
  return Object.entries(exercise.fields).map(([key, field]) => {
    if (isSymbolicField(field)) return solveSymbolic(formulas, key, field, given, exercise.title);
    if (isDesignField(field)) return solveDesign(formulas, key, field, toPlain(given));
    if (isPlanField(field)) return solvePlan(key, field, toPlain(given));
    if (!isNumberField(field)) return solveChoice(formulas, key, field, given);
    const { solved, result } = solveNumber(formulas, key, field, given, results, variant === undefined);
    results.set(key, result);
    return solved;
  });
}

/** Field by field; for a choice, those of its `derive`. `fields` are the exercise's, if solved already. */
export function derivation(
  exercise: Exercise,
  formulas: Formulas,
  variant?: string,
  fields: readonly SolvedField[] = solve(exercise, formulas, variant),
): readonly Step[] {
  const given = toPlain(givensOf(exercise, variant));
  const { derive } = exercise;
  const lines = fields.flatMap((field) => ('steps' in field ? field.steps : []));
  // A formula over letters may begin with an earlier field's lines.
  const isRepeated = (step: Step, at: number): boolean =>
    step.value === undefined && lines.slice(0, at).some((one) => one.formula === step.formula && one.substituted === step.substituted);
  return [
    ...lines.filter((step, at) => !isRepeated(step, at)),
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
