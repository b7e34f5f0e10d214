/** What a column shows of a record. */
import { convert, formatNumber } from '@scaling-workbook/formulas/units';

export interface Cell {
  readonly text: string;
  /** Absent if there is no value; then `why` says so. */
  readonly key?: number | string;
  readonly why?: string;
  /** Shown below the value. */
  readonly mark?: string | undefined;
}

export interface Column<T> {
  readonly label: string;
  /** In the header: the cells are bare numbers. */
  readonly unit?: string;
  readonly kind: 'number' | 'words';
  readonly of: (record: T) => Cell;
}

export const words = (text: string): Cell => ({ text, key: text });
export const missing = (why: string): Cell => ({ text: '–', why });
export const number = (value: number, digits?: number): Cell => ({ text: formatNumber(value, digits), key: value });
export const inUnit = (value: number, from: string, to: string, digits?: number): Cell =>
  number(Number(convert(value, from, to).toPrecision(12)), digits);
