/** The first models, as short as they can travel in the page. For the build alone. */
import { modelById } from '@scaling-workbook/formulas/models';
import { toDifference, type Difference } from './model-config.ts';

export interface Preset {
  readonly id: string;
  readonly name: string;
  readonly group: string;
  readonly shape: Difference;
  /** Parameters as published, and the step to which they were rounded. */
  readonly published: number;
  readonly precision: number;
}

const groups: Readonly<Record<string, readonly string[]>> = {
  'GPT-2 and GPT-3': ['gpt2-small', 'gpt2-medium', 'gpt2-large', 'gpt2-xl', 'gpt3-175b'],
  'Llama 2': ['llama-2-7b', 'llama-2-13b', 'llama-2-70b'],
  'Llama 3': ['llama-3.2-1b', 'llama-3.2-3b', 'llama-3-8b', 'llama-3-70b', 'llama-3.1-405b'],
  Mistral: ['mistral-7b-v0.1', 'mistral-7b-v0.3', 'mistral-nemo-12b', 'mistral-small-24b', 'mixtral-8x7b', 'mixtral-8x22b'],
  Qwen: ['qwen2.5-14b', 'qwen2.5-32b', 'qwen2.5-72b', 'qwen3-0.6b', 'qwen3-8b', 'qwen3-32b', 'qwen3-30b-a3b', 'qwen3-235b-a22b'],
  Gemma: ['gemma-2b', 'gemma-2-9b', 'gemma-2-27b', 'gemma-3-270m', 'gemma-3-1b'],
  DeepSeek: ['deepseek-v2-lite', 'deepseek-v2', 'deepseek-v3'],
  'gpt-oss': ['gpt-oss-20b', 'gpt-oss-120b'],
  Others: ['phi-4', 'olmo-2-7b', 'olmoe-1b-7b', 'falcon-7b', 'bloom-176b'],
};

export const presets: readonly Preset[] = Object.entries(groups).flatMap(([group, ids]) =>
  ids.map((id) => {
    const { name, config, parameters, precision } = modelById(id);
    return { id, name, group, shape: toDifference(config), published: parameters.value, precision };
  }),
);
