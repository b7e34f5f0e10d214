/** Which limit binds, and how occupancy falls in steps as one need grows. */
import { residency, type BlockNeeds, type Residency, type SmLimits } from '@scaling-workbook/formulas/sm-limits';

export const KiB = 1024;
export const needs = ['threads', 'registersPerThread', 'sharedMemory'] as const satisfies readonly (keyof BlockNeeds)[];
export type Need = (typeof needs)[number];
export type LimitName = keyof Residency['allows'];

/** As low as the lowest; several where they tie. */
export function bindingOf({ allows, blocks }: Residency): readonly LimitName[] {
  return (Object.keys(allows) as LimitName[]).filter((name) => allows[name] === blocks);
}

/** Threads by the warp, registers singly, shared memory by the KiB. */
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

export interface Step {
  readonly from: number;
  readonly to: number;
  readonly occupancy: number;
}

/** By one need, the others fixed: each step with its first and last value. */
export function stepsOf(limits: SmLimits, fixed: BlockNeeds, need: Need): readonly Step[] {
  const { min, max, step } = rangeOf(need, limits);
  const steps: Step[] = [];
  for (let value = min; value <= max; value += step) {
    const { occupancy } = residency(limits, { ...fixed, [need]: value });
    const last = steps.at(-1);
    if (last?.occupancy === occupancy) steps[steps.length - 1] = { ...last, to: value };
    else steps.push({ from: value, to: value, occupancy });
  }
  return steps;
}
