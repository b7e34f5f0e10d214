/** Refusals where inputs imply more than all of something. */

/** What rounding may add to a full share. */
const rounding = 1e-9;

/** Why a share of a peak cannot be right, or undefined. `name` and `value` are of the input most likely wrong. */
export function moreThanPeak(name: string, value: number, share: number): string | undefined {
  if (share <= 1 + rounding) return undefined;
  const percent = Number((100 * share).toPrecision(4));
  return `${name} = ${value} is ${percent} % of the peak of one accelerator, and nothing runs above 100 %. If it is the rate of several accelerators together, divide it by their number`;
}
