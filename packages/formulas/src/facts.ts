/**
 * A fact is a measured or published number: it states its unit, source and date.
 *
 * Hardware, models and prices are tables of facts. Formulas take the `value`; the page prints the source.
 */
import type { Quantity } from './formula.ts';

export interface Fact<U extends string = string> {
  readonly value: Quantity<U>;
  readonly unit: U;
  /** Who published it, with an address. */
  readonly source: string;
  /** According to the source: `2024-05-31`, `2024-05` or `2024`. */
  readonly date: string;
  readonly note?: string;
  /** Read in a secondary source. */
  readonly secondHand?: true;
}

/** A source shared by many facts is written once and passed to each. */
export interface Provenance {
  readonly source: string;
  readonly date: string;
  readonly note?: string;
  readonly secondHand?: true;
}

const isoDate = /^\d{4}(-\d{2}(-\d{2})?)?$/;

/** `2024-02-30` is well formed but no day. */
const isDay = (date: string): boolean => {
  const time = Date.parse(date);
  return isoDate.test(date) && !Number.isNaN(time) && new Date(time).toISOString().startsWith(date);
};

/**
 * Throws `RangeError` for a value that is not finite and above 0, an empty unit or source, or a date not in ISO 8601. The mark lets
 * bundlers drop unused facts: the tests ensure that it never throws for our tables.
 */
/* #__NO_SIDE_EFFECTS__ */
export function fact<const U extends string>(value: Quantity<U>, unit: U, { source, date, note, secondHand }: Provenance): Fact<U> {
  if (!Number.isFinite(value) || value <= 0) throw new RangeError(`fact: value must be a finite number above 0, got ${String(value)}`);
  if (unit.trim() === '') throw new RangeError(`fact: unit must say what ${String(value)} counts, got "${unit}"`);
  if (source.trim() === '') throw new RangeError(`fact: source must say where ${String(value)} ${unit} was read, got "${source}"`);
  if (!isDay(date)) throw new RangeError(`fact: date must be an ISO date such as 2024-05-31 or 2024-05, got "${date}"`);
  return { value, unit, source, date, ...(note === undefined ? {} : { note }), ...(secondHand && { secondHand }) };
}
