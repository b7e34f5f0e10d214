/** Units that people think in. */
import { formatQuantity, type Unit, type UnitReading } from './units.ts';

const longer: readonly (readonly [seconds: number, unit: Unit])[] = [
  [31_536_000, 'year'],
  [86_400, 'day'],
  [3600, 'h'],
  [60, 'min'],
];

/** Days for weeks, hours for hours; undefined for short times. */
export const longTimeUnit = (value: number, unit: Unit): Unit | undefined =>
  unit === 's' ? longer.find(([seconds]) => value >= 2 * seconds)?.[1] : undefined;

/** In the unit asked for, or as people say it: `44.3 days`, `12.8 ms`. */
export const readable = (value: number, unit: Unit, as?: Unit | UnitReading): string =>
  formatQuantity(value, unit, { as: as ?? longTimeUnit(value, unit) });
