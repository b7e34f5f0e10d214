/** The axes of a plot: from values to pixels, and where the ticks are. */
import { convert, formatNumber } from '@scaling-workbook/formulas/units';
import { scaleLinear, scaleLog } from 'd3-scale';

export interface Axis {
  /** What is measured, in lower case: `arithmetic intensity`. */
  readonly label: string;
  /** The unit the values are in. */
  readonly unit: string;
  /** The unit they are shown in, where that is another one: values in `FLOP/s`, ticks in `TFLOP/s`. */
  readonly as?: string;
  readonly scale: 'linear' | 'log';
  readonly domain: readonly [from: number, to: number];
}

export interface Tick {
  readonly value: number;
  /** Empty for a tick that is drawn only. */
  readonly label: string;
}

export type ToPixel = (value: number) => number;

/** From values to pixels; NaN where a logarithm does not exist. */
export const toPixels = ({ scale, domain }: Axis, range: readonly [from: number, to: number]): ToPixel =>
  scale === 'log' ? scaleLog(domain, range) : scaleLinear(domain, range);

export const axisTitle = ({ label, unit, as = unit }: Axis): string => (as === '1' ? label : `${label} in ${as}`);

/** Ticks with round values, their labels at least `gap` pixels apart on an axis that is `length` pixels long. */
export function ticksOf(axis: Axis, length: number, gap: number): readonly Tick[] {
  const { unit, as = unit, domain } = axis;
  const room = Math.max(2, Math.floor(length / gap) + 1);
  const labelled = (value: number): Tick => ({ value, label: formatNumber(convert(value, unit, as)) });
  if (axis.scale === 'linear') {
    // d3 takes the number as a suggestion and may give more.
    const few = Array.from({ length: room }, (_, i) => scaleLinear(domain, [0, length]).ticks(room - i)).find((ticks) => ticks.length <= room);
    return (few ?? [...domain]).map(labelled);
  }
  const decades = decadesWithin(axis);
  if (decades.length < 2) return scaleLog(domain, [0, length]).ticks(room).filter(isOneTwoFive).map(labelled);
  const every = Math.ceil((decades.length - 1) / (room - 1));
  return decades.map((value, i) => (i % every === 0 ? labelled(value) : { value, label: '' }));
}

/** Powers of ten in the unit shown, in the unit of the values. */
function decadesWithin({ unit, as = unit, domain }: Axis): readonly number[] {
  const [from, to] = domain.map((value) => Math.log10(convert(value, unit, as))) as [number, number];
  const first = Math.ceil(from - 1e-9);
  return Array.from({ length: Math.max(0, Math.floor(to + 1e-9) - first + 1) }, (_, i) => convert(Number(`1e${first + i}`), as, unit));
}

const isOneTwoFive = (value: number): boolean => /^[125](?:e|$)/.test(value.toExponential());
