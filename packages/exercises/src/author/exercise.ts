/**
 * What an exercise is. An author writes `numeric`, `symbolic`, `parts` or `choice`; each is a small chain of formulas over givens. Answer,
 * derivation, slips and fresh numbers are readings of that one definition.
 */
import type { Quantity } from '@scaling-workbook/formulas/formula';
import type * as table from '@scaling-workbook/formulas/formulas';
import { unitOf } from '@scaling-workbook/formulas/units';

/** This package knows only its type; callers pass the table in. */
export type Formulas = typeof table;

/** A number with its unit at run time. A fact of the tables is one too. */
export interface Amount<U extends string = string> {
  readonly value: Quantity<U>;
  readonly unit: U;
}

/** One that the exercise itself gives; figures of chips and models come from the tables. */
export const amount = <const U extends string>(value: Quantity<U>, unit: U): Amount<U> => ({ value, unit });

/** A given that stays a letter: the answer is a formula over the letters, and judging puts numbers of this range in. */
export interface Letter<U extends string = string> extends Amount<U> {
  readonly from: number;
  readonly to: number;
  readonly whole: boolean;
}

interface LetterRange {
  readonly from?: number;
  readonly to?: number;
  readonly whole?: boolean;
}

/**
 * Readers type it under the given's name. `range`: whole numbers from 2 to 4096 where it counts something, else from 0.5 to 500. Where a
 * formula takes the larger of two values, choose ranges in which each is at times the larger.
 */
export function letter(): Letter<'1'>;
export function letter<const U extends string>(unit: U, range?: LetterRange): Letter<U>;
export function letter(unit = '1', range: LetterRange = {}): Letter {
  const whole = range.whole ?? Object.keys(unitOf(unit).dims).length === 0;
  return { value: Number.NaN, unit, from: range.from ?? (whole ? 2 : 0.5), to: range.to ?? (whole ? 4096 : 500), whole };
}

export const isLetter = (given: Amount | string | undefined): given is Letter => typeof given === 'object' && 'whole' in given;

/** Amounts, and words such as the name of a chip. */
export type Givens = Readonly<Record<string, Amount | string>>;

/** As `solve` sees them: numbers with their unit in the type. */
export type Plain<G extends Givens> = {
  readonly [K in keyof G]: G[K] extends Amount<infer U> ? Quantity<U> : G[K];
};

/** A formula for sentences: takes numbers or amounts, returns an amount. */
type Shown<F> = F extends (args: infer A) => Quantity<infer U>
  ? (args: { readonly [K in keyof A]: A[K] | (NonNullable<A[K]> extends Quantity<infer I> ? Amount<I> : never) }) => Amount<U>
  : never;
export type ShownFormulas = { readonly [K in keyof Formulas]: Shown<Formulas[K]> };

/** With `$…$`, written with `md` so that each number was formatted. */
export type Markdown = string & { readonly markdown?: true };
export type Text<G extends Givens> = (given: G, f: ShownFormulas) => Markdown;

export interface Option {
  readonly text: Markdown;
  readonly right: boolean;
  /** Why it is right, or which misconception it shows. */
  readonly say: Markdown;
}

/** Specific to this exercise: the same chain with another given, or another chain. */
export interface OwnSlip<G extends Givens> {
  readonly name: string;
  readonly say: string;
  /** Instead of the right ones, in the unit of the given. */
  readonly given?: (given: Plain<G>) => { readonly [K in keyof G]?: number };
  /** Returns the wrong value in the unit that `solve` returns. */
  readonly solve?: (given: Plain<G>, f: Formulas) => number;
}

/** The value of an earlier field, in the unit that its `solve` returns. */
export type Earlier = (field: string) => number;

/** One end of an estimate's range: the chain of `solve` under another assumption. */
export interface Bound<G extends Givens> {
  /** In place of the worked estimate's, in the unit of the given. */
  readonly given: (given: Plain<G>) => { readonly [K in keyof G]?: number };
  /** Half a sentence: `if a third of the peak is reached`. */
  readonly say: Markdown;
  /** On paper, in the unit of the field. */
  readonly byHand: number;
}

/** A figure of the companion book that differs from ours. */
export interface Printed {
  /** In the unit of the field. */
  readonly value: number;
  /** How ours comes about, kindly. */
  readonly say: Markdown;
  readonly right?: boolean;
}

export interface NumberField<G extends Givens = Givens> {
  readonly label: string;
  /** In which the answer is asked for and shown; of the last formula's dimension. */
  readonly unit: string;
  /**
   * Composes formulas only, so that each line of the derivation has a name, a unit and a source. For a figure to be recalled it returns the
   * given itself.
   */
  readonly solve: (given: Plain<G>, f: Formulas, earlier: Earlier) => number;
  /** Calculated on paper, in `unit`; a test compares it with `solve`. It never ships. */
  readonly byHand: number;
  /** Relative; 0 for an exact count, 0.01 by default. */
  readonly tolerance?: number;
  /**
   * Whether GB may be read as GiB. `either`: the question leaves it open, and the feedback says which was assumed. `decimal`: GB is 10⁹
   * bytes. By default `either` for a number of bytes, else `decimal`; a count that depends on a memory size sets `either`.
   */
  readonly gigabytes?: 'either' | 'decimal';
  /** Makes it an estimate: all from `low` to `high` is right; `solve` is one worked estimate. A later field that uses it is one, too. */
  readonly range?: { readonly low: Bound<G>; readonly high: Bound<G> };
  /** For the exercise's own givens only. */
  readonly printed?: readonly Printed[];
  readonly slips?: readonly OwnSlip<G>[];
  /** One for each line of the derivation, that is, for each call that `solve` makes. */
  readonly steps?: readonly Markdown[];
}

/** A formula over the letters among the givens. `solve` runs with numbers in their place, so that it is typed once. */
export interface SymbolicField<G extends Givens = Givens> extends Omit<NumberField<G>, 'byHand' | 'gigabytes' | 'range' | 'printed'> {
  /**
   * On paper, typed as a reader would: `2BDF/(BD + DF + BF)`. It may name givens that are numbers. A test compares it with `solve`; readers
   * see it as the answer.
   */
  readonly byHand: string;
  /** By ratio; exact but for rounding by default. 0.01 where it holds rounded figures. */
  readonly tolerance?: number;
  /** Some letters are much larger than the others. A formula right only in that limit is recognised, and right where `accept` says so. */
  readonly leading?: { readonly large: readonly (keyof G & string)[]; readonly accept?: boolean };
}

/** A sharded product to be planned, in the book's notation. */
export interface PlanTask {
  /** Devices along each axis. */
  readonly mesh: Readonly<Record<string, number>>;
  /** Length of each dimension. */
  readonly sizes: Readonly<Record<string, number>>;
  readonly bytesPerElement: number;
  /** In order, as the devices hold them: `A[I, J_X]`. */
  readonly held: readonly string[];
  /** Factors that the reader lays out, with the axes that have to cut each. */
  readonly choose?: Readonly<Record<string, readonly string[]>>;
  /** The result: `C[I_X, K]`. */
  readonly goal: string;
  /** One step a line. */
  readonly ours: string;
}

/** A plan, which is run on a small mesh and priced. */
export interface PlanField<G extends Givens = Givens> {
  readonly label: string;
  readonly plan: (given: Plain<G>) => PlanTask;
  /** Bytes that each device sends in our plan, on paper; a test compares. */
  readonly byHand: number;
  /** Whether only a plan that sends no more than ours is right; else readers are told what ours sends. */
  readonly cheapest?: boolean;
}

/** A value that the chain gives for a layout, and a limit in the unit that the chain returns. */
export interface Constraint<G extends Givens = Givens> {
  readonly label: string;
  /** In which it is shown. */
  readonly unit: string;
  /** `degree('DP')` is what the reader gave it. */
  readonly solve: (given: Plain<G>, degree: (name: string) => number, f: Formulas) => number;
  readonly atMost?: (given: Plain<G>, f: Formulas) => number;
  readonly atLeast?: (given: Plain<G>, f: Formulas) => number;
  /** For a layout that breaks it: why, and what would help. */
  readonly say: Markdown;
  /** Our layout's value on paper, in `unit`. */
  readonly byHand: number;
}

/** A layout of all devices, such as `DP = 256, TP = 8`; each that meets the constraints is right. */
export interface DesignField<G extends Givens = Givens> {
  readonly label: string;
  /** By name. */
  readonly degrees: Readonly<Record<string, readonly number[]>>;
  readonly devices: (given: Plain<G>) => number;
  readonly constraints: Readonly<Record<string, Constraint<G>>>;
  /** Meets them; a degree left out is 1. */
  readonly ours: Readonly<Record<string, number>>;
}

export interface ChoiceField<G extends Givens = Givens> {
  readonly label: string;
  readonly options: (given: G, f: ShownFormulas) => readonly Option[];
}

export type Field<G extends Givens = Givens> = NumberField<G> | SymbolicField<G> | PlanField<G> | DesignField<G> | ChoiceField<G>;

interface Common<G extends Givens> {
  readonly title: string;
  /** Its number in the earlier workbook, such as `0.1`. */
  readonly original?: string;
  /**
   * The companion book's problem that it solves, such as `sb-roofline-1`, or several; chapters/book/problems.ts lists them. The first gives
   * its number among a chapter's problems.
   */
  readonly book?: string | readonly string[];
  readonly given: G;
  readonly ask: Text<G>;
  readonly hint: Text<G>;
  /** Opens once the exercise is solved. */
  readonly after: Text<G>;
  /** The earlier workbook's mistake that it is about. The page of corrections links here; the exercise does not mention it. */
  readonly erratum?: `E${number}`;
  /** Other real settings by permanent name; each replaces some givens. */
  readonly fresh?: Readonly<Record<string, Partial<{ readonly [K in keyof G]: G[K] extends Amount<infer U> ? Amount<U> : string }>>>;
  /** Each with its present name, for links and records. */
  readonly formerSettings?: Readonly<Record<string, string>>;
  /** Former ids; their addresses redirect here. */
  readonly formerly?: readonly string[];
}

export interface NumericSpec<G extends Givens> extends Common<G>, Omit<NumberField<G>, 'label'> {
  readonly label?: string;
}

export interface SymbolicSpec<G extends Givens> extends Common<G>, Omit<SymbolicField<G>, 'label'> {
  readonly label?: string;
}

export interface PartsSpec<G extends Givens> extends Common<G> {
  /** In the order asked; a later one may use an earlier one's value. */
  readonly fields: Readonly<Record<string, Field<G>>>;
}

export interface ChoiceSpec<G extends Givens> extends Common<G>, Omit<ChoiceField<G>, 'label'> {
  readonly label?: string;
  /** Explains the key; each call is one line of the derivation. */
  readonly derive?: (given: Plain<G>, f: Formulas) => void;
  readonly steps?: readonly Markdown[];
}

/** As the site, the tests and the exporters see it. */
export interface Exercise extends Common<Givens> {
  readonly kind: 'numeric' | 'symbolic' | 'parts' | 'choice';
  readonly fields: Readonly<Record<string, Field>>;
  readonly derive?: (given: Plain<Givens>, f: Formulas) => void;
  readonly steps?: readonly Markdown[];
}

/** The one place that erases the precise types of an author's givens; each reading passes givens of the same shape back in. */
const erase = <G extends Givens>(exercise: Common<G> & { kind: Exercise['kind']; fields: Readonly<Record<string, Field<G>>> }): Exercise =>
  exercise as unknown as Exercise;

/** One number. */
export function numeric<const G extends Givens>(spec: NumericSpec<G>): Exercise {
  const { label = 'Answer', unit, solve, byHand, tolerance, gigabytes, range, printed, slips, steps, ...common } = spec;
  const field = {
    label,
    unit,
    solve,
    byHand,
    ...(tolerance !== undefined && { tolerance }),
    ...(gigabytes && { gigabytes }),
    ...(range && { range }),
    ...(printed && { printed }),
    ...(slips && { slips }),
    ...(steps && { steps }),
  };
  return erase({ ...common, kind: 'numeric', fields: { answer: field } });
}

/** One formula over letters. */
export function symbolic<const G extends Givens>(spec: SymbolicSpec<G>): Exercise {
  const { label = 'Answer', unit, solve, byHand, tolerance, leading, slips, steps, ...common } = spec;
  const field = {
    label,
    unit,
    solve,
    byHand,
    ...(tolerance !== undefined && { tolerance }),
    ...(leading && { leading }),
    ...(slips && { slips }),
    ...(steps && { steps }),
  };
  return erase({ ...common, kind: 'symbolic', fields: { answer: field } });
}

/** Several fields (numbers, formulas or choices), each judged by itself. */
export function parts<const G extends Givens>(spec: PartsSpec<G>): Exercise {
  return erase({ ...spec, kind: 'parts' });
}

/** One of several options, each with its own feedback. */
export function choice<const G extends Givens>(spec: ChoiceSpec<G>): Exercise {
  // eslint-disable-next-line no-restricted-syntax -- a label is the exercise's own text, translated with its chapter; this one stands in
  const { label = 'Your choice', options, ...common } = spec;
  return erase({ ...common, kind: 'choice', fields: { answer: { label, options } } });
}

export const isSymbolicField = <G extends Givens>(field: Field<G>): field is SymbolicField<G> =>
  'solve' in field && typeof field.byHand === 'string';
export const isNumberField = <G extends Givens>(field: Field<G>): field is NumberField<G> =>
  'solve' in field && typeof field.byHand === 'number';
export const isDesignField = <G extends Givens>(field: Field<G>): field is DesignField<G> => 'degrees' in field;
export const isPlanField = <G extends Givens>(field: Field<G>): field is PlanField<G> => 'plan' in field;
