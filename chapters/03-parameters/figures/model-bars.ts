/** Where parameters, FLOPs and bytes go, as slices of three bars. */
import {
  activeParameterCount,
  kvCachePerToken,
  modelAttentionFlopsPerToken,
  modelForwardFlopsPerToken,
  modelKvCacheBytes,
  parameterCount,
} from '@scaling-workbook/formulas/model-counts';
import { layerCacheBytes, layerCaches } from '@scaling-workbook/formulas/model-cache';
import type { ModelConfig } from '@scaling-workbook/formulas/model';
import { hasHead, parameterList, type ParameterTensor } from '@scaling-workbook/formulas/model-tensors';

/** `grows` and `window` grow with the context or the sequences. */
export type Look = 'table' | 'attention' | 'mlp' | 'idle' | 'norm' | 'head' | 'weights' | 'grows' | 'window';

export interface Slice {
  readonly look: Look;
  readonly label: string;
  readonly value: number;
}

export interface Use {
  /** Of each sequence. */
  readonly tokens: number;
  readonly sequences: number;
  /** Of a weight and of a cached number alike. */
  readonly bytes: number;
}

export interface Bar {
  readonly id: 'parameters' | 'flops' | 'memory';
  readonly title: string;
  readonly unit: string;
  readonly slices: readonly Slice[];
  readonly total: number;
}

const elements = ({ shape }: ParameterTensor): number => shape.reduce((product, side) => product * side, 1);

const bar = (id: Bar['id'], title: string, unit: string, slices: readonly Slice[]): Bar => {
  const there = slices.filter(({ value }) => value > 0);
  return { id, title, unit, slices: there, total: there.reduce((sum, { value }) => sum + value, 0) };
};

function parametersBar(config: ModelConfig, list: readonly ParameterTensor[]): Bar {
  const of = (group: ParameterTensor['group'], times: (tensor: ParameterTensor) => number): number =>
    list.filter((tensor) => tensor.group === group).reduce((sum, tensor) => sum + times(tensor) * elements(tensor), 0);
  const all = (group: ParameterTensor['group']): number => of(group, ({ count }) => count);
  const used = of('experts', ({ active }) => active);
  return bar('parameters', 'Parameters', 'param', [
    { look: 'table', label: config.tied ? 'Embedding and head' : 'Embedding', value: all('embedding') },
    { look: 'attention', label: 'Attention', value: all('attention') },
    { look: 'attention', label: 'Recurrence', value: all('recurrence') },
    { look: 'mlp', label: config.moe ? 'MLP and experts in use' : 'MLP', value: all('mlp') + all('router') + used },
    { look: 'idle', label: 'Experts a token skips', value: all('experts') - used },
    { look: 'norm', label: 'Norms', value: all('norm') },
    { look: 'head', label: config.kind === 'encoder' ? 'Pooler' : 'Head', value: all('head') },
  ]);
}

function flopsBar(config: ModelConfig, list: readonly ParameterTensor[], { tokens }: Use): Bar {
  const of = (group: ParameterTensor['group']): number =>
    list
      .filter((tensor) => tensor.group === group && tensor.shape.length === 2)
      .reduce((sum, tensor) => sum + 2 * tensor.active * elements(tensor), 0);
  const tiedHead = config.tied && hasHead(config) ? 2 * config.vocab * config.width : 0;
  return bar('flops', 'Forward FLOPs for one token', 'FLOP', [
    { look: 'attention', label: 'Attention matrices', value: of('attention') },
    { look: 'attention', label: 'Recurrence matrices', value: of('recurrence') },
    { look: 'grows', label: 'Attention over context', value: modelAttentionFlopsPerToken(config, tokens) },
    { look: 'mlp', label: config.moe ? 'MLP and experts' : 'MLP', value: of('mlp') + of('router') + of('experts') },
    { look: 'head', label: config.kind === 'encoder' ? 'Pooler' : 'Head', value: of('head') + tiedHead },
  ]);
}

function memoryBar(config: ModelConfig, { tokens, sequences, bytes }: Use): Bar {
  const use = { tokens, sequences, bytesPerElement: bytes };
  const kept = (bounded: boolean): number =>
    layerCaches(config)
      .filter(({ limit, perToken }) => (limit < Infinity || perToken === 0) === bounded)
      .reduce((sum, cache) => sum + layerCacheBytes(cache, use), 0);
  return bar('memory', 'Memory for weights and cache', 'B', [
    { look: 'weights', label: 'Weights', value: parameterCount(config) * bytes },
    { look: 'window', label: 'Cache of layers with a window', value: kept(true) },
    { look: 'grows', label: config.latent ? 'Cache of latents' : 'KV cache', value: kept(false) },
  ]);
}

export function barsOf(config: ModelConfig, use: Use): readonly [Bar, Bar, Bar] {
  const list = parameterList(config);
  return [parametersBar(config, list), flopsBar(config, list, use), memoryBar(config, use)];
}

export interface Figures {
  readonly parameters: number;
  readonly active: number;
  readonly flopsPerToken: number;
  readonly cachePerToken: number;
  readonly cacheBytes: number;
  readonly weightBytes: number;
}

/** That one would quote. */
export const figuresOf = (config: ModelConfig, { tokens, sequences, bytes }: Use): Figures => ({
  parameters: parameterCount(config),
  active: activeParameterCount(config),
  flopsPerToken: modelForwardFlopsPerToken(config, tokens),
  cachePerToken: kvCachePerToken(config, bytes),
  cacheBytes: modelKvCacheBytes(config, { tokens, sequences, bytesPerElement: bytes }),
  weightBytes: parameterCount(config) * bytes,
});
