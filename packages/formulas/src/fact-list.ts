/** Every fact of the tables, for lists of their ages and of what changed. */
import type { Fact } from './facts.ts';
import { accelerators } from './hardware.ts';
import { models } from './models.ts';
import { prices } from './prices.ts';
import { smLimits } from './sm-limits.ts';
import { trainingRuns } from './training-runs.ts';

export interface FoundFact {
  /** The keys that lead to the fact. */
  readonly path: string;
  readonly fact: Fact;
}

const isFact = (x: object): x is Fact => 'value' in x && 'source' in x && 'date' in x;

export function factsIn(record: unknown, path: string): readonly FoundFact[] {
  if (typeof record !== 'object' || record === null) return [];
  if (isFact(record)) return [{ path, fact: record }];
  return Object.entries(record).flatMap(([key, value]) => factsIn(value, `${path} ${key}`));
}

export const everyFact = (): readonly FoundFact[] => [
  ...accelerators.flatMap((chip) => factsIn(chip, chip.id)),
  ...models.flatMap((model) => factsIn(model, model.id)),
  ...prices.map(({ accelerator, provider, offer, perHour }) => ({ path: `${accelerator} at ${provider}, ${offer}`, fact: perHour })),
  ...trainingRuns.flatMap((run) => factsIn(run, `training of ${run.name}`)),
  ...factsIn(smLimits, 'compute capability'),
];
