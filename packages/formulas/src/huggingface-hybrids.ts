/** Readers of hybrids, which mix recurrences with attention. */
import type { Fields } from './huggingface-fields.ts';
import { stepRank } from './huggingface-mamba.ts';
import { isDense } from './huggingface-mixtures.ts';
import { blocksFrom, evenly, expertsOf, flagOf, perLayer, sizes, unknownKind, withBiases } from './huggingface-sizes.ts';
import * as family from './model-families.ts';
import type { Block, Mamba, Mamba2, ModelConfig, Recurrence } from './model.ts';

type Layer = Omit<Block, 'layers'>;

const attentionNames = ['full_attention', 'attention'];
const recurrenceNames = ['linear_attention', 'mamba', 'conv'];

const isRecurrent = (f: Fields, list: string, kinds: readonly string[]): readonly boolean[] =>
  kinds.map((kind) => {
    if (!attentionNames.includes(kind) && !recurrenceNames.includes(kind)) unknownKind(f, list, kind);
    return recurrenceNames.includes(kind);
  });

const gatedDelta = (f: Fields): Recurrence => ({
  kind: 'gated-delta',
  keyHeads: f.size('linear_num_key_heads'),
  valueHeads: f.size('linear_num_value_heads'),
  keyDim: f.size('linear_key_head_dim'),
  valueDim: f.size('linear_value_head_dim'),
  conv: f.size('linear_conv_kernel_dim'),
});

/** Three layers of the gated delta rule, then one of gated attention; with or without experts. */
const qwenNext = (f: Fields, withExperts: boolean): ModelConfig => {
  const hidden = withExperts && !f.has('intermediate_size') ? f.size('moe_intermediate_size') : f.size('intermediate_size');
  const read = { ...sizes(f, hidden), headDim: f.size('head_dim') };
  const { layers } = read;
  const every = f.size('full_attention_interval', { fallback: 4 });
  const kinds = perLayer(f, 'layer_types', layers, (layer) => ((layer + 1) % every === 0 ? 'full_attention' : 'linear_attention'));
  const dense = isDense(f);
  const mixer = gatedDelta(f);
  const config = withBiases(f, family.qwen3(read));
  const shared = { sharedHidden: withExperts ? f.size('shared_expert_intermediate_size') : 0, sharedGate: true };
  const blocks = isRecurrent(f, 'layer_types', kinds).map((recurrent, layer): Layer => ({
    ...(recurrent ? { mixer } : {}),
    ...(withExperts && dense(layer) ? { mlp: 'dense' } : {}),
  }));
  if (!f.flag('attn_output_gate', true)) f.refuse('Qwen3.5 without the gate of its attention cannot be counted.');
  return {
    ...config,
    outputGate: true,
    ...(withExperts ? { moe: family.experts({ ...expertsOf(f, 'num_experts', 'moe_intermediate_size'), ...shared }) } : {}),
    blocks: blocksFrom(blocks),
  };
};

/** With the field names of Bamba, Granite 4 and Falcon-H1. */
const mamba2Of = (f: Fields, norm: boolean, bias: boolean): Mamba2 => {
  const heads = f.size('mamba_n_heads');
  const inner = f.size('mamba_d_ssm', { fallback: f.size('mamba_expand', { fallback: 2 }) * f.size('hidden_size') });
  const headDim =
    f.has('mamba_d_head') && f.raw('mamba_d_head') !== 'auto' ? f.size('mamba_d_head') : Math.max(1, Math.floor(inner / heads));
  if (heads * headDim !== inner) f.refuse(`mamba_n_heads ${heads} of mamba_d_head ${headDim} do not multiply to the inner width ${inner}.`);
  return {
    kind: 'mamba2',
    heads,
    headDim,
    groups: f.size('mamba_n_groups', { fallback: 1 }),
    state: f.size('mamba_d_state'),
    conv: f.size('mamba_d_conv', { fallback: 4 }),
    convBias: f.flag('mamba_conv_bias', true),
    bias,
    norm,
  };
};

const bamba = (f: Fields): ModelConfig => {
  const read = sizes(f);
  const listed = f.list('attn_layer_indices') ?? [];
  const kinds = perLayer(f, 'layer_types', read.layers, (layer) => (listed.includes(layer) ? 'attention' : 'mamba'));
  const mixer = mamba2Of(f, true, f.flag('mamba_proj_bias', false));
  const layers = isRecurrent(f, 'layer_types', kinds).map((recurrent): Layer => (recurrent ? { mixer } : {}));
  return { ...withBiases(f, family.llama(read)), blocks: blocksFrom(layers) };
};

/** Attention or Mamba-2, then experts beside an MLP that every token passes through. */
const graniteHybrid = (f: Fields): ModelConfig => {
  const shared = f.size('shared_intermediate_size');
  const read = { ...sizes(f, shared), hidden: shared };
  const name = f.has('layer_types') ? 'layer_types' : 'layers_block_type';
  if (!f.has(name)) f.refuse('The field layer_types is missing.');
  const kinds = perLayer(f, name, read.layers, () => 'mamba');
  const mixer = mamba2Of(f, true, f.flag('mamba_proj_bias', false));
  const layers = isRecurrent(f, name, kinds).map((recurrent): Layer => (recurrent ? { mixer } : {}));
  const config = { ...withBiases(f, family.llama(read)), blocks: blocksFrom(layers) };
  if (f.size('num_local_experts', { least: 0, fallback: 0 }) === 0) {
    f.ignore('intermediate_size', 'num_experts_per_tok');
    return config;
  }
  const routed = expertsOf(f, 'num_local_experts', 'intermediate_size');
  return { ...config, moe: family.experts({ ...routed, sharedHidden: shared }) };
};

/** Attention and Mamba-2 side by side in every layer. */
const falconH1 = (f: Fields): ModelConfig => {
  const read = sizes(f);
  const bias = f.flag('mamba_proj_bias', false);
  if (f.flag('projectors_bias', false) !== bias) f.refuse('Falcon-H1 with a bias on one side of Mamba only cannot be counted.');
  const beside = mamba2Of(f, f.flag('mamba_rms_norm', false), bias);
  return { ...withBiases(f, family.llama(read)), blocks: [{ layers: read.layers, beside }] };
};

const nemotronKinds: Readonly<Record<string, 'mamba' | 'attention' | 'mlp' | 'moe'>> = {
  M: 'mamba',
  '*': 'attention',
  '-': 'mlp',
  E: 'moe',
  mamba: 'mamba',
  linear_attention: 'mamba',
  attention: 'attention',
  full_attention: 'attention',
  mlp: 'mlp',
  moe: 'moe',
};

/** From a list of names, or a pattern with a letter for each. */
const nemotronLayers = (f: Fields): readonly ('mamba' | 'attention' | 'mlp' | 'moe')[] => {
  const pattern = f.raw('hybrid_override_pattern');
  const names = f.list('layers_block_type') ?? (typeof pattern === 'string' ? Array.from(pattern) : []);
  if (names.length === 0) f.refuse('The field hybrid_override_pattern is missing.');
  const layers = f.size('num_hidden_layers', { fallback: Math.max(1, names.length) });
  if (layers !== names.length) f.refuse(`The list of kinds of layers has ${names.length} entries for ${layers} layers.`);
  return names.flatMap((name) => {
    const kind = typeof name === 'string' && Object.hasOwn(nemotronKinds, name) ? nemotronKinds[name] : undefined;
    if (kind === undefined) unknownKind(f, 'layers_block_type', name);
    return kind ?? [];
  });
};

/** A layer is one block (Mamba-2, attention, MLP or experts) behind one norm. */
const nemotronH = (f: Fields): ModelConfig => {
  const kinds = nemotronLayers(f);
  const heads = f.size('num_attention_heads');
  const kvHeads = f.size('num_key_value_heads', { fallback: heads });
  evenly(f, 'num_attention_heads', heads, 'num_key_value_heads', kvHeads);
  const mixer: Mamba2 = {
    kind: 'mamba2',
    heads: f.size('mamba_num_heads'),
    headDim: f.size('mamba_head_dim'),
    groups: f.size('n_groups'),
    state: f.size('ssm_state_size'),
    conv: f.size('conv_kernel'),
    convBias: f.flag('use_conv_bias', true),
    bias: f.flag('mamba_proj_bias', false),
    norm: true,
  };
  f.ignore('expand');
  if (f.flag('use_bias', false)) f.refuse('Nemotron-H with use_bias cannot be counted.');
  const config = family.llama({
    layers: Math.max(1, kinds.length),
    width: f.size('hidden_size'),
    heads,
    kvHeads,
    headDim: f.has('attention_head_dim') ? f.size('attention_head_dim') : f.size('head_dim'),
    hidden: f.size('intermediate_size'),
    vocab: f.size('vocab_size'),
    tied: f.flag('tie_word_embeddings', false),
  });
  const layer = {
    mamba: { mixer, mlp: 'none' },
    attention: { mlp: 'none' },
    mlp: { mixer: 'none', mlp: 'dense' },
    moe: { mixer: 'none' },
  } as const;
  const base = { ...withBiases(f, config), gated: false, normsPerLayer: 1, blocks: blocksFrom(kinds.map((kind) => layer[kind])) };
  if (!kinds.includes('moe')) {
    f.ignore('n_routed_experts', 'n_shared_experts', 'moe_intermediate_size', 'moe_shared_expert_intermediate_size', 'num_experts_per_tok');
    return base;
  }
  const routed = expertsOf(f, 'n_routed_experts', 'moe_intermediate_size');
  const shared = f.size('moe_shared_expert_intermediate_size') * f.size('n_shared_experts', { least: 0, fallback: 1 });
  const latent = f.has('moe_latent_size') ? { latentWidth: f.size('moe_latent_size') } : {};
  return { ...base, moe: family.experts({ ...routed, sharedHidden: shared, routerBias: true, ...latent }) };
};

/** Mamba-1 with one layer of attention in eight, and experts in every second. */
const jamba = (f: Fields): ModelConfig => {
  const read = sizes(f);
  const { layers, width } = read;
  const at = (name: string) => {
    const [period, offset] = [f.size(`${name}_layer_period`), f.size(`${name}_layer_offset`, { least: 0 })];
    return (layer: number) => layer % period === offset;
  };
  const [attends, routes] = [at('attn'), at('expert')];
  const mixer: Mamba = {
    kind: 'mamba',
    inner: f.size('mamba_expand') * width,
    state: f.size('mamba_d_state'),
    stepRank: stepRank(f, 'mamba_dt_rank', width),
    conv: f.size('mamba_d_conv'),
    convBias: f.flag('mamba_conv_bias', true),
    bias: f.flag('mamba_proj_bias', false),
    innerNorms: true,
  };
  const several = f.size('num_experts') > 1;
  const blocks = Array.from({ length: layers }, (_, layer): Layer => ({
    ...(attends(layer) ? {} : { mixer }),
    ...(several && !routes(layer) ? { mlp: 'dense' } : {}),
  }));
  const config = { ...family.llama(read), blocks: blocksFrom(blocks) };
  return several ? { ...config, moe: family.experts(expertsOf(f, 'num_experts', 'intermediate_size')) } : config;
};

/** Seven layers of lightning attention, then one of softmax attention; experts everywhere. */
const minimax = (f: Fields): ModelConfig => {
  const read = sizes(f);
  const { layers, heads, headDim = 1 } = read;
  const older = f.list('attn_type_list');
  const kinds = perLayer(f, 'layer_types', layers, (layer) => {
    if (older === undefined) return layer % 2 === 0 ? 'full_attention' : 'linear_attention';
    return older[layer] === 1 ? 'full_attention' : 'linear_attention';
  });
  if (older !== undefined && older.length !== layers) f.refuse(`The list attn_type_list has ${older.length} entries for ${layers} layers.`);
  const mixer: Recurrence = { kind: 'lightning', heads, headDim };
  const blocks = isRecurrent(f, 'layer_types', kinds).map((recurrent): Layer => (recurrent ? { mixer } : {}));
  const config = family.mixtral({ ...read, moe: expertsOf(f, 'num_local_experts', 'intermediate_size') });
  return { ...config, blocks: blocksFrom(blocks) };
};

/** Derived from the one in its configuration. */
const lfm2Hidden = (f: Fields): number => {
  const named = f.size(f.has('block_ff_dim') ? 'block_ff_dim' : 'intermediate_size');
  if (!f.flag('block_auto_adjust_ff_dim', true)) return named;
  const multiplier = f.raw('block_ffn_dim_multiplier') ?? 1;
  if (typeof multiplier !== 'number' || !(multiplier > 0)) f.refuse('The field block_ffn_dim_multiplier must be a number above 0.');
  const of = f.size('block_multiple_of', { fallback: 256 });
  return of * Math.ceil(Math.floor(Number(multiplier) * Math.floor((2 * named) / 3)) / of);
};

const lfm2 = (f: Fields): ModelConfig => {
  const hidden = lfm2Hidden(f);
  const read = { ...sizes(f, hidden), hidden, tied: flagOf(f, ['tie_word_embeddings', 'tie_embedding'], true) };
  const listed = f.list('full_attn_idxs');
  const kinds = perLayer(f, 'layer_types', read.layers, (layer) =>
    listed === undefined || listed.includes(layer) ? 'full_attention' : 'conv',
  );
  const mixer: Recurrence = { kind: 'short-convolution', conv: f.size('conv_L_cache', { fallback: 3 }), bias: f.flag('conv_bias', false) };
  const blocks = isRecurrent(f, 'layer_types', kinds).map((recurrent): Layer => (recurrent ? { mixer } : {}));
  return { ...family.qwen3(read), blocks: blocksFrom(blocks) };
};

export const hybridReaders = {
  bamba,
  falcon_h1: falconH1,
  granitemoehybrid: graniteHybrid,
  jamba,
  lfm2,
  minimax,
  nemotron_h: nemotronH,
  qwen3_5_moe_text: (f: Fields) => qwenNext(f, true),
  qwen3_5_text: (f: Fields) => qwenNext(f, false),
  qwen3_next: (f: Fields) => qwenNext(f, true),
} satisfies Readonly<Record<string, (f: Fields) => ModelConfig>>;
