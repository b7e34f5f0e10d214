/** A formula to try: its fields, its result, what could not be read. */
import type { NotRead } from '@scaling-workbook/exercises/answer/quantity';

export const calculated = (title: string): string => `${title}, calculated`;
export const accelerator = 'Accelerator (BF16)';
export const model = 'Model';
export const ownNumbers = 'your own numbers';
export const calculate = 'Calculate';

/** A unit in a sentence; undefined for a plain number, whose example stands alone. */
export const example = (unit: string | undefined, text: string): string =>
  unit === undefined ? `a plain number, such as ${text}` : `an amount in ${unit}, such as ${text}`;
export const notRead: Readonly<Record<NotRead['why'], string>> = {
  empty: 'Nothing is typed here.',
  'too-long': 'This is too long to be read.',
  'not-a-number': 'There is no number in it that can be read.',
  'ambiguous-comma': 'Its commas can be read in more than one way.',
  'unknown-unit': 'One of its words is no unit known here.',
  dimension: 'It adds or compares amounts of different kinds.',
  'division-by-zero': 'It divides by zero.',
  'not-finite': 'It is too large to be a number.',
};
export const fault = (why: string, expected: string): string => `${why} Type ${expected}.`;
export const otherKind = (read: string): string => `${read} measures something else.`;
export const someNotRead = 'Not everything could be read. See the marked fields.';
export const notLoaded = 'The formula could not be loaded. Check the connection and try again.';

export const inUnit = (unit: string): string => `in ${unit}`;
export const ifEmpty = (value: string): string => `${value} where left empty`;
export const inFull = (exact: string): string => `In full: ${exact}.`;
export const readAs = (from: string): string => `Read as: ${from}.`;
