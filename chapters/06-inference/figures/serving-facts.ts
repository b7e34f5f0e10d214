/** What the serving explorer takes from the fact tables, at build time. */
import type { Accelerator } from '@scaling-workbook/formulas/hardware';
import { weightBytes } from '@scaling-workbook/formulas/memory';
import { forwardFlopsPerToken } from '@scaling-workbook/formulas/model-flops';
import type { Model } from '@scaling-workbook/formulas/models';
import type { Chip, Served } from './serving.ts';

/** The accelerators whose maker publishes a BF16 rate. */
export const toChips = (accelerators: readonly Accelerator[]): readonly Chip[] =>
  accelerators.flatMap(({ id, name, vendor, peak: { bf16 }, hbmBandwidth, hbmSize }) => {
    if (!bf16) return [];
    const short = name.startsWith(`${vendor} `) ? name.slice(vendor.length + 1) : name;
    return [{ id, name: short, vendor, peak: bf16.value, bandwidth: hbmBandwidth.value, capacity: hbmSize.value }];
  });

export function toServed({ id, name, parameters, config: { layers, kvHeads, headDim } }: Model): Served {
  const params = parameters.value;
  const at = (bytesPerParam: number): number => weightBytes({ params, bytesPerParam });
  return {
    id,
    name,
    flopsPerToken: forwardFlopsPerToken({ params }),
    weightBytes: { bf16: at(2), int8: at(1), int4: at(0.5) },
    layers,
    kvHeads,
    headDim,
  };
}
