/** Who decodes when: an exact model of static and continuous batching; every running request makes one token per step. */

/** From step `start` up to but excluding step `end`. */
export interface BatchingSegment {
  readonly request: number;
  readonly slot: number;
  readonly start: number;
  readonly end: number;
}

export interface BatchingSchedule {
  /** In the order of the requests. */
  readonly segments: readonly BatchingSegment[];
  /** Decode steps until the last request is done. */
  readonly steps: number;
  /** Tokens made over those that all slots could have made. */
  readonly utilization: number;
}

function checked(lengths: readonly number[], slots: number): void {
  if (!Number.isInteger(slots) || slots < 1) throw new RangeError(`slots must be a whole number of at least 1, got ${String(slots)}`);
  if (lengths.length === 0) throw new RangeError('lengths must have at least one request, got none');
  const bad = lengths.find((length) => !Number.isInteger(length) || length < 1);
  if (bad !== undefined) throw new RangeError(`lengths must be whole numbers of at least 1, got ${String(bad)}`);
}

function schedule(segments: readonly BatchingSegment[], slots: number): BatchingSchedule {
  const steps = segments.reduce((last, { end }) => Math.max(last, end), 0);
  const tokens = segments.reduce((sum, { start, end }) => sum + end - start, 0);
  return { segments, steps, utilization: tokens / (slots * steps) };
}

/**
 * Batches in the given order; the next starts when the longest request of the last is done. Throws `RangeError` unless slots and lengths
 * are whole numbers of at least 1.
 */
export function staticBatching(lengths: readonly number[], slots: number): BatchingSchedule {
  checked(lengths, slots);
  let start = 0;
  let end = 0;
  const segments = lengths.map((length, request) => {
    const slot = request % slots;
    if (slot === 0) start = end;
    end = Math.max(end, start + length);
    return { request, slot, start, end: start + length };
  });
  return schedule(segments, slots);
}

/** A slot takes the next request in the step after its last one ended. Throws as `staticBatching` does. */
export function continuousBatching(lengths: readonly number[], slots: number): BatchingSchedule {
  checked(lengths, slots);
  const free = Array.from({ length: slots }, () => 0);
  const segments = lengths.map((length, request) => {
    const start = Math.min(...free);
    const slot = free.indexOf(start);
    free[slot] = start + length;
    return { request, slot, start, end: start + length };
  });
  return schedule(segments, slots);
}
