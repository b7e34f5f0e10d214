/** The service that the companion book plans, LLaMA 3-70B on TPU v5e, and other models and chips to ask the same of. */
import { amount } from '@scaling-workbook/exercises';
import { modelById } from '@scaling-workbook/formulas/models';

export { onH100, ours, v5e, v6e } from '../06-inference/chips.ts';

export const modelOf = (id: string, params: number) => {
  const { name, config } = modelById(id);
  return {
    model: name,
    params: amount(params, 'param'),
    layers: amount(config.layers, '1'),
    width: amount(config.width, '1'),
    hidden: amount(config.hidden, '1'),
    kvHeads: amount(config.kvHeads, '1'),
    headDim: amount(config.headDim, '1'),
  };
};
export const llama70B = modelOf('llama-3-70b', 70e9);
export const llama8B = modelOf('llama-3-8b', 8.03e9);
export const llama405B = modelOf('llama-3.1-405b', 405.8e9);

export const contextOf = (tokens: number) => ({ context: amount(tokens, 'token') });
export const batchOf = (sequences: number) => ({ batch: amount(sequences, 'sequence') });

/** Weights and caches in one type. */
export const stored = (type: 'BF16' | 'int8' | 'int4') => {
  const bytes = { BF16: 2, int8: 1, int4: 0.5 }[type];
  return { type, bytesPerParam: amount(bytes, 'B/param'), bytesPerElement: amount(bytes, 'B/element') };
};
