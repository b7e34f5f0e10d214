/** Fields with common names: sizes, windows, biases, experts. */
import type { Fields } from './huggingface-fields.ts';
import type * as family from './model-families.ts';
import type { Block, ModelConfig } from './model.ts';

/** Records that one size must be a multiple of the other, unless a size is already wrong. */
export const evenly = (f: Fields, whole: string, size: number, part: string, by: number): void => {
  if (f.problems.length === 0 && size % by !== 0) f.refuse(`${whole} ${size} is not a multiple of ${part} ${by}.`);
};

/** Pass `hidden` if the MLP width is read elsewhere. */
export const sizes = (f: Fields, hidden?: number): family.Sizes => {
  const width = f.size('hidden_size');
  const heads = f.size('num_attention_heads');
  const kvHeads = f.size('num_key_value_heads', { fallback: heads });
  if (!f.has('head_dim')) evenly(f, 'hidden_size', width, 'num_attention_heads', heads);
  evenly(f, 'num_attention_heads', heads, 'num_key_value_heads', kvHeads);
  return {
    layers: f.layers('num_hidden_layers'),
    width,
    heads,
    kvHeads,
    headDim: f.size('head_dim', { fallback: Math.max(1, Math.floor(width / heads)) }),
    hidden: hidden ?? f.size('intermediate_size'),
    vocab: f.size('vocab_size'),
    tied: f.flag('tie_word_embeddings', false),
  };
};

/** None if no layer has one or the field is empty. */
export const window = (f: Fields, layers: number): Pick<family.Sizes, 'window'> =>
  f.has('sliding_window') && layers > 0 ? { window: { size: f.size('sliding_window'), layers } } : {};

/** By the list of layer types; without one, all but every `globalEvery`-th. */
const slidingLayers = (f: Fields, layers: number, globalEvery: number): number => {
  const types = f.list('layer_types');
  if (types === undefined) return layers - Math.floor(layers / globalEvery);
  if (types.length !== layers) f.refuse(`The list layer_types has ${types.length} entries for ${layers} layers.`);
  return types.filter((type) => type === 'sliding_attention').length;
};

export const withWindow = (f: Fields): family.Sizes => {
  const read = sizes(f);
  return { ...read, ...window(f, read.layers) };
};

export const withLateWindow = (f: Fields): family.Sizes => {
  const read = sizes(f);
  if (f.has('layer_types') && f.has('sliding_window')) {
    f.ignore('use_sliding_window', 'max_window_layers');
    return { ...read, ...window(f, slidingLayers(f, read.layers, 1)) };
  }
  if (!f.flag('use_sliding_window', false)) {
    f.ignore('sliding_window', 'max_window_layers');
    return read;
  }
  const full = Math.min(read.layers, f.size('max_window_layers', { least: 0, fallback: read.layers }));
  return { ...read, ...window(f, read.layers - full) };
};

export const withAlternatingWindow = (f: Fields, globalEvery: number): family.Sizes => {
  const read = sizes(f);
  return { ...read, ...window(f, slidingLayers(f, read.layers, globalEvery)) };
};

/** Tied head by default, and heads that do not follow from the width. */
export const gemmaSizes = (f: Fields, read: family.Sizes): family.Sizes => {
  f.size('head_dim');
  return { ...read, tied: f.flag('tie_word_embeddings', true) };
};

/** `attention_bias` and `mlp_bias`, off by default. */
export const withBiases = (f: Fields, config: ModelConfig, attention = f.flag('attention_bias', false)): ModelConfig => ({
  ...config,
  biases: { ...config.biases, qkv: attention, out: attention, mlp: f.flag('mlp_bias', false) },
});

export const expertsOf = (
  f: Fields,
  name: string,
  hidden: string,
  each = 'num_experts_per_tok',
): Pick<family.Experts, 'experts' | 'active' | 'hidden'> => {
  const experts = f.size(name);
  const active = f.size(each);
  if (active > experts) f.refuse(`${each} ${active} exceeds the number of experts, ${experts}.`);
  return { experts, active, hidden: f.size(hidden) };
};

export function perLayer<T>(f: Fields, name: string, layers: number, otherwise: (layer: number) => T): readonly (string | T)[] {
  const list = f.list(name);
  if (list === undefined) return Array.from({ length: layers }, (_, layer) => otherwise(layer));
  if (list.length !== layers) f.refuse(`The list ${name} has ${list.length} entries for ${layers} layers.`);
  const wrong = list.find((entry) => typeof entry !== 'string');
  if (wrong !== undefined) f.refuse(`The list ${name} must hold names of kinds of layers.`);
  return list.filter((entry) => typeof entry === 'string');
}

/** Refuses an unsupported kind of layer. */
export const unknownKind = (f: Fields, list: string, kind: unknown): void => {
  f.refuse(`The list ${list} names a kind of layer that cannot be counted: ${JSON.stringify(String(kind).slice(0, 40))}.`);
};

/** One block for identical layers, in order of first occurrence. */
export function blocksFrom(layers: readonly Omit<Block, 'layers'>[]): readonly Block[] {
  const counted = new Map<string, Block>();
  for (const layer of layers) {
    const key = JSON.stringify(layer);
    counted.set(key, { ...layer, layers: (counted.get(key)?.layers ?? 0) + 1 });
  }
  return [...counted.values()];
}

export const flagOf = (f: Fields, names: readonly string[], fallback: boolean): boolean =>
  names.map((name) => (f.has(name) ? f.flag(name, fallback) : undefined)).find((value) => value !== undefined) ?? fallback;
