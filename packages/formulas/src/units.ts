export {
  baseUnit,
  convert,
  dimensionsMatch,
  fromSuperscript,
  parseUnit,
  timesUnit,
  unitLabel,
  unitName,
  unitNamed,
  unitOf,
} from './unit-reading.ts';
export type { Exponents, FlopsAsRate, Unit, UnitPart, UnitReading } from './unit-reading.ts';
export { numerals, numeralsOf } from './numerals.ts';
export type { Numerals } from './numerals.ts';
export { formatNumber, formatQuantity } from './unit-format.ts';
export type { QuantityFormat } from './unit-format.ts';
