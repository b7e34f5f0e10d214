/** A slider's stops, and what a text typed beside it means. */
import * as words from './words/slider.ts';
import { readQuantity } from '@scaling-workbook/formulas/quantity';
import { formatQuantity } from '@scaling-workbook/formulas/units';

export type SliderScale =
  | { readonly kind: 'linear'; readonly min: number; readonly max: number; readonly step: number }
  /** Equal factors; every stop but the last is a multiple of `multiple`. */
  | { readonly kind: 'log'; readonly min: number; readonly max: number; readonly perDoubling?: number; readonly multiple?: number }
  | { readonly kind: 'steps'; readonly values: readonly number[] };

/** As the other scales name theirs. */
export const endsOf = ({ values }: { readonly values: readonly number[] }) => ({ min: Math.min(...values), max: Math.max(...values) });

const most = 5000;

/** Ascending. Throws `RangeError` if there are none, or too many. */
export function stopsOf(scale: SliderScale): readonly number[] {
  const stops = [...new Set(rawStops(scale))].sort((a, b) => a - b);
  if (stops.length < 2 || !stops.every(Number.isFinite))
    throw new RangeError(`slider: scale must have at least two stops, got ${JSON.stringify(scale)}`);
  return stops;
}

function rawStops(scale: SliderScale): readonly number[] {
  if (scale.kind === 'steps') return scale.values;
  const { min, max } = scale;
  const steps = scale.kind === 'log' ? Math.log2(max / min) * (scale.perDoubling ?? 8) : (max - min) / scale.step;
  if (!(steps > 0 && steps <= most)) throw new RangeError(`slider: scale must have from 2 to ${most} stops, got ${JSON.stringify(scale)}`);
  const at = (i: number): number => {
    if (scale.kind === 'linear') return Number((min + i * scale.step).toPrecision(12));
    const { perDoubling = 8, multiple } = scale;
    const value = Number((min * 2 ** (i / perDoubling)).toPrecision(12));
    return multiple === undefined ? value : Math.max(min, Math.round(value / multiple) * multiple);
  };
  // Floating point may put the last stop below the end.
  return [...Array.from({ length: Math.ceil(steps - 1e-9) }, (_, i) => at(i)).filter((value) => value < max), max];
}

/** By ratio on a log scale. */
export function nearestStop(stops: readonly number[], value: number, kind: SliderScale['kind']): number {
  const far = (stop: number): number => (kind === 'log' ? Math.abs(Math.log(stop / value)) : Math.abs(stop - value));
  return stops.reduce((best, stop, i) => (far(stop) < far(stops[best] ?? NaN) ? i : best), 0);
}

export interface Typed {
  readonly unit: string;
  readonly stops: readonly number[];
  readonly whole?: boolean | undefined;
  /** Stops only. */
  readonly only?: boolean | undefined;
}

export type TypedReading = { readonly ok: true; readonly value: number } | { readonly ok: false; readonly say: string };

/** In the slider's unit, or says what was expected. Never throws. */
export function readTyped(text: string, { unit, stops, whole = false, only = false }: Typed): TypedReading {
  const [min = NaN, max = NaN] = [stops[0], stops.at(-1)];
  const show = (value: number): string => formatQuantity(value, unit);
  const range = [show(min), show(max)] as const;
  const refuse = (say: string): TypedReading => ({ ok: false, say });
  const reading = readQuantity(text, { unit });
  if (!reading.ok) return refuse(reading.why === 'empty' ? words.nothingTyped(...range) : words.notANumber(...range));
  if (reading.unit === 'other') return refuse(words.otherKind(reading.echo, ...range));
  // The largest number would become infinite.
  const rounded = Number(reading.value.toPrecision(15));
  const value = Number.isFinite(rounded) ? rounded : reading.value;
  if (value < min) return refuse(words.tooSmall(show(value), ...range));
  if (value > max) return refuse(words.tooLarge(show(value), ...range));
  if (whole && !Number.isInteger(value)) return refuse(words.notWhole(show(value), ...range));
  if (only && !stops.includes(value)) return refuse(words.notListed(show(value), stops.map(show)));
  return { ok: true, value };
}
