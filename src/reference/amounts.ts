/** Amounts in the calculators, as typed and as shown. */
import { readQuantity } from '@scaling-workbook/formulas/quantity';
import { readable } from '@scaling-workbook/formulas/readable-units';
import { formatNumber, formatQuantity } from '@scaling-workbook/formulas/units';

/** The shortest that reads back to exactly the value: `4 TB/s`, `70,553,706,496`, `0.0003141`. */
export function typed(value: number, unit: string): string {
  const spellings = [
    () => formatQuantity(value, unit),
    () => formatQuantity(value, unit, { digits: 12 }),
    () => formatNumber(value, 15),
    () => String(value),
  ];
  for (const spell of spellings) {
    const text = spell();
    const reading = readQuantity(text, { unit });
    if (reading.ok && reading.unit !== 'other' && reading.value === value) return text;
  }
  return String(value);
}

export interface Result {
  readonly text: string;
  /** If the text shortened it. */
  readonly exact?: string;
}

/** Long times in days or hours; the same on the server and in the browser. */
export function resultOf(value: number, unit: string): Result {
  const text = readable(value, unit);
  const number = formatNumber(value);
  if (Math.abs(value) < 1000 || text.includes(number)) return { text };
  const exact = unit === '1' ? number : unit.startsWith('$') ? `$${number}${unit.slice(1)}` : `${number} ${unit}`;
  return { text, exact };
}
