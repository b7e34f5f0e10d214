/** A ring all-reduce, step by step: who holds whose summands of which part. */
import { allReduceBytes } from '@scaling-workbook/formulas/collectives';

export const fewest = 2;
export const most = 8;

export interface RingState {
  readonly phase: 'start' | 'reduce-scatter' | 'all-gather' | 'done';
  /** `held[device][part][source]`: how often the summand of `source` is in what `device` holds of `part`. */
  readonly held: readonly (readonly (readonly number[])[])[];
  /** To the next one in the coming step; undefined when all is done. */
  readonly sends: readonly number[] | undefined;
}

/** Of both phases. */
export const stepsOf = (devices: number): number => 2 * (devices - 1);

const wrapped = (i: number, devices: number): number => ((i % devices) + devices) % devices;

/** What it received in the step before: first summands to add, then totals to keep. */
function sendsAt(step: number, devices: number): readonly number[] {
  const offset = step < devices - 1 ? -step : 1 - (step - (devices - 1));
  return Array.from({ length: devices }, (_, device) => wrapped(device + offset, devices));
}

const advanced = (held: RingState['held'], step: number, devices: number): RingState['held'] => {
  const sends = sendsAt(step, devices);
  const adds = step < devices - 1;
  return held.map((parts, device) => {
    const from = wrapped(device - 1, devices);
    return parts.map((summands, part) => {
      if (sends[from] !== part) return summands;
      const received = held[from]?.[part] ?? [];
      return adds ? summands.map((times, source) => times + (received[source] ?? 0)) : received;
    });
  });
};

/** Throws `RangeError` outside 2 to 8 devices and 0 to 2(P − 1) steps. */
export function ringAt(devices: number, step: number): RingState {
  if (!Number.isInteger(devices) || devices < fewest || devices > most)
    throw new RangeError(`ringAt: devices must be a whole number from ${fewest} to ${most}, got ${devices}`);
  const last = stepsOf(devices);
  if (!Number.isInteger(step) || step < 0 || step > last)
    throw new RangeError(`ringAt: step must be a whole number from 0 to ${last}, got ${step}`);
  const each = Array.from({ length: devices }, (_, i) => i);
  let held: RingState['held'] = each.map((device) => each.map(() => each.map((source) => (source === device ? 1 : 0))));
  for (let done = 0; done < step; done++) held = advanced(held, done, devices);
  const phase = step === 0 ? 'start' : step === last ? 'done' : step < devices - 1 ? 'reduce-scatter' : 'all-gather';
  return { phase, held, sends: step === last ? undefined : sendsAt(step, devices) };
}

/** Each summand exactly once. */
export const isTotal = (summands: readonly number[]): boolean => summands.every((times) => times === 1);

/** By each device: every step sends one part. */
export const sentAfter = (step: number, devices: number, bytes: number): number =>
  (allReduceBytes({ bytes, devices }) * step) / stepsOf(devices);
