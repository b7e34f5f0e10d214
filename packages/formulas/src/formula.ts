/**
 * A formula is a pure function that also knows its units, its TeX, its source and the classic slips people make with it.
 *
 * Everything the workbook prints comes from one: answers, derivations, slips, the list of formulas, the command line.
 */
import type { Assumption, Identity } from './identity.ts';

declare const unit: unique symbol;

/**
 * A number that carries its unit in the type only: `Quantity<'FLOP/s'>` is not a `Quantity<'B/s'>`, while a plain number passes for either.
 * At run time it is a number in exactly that unit.
 */
export type Quantity<U extends string = string> = number & { readonly [unit]?: U };

/** Outside its domain a formula throws a `RangeError` that names the input and the value. */
export type Domain = 'positive' | 'nonNegative' | 'count' | 'countOrZero' | 'fraction' | 'openFraction';

export interface Input<U extends string = string> {
  readonly unit: U;
  /** TeX of the symbol in the general line, such as `P` or `\\text{BW}`. */
  readonly symbol: string;
  /** In a few words, without its unit. */
  readonly means: string;
  readonly domain: Domain;
  /** What the tables of models and chips fill it by. */
  readonly identity?: Identity;
  /** Used if the caller leaves the input out. */
  readonly default?: number;
}

export type Inputs = Readonly<Record<string, Input>>;

type Given<T extends Inputs> = { readonly [K in keyof T as T[K] extends { default: number } ? never : K]: Quantity<T[K]['unit']> };
type Defaulted<T extends Inputs> = { readonly [K in keyof T as T[K] extends { default: number } ? K : never]?: Quantity<T[K]['unit']> };

/** The caller's argument: one object; inputs with a default are optional. */
export type Args<T extends Inputs> = Given<T> & Defaulted<T>;

/** The body's argument: every input, as plain numbers. */
export type Values<T extends Inputs> = { readonly [K in keyof T]: number };

export interface Slip<T extends Inputs = Inputs> {
  /** Short permanent name, kebab-case, unique within the formula. */
  readonly name: string;
  /** One kind sentence: what happened, and what to do instead. Markdown with `$…$`. */
  readonly say: string;
  readonly of: (values: Values<T>) => number;
}

export interface FormulaSpec<T extends Inputs, U extends string> {
  readonly title: string;
  /** One or two sentences: what it computes and when it holds. */
  readonly about: string;
  readonly takes: T;
  /** Ordinary inputs. They must not give away the answer to an exercise. */
  readonly example: NoInfer<Args<T>>;
  readonly gives: U;
  /** TeX of the result's symbol; the title in roman type by default. */
  readonly symbol?: string;
  /** Called with symbols for the general line and with numbers for the substituted line. */
  readonly tex: (symbols: { readonly [K in keyof T]: string }) => string;
  readonly of: (values: Values<T>) => number;
  /** About the model that its numbers describe. */
  readonly assumes?: readonly Assumption[];
  /** What is wrong between inputs, naming them and their values, or undefined. */
  readonly refuse?: (values: Values<T>) => string | undefined;
  readonly slips?: readonly Slip<T>[];
  /** Authors, year, and a DOI, arXiv number or address. */
  readonly source: string;
  /** Former names, which redirect to it. */
  readonly formerly?: readonly string[];
}

export interface Formula<T extends Inputs = Inputs, U extends string = string> extends Omit<FormulaSpec<T, U>, 'slips'> {
  (args: Args<T>): Quantity<U>;
  readonly slips: readonly Slip<T>[];
  /** Checked and completed with defaults. Throws `RangeError` outside the domain. */
  readonly values: (args: Args<T>) => Values<T>;
}

/** Any formula, for code that walks over a table of them. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a table holds formulas of many signatures, and a function type is contravariant in its inputs
export type AnyFormula = Formula<any>;

const accepts: Record<Domain, { readonly test: (x: number) => boolean; readonly say: string }> = {
  positive: { test: (x) => x > 0, say: 'a finite number above 0' },
  nonNegative: { test: (x) => x >= 0, say: 'a finite number of at least 0' },
  count: { test: (x) => x >= 1 && Number.isInteger(x), say: 'a whole number of at least 1' },
  countOrZero: { test: (x) => x >= 0 && Number.isInteger(x), say: 'a whole number of at least 0' },
  fraction: { test: (x) => x >= 0 && x <= 1, say: 'a number from 0 to 1' },
  openFraction: { test: (x) => x > 0 && x < 1, say: 'a number strictly between 0 and 1' },
};

// These marks let bundlers drop the formulas that a page does not use.

/* #__NO_SIDE_EFFECTS__ */
const input = <const U extends string>(domain: Domain, unitName: U, symbol: string, means: string, identity: Identity | undefined) =>
  ({ unit: unitName, symbol, means, domain, ...(identity !== undefined && { identity }) }) as const;

/** Above zero, such as a bandwidth. */
/* #__NO_SIDE_EFFECTS__ */
export const positive = <const U extends string>(unitName: U, symbol: string, means: string, identity?: Identity) =>
  input('positive', unitName, symbol, means, identity);

/** At least zero, such as a latency. */
/* #__NO_SIDE_EFFECTS__ */
export const nonNegative = <const U extends string>(unitName: U, symbol: string, means: string, identity?: Identity) =>
  input('nonNegative', unitName, symbol, means, identity);

/** Whole, at least one, such as a number of devices. */
/* #__NO_SIDE_EFFECTS__ */
export const count = <const U extends string>(unitName: U, symbol: string, means: string, identity?: Identity) =>
  input('count', unitName, symbol, means, identity);

/** Whole, at least zero, such as a number of shared experts. */
/* #__NO_SIDE_EFFECTS__ */
export const countOrZero = <const U extends string>(unitName: U, symbol: string, means: string, identity?: Identity) =>
  input('countOrZero', unitName, symbol, means, identity);

/** From 0 to 1, inclusive. */
/* #__NO_SIDE_EFFECTS__ */
export const fraction = <const U extends string>(unitName: U, symbol: string, means: string, identity?: Identity) =>
  input('fraction', unitName, symbol, means, identity);

/** Strictly between 0 and 1. */
/* #__NO_SIDE_EFFECTS__ */
export const openFraction = <const U extends string>(unitName: U, symbol: string, means: string, identity?: Identity) =>
  input('openFraction', unitName, symbol, means, identity);

/** The same input with a default. */
/* #__NO_SIDE_EFFECTS__ */
export const optional = <U extends string>(of: Input<U>, value: number) => ({ ...of, default: value });

/** Defines a formula: a pure function that carries its spec; see `FormulaSpec`. */
/* #__NO_SIDE_EFFECTS__ */
export function formula<const T extends Inputs, const U extends string>(spec: FormulaSpec<T, U>): Formula<T, U> {
  const values = (args: Args<T>): Values<T> => {
    const given: Readonly<Record<string, unknown>> = args;
    // A misspelt input also leaves one missing: its name helps more.
    const stray = Object.keys(given).find((name) => !Object.hasOwn(spec.takes, name));
    if (stray !== undefined) throw new RangeError(`${spec.title}: takes no input ${stray}; it takes ${Object.keys(spec.takes).join(', ')}`);
    const full = Object.fromEntries(
      Object.entries(spec.takes).map(([name, takes]) => {
        const value = given[name] ?? takes.default;
        const { test, say } = accepts[takes.domain];
        if (typeof value !== 'number' || !Number.isFinite(value) || !test(value)) {
          const got = typeof value === 'number' ? String(value) : typeof value;
          throw new RangeError(`${spec.title}: ${name} must be ${say} (${takes.means}, in ${takes.unit}), got ${got}`);
        }
        return [name, value];
      }),
    ) as Values<T>;
    const refused = spec.refuse?.(full);
    if (refused !== undefined) throw new RangeError(`${spec.title}: ${refused}`);
    return full;
  };
  const { slips = [], ...rest } = spec;
  return Object.assign((args: Args<T>): Quantity<U> => spec.of(values(args)), rest, { slips, values });
}
