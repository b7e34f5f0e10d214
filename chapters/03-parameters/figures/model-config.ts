/**
 * A model's shape as the explorer keeps it in props and in links: only what differs from a plain Llama. A link is typed
 * by anyone, so that whatever is no shape counts as absent.
 */
import { isObject, readJson } from '@scaling-workbook/exercises/memory/untrusted';
import { parameterCount } from '@scaling-workbook/formulas/model-counts';
import { llama } from '@scaling-workbook/formulas/model-families';
import type { ModelConfig } from '@scaling-workbook/formulas/model';
import type { Field } from '#explorer/shared-state.ts';

/** The shape that all others are written as a difference from: LLaMA 7B. */
const plain: ModelConfig = llama({ layers: 32, width: 4096, heads: 32, hidden: 11_008, vocab: 32_000 });

export type Difference = Partial<ModelConfig>;

/** What of a shape is not as in a plain Llama. */
export const toDifference = (config: ModelConfig): Difference =>
  Object.fromEntries(
    Object.entries(config).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(plain[key as keyof ModelConfig])),
  );

export const fromDifference = (difference: Difference): ModelConfig => ({ ...plain, ...difference });

type Rule = (value: unknown) => boolean;

/** As `fromHuggingFaceConfig`: far above any model there is. */
const largest = 1e9;
const mostLayers = 10_000;

const whole =
  (min: number, max: number): Rule =>
  (value) =>
    typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max;
const flag: Rule = (value) => typeof value === 'boolean';
const oneOf =
  (...words: readonly string[]): Rule =>
  (value) =>
    typeof value === 'string' && words.includes(value);
const absentOr =
  (rule: Rule): Rule =>
  (value) =>
    value === undefined || rule(value);
/** An object with these entries and no others. */
const object =
  (rules: Readonly<Record<string, Rule>>): Rule =>
  (value) =>
    isObject(value) &&
    Object.keys(value).every((key) => Object.hasOwn(rules, key)) &&
    Object.entries(rules).every(([key, rule]) => rule(value[key]));

const size = whole(1, largest);
const sizeOrNone = whole(0, largest);

const rules: Readonly<Record<keyof ModelConfig, Rule>> = {
  kind: oneOf('decoder', 'encoder', 'encoder-decoder'),
  layers: whole(1, mostLayers),
  encoderLayers: whole(0, mostLayers),
  width: size,
  heads: size,
  kvHeads: size,
  headDim: size,
  hidden: size,
  gated: flag,
  vocab: size,
  tied: flag,
  positions: sizeOrNone,
  segments: sizeOrNone,
  relativeBuckets: sizeOrNone,
  norm: oneOf('rms', 'layer', 'none'),
  normsPerLayer: whole(0, 8),
  embeddingNorm: flag,
  finalNorm: flag,
  qkNorm: oneOf('none', 'head', 'all'),
  biases: object({ qkv: flag, out: flag, mlp: flag, head: flag }),
  sinks: flag,
  pooler: flag,
  moe: absentOr(
    object({
      experts: size,
      active: size,
      hidden: size,
      sharedHidden: sizeOrNone,
      sharedGate: flag,
      denseLayers: whole(0, mostLayers),
      routerBias: flag,
    }),
  ),
  latent: absentOr(object({ queryRank: absentOr(size), kvRank: size, nopeDim: size, ropeDim: size, valueDim: size })),
  window: absentOr(object({ size, layers: whole(1, mostLayers) })),
};

/** What does not fit together in a shape, in a sentence; undefined where all does. */
export function misfit(config: ModelConfig): string | undefined {
  const { heads, kvHeads, layers, moe, window } = config;
  if (heads % kvHeads !== 0) return `${heads} query heads cannot share ${kvHeads} key and value heads evenly.`;
  if (moe !== undefined && moe.active > moe.experts) return `A token cannot go to ${moe.active} of ${moe.experts} experts.`;
  if (moe !== undefined && moe.denseLayers > layers)
    return `${moe.denseLayers} of the layers have no experts; there cannot be fewer layers.`;
  if (window !== undefined && window.layers > layers) return `${window.layers} of the layers have a window; there cannot be fewer layers.`;
  return Number.isSafeInteger(parameterCount(config)) ? undefined : 'That is too many parameters to count exactly.';
}

/** A shape written by `writeConfig`, or undefined. Never throws. */
export function readConfig(text: string): ModelConfig | undefined {
  const json = readJson(text);
  if (!isObject(json)) return undefined;
  const config = { ...plain, ...json };
  return object(rules)(config) && misfit(config) === undefined ? config : undefined;
}

export const writeConfig = (config: ModelConfig): string => JSON.stringify(toDifference(config));

/** A shape that can be shared, or none. */
export const configField: Field<ModelConfig | undefined> = {
  initial: undefined,
  read: readConfig,
  write: (config) => (config === undefined ? '' : writeConfig(config)),
};
