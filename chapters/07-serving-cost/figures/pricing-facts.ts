/** From the fact tables, at build time. */
import { accelerators, type Accelerator } from '@scaling-workbook/formulas/hardware';
import type { Price } from '@scaling-workbook/formulas/prices';
import { shortName } from '../../00-roofline/figures/operations.ts';
import type { Chip } from './pricing.ts';

/** Throws `RangeError` for an id in no table. */
export function acceleratorOf({ accelerator: id }: Price): Accelerator {
  const found = accelerators.find((chip) => chip.id === id);
  if (!found) throw new RangeError(`prices: accelerator must be an id of the hardware table, got ${id}`);
  return found;
}

/** Each with its lowest listed price; `instead` replaces that for some. */
export function toChips(prices: readonly Price[], instead: Readonly<Record<string, number>> = {}): readonly Chip[] {
  return [...new Set(prices.map(acceleratorOf))].flatMap((chip) => {
    const { id } = chip;
    const { bf16 } = chip.peak;
    if (!bf16) return [];
    const listed = prices.filter(({ accelerator }) => accelerator === id).map(({ perHour }) => perHour.value);
    return [
      {
        id,
        name: shortName(chip),
        peak: bf16.value,
        bandwidth: chip.hbmBandwidth.value,
        capacity: chip.hbmSize.value,
        perHour: instead[id] ?? Math.min(...listed),
      },
    ];
  });
}
