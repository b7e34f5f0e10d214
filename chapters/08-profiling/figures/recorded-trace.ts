/**
 * A trace that was really recorded: `trace_mlp.py trace.json` under JAX on a CPU with two cores that poses as eight devices. Times in
 * microseconds, from the first operation on.
 */
import recorded from './trace.json' with { type: 'json' };
import type { Kind } from './profile.ts';

export interface TraceEvent {
  readonly device: number;
  readonly operation: string;
  readonly start: number;
  readonly duration: number;
}

export interface Operation {
  readonly name: string;
  /** What it is in the source. */
  readonly is: string;
  readonly short: string;
  readonly kind: Kind;
}

/** In the order in which each device runs them. */
export const operations = [
  { name: 'ynn_fusion.1', is: 'x @ w_in', short: 'in', kind: 'matmul' },
  { name: 'broadcast_maximum_fusion', is: 'relu', short: 'relu', kind: 'elementwise' },
  { name: 'ynn_fusion', is: 'hidden @ w_out', short: 'out', kind: 'matmul' },
  { name: 'all-reduce', is: 'the sum over the devices', short: 'AR', kind: 'communication' },
] as const satisfies readonly Operation[];

export type OperationName = (typeof operations)[number]['name'];

export const events: readonly TraceEvent[] = recorded.events;
export const devices: readonly number[] = [...new Set(events.map(({ device }) => device))];

/** The line of the compiled program. */
export const lineOf = (name: OperationName): string =>
  recorded.operations.find((line) => line.replace('ROOT ', '').startsWith(`%${name} = `)) ?? '';

/** Microseconds of one operation on one device. */
export const microsecondsOf = (name: OperationName, device: number): number =>
  events.find((event) => event.operation === name && event.device === device)?.duration ?? Number.NaN;

/** Shortest and longest of one operation, over the devices. */
export function rangeOf(name: OperationName): { readonly shortest: TraceEvent; readonly longest: TraceEvent } {
  const sorted = events.filter(({ operation }) => operation === name).toSorted((a, b) => a.duration - b.duration);
  const [shortest, longest] = [sorted[0], sorted.at(-1)];
  if (!shortest || !longest) throw new RangeError(`the trace has no operation ${name}`);
  return { shortest, longest };
}

export const traceEnd: number = Math.max(...events.map(({ start, duration }) => start + duration));
