/** Readers of Gemma 3n and Gemma 4: caches shared by layers, per-layer tables, heads that differ by kind of layer. */
import type { Fields } from './huggingface-fields.ts';
import { blocksFrom, expertsOf, gemmaSizes, perLayer, sizes, unknownKind, withBiases } from './huggingface-sizes.ts';
import * as family from './model-families.ts';
import type { Block, MixtureOfExperts, ModelConfig, Span, Tensor } from './model.ts';

type Layer = Omit<Block, 'layers'>;

const vector = (name: string, group: Tensor['group'], width: number): Tensor => ({ name, group, shape: [width] });
const matrix = (name: string, group: Tensor['group'], rows: number, columns: number): Tensor => ({ name, group, shape: [rows, columns] });

/** A short vector of each token for every layer, and the projection of the embedding to such vectors. */
const perLayerTables = (f: Fields, layers: number, width: number, narrow: number): readonly Tensor[] => [
  matrix('perLayer.embedding', 'embedding', f.size('vocab_size_per_layer_input', { fallback: 262_144 }), layers * narrow),
  matrix('perLayer.projection', 'mlp', width, layers * narrow),
  vector('perLayer.norm', 'norm', narrow),
];

/** What reads a layer's short vector. */
const perLayerInput = (width: number, narrow: number): readonly Tensor[] => [
  matrix('perLayer.gate', 'mlp', width, narrow),
  matrix('perLayer.output', 'mlp', narrow, width),
  vector('perLayer.outputNorm', 'norm', width),
];

const slidingOrFull = (f: Fields, layers: number, every: number): readonly boolean[] =>
  perLayer(f, 'layer_types', layers, (layer) => ((layer + 1) % every === 0 ? 'full_attention' : 'sliding_attention')).map((kind) => {
    if (kind !== 'sliding_attention' && kind !== 'full_attention') unknownKind(f, 'layer_types', kind);
    return kind === 'sliding_attention';
  });

const windowOf = (f: Fields, fallback: number): Span => ({ kind: 'window', tokens: f.size('sliding_window', { fallback }) });

/** How many of the last layers read an earlier one's cache. */
const sharedLayers = (f: Fields, layers: number, fallback: number): number => {
  const shared = f.size('num_kv_shared_layers', { least: 0, fallback });
  if (shared >= layers) f.refuse(`num_kv_shared_layers ${shared} must leave at least one of the ${layers} layers with its own cache.`);
  return shared;
};

/** Gemma 3n's parallel streams, and a low-rank path around attention. */
const alternatingUpdates = (f: Fields, width: number): { readonly layer: readonly Tensor[]; readonly model: readonly Tensor[] } => {
  const streams = f.size('altup_num_inputs', { least: 2, fallback: 4 });
  const rank = f.size('laurel_rank', { fallback: 64 });
  return {
    layer: [
      vector('altup.scale', 'mlp', width),
      matrix('altup.correction', 'mlp', streams, streams),
      matrix('altup.prediction', 'mlp', streams, streams ** 2),
      matrix('altup.router', 'mlp', width, streams),
      vector('altup.routerNorm', 'norm', width),
      matrix('laurel.left', 'mlp', width, rank),
      matrix('laurel.right', 'mlp', rank, width),
      vector('laurel.norm', 'norm', width),
    ],
    model: ['altup.in', 'altup.out'].map((name) => ({ ...matrix(name, 'mlp', width, width), times: streams - 1 })),
  };
};

const hiddenWidths = (f: Fields, layers: number): readonly number[] => {
  if (!Array.isArray(f.raw('intermediate_size'))) return Array.from({ length: layers }, () => f.size('intermediate_size'));
  const list = f.list('intermediate_size') ?? [];
  if (list.length !== layers) f.refuse(`The list intermediate_size has ${list.length} entries for ${layers} layers.`);
  return list.map((width) => {
    if (typeof width === 'number' && Number.isInteger(width) && width > 0) return width;
    f.refuse('The list intermediate_size must hold whole numbers.');
    return 1;
  });
};

const gemma3n = (f: Fields): ModelConfig => {
  const layers = f.layers('num_hidden_layers');
  const widths = hiddenWidths(f, layers);
  const read = gemmaSizes(f, sizes(f, widths[0] ?? 1));
  const { width } = read;
  const narrow = f.size('hidden_size_per_layer_input');
  const first = layers - sharedLayers(f, layers, 15);
  const span = windowOf(f, 512);
  const updates = alternatingUpdates(f, width);
  const also = [...perLayerInput(width, narrow), ...updates.layer];
  const blocks = slidingOrFull(f, layers, 5).map((sliding, layer): Layer => ({
    ...(sliding ? { span } : {}),
    ...(layer < first ? {} : { sharesCache: true }),
    ...(widths[layer] === read.hidden ? {} : { hidden: widths[layer] ?? 1 }),
    also,
  }));
  const tables = perLayerTables(f, layers, width, narrow);
  return { ...withBiases(f, family.gemma3(read)), blocks: blocksFrom(blocks), also: [...tables, ...updates.model] };
};

/** Beside an MLP that every token passes through. */
const gemma4Experts = (
  f: Fields,
  { width, hidden }: family.Sizes,
): { readonly moe: MixtureOfExperts; readonly also: readonly Tensor[] } => {
  const routed = expertsOf(f, 'num_experts', 'moe_intermediate_size', 'top_k_experts');
  return {
    moe: family.experts({ ...routed, sharedHidden: hidden }),
    also: [
      vector('moe.router.scale', 'router', width),
      vector('moe.router.expertScale', 'router', routed.experts),
      ...['1', '2', '3'].map((which) => vector(`moe.norm${which}`, 'norm', width)),
    ],
  };
};

/** Full-attention layers have wider heads, in larger models fewer key-value heads, and use keys as values. */
const gemma4 = (f: Fields): ModelConfig => {
  const read = gemmaSizes(f, sizes(f));
  const { layers, width } = read;
  const narrow = f.size('hidden_size_per_layer_input', { least: 0, fallback: 256 });
  const first = layers - sharedLayers(f, layers, 0);
  const keysAreValues = f.flag('attention_k_eq_v', false);
  if (f.raw('use_bidirectional_attention') === 'all') f.refuse('Gemma 4 as an encoder cannot be counted.');
  f.ignore('vocab_size_per_layer_input', 'moe_intermediate_size', 'expert_intermediate_size', 'num_experts', 'top_k_experts');
  f.ignore('num_global_key_value_heads');
  const wide: Layer = {
    headDim: f.size('global_head_dim', { fallback: 512 }),
    ...(keysAreValues ? { keysAreValues, kvHeads: f.size('num_global_key_value_heads', { fallback: read.kvHeads ?? 1 }) } : {}),
  };
  const doubled = f.flag('use_double_wide_mlp', false);
  const span = windowOf(f, 512);
  const mixture = f.flag('enable_moe_block', false) ? gemma4Experts(f, read) : undefined;
  const also = [...(narrow > 0 ? perLayerInput(width, narrow) : []), ...(mixture?.also ?? [])];
  const blocks = slidingOrFull(f, layers, 6).map((sliding, layer): Layer => ({
    ...(sliding ? { span } : wide),
    ...(layer < first ? {} : { sharesCache: true }),
    ...(doubled && layer >= first ? { hidden: 2 * read.hidden } : {}),
    ...(also.length > 0 ? { also } : {}),
  }));
  const config = withBiases(f, family.gemma3(read));
  return {
    ...config,
    ...(mixture === undefined ? {} : { moe: mixture.moe }),
    blocks: blocksFrom(blocks),
    ...(narrow > 0 ? { also: perLayerTables(f, layers, width, narrow) } : {}),
  };
};

export const gemmaReaders = { gemma3n_text: gemma3n, gemma4_text: gemma4 } satisfies Readonly<Record<string, (f: Fields) => ModelConfig>>;
