/**
 * A plot's axes: from values to pixels, and ticks. d3-scale has them too, but adds 10 kB of colour spaces and number formats to every page
 * with a plot; the tests compare this file with it.
 */
import * as words from './words/axis.ts';
import { convert, formatNumber } from '@scaling-workbook/formulas/units';

export interface Axis {
  /** Lower case: `arithmetic intensity`. */
  readonly label: string;
  readonly unit: string;
  /** If it differs: values in `FLOP/s`, ticks in `TFLOP/s`. */
  readonly as?: string;
  readonly scale: 'linear' | 'log';
  readonly domain: readonly [from: number, to: number];
}

export interface Tick {
  readonly value: number;
  /** Empty for a tick without a label. */
  readonly label: string;
}

export type ToPixel = (value: number) => number;

/** NaN where a logarithm does not exist. Throws `RangeError` for a domain that is empty or has no logarithm. */
export function toPixels({ label, scale, domain }: Axis, [start, end]: readonly [from: number, to: number]): ToPixel {
  const place = scale === 'log' ? Math.log : (value: number): number => value;
  const [from, to] = [place(domain[0]), place(domain[1])];
  if (!(Number.isFinite(from) && Number.isFinite(to) && from !== to))
    throw new RangeError(`${label}: domain must have a length, got ${domain.join(' to ')}`);
  return (value) => start + ((place(value) - from) / (to - from)) * (end - start);
}

export const axisTitle = ({ label, unit, as = unit }: Axis): string => (as === '1' ? label : words.axis(label, as));

/** Labels at least `gap` pixels apart on an axis of `length` pixels. */
export function ticksOf(axis: Axis, length: number, gap: number): readonly Tick[] {
  const { unit, as = unit, domain } = axis;
  const room = Math.max(2, Math.floor(length / gap) + 1);
  const labelled = (value: number): Tick => ({ value, label: formatNumber(convert(value, unit, as)) });
  if (axis.scale === 'linear') return roundValues(domain, room).map(labelled);
  const decades = decadesWithin(axis);
  if (decades.length < 2)
    return oneTwoFive(domain)
      .filter((_, i, all) => all.length <= room || i % Math.ceil(all.length / room) === 0)
      .map(labelled);
  const every = Math.ceil((decades.length - 1) / (room - 1));
  return decades.map((value, i) => (i % every === 0 ? labelled(value) : { value, label: '' }));
}

/** In the unit shown, converted to that of the values. */
function decadesWithin({ unit, as = unit, domain }: Axis): readonly number[] {
  const [from, to] = domain.map((value) => Math.log10(convert(value, unit, as))) as [number, number];
  const first = Math.ceil(from - 1e-9);
  return Array.from({ length: Math.max(0, Math.floor(to + 1e-9) - first + 1) }, (_, i) => convert(Number(`1e${first + i}`), as, unit));
}

/** The smallest step of 1, 2 or 5 times a power of ten with at most `most` ticks. */
function roundValues([from, to]: Axis['domain'], most: number): readonly number[] {
  const power = Math.floor(Math.log10((to - from) / most));
  for (const step of [1, 2, 5, 10, 20].map((factor) => Number(`${factor}e${power}`))) {
    const first = Math.ceil(from / step - 1e-9);
    const count = Math.floor(to / step + 1e-9) - first + 1;
    if (count <= most) return Array.from({ length: count }, (_, i) => Number(((first + i) * step).toPrecision(12)));
  }
  return [from, to];
}

/** For a short logarithmic axis. */
const oneTwoFive = ([from, to]: Axis['domain']): readonly number[] =>
  Array.from({ length: 3 * Math.ceil(Math.log10(to / from) + 1) }, (_, i) =>
    Number(`${[1, 2, 5][i % 3] ?? 1}e${Math.floor(Math.log10(from)) + Math.floor(i / 3)}`),
  ).filter((value) => value >= from * (1 - 1e-9) && value <= to * (1 + 1e-9));
