/** A model's shape in props and links: only what differs from a plain Llama. Anyone can type a link: what is no shape counts as absent. */
import { isObject, readJson } from '@scaling-workbook/exercises/memory/untrusted';
import { configProblem } from '@scaling-workbook/formulas/model-check';
import { parameterCount } from '@scaling-workbook/formulas/model-counts';
import { llama } from '@scaling-workbook/formulas/model-families';
import type { ModelConfig } from '@scaling-workbook/formulas/model';
import type { Field } from '#explorer/shared-state.ts';

/** LLaMA 7B, from which all others are written as a difference. */
const plain: ModelConfig = llama({ layers: 32, width: 4096, heads: 32, hidden: 11_008, vocab: 32_000 });

export type Difference = Partial<ModelConfig>;

export const toDifference = (config: ModelConfig): Difference =>
  Object.fromEntries(
    Object.entries(config).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(plain[key as keyof ModelConfig])),
  );

export const fromDifference = (difference: Difference): ModelConfig => ({ ...plain, ...difference });

/** In a sentence for readers; undefined where all fits. */
export function misfit(config: ModelConfig): string | undefined {
  const { heads, kvHeads, layers, moe, window } = config;
  if (heads % kvHeads !== 0) return `${heads} query heads cannot share ${kvHeads} key and value heads evenly.`;
  if (moe !== undefined && moe.active > moe.experts) return `A token cannot go to ${moe.active} of ${moe.experts} experts.`;
  if (moe !== undefined && moe.denseLayers > layers)
    return `${moe.denseLayers} of the layers have no experts; there cannot be fewer layers.`;
  if (window !== undefined && window.layers > layers) return `${window.layers} of the layers have a window; there cannot be fewer layers.`;
  const problem = configProblem(config);
  if (problem !== undefined) return `These numbers do not fit together: ${problem}.`;
  return Number.isSafeInteger(parameterCount(config)) ? undefined : 'That is too many parameters to count exactly.';
}

/** Undefined for anything but the text of `writeConfig`. Never throws. */
export function readConfig(text: string): ModelConfig | undefined {
  const json = readJson(text);
  if (!isObject(json)) return undefined;
  const config = { ...plain, ...json };
  return misfit(config) === undefined ? config : undefined;
}

export const writeConfig = (config: ModelConfig): string => JSON.stringify(toDifference(config));

/** A configuration in the address, or none. */
export const configField: Field<ModelConfig | undefined> = {
  initial: undefined,
  read: readConfig,
  write: (config) => (config === undefined ? '' : writeConfig(config)),
};
