/** A layout to be designed: every one that can be typed is computed at build; the page only looks it up. */
import { convert } from '@scaling-workbook/formulas/units';
import { asTable, attempt, wrap } from './calls.ts';
import type { Constraint, DesignField, Formulas, Givens, Plain } from './exercise.ts';
import { trace, type Step } from './steps.ts';

export interface SolvedConstraint {
  readonly label: string;
  readonly unit: string;
  readonly most: boolean;
  readonly limit: number;
  readonly say: string;
}

export interface SolvedDesign {
  readonly kind: 'design';
  readonly key: string;
  readonly label: string;
  /** By name, in order, what can be chosen. */
  readonly degrees: Readonly<Record<string, readonly number[]>>;
  readonly devices: number;
  readonly constraints: readonly SolvedConstraint[];
  /** Each possible layout of all devices: its degrees, then the value of each constraint. */
  readonly rows: readonly (readonly number[])[];
  readonly ours: readonly number[];
  readonly steps: readonly Step[];
}

const choices = (lists: readonly (readonly number[])[]): readonly (readonly number[])[] =>
  lists.reduce<readonly (readonly number[])[]>((all, list) => all.flatMap((chosen) => list.map((one) => [...chosen, one])), [[]]);

const product = (numbers: readonly number[]): number => numbers.reduce((a, b) => a * b, 1);

export const meets = ({ most, limit }: Pick<SolvedConstraint, 'most' | 'limit'>, value: number): boolean =>
  most ? value <= limit * (1 + 1e-9) : value >= limit * (1 - 1e-9);

/** Throws where the author's own layout is none, or breaks a constraint. */
export function solveDesign(formulas: Formulas, key: string, field: DesignField, given: Plain<Givens>): SolvedDesign {
  const names = Object.keys(field.degrees);
  const degreeOf =
    (chosen: readonly number[]) =>
    (name: string): number => {
      const at = names.indexOf(name);
      if (at < 0) throw new TypeError(`“${key}” asks for the degree ${name}; there are ${names.join(', ')}`);
      return chosen[at] ?? Number.NaN;
    };
  const ours = names.map((name) => field.ours[name] ?? 1);
  const devices = field.devices(given);
  const constraints = Object.values(field.constraints);
  const unitOf = ({ solve }: Constraint): string => {
    let unit = '1';
    let result = Number.NaN;
    const noting = wrap(formulas, (name, formula, args) => {
      result = formula(args);
      unit = asTable(formulas)[name]?.gives ?? unit;
      return result;
    });
    if (solve(given, degreeOf(ours), noting) !== result) throw new TypeError(`“${key}”: a constraint returns what no formula gives`);
    return unit;
  };
  const solved = constraints.map((constraint) => {
    const { label, unit, atMost, atLeast, say } = constraint;
    const limit = (atMost ?? atLeast)?.(given, formulas);
    if (limit === undefined) throw new TypeError(`“${key}”: the constraint “${label}” needs atMost or atLeast`);
    const from = unitOf(constraint);
    return { label, unit, say, most: atMost !== undefined, limit: convert(limit, from, unit), from, solve: constraint.solve };
  });
  const rows = choices(Object.values(field.degrees)).flatMap((chosen) => {
    if (product(chosen) !== devices) return [];
    const values = attempt(() => solved.map(({ solve, from, unit }) => convert(solve(given, degreeOf(chosen), formulas), from, unit)));
    return values ? [[...chosen, ...values]] : [];
  });
  const own = rows.find((row) => ours.every((degree, i) => row[i] === degree));
  const broken = own && solved.find((constraint, i) => !meets(constraint, own[names.length + i] ?? Number.NaN));
  if (!own || broken)
    throw new TypeError(
      `“${key}”: its own layout ${ours.join(' × ')} ${broken ? `breaks “${broken.label}”` : `is not among those that use ${devices} devices`}`,
    );
  return {
    kind: 'design',
    key,
    label: field.label,
    degrees: field.degrees,
    devices,
    constraints: solved.map(({ label, unit, say, most, limit }) => ({ label, unit, say, most, limit })),
    rows,
    ours: own,
    steps: solved.flatMap(({ solve }) => trace(formulas, (f) => solve(given, degreeOf(ours), f))),
  };
}
