/** What the batching explorer draws: answers of different length, and when each is decoded in a static and in a continuous batch. */
import { continuousBatching, staticBatching, type BatchingSchedule } from '@scaling-workbook/formulas/batching-schedule';

export const lengthKinds = ['alike', 'mixed', 'tail'] as const;
export type LengthKind = (typeof lengthKinds)[number];

/** Tokens of the shortest and of the longest answer, as in the chapter's exercise. */
export const shortest = 50;
export const longest = 500;
const mean = 200;

/** Numbers from 0 to 1 that look random and are the same for the same seed: a linear congruential generator, its high bits only. */
function* uniform(seed: number): Generator<number, never> {
  let state = (seed * 2_654_435_761) >>> 0;
  for (;;) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state / 2 ** 32;
  }
}

const shapes: Readonly<Record<LengthKind, (u: number) => number>> = {
  alike: (u) => mean + (u - 0.5) * 40,
  mixed: (u) => shortest + u * 2 * (mean - shortest),
  tail: (u) => Math.min(longest, shortest - (mean - shortest) * Math.log(1 - u)),
};

/** The lengths of `requests` answers, in tokens; the same ones for the same draw. Throws `RangeError` unless both are whole numbers of at least 1. */
export function drawLengths(kind: LengthKind, requests: number, draw: number): readonly number[] {
  for (const [name, value] of Object.entries({ requests, draw }))
    if (!Number.isInteger(value) || value < 1) throw new RangeError(`${name} must be a whole number of at least 1, got ${String(value)}`);
  const random = uniform(draw);
  random.next();
  return Array.from({ length: requests }, () => Math.round(shapes[kind](random.next().value)));
}

export interface Comparison {
  readonly lengths: readonly number[];
  readonly static: BatchingSchedule;
  readonly continuous: BatchingSchedule;
}

export const compare = (lengths: readonly number[], slots: number): Comparison => ({
  lengths,
  static: staticBatching(lengths, slots),
  continuous: continuousBatching(lengths, slots),
});

/** The step at which an answer is complete, on average over all requests. */
export const meanEnd = ({ segments }: BatchingSchedule): number => segments.reduce((sum, { end }) => sum + end, 0) / segments.length;

/** The steps at which a static batch begins, the first one left out. */
export const barriers = ({ segments }: BatchingSchedule): readonly number[] =>
  [...new Set(segments.map(({ start }) => start))].filter((start) => start > 0);
