/** Tables of facts: what a column shows of a record, and the resulting cell. */
import { convert, formatNumber } from '@scaling-workbook/formulas/units';

export interface Cell {
  readonly text: string;
  /** The sort key; absent if there is no value, and then `why` says so. */
  readonly key?: number | string;
  readonly why?: string;
  /** A caveat about the value, shown below it. */
  readonly mark?: string | undefined;
}

export interface Column<T> {
  readonly label: string;
  /** Shown in the header, since the cells are bare numbers. */
  readonly unit?: string;
  readonly kind: 'number' | 'words';
  readonly of: (record: T) => Cell;
}

export const words = (text: string): Cell => ({ text, key: text });
export const missing = (why: string): Cell => ({ text: '–', why });
export const number = (value: number, digits?: number): Cell => ({ text: formatNumber(value, digits), key: value });
/** A value in the unit of its column. */
export const inUnit = (value: number, from: string, to: string, digits?: number): Cell =>
  number(Number(convert(value, from, to).toPrecision(12)), digits);
