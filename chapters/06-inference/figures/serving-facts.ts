/** From the fact tables, at build time. */
import type { Accelerator } from '@scaling-workbook/formulas/hardware';
import { kvCacheBytes } from '@scaling-workbook/formulas/kv-cache';
import { weightBytes } from '@scaling-workbook/formulas/memory';
import { forwardFlopsPerToken } from '@scaling-workbook/formulas/model-flops';
import type { Model } from '@scaling-workbook/formulas/models';
import { inBf16 } from '@scaling-workbook/formulas/number-types';
import { ofModel } from '@scaling-workbook/formulas/presets';
import { shortName } from '../../00-roofline/figures/operations.ts';
import type { Chip, Served, WeightFormat } from './serving.ts';

/** Those with a published BF16 rate. */
export const toChips = (accelerators: readonly Accelerator[]): readonly Chip[] =>
  accelerators.flatMap(({ id, name, vendor, peak: { bf16 }, hbmBandwidth, hbmSize }) => {
    if (!bf16) return [];
    return [{ id, name: shortName({ name, vendor }), vendor, peak: bf16.value, bandwidth: hbmBandwidth.value, capacity: hbmSize.value }];
  });

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
