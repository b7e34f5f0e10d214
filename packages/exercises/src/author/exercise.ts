/**
 * What an exercise is. An author writes one of `numeric`, `symbolic`, `parts` or `choice`; each is a small chain of formulas over
 * givens. Everything else (answer, derivation, slips, fresh numbers) is a reading of that one definition.
 */
import type { Quantity } from '@scaling-workbook/formulas/formula';
import type * as table from '@scaling-workbook/formulas/formulas';
import { unitOf } from '@scaling-workbook/formulas/units';

/** The table of all formulas. This package knows its type only; whoever reads an exercise passes the table in. */
export type Formulas = typeof table;

/** A number that carries its unit at run time, so that it can be shown. A fact of the fact tables is one too. */
export interface Amount<U extends string = string> {
  readonly value: Quantity<U>;
  readonly unit: U;
}

/** An amount given by the exercise itself; a chip's or a model's figures come from the fact tables instead. */
export const amount = <const U extends string>(value: Quantity<U>, unit: U): Amount<U> => ({ value, unit });

/** A given that stays a letter: the answer is a formula over the letters, and judging puts numbers of this range in for them. */
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
 * A letter that readers may type, under the name that the given has. `range` says which numbers it stands for: whole ones from 2 to
 * 4096 where it counts something, else from 0.5 to 500. Where a formula takes the larger of two values, choose ranges in which
 * each of them is the larger one at times.
 */
export function letter(): Letter<'1'>;
export function letter<const U extends string>(unit: U, range?: LetterRange): Letter<U>;
export function letter(unit = '1', range: LetterRange = {}): Letter {
  const whole = range.whole ?? Object.keys(unitOf(unit).dims).length === 0;
  return { value: Number.NaN, unit, from: range.from ?? (whole ? 2 : 0.5), to: range.to ?? (whole ? 4096 : 500), whole };
}

export const isLetter = (given: Amount | string | undefined): given is Letter => typeof given === 'object' && 'whole' in given;

/** What the exercise starts from: amounts, and words such as the name of a chip. */
export type Givens = Readonly<Record<string, Amount | string>>;

/** The givens as `solve` sees them: numbers that keep their unit in the type. */
export type Plain<G extends Givens> = {
  readonly [K in keyof G]: G[K] extends Amount<infer U> ? Quantity<U> : G[K];
};

/** A formula of the table as sentences use it: takes numbers or amounts, returns an amount that can be shown. */
type Shown<F> = F extends (args: infer A) => Quantity<infer U>
  ? (args: { readonly [K in keyof A]: A[K] | (NonNullable<A[K]> extends Quantity<infer I> ? Amount<I> : never) }) => Amount<U>
  : never;
export type ShownFormulas = { readonly [K in keyof Formulas]: Shown<Formulas[K]> };

/** Markdown with `$…$`, written by `md` so that each number in it went through a formatter. */
export type Markdown = string & { readonly markdown?: true };
/** A sentence over the givens and over formulas of them. */
export type Text<G extends Givens> = (given: G, f: ShownFormulas) => Markdown;

export interface Option {
  readonly text: Markdown;
  /** True for the one right option. */
  readonly right: boolean;
  /** What the reader is told on picking it: why it is right, or which misconception it shows. */
  readonly say: Markdown;
}

/** A slip of this exercise alone: the same chain with another given, or another chain. */
export interface OwnSlip<G extends Givens> {
  readonly name: string;
  readonly say: string;
  /** Givens that the slip takes in place of the right ones, in the unit of the given. */
  readonly given?: (given: Plain<G>) => { readonly [K in keyof G]?: number };
  /** Another chain altogether; returns the wrong value in the unit that `solve` returns. */
  readonly solve?: (given: Plain<G>, f: Formulas) => number;
}

/** The value of an earlier field of the same exercise, in the unit that its `solve` returns. */
export type Earlier = (field: string) => number;

/** One end of the range in which an estimate is right: the chain of `solve` under another assumption. */
export interface Bound<G extends Givens> {
  /** Givens in place of the worked estimate's, in the unit of the given. */
  readonly given: (given: Plain<G>) => { readonly [K in keyof G]?: number };
  /** The assumption as half a sentence: `if a third of the peak is reached`. */
  readonly say: Markdown;
  /** This end worked out on paper, in the unit of the field. */
  readonly byHand: number;
}

/** A figure that the companion book prints where ours is another one. */
export interface Printed {
  /** In the unit of the field. */
  readonly value: number;
  /** How ours comes about, kindly. */
  readonly say: Markdown;
  /** Whether it is right, too. */
  readonly right?: boolean;
}

export interface NumberField<G extends Givens = Givens> {
  readonly label: string;
  /** The unit in which the answer is asked and shown; of the same dimension as the last formula's. */
  readonly unit: string;
  /**
   * Composes formulas only, so that each line of the derivation has a name, a unit and a source. A figure that is to be
   * recalled is no formula's result: there it returns the given itself.
   */
  readonly solve: (given: Plain<G>, f: Formulas, earlier: Earlier) => number;
  /** The answer typed from a calculation on paper, in `unit`; a test compares it with `solve`. It never ships. */
  readonly byHand: number;
  /** How far off by ratio still counts as right; 0 for an exact count. 0.01 where it is left out. */
  readonly tolerance?: number;
  /**
   * Whether GB may also be read as GiB: `either` where the question leaves it open, and then both are right and the reader is told
   * which was taken; `decimal` where it says that GB are 10⁹ bytes. `either` where a number of bytes is asked, else `decimal`: a
   * count that hangs on the size of a memory says so.
   */
  readonly gigabytes?: 'either' | 'decimal';
  /** Makes it an estimate: all from `low` to `high` is right, and `solve` is one worked estimate. A later field that uses it is one, too. */
  readonly range?: { readonly low: Bound<G>; readonly high: Bound<G> };
  /** For the exercise's own givens, not for its other settings. */
  readonly printed?: readonly Printed[];
  readonly slips?: readonly OwnSlip<G>[];
  /** One sentence for each line of the derivation, in order; as many as `solve` makes calls. */
  readonly steps?: readonly Markdown[];
}

/** Asks for a formula over the letters among the givens. `solve` is run with numbers in their place, so that it is typed once. */
export interface SymbolicField<G extends Givens = Givens> extends Omit<NumberField<G>, 'byHand' | 'gigabytes' | 'range' | 'printed'> {
  /**
   * The formula worked out on paper, typed as a reader would: `2BDF/(BD + DF + BF)`. It may name givens that are numbers. A test
   * compares it with `solve`, and readers see it as the answer.
   */
  readonly byHand: string;
  /** How far off by ratio still counts as right; exact but for rounding where it is left out. 0.01 where it holds rounded figures. */
  readonly tolerance?: number;
  /**
   * The limit in which some letters are much larger than all others. A formula that is right only there is recognised, and is right
   * where `accept` says so.
   */
  readonly leading?: { readonly large: readonly (keyof G & string)[]; readonly accept?: boolean };
}

/** A sharded product to be planned, in the notation of the book. */
export interface PlanTask {
  /** Devices along each axis. */
  readonly mesh: Readonly<Record<string, number>>;
  /** Length of each dimension. */
  readonly sizes: Readonly<Record<string, number>>;
  readonly bytesPerElement: number;
  /** The factors in the order of the product, as the devices hold them: `A[I, J_X]`. */
  readonly held: readonly string[];
  /** Factors that the reader lays out, each with the axes that have to cut it. */
  readonly choose?: Readonly<Record<string, readonly string[]>>;
  /** What is to be there in the end: `C[I_X, K]`. */
  readonly goal: string;
  /** A plan that does it, one step a line. */
  readonly ours: string;
}

/** Asks for a plan, which is run on a small mesh and priced. */
export interface PlanField<G extends Givens = Givens> {
  readonly label: string;
  readonly plan: (given: Plain<G>) => PlanTask;
  /** The bytes that each device sends in our plan, worked out on paper; a test compares. */
  readonly byHand: number;
  /** Whether a plan that sends more than ours is not right yet; else it is right, and the reader is told what ours sends. */
  readonly cheapest?: boolean;
}

/** What a layout has to meet: a value that the chain gives for it, and a limit in the unit that the chain returns. */
export interface Constraint<G extends Givens = Givens> {
  readonly label: string;
  /** In which it is shown. */
  readonly unit: string;
  /** `degree('DP')` is the degree that the reader gave it. */
  readonly solve: (given: Plain<G>, degree: (name: string) => number, f: Formulas) => number;
  readonly atMost?: (given: Plain<G>, f: Formulas) => number;
  readonly atLeast?: (given: Plain<G>, f: Formulas) => number;
  /** What the reader is told whose layout breaks it: why, and what would help. */
  readonly say: Markdown;
  /** The value of our layout worked out on paper, in `unit`. */
  readonly byHand: number;
}

/** Asks for a layout of all devices, such as `DP = 256, TP = 8`; every one that meets the constraints is right. */
export interface DesignField<G extends Givens = Givens> {
  readonly label: string;
  /** By name, the degrees that can be chosen. */
  readonly degrees: Readonly<Record<string, readonly number[]>>;
  readonly devices: (given: Plain<G>) => number;
  readonly constraints: Readonly<Record<string, Constraint<G>>>;
  /** A layout that meets them; a degree left out is 1. */
  readonly ours: Readonly<Record<string, number>>;
}

export interface ChoiceField<G extends Givens = Givens> {
  readonly label: string;
  readonly options: (given: G, f: ShownFormulas) => readonly Option[];
}

export type Field<G extends Givens = Givens> = NumberField<G> | SymbolicField<G> | PlanField<G> | DesignField<G> | ChoiceField<G>;

interface Common<G extends Givens> {
  readonly title: string;
  /** Number of the same exercise in the workbook this one grew out of, such as `0.1`. */
  readonly original?: string;
  /**
   * The problem of the companion book that this exercise solves, such as `sb-roofline-1`, or several; chapters/book/problems.ts of the
   * book lists them. Its number follows from the first where it stands among the problems of its chapter.
   */
  readonly book?: string | readonly string[];
  readonly given: G;
  readonly ask: Text<G>;
  readonly hint: Text<G>;
  /** The remark that opens once the exercise is solved. */
  readonly after: Text<G>;
  /** The mistake of the earlier workbook that this exercise answers. The page of corrections links here; the exercise says nothing of it. */
  readonly erratum?: `E${number}`;
  /** Other real settings by permanent name; each replaces some of the givens. */
  readonly fresh?: Readonly<Record<string, Partial<{ readonly [K in keyof G]: G[K] extends Amount<infer U> ? Amount<U> : string }>>>;
  /** Names that settings had before, each with the setting that links and records of it lead to now. */
  readonly formerSettings?: Readonly<Record<string, string>>;
  /** Ids that this exercise had before; their addresses redirect here. */
  readonly formerly?: readonly string[];
}

export interface NumericSpec<G extends Givens> extends Common<G>, Omit<NumberField<G>, 'label'> {
  readonly label?: string;
}

export interface SymbolicSpec<G extends Givens> extends Common<G>, Omit<SymbolicField<G>, 'label'> {
  readonly label?: string;
}

export interface PartsSpec<G extends Givens> extends Common<G> {
  /** The fields in the order asked; a later one may use an earlier one's value. */
  readonly fields: Readonly<Record<string, Field<G>>>;
}

export interface ChoiceSpec<G extends Givens> extends Common<G>, Omit<ChoiceField<G>, 'label'> {
  readonly label?: string;
  /** Formulas whose lines explain the key; each call becomes one line of the derivation. */
  readonly derive?: (given: Plain<G>, f: Formulas) => void;
  readonly steps?: readonly Markdown[];
}

/** Any exercise, as the site, the tests and the exporters see it. Made by `numeric`, `symbolic`, `parts` and `choice` alone. */
export interface Exercise extends Common<Givens> {
  readonly kind: 'numeric' | 'symbolic' | 'parts' | 'choice';
  readonly fields: Readonly<Record<string, Field>>;
  readonly derive?: (given: Plain<Givens>, f: Formulas) => void;
  readonly steps?: readonly Markdown[];
}

/** The one place where an author's precise givens are forgotten; each reading passes givens of the same shape back in. */
const erase = <G extends Givens>(exercise: Common<G> & { kind: Exercise['kind']; fields: Readonly<Record<string, Field<G>>> }): Exercise =>
  exercise as unknown as Exercise;

/** One number is asked. */
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

/** One formula over letters is asked. */
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

/** Several fields are asked, numbers, formulas or choices; each is judged by itself. */
export function parts<const G extends Givens>(spec: PartsSpec<G>): Exercise {
  return erase({ ...spec, kind: 'parts' });
}

/** One option is to be picked; every option carries its own feedback. */
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
