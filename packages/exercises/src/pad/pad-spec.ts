/** Decides which parts of a derivation are sent to the working pad. */
import { convert } from '@scaling-workbook/formulas/units';
import { asTable, attempt, chainFrom, close, wrap, type Chain } from '../author/calls.ts';
import type { Earlier, Exercise, Formulas, Givens, NumberField, Plain } from '../author/exercise.ts';
import { isLetter, isNumberField } from '../author/exercise.ts';
import { givensOf, solve, toPlain, type SolvedField, type SolvedNumber } from '../author/readings.ts';

/** In the unit of its formula. */
export interface PadStep {
  readonly title: string;
  readonly unit: string;
  readonly value: number;
  readonly tolerance: number;
  /** The field whose answer it is. */
  readonly field?: string;
  /** With their sentences as HTML. */
  readonly slips: readonly (readonly [value: number, say: string])[];
  /** How it follows from earlier steps, all else unchanged; `from` is an index. */
  readonly chains: readonly Chain[];
}

/** What the pad loads for one setting of one exercise. */
export interface PadSpec {
  /** Not steps, so no praise for them. */
  readonly given: readonly (readonly [value: number, unit: string])[];
  readonly steps: readonly PadStep[];
  /** So that a value can be used as an answer. */
  readonly fields: readonly { readonly key: string; readonly label: string; readonly unit: string; readonly tolerance: number }[];
}

interface Call {
  readonly name: string;
  readonly args: never;
  readonly value: number;
}
type Run = (f: Formulas, given: Plain<Givens>, earlier: Earlier) => number;

const digits = (x: number): number => Number(x.toPrecision(12));
/** An intermediate step may be rounded; the answer has its field's tolerance. */
const middleTolerance = 0.005;

function callsOf(formulas: Formulas, run: (f: Formulas) => unknown): readonly Call[] {
  const calls: Call[] = [];
  run(
    wrap(formulas, (name, formula, args) => {
      const value = formula(args);
      calls.push({ name, args, value });
      return value;
    }),
  );
  return calls;
}

/**
 * A chain whose calls can be perturbed: the result at `target` if one earlier call or field comes out `ratio` times its right value, while
 * all others stay right.
 */
function holder(formulas: Formulas, run: Run, given: Plain<Givens>, earlier: Earlier, calls: readonly Call[]) {
  let at = -1;
  let asked = { target: -1, source: -1 as number | string, ratio: 1 };
  let found = Number.NaN;
  const held = wrap(formulas, (_, formula, args) => {
    at++;
    const right = calls[at]?.value ?? Number.NaN;
    if (at === asked.target) found = formula(args);
    return at === asked.source ? right * asked.ratio : right;
  });
  return (target: number, source: number | string, ratio: number): number | undefined => {
    at = -1;
    found = Number.NaN;
    asked = { target, source, ratio };
    return attempt(() => {
      run(held, given, (name) => earlier(name) * (name === source ? ratio : 1));
      return found;
    });
  };
}

/** Of each call's formula, and those with another given at the first call whose result differs. */
function slipsOfCalls(
  formulas: Formulas,
  field: NumberField | undefined,
  run: Run,
  given: Plain<Givens>,
  earlier: Earlier,
  calls: readonly Call[],
) {
  const slips = calls.map(({ name, args }) => {
    const formula = asTable(formulas)[name];
    return (formula?.slips ?? []).map(({ say, of }) => ({ say, value: attempt(() => of(formula?.values(args) ?? {})) }));
  });
  for (const { say, given: other } of field?.slips ?? []) {
    if (!other) continue;
    const changed = { ...given, ...other(given) } as Plain<Givens>;
    const wrong = attempt(() => callsOf(formulas, (f) => run(f, changed, earlier))) ?? [];
    const at = calls.findIndex(({ value }, i) => wrong[i] !== undefined && !close(wrong[i].value, value));
    if (at >= 0) slips[at] = [{ say, value: wrong[at]?.value }, ...(slips[at] ?? [])];
  }
  return slips;
}

type Draft = Omit<PadStep, 'slips'> & { readonly slips: readonly { readonly say: string; readonly value: number | undefined }[] };

/** Neither right nor another slip's. */
function distinct({ slips, value, tolerance }: Draft, html: (markdown: string) => string): PadStep['slips'] {
  const distinct: { readonly say: string; readonly value: number }[] = [];
  for (const { say, value: wrong } of slips) {
    if (wrong === undefined || !Number.isFinite(wrong) || wrong === 0) continue;
    const taken = [value, ...distinct.map((slip) => slip.value)].some((other) => close(other, wrong, Math.max(tolerance, 0.01) * 2));
    if (!taken) distinct.push({ say, value: wrong });
  }
  return distinct.map((slip) => [digits(slip.value), html(slip.say)]);
}

/** Of all fields, each once; for a choice, those of its `derive`. */
function stepsOf(exercise: Exercise, formulas: Formulas, solved: readonly SolvedField[], variant: string | undefined): readonly Draft[] {
  const given = toPlain(givensOf(exercise, variant));
  const drafts: Draft[] = [];
  /** By field, with its value in the unit of its formula. */
  const answers = new Map<string, { readonly at: number; readonly value: number }>();
  const earlier: Earlier = (name) => answers.get(name)?.value ?? Number.NaN;

  const add = (run: Run, field?: { readonly definition: NumberField; readonly solved: SolvedNumber }): void => {
    let result = Number.NaN;
    const calls = callsOf(formulas, (f) => (result = run(f, given, earlier)));
    const last = field === undefined ? -1 : calls.findLastIndex(({ value }) => value === result);
    const probe = holder(formulas, run, given, earlier, calls);
    const slips = slipsOfCalls(formulas, field?.definition, run, given, earlier, calls);
    const places: number[] = [];
    for (const [i, { name, value }] of calls.entries()) {
      const formula = asTable(formulas)[name];
      const { title = '', gives: unit = '1' } = formula ?? {};
      const known = drafts.findIndex((draft) => draft.title === title && draft.unit === unit && draft.value === value);
      const tolerance = i === last ? (field?.solved.tolerance ?? 0.01) : middleTolerance;
      const ofField = i === last ? fieldSlips(field?.solved, unit) : [];
      const sources = [...places.map((place, from) => [from, place] as const), ...[...answers].map(([key, { at }]) => [key, at] as const)];
      const chains = sources.flatMap(([source, place]) => chainFrom(String(place), (ratio) => probe(i, source, ratio)) ?? []);
      const draft: Draft = {
        title,
        unit,
        value,
        tolerance,
        ...(i === last && field && { field: field.solved.key }),
        slips: [...(slips[i] ?? []), ...ofField],
        chains: chains.filter((chain, n) => chains.findIndex(({ from }) => from === chain.from) === n),
      };
      if (known < 0) drafts.push(draft);
      else if (draft.field !== undefined && drafts[known]?.field === undefined)
        drafts[known] = { ...draft, chains: drafts[known]?.chains ?? [] };
      places.push(known < 0 ? drafts.length - 1 : known);
    }
    if (!field) return;
    if (last < 0) {
      const { label: title, unit, value, tolerance, key } = field.solved;
      drafts.push({ title, unit, value, tolerance, field: key, slips: fieldSlips(field.solved, unit), chains: [] });
    }
    answers.set(field.solved.key, { at: places[last] ?? drafts.length - 1, value: result });
  };

  for (const field of solved) {
    const definition = exercise.fields[field.key];
    if (field.kind === 'number' && definition && isNumberField(definition))
      add((f, g, e) => definition.solve(g, f, e), { definition, solved: field });
  }
  const { derive } = exercise;
  if (derive)
    add((f, g) => {
      derive(g, f);
      return Number.NaN;
    });
  return drafts;
}

const fieldSlips = (field: SolvedNumber | undefined, unit: string): Draft['slips'] =>
  (field?.slips ?? []).map(({ say, value }) => ({ say, value: convert(value, field?.unit ?? unit, unit) }));

/**
 * `html` turns a sentence into HTML. Nothing else of a derivation is sent as data: no formula, no source, of a step's text only its title.
 */
export function toPadSpec(exercise: Exercise, formulas: Formulas, html: (markdown: string) => string, variant?: string): PadSpec {
  const solved = solve(exercise, formulas, variant);
  return {
    given: Object.values(givensOf(exercise, variant)).flatMap((given) =>
      typeof given === 'string' || isLetter(given) ? [] : [[digits(given.value), given.unit] as const],
    ),
    steps: stepsOf(exercise, formulas, solved, variant).map((draft) => ({
      ...draft,
      value: digits(draft.value),
      slips: distinct(draft, html),
    })),
    fields: solved.flatMap((field) =>
      field.kind === 'number' ? [{ key: field.key, label: field.label, unit: field.unit, tolerance: field.tolerance }] : [],
    ),
  };
}
