/** Formats a result for a terminal. */
import { longTimeUnit, readable } from '../readable-units.ts';
import { dimensionsMatch, formatNumber, formatQuantity, parseUnit, unitOf } from '../units.ts';
import { Refusal } from './arguments.ts';

/** All but the last column, to their longest cell. */
export function columns(rows: readonly (readonly string[])[], indent = '  '): readonly string[] {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
  return rows.map((row) =>
    `${indent}${row.map((cell, i) => (i === row.length - 1 ? cell : cell.padEnd(widths[i] ?? 0))).join('')}`.trimEnd(),
  );
}

/** The unit of `--as`; refused unless it fits the unit of the result. */
function unitAsked(as: string, unit: string) {
  const asked = parseUnit(as, 'capital');
  if (asked === undefined) throw new Refusal(`--as: unknown unit “${as}”`);
  if (!dimensionsMatch(asked, unitOf(unit))) throw new Refusal(`--as: the result is in ${unit}, which cannot be shown in ${as}`);
  return asked;
}

/** In the unit of `--as`. */
export const resultIn = (value: number, unit: string, as: string | undefined): { readonly value: number; readonly unit: string } =>
  as === undefined ? { value, unit } : { value: (value * unitOf(unit).scale) / unitAsked(as, unit).scale, unit: as };

/** In the unit of `--as`; long times also in seconds. */
export function quantity(value: number, unit: string, as?: string): string {
  if (as === undefined && unit === 'param' && Number.isInteger(value) && value >= 1e6)
    return `${readable(value, unit)} (${formatNumber(value)})`;
  if (as === undefined)
    return longTimeUnit(value, unit) === undefined ? readable(value, unit) : `${readable(value, unit)} (${formatQuantity(value, unit)})`;
  return formatQuantity(value, unit, { as: unitAsked(as, unit) });
}

export const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
