/** Readers of mixtures of experts, with or without latent attention. */
import type { Fields } from './huggingface-fields.ts';
import {
  blocksFrom,
  expertsOf,
  perLayer,
  sizes,
  unknownKind,
  withAlternatingWindow,
  withBiases,
  withLateWindow,
  withWindow,
} from './huggingface-sizes.ts';
import * as family from './model-families.ts';
import type { LatentAttention, ModelConfig } from './model.ts';

/** Every `decoder_sparse_step`-th layer has experts, except those in `mlp_only_layers`. */
export const isDense = (f: Fields): ((layer: number) => boolean) => {
  const step = f.size('decoder_sparse_step', { fallback: 1 });
  const plain = f.list('mlp_only_layers') ?? [];
  return (layer) => (layer + 1) % step !== 0 || plain.includes(layer);
};

const qwenExperts = (f: Fields, layers: number): family.Experts => {
  const denseLayers = Array.from({ length: layers }, (_, layer) => layer).filter(isDense(f)).length;
  return { ...expertsOf(f, 'num_experts', 'moe_intermediate_size'), denseLayers };
};

/** The first few, or those that a list marks as dense. */
const denseLayersOf = (f: Fields, layers: number): number => {
  if (f.has('mlp_layer_types')) {
    f.ignore('first_k_dense_replace');
    const kinds = perLayer(f, 'mlp_layer_types', layers, () => 'sparse');
    for (const kind of kinds) if (kind !== 'dense' && kind !== 'sparse') unknownKind(f, 'mlp_layer_types', kind);
    return kinds.filter((kind) => kind === 'dense').length;
  }
  const denseLayers = f.size('first_k_dense_replace', { least: 0 });
  if (denseLayers > layers) f.refuse(`first_k_dense_replace ${denseLayers} exceeds the number of layers, ${layers}.`);
  return denseLayers;
};

const deepseekExperts = (f: Fields, layers: number, routerBias: boolean): family.Experts => {
  const routed = expertsOf(f, 'n_routed_experts', 'moe_intermediate_size');
  return {
    ...routed,
    sharedHidden: routed.hidden * f.size('n_shared_experts', { least: 0, fallback: 0 }),
    denseLayers: denseLayersOf(f, layers),
    routerBias,
  };
};

const latentOf = (f: Fields): LatentAttention => {
  // The sum of two parts that are read.
  f.ignore('qk_head_dim');
  return {
    ...(f.has('q_lora_rank') ? { queryRank: f.size('q_lora_rank') } : {}),
    kvRank: f.size('kv_lora_rank'),
    nopeDim: f.size('qk_nope_head_dim'),
    ropeDim: f.size('qk_rope_head_dim'),
    valueDim: f.size('v_head_dim'),
  };
};

/** The head width does not follow from the model width, and `head_dim` means something else. */
const latentSizes = (f: Fields): family.Sizes => {
  const heads = f.size('num_attention_heads');
  f.ignore('num_key_value_heads', 'head_dim');
  return {
    layers: f.layers('num_hidden_layers'),
    width: f.size('hidden_size'),
    heads,
    hidden: f.size('intermediate_size'),
    vocab: f.size('vocab_size'),
    tied: f.flag('tie_word_embeddings', false),
  };
};

/** `biased` is the default of a version whose configuration does not name its way of choosing experts. */
const deepseek = (f: Fields, biased: boolean): ModelConfig => {
  const read = latentSizes(f);
  if (f.size('moe_layer_freq', { fallback: 1 }) !== 1) f.refuse('Only a moe_layer_freq of 1 can be counted.');
  if (f.flag('attention_bias', false)) f.refuse('Biases in latent attention cannot be counted.');
  const routerBias = f.has('topk_method') ? f.raw('topk_method') === 'noaux_tc' : biased;
  return family.deepseek({ ...read, moe: deepseekExperts(f, read.layers, routerBias), latent: latentOf(f) });
};

/** An indexer chooses the tokens that a query sees. */
const deepseekSparse = (f: Fields): ModelConfig => {
  const config = deepseek(f, true);
  // Layers must be alike; one that reuses another's choice would have no indexer.
  for (const name of ['layer_types', 'indexer_types'] as const)
    if (new Set(f.list(name)).size > 1) f.refuse(`Only layers that are all alike can be counted, and ${name} names several kinds.`);
  const indexer = { heads: f.size('index_n_heads'), headDim: f.size('index_head_dim'), tokens: f.size('index_topk') };
  return config.latent === undefined ? config : { ...config, latent: { ...config.latent, indexer } };
};

const glm4Moe = (f: Fields): ModelConfig => {
  const read = sizes(f);
  const config = family.mixtral({ ...read, moe: deepseekExperts(f, read.layers, true) });
  return {
    ...config,
    qkNorm: f.flag('use_qk_norm', false) ? 'head' : 'none',
    biases: { ...config.biases, qkv: f.flag('attention_bias', false) },
  };
};

const minimaxM2 = (f: Fields): ModelConfig => {
  for (const name of ['use_routing_bias', 'use_qk_norm'])
    if (!f.flag(name, true)) f.refuse(`MiniMax-M2 without ${name} cannot be counted.`);
  return {
    ...family.mixtral({ ...sizes(f), moe: { ...expertsOf(f, 'num_local_experts', 'intermediate_size'), routerBias: true } }),
    qkNorm: 'all',
  };
};

/** Experts in every layer or every second; chunks in all but each fourth. */
const llama4 = (f: Fields): ModelConfig => {
  const read = sizes(f);
  const { layers } = read;
  const step = f.size('interleave_moe_layer_step', { fallback: 1 });
  const listed = f.list('moe_layers');
  const sparse = (layer: number) => (listed === undefined ? (layer + 1) % step === 0 : listed.includes(layer));
  const noRope = f.list('no_rope_layers') ?? [];
  // The norm of queries and keys has no parameters.
  f.ignore('use_qk_norm');
  const every = f.size('no_rope_layer_interval', { fallback: 4 });
  const chunked = (layer: number) => (noRope.length === layers ? noRope[layer] !== 0 : (layer + 1) % every !== 0);
  const kinds = perLayer(f, 'layer_types', layers, (layer) => (chunked(layer) ? 'chunked_attention' : 'full_attention'));
  const span = { kind: 'chunk', tokens: f.size('attention_chunk_size', { fallback: 8192 }) } as const;
  const routed = expertsOf(f, 'num_local_experts', 'intermediate_size');
  const config = withBiases(f, family.mixtral({ ...read, moe: { ...routed, sharedHidden: routed.hidden } }));
  const blocks = kinds.map((kind, layer) => {
    if (kind !== 'chunked_attention' && kind !== 'full_attention') unknownKind(f, 'layer_types', kind);
    return { ...(kind === 'chunked_attention' ? { span } : {}), ...(sparse(layer) ? {} : { mlp: 'dense' as const }) };
  });
  return { ...config, hidden: f.size('intermediate_size_mlp'), blocks: blocksFrom(blocks) };
};

const phimoe = (f: Fields): ModelConfig => {
  const config = family.mixtral({ ...withWindow(f), moe: expertsOf(f, 'num_local_experts', 'intermediate_size') });
  const bias = f.flag('attention_bias', false);
  return { ...config, norm: 'layer', biases: { qkv: bias, out: bias, mlp: false, head: f.flag('lm_head_bias', false) } };
};

export const mixtureReaders = {
  deepseek_v2: (f: Fields) => deepseek(f, false),
  deepseek_v3: (f: Fields) => deepseek(f, true),
  deepseek_v32: deepseekSparse,
  glm4_moe: glm4Moe,
  glm4_moe_lite: (f: Fields) => deepseek(f, true),
  glm_moe_dsa: deepseekSparse,
  gpt_oss: (f: Fields) => {
    // Another name for num_experts_per_tok; the class does not read it.
    f.ignore('experts_per_token');
    if (!f.flag('attention_bias', true)) f.refuse('gpt-oss without biases cannot be counted.');
    return family.gptOss({ ...withAlternatingWindow(f, 2), moe: expertsOf(f, 'num_local_experts', 'intermediate_size') });
  },
  granitemoe: (f: Fields) => {
    const config = family.mixtral({ ...sizes(f), moe: expertsOf(f, 'num_local_experts', 'intermediate_size') });
    return withBiases(f, config);
  },
  llama4_text: llama4,
  minimax_m2: minimaxM2,
  mixtral: (f: Fields) => family.mixtral({ ...withWindow(f), moe: expertsOf(f, 'num_local_experts', 'intermediate_size') }),
  olmoe: (f: Fields) => withBiases(f, family.olmo2({ ...sizes(f), moe: expertsOf(f, 'num_experts', 'intermediate_size') })),
  phimoe,
  qwen2_moe: (f: Fields) => {
    const read = withLateWindow(f);
    return family.qwen2Moe({ ...read, moe: { ...qwenExperts(f, read.layers), sharedHidden: f.size('shared_expert_intermediate_size') } });
  },
  qwen3_moe: (f: Fields) => {
    const read = withLateWindow(f);
    return withBiases(f, family.qwen3({ ...read, moe: qwenExperts(f, read.layers) }));
  },
} satisfies Readonly<Record<string, (f: Fields) => ModelConfig>>;
