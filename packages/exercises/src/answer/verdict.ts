/** Verdicts as codes, separate from judging, so that code which only records them loads no more. */
export const verdicts = ['correct', 'rounded', 'slip', 'unit', 'power', 'order', 'off', 'unreadable'] as const;
/**
 * - `correct`: within the tolerance, by ratio.
 * - `rounded`: the right value rounded so far that it leaves the tolerance.
 * - `slip`: a known mistake with a name.
 * - `unit`: a unit of another kind than the one asked for.
 * - `power`: right except for a power of 1000, 1024 against 1000, bits for bytes, or a percent sign.
 * - `order`: within a factor of about three.
 * - `off`: further away.
 * - `unreadable`: not a number that can be judged; does not count as a try.
 */
export type Verdict = (typeof verdicts)[number];
