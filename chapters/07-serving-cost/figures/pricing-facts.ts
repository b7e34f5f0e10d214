/** From the fact tables, at build time. */
import { accelerators, type Accelerator } from '@scaling-workbook/formulas/hardware';
import { kvCacheBytes } from '@scaling-workbook/formulas/kv-cache';
import { weightBytes } from '@scaling-workbook/formulas/memory';
import { forwardFlopsPerToken } from '@scaling-workbook/formulas/model-flops';
import type { Model } from '@scaling-workbook/formulas/models';
import { inBf16 } from '@scaling-workbook/formulas/number-types';
import { ofModel } from '@scaling-workbook/formulas/presets';
import type { Price } from '@scaling-workbook/formulas/prices';
import type { Chip, Served, WeightFormat } from './pricing.ts';

/** Throws `RangeError` for an id in no table. */
export function acceleratorOf({ accelerator: id }: Price): Accelerator {
  const found = accelerators.find((chip) => chip.id === id);
  if (!found) throw new RangeError(`prices: accelerator must be an id of the hardware table, got ${id}`);
  return found;
}

export const shortName = ({ name, vendor }: Accelerator): string => (name.startsWith(`${vendor} `) ? name.slice(vendor.length + 1) : name);

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

/** Throws `Unanswerable` for a model whose layers do not all cache the whole context. */
export function toServed(model: Model): Served {
  const bytesIn = (weights: WeightFormat): number => ofModel(weightBytes, model, {}, { ...inBf16, weights });
  ofModel(kvCacheBytes, model, { tokens: 1 });
  const { layers, kvHeads, headDim } = model.config;
  return {
    id: model.id,
    name: model.name,
    flopsPerToken: ofModel(forwardFlopsPerToken, model),
    weightBytes: { bf16: bytesIn('bf16'), int8: bytesIn('int8'), int4: bytesIn('int4') },
    layers,
    kvHeads,
    headDim,
  };
}
