/** Whether a model and its cache fit on some chips, and how many are needed. */
import { acceleratorsNeeded } from '../batch-limits.ts';
import { usableMemory, type Accelerator } from '../hardware.ts';
import type { NamedModel } from '../model-identities.ts';
import type { NumberTypes } from '../number-types.ts';
import { formatQuantity } from '../units.ts';
import { texAmount, Working, type Answer } from './answer.ts';
import { cacheBytesOf, cacheNotes } from './cache.ts';
import { weightBytesOf } from './weights.ts';

export interface FitSetting {
  readonly chip: Accelerator;
  /** Absent to ask how many are needed. */
  readonly chips?: number;
  readonly types: NumberTypes;
  readonly context: number;
  readonly batch: number;
}

export function fitOf(model: NamedModel, { chip, chips, types, context, batch }: FitSetting): Answer {
  const working = new Working();
  const weights = weightBytesOf(model, types.weights, working);
  const keepsCache = model.config.kind !== 'encoder';
  const cache = keepsCache ? cacheBytesOf(model, { context, batch, type: types.cache }, working) : 0;
  const bytes = working.add({ title: 'Together', tex: `${texAmount(weights)} + ${texAmount(cache)}`, value: weights + cache, unit: 'B' });
  const memory = usableMemory(chip);
  const capacity = memory.value;
  const needed = working.use(acceleratorsNeeded, { bytes, capacity });
  working.cite(memory.source);
  const spare = (chips ?? needed) * capacity - bytes;
  const perSequence = cache / batch;
  return {
    title: `Chips that hold ${model.name}`,
    value: needed,
    unit: 'GPU',
    ...(chips !== undefined && { fits: needed <= chips }),
    given: [
      `${chip.name} with ${formatQuantity(capacity, 'B')} each`,
      ...(keepsCache ? [`${formatQuantity(context, 'token')} of context`, formatQuantity(batch, 'sequence')] : []),
      `weights in ${types.weights.toUpperCase()}${keepsCache ? `, cache in ${types.cache.toUpperCase()}` : ''}`,
    ],
    steps: working.steps,
    also: [
      { title: 'Bytes to hold', value: bytes, unit: 'B' },
      { title: spare < 0 ? 'Too little by' : 'Left over', value: Math.abs(spare), unit: 'B' },
      ...(perSequence > 0 && spare >= 0
        ? [{ title: 'More sequences that fit', value: Math.floor(spare / perSequence), unit: 'sequence' }]
        : []),
    ],
    leavesOut: [
      ...(keepsCache ? cacheNotes(model) : ['An encoder has no cache: context and batch make no difference.']),
      'Activations, buffers, the runtime and fragmentation take a few more gigabytes on each chip.',
      'A model is cut into equal parts only where its heads and widths allow: often 1, 2, 4 or 8 chips.',
    ],
    sources: working.sources,
  };
}

/** For a time on chips that cannot hold model and cache. */
export function lackOfMemory(
  model: NamedModel,
  setting: Required<FitSetting>,
): { readonly fits?: false; readonly notes: readonly string[] } {
  const { fits, also } = fitOf(model, setting);
  if (fits !== false) return { notes: [] };
  const { chip, chips } = setting;
  const needs = formatQuantity(also[0]?.value ?? Number.NaN, 'B');
  const there = `${formatQuantity(chips, '1')} × ${chip.name} with ${formatQuantity(chips * usableMemory(chip).value, 'B')}`;
  return { fits, notes: [`The weights and the cache take ${needs}, which does not fit on ${there}: this would be the time if it did.`] };
}
