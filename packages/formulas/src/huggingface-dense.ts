/** Readers of families whose layers are all alike, or differ only in their windows. */
import type { Fields } from './huggingface-fields.ts';
import { evenly, gemmaSizes, sizes, withAlternatingWindow, withBiases, withLateWindow, withWindow } from './huggingface-sizes.ts';
import * as family from './model-families.ts';
import type { Block, ModelConfig, Tensor } from './model.ts';

/** Families older than the common field names; heads divide the width evenly. */
function oldSizes(f: Fields, [layersName, widthName, headsName]: readonly [string, string, string], tied = true) {
  const width = f.size(widthName);
  const heads = f.size(headsName);
  evenly(f, widthName, width, headsName, heads);
  return { layers: f.layers(layersName), width, heads, vocab: f.size('vocab_size'), tied: f.flag('tie_word_embeddings', tied) };
}
const gptNames = ['n_layer', 'n_embd', 'n_head'] as const;
const newNames = ['num_hidden_layers', 'hidden_size', 'num_attention_heads'] as const;

const gpt2 = (f: Fields): ModelConfig => {
  const read = oldSizes(f, gptNames);
  if (f.flag('add_cross_attention', false)) f.refuse('Cross-attention added to GPT-2 cannot be counted.');
  return family.gpt2({ ...read, hidden: f.size('n_inner', { fallback: 4 * read.width }), positions: f.size('n_positions') });
};

const bert = (f: Fields): ModelConfig => {
  const kind = f.has('position_embedding_type') ? f.raw('position_embedding_type') : 'absolute';
  if (kind !== 'absolute') f.refuse('Only BERT with absolute positions can be counted.');
  if (f.flag('is_decoder', false) || f.flag('add_cross_attention', false)) f.refuse('Only BERT as an encoder can be counted.');
  return family.bert({
    ...sizes(f),
    tied: true,
    positions: f.size('max_position_embeddings'),
    segments: f.size('type_vocab_size', { fallback: 2 }),
  });
};

const t5 = (f: Fields): ModelConfig => {
  const encoderLayers = f.layers('num_layers');
  const mlp = f.has('feed_forward_proj') ? f.raw('feed_forward_proj') : 'relu';
  if (typeof mlp !== 'string') f.refuse('The field feed_forward_proj must be text.');
  // The class derives it from feed_forward_proj.
  f.ignore('is_gated_act');
  return family.t5({
    encoderLayers,
    layers: f.layers('num_decoder_layers', encoderLayers),
    width: f.size('d_model'),
    heads: f.size('num_heads'),
    headDim: f.size('d_kv'),
    hidden: f.size('d_ff'),
    gated: typeof mlp === 'string' && mlp.startsWith('gated-'),
    vocab: f.size('vocab_size'),
    tied: f.flag('tie_word_embeddings', true),
    relativeBuckets: f.size('relative_attention_num_buckets', { fallback: 32 }),
  });
};

const falcon = (f: Fields): ModelConfig => {
  const plain = f.flag('multi_query', true) && f.flag('parallel_attn', true) && !f.flag('new_decoder_architecture', false);
  if (!plain || f.flag('bias', false) || f.flag('alibi', false)) f.refuse('Of Falcon only the block of the 7B can be counted.');
  const read = oldSizes(f, newNames);
  return family.falcon({ ...read, hidden: f.size('ffn_hidden_size', { fallback: 4 * read.width }) });
};

const bloom = (f: Fields): ModelConfig => {
  const either = (name: string, older: string) => (f.has(name) ? name : older);
  f.ignore('n_embed', 'n_head', 'n_layer');
  const names = [
    either('num_hidden_layers', 'n_layer'),
    either('hidden_size', 'n_embed'),
    either('num_attention_heads', 'n_head'),
  ] as const;
  const read = oldSizes(f, names);
  return family.bloom({ ...read, hidden: 4 * read.width });
};

const neox = (f: Fields): ModelConfig => {
  // Both kinds of residual have a norm before each sublayer.
  f.ignore('use_parallel_residual');
  const config = family.gptNeox(sizes(f));
  const attention = f.flag('attention_bias', true);
  return { ...config, biases: { ...config.biases, qkv: attention, out: attention } };
};

const phi = (f: Fields): ModelConfig => {
  if (f.flag('qk_layernorm', false)) f.refuse('Phi with norms of queries and keys cannot be counted.');
  return family.phi(sizes(f));
};

/** Gemma 3, and EmbeddingGemma, which attends in both directions. */
const gemma3 = (f: Fields): ModelConfig => {
  const pattern = f.has('_sliding_window_pattern') ? '_sliding_window_pattern' : 'sliding_window_pattern';
  const every = f.size(pattern, { fallback: 6 });
  const config = withBiases(f, family.gemma3(gemmaSizes(f, withAlternatingWindow(f, every))));
  return f.flag('use_bidirectional_attention', false) ? { ...config, kind: 'encoder' } : config;
};

/** Only layers listed as sliding have a window. */
const withListedWindow = (f: Fields): family.Sizes => (f.has('layer_types') ? withAlternatingWindow(f, 1) : withWindow(f));

const glm = (f: Fields, normsPerLayer: number): ModelConfig => {
  const config = family.llama({ ...sizes(f), headDim: f.size('head_dim', { fallback: 128 }) });
  return { ...config, normsPerLayer, biases: { ...config.biases, qkv: f.flag('attention_bias', false) } };
};

const cohere = (f: Fields, read: family.Sizes): ModelConfig => {
  if (f.flag('use_qk_norm', false)) f.refuse('Command R with norms of queries and keys cannot be counted.');
  return withBiases(f, family.cohere({ ...read, tied: f.flag('tie_word_embeddings', true) }));
};

const starcoder2 = (f: Fields): ModelConfig => {
  if (f.has('norm_type') && f.raw('norm_type') !== 'layer_norm') f.refuse('Only StarCoder2 with layer norms can be counted.');
  const config = family.gptNeox({ ...withWindow(f), tied: f.flag('tie_word_embeddings', true) });
  const bias = f.flag('use_bias', true);
  return { ...config, biases: { qkv: bias, out: bias, mlp: bias, head: false } };
};

const stablelm = (f: Fields): ModelConfig => {
  if (f.flag('qk_layernorm', false)) f.refuse('StableLM with norms of queries and keys cannot be counted.');
  const config = family.llama(sizes(f));
  return {
    ...config,
    norm: 'layer',
    normsPerLayer: f.flag('use_parallel_residual', false) ? 1 : 2,
    biases: { ...config.biases, qkv: f.flag('use_qkv_bias', false) },
  };
};

const gptj = (f: Fields): ModelConfig => {
  const read = oldSizes(f, gptNames, false);
  return family.gptj({ ...read, hidden: f.size('n_inner', { fallback: 4 * read.width }) });
};

const opt = (f: Fields): ModelConfig => {
  const read = oldSizes(f, newNames);
  const plain = f.flag('do_layer_norm_before', true) && f.flag('enable_bias', true) && f.flag('layer_norm_elementwise_affine', true);
  if (!plain || f.size('word_embed_proj_dim', { fallback: read.width }) !== read.width || f.flag('_remove_final_layer_norm', false))
    f.refuse('Of OPT only the usual block, with norms before the sublayers and an embedding as wide as the model, can be counted.');
  // The first two rows of the table of positions stand for padding.
  return family.gpt2({ ...read, hidden: f.size('ffn_dim'), positions: f.size('max_position_embeddings') + 2 });
};

const nemotron = (f: Fields): ModelConfig => ({ ...withBiases(f, family.llama(sizes(f))), norm: 'layer', gated: false });

const seedOss = (f: Fields): ModelConfig => {
  const config = family.llama({ ...sizes(f), headDim: f.size('head_dim', { fallback: 128 }) });
  const biases = { qkv: f.flag('attention_bias', true), out: f.flag('attention_out_bias', false), mlp: f.flag('mlp_bias', false) };
  return { ...config, biases: { ...config.biases, ...biases } };
};

const ernie = (f: Fields): ModelConfig => {
  const config = family.llama({
    ...sizes(f),
    headDim: f.size('head_dim', { fallback: 128 }),
    tied: f.flag('tie_word_embeddings', true),
  });
  const bias = f.flag('use_bias', false);
  return { ...config, biases: { qkv: bias, out: bias, mlp: bias, head: false } };
};

/** EAGLE-3's draft layer reads three hidden states of the target and has a smaller vocabulary. */
export const eagle3 = (f: Fields): ModelConfig => {
  const config = withBiases(f, family.llama(sizes(f)));
  const { width, layers, heads, kvHeads, headDim } = config;
  if (layers !== 1) f.refuse('Only an EAGLE-3 draft of one layer can be counted.');
  const target = f.size('target_hidden_size', { fallback: width });
  const from = (name: string, columns: number): Tensor => ({
    name: `attention.${name}Hidden`,
    group: 'attention',
    shape: [width, columns],
  });
  const block: Block = {
    layers: 1,
    normsPerLayer: 3,
    // Queries, keys and values also read the token's embedding: twice the rows.
    also: [from('query', heads * headDim), from('key', kvHeads * headDim), from('value', kvHeads * headDim)],
  };
  return {
    ...config,
    headless: true,
    blocks: [block],
    also: [
      { name: 'fusion', group: 'mlp', shape: [3 * target, width] },
      { name: 'draftHead', group: 'head', shape: [width, f.size('draft_vocab_size')] },
    ],
  };
};

/** With the head it was trained with, without the pooler. */
export const bertForMaskedLm = (f: Fields): ModelConfig => {
  const config = { ...bert(f), pooler: false };
  return {
    ...config,
    also: [
      { name: 'head.transform', group: 'head', shape: [config.width, config.width] },
      { name: 'head.transform.bias', group: 'head', shape: [config.width] },
      { name: 'head.norm', group: 'norm', shape: [config.width] },
      { name: 'head.norm.bias', group: 'norm', shape: [config.width] },
      { name: 'head.bias', group: 'head', shape: [config.vocab] },
    ],
  };
};

export const t5Encoder = (f: Fields): ModelConfig => {
  const { encoderLayers, ...config } = t5(f);
  return { ...config, kind: 'encoder', layers: encoderLayers, encoderLayers: 0 };
};

const exaone4 = (f: Fields): ModelConfig => {
  if (f.has('sliding_window') && !f.has('layer_types')) f.refuse('The field layer_types, which says where the window is, is missing.');
  f.ignore('sliding_window_pattern');
  return family.qwen3(withLateWindow(f));
};

export const denseReaders = {
  arcee: (f: Fields) => ({ ...withBiases(f, family.llama(sizes(f))), gated: false }),
  bert,
  bloom,
  cohere: (f: Fields) => cohere(f, sizes(f)),
  cohere2: (f: Fields) => cohere(f, withAlternatingWindow(f, f.size('sliding_window_pattern', { fallback: 4 }))),
  ernie4_5: ernie,
  exaone4,
  falcon,
  gemma: (f: Fields) => withBiases(f, family.gemma(gemmaSizes(f, sizes(f)))),
  gemma2: (f: Fields) => withBiases(f, family.gemma2(gemmaSizes(f, withAlternatingWindow(f, 2)))),
  gemma3_text: gemma3,
  glm: (f: Fields) => glm(f, 2),
  glm4: (f: Fields) => glm(f, 4),
  gpt2,
  gptj,
  gpt_neox: neox,
  granite: (f: Fields) => withBiases(f, family.llama(sizes(f))),
  helium: (f: Fields) => withBiases(f, family.llama(sizes(f))),
  llama: (f: Fields) => withBiases(f, family.llama(sizes(f))),
  ministral: (f: Fields) => family.llama(withListedWindow(f)),
  ministral3: (f: Fields) => family.llama(withListedWindow(f)),
  mistral: (f: Fields) => family.llama(withWindow(f)),
  nemotron,
  olmo: (f: Fields) => withBiases(f, family.olmo(sizes(f))),
  olmo2: (f: Fields) => withBiases(f, family.olmo2(sizes(f))),
  olmo3: (f: Fields) => withBiases(f, family.olmo2(withAlternatingWindow(f, 4))),
  opt,
  phi,
  phi3: (f: Fields) => family.llama(withWindow(f)),
  qwen2: (f: Fields) => family.qwen2(withLateWindow(f)),
  qwen3: (f: Fields) => withBiases(f, family.qwen3(withLateWindow(f))),
  seed_oss: seedOss,
  smollm3: (f: Fields) => {
    // Layers without rotary positions have the same parameters.
    f.ignore('no_rope_layers', 'no_rope_layer_interval');
    return withBiases(f, family.llama(withLateWindow(f)));
  },
  stablelm,
  starcoder2,
  t5,
} satisfies Readonly<Record<string, (f: Fields) => ModelConfig>>;
