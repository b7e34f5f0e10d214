/** What the occupancy calculator draws: which limit binds, and how occupancy falls in steps as one need grows. */
import { residency, type BlockNeeds, type Residency, type SmLimits } from '@scaling-workbook/formulas/sm-limits';

export const KiB = 1024;
export const needs = ['threads', 'registersPerThread', 'sharedMemory'] as const satisfies readonly (keyof BlockNeeds)[];
export type Need = (typeof needs)[number];
export type LimitName = keyof Residency['allows'];

/** The limits that are as low as the lowest; more than one where they tie. */
export function bindingOf({ allows, blocks }: Residency): readonly LimitName[] {
  return (Object.keys(allows) as LimitName[]).filter((name) => allows[name] === blocks);
}

/** The values of one need that the picture runs over: threads by the warp, registers singly, shared memory by the KiB. */
export function rangeOf(need: Need, limits: SmLimits): { readonly min: number; readonly max: number; readonly step: number } {
  switch (need) {
    case 'threads':
      return { min: 32, max: 1024, step: 32 };
    case 'registersPerThread':
      return { min: 16, max: limits.registersPerThread.value, step: 1 };
    case 'sharedMemory':
      return { min: 0, max: limits.sharedMemoryPerBlock.value, step: KiB };
  }
}

/** Occupancy over all values of one need, the others fixed: the corners of a staircase. */
export function staircase(limits: SmLimits, fixed: BlockNeeds, need: Need): readonly (readonly [value: number, occupancy: number])[] {
  const { min, max, step } = rangeOf(need, limits);
  const at = (value: number): number => residency(limits, { ...fixed, [need]: value }).occupancy;
  const corners: (readonly [number, number])[] = [[min, at(min)]];
  for (let value = min + step; value <= max; value += step) {
    const before = corners.at(-1)?.[1] ?? Number.NaN;
    const now = at(value);
    // Up to its last value a step keeps its height; what lies between two values does not exist.
    if (now !== before) corners.push([value - step, before], [value, now]);
  }
  corners.push([max, corners.at(-1)?.[1] ?? Number.NaN]);
  return corners;
}
