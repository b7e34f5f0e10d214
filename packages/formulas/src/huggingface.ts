/** Reads the `config.json` of a Hugging Face model into a `ModelConfig`, or says why it cannot be counted. */
import { Fields } from './huggingface-fields.ts';
import { configProblem } from './model-check.ts';
import { parameterCount } from './model-counts.ts';
import * as family from './model-families.ts';
import type { ModelConfig } from './model.ts';

export type HuggingFaceReading =
  | { readonly ok: true; readonly config: ModelConfig }
  /** One or more sentences for the reader, in plain text. */
  | { readonly ok: false; readonly why: string };

/** Notes that one size must be a multiple of the other, unless something else was wrong before. */
const evenly = (f: Fields, whole: string, size: number, part: string, by: number): void => {
  if (f.problems.length === 0 && size % by !== 0) f.refuse(`${whole} ${size} is no multiple of ${part} ${by}.`);
};

const sizes = (f: Fields): family.Sizes => {
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
    hidden: f.size('intermediate_size'),
    vocab: f.size('vocab_size'),
    tied: f.flag('tie_word_embeddings', false),
  };
};

/** A window over `layers` layers, or none where no layer has one or the field is empty. */
const window = (f: Fields, layers: number): Pick<family.Sizes, 'window'> =>
  f.has('sliding_window') && layers > 0 ? { window: { size: f.size('sliding_window'), layers } } : {};

/** Layers that the list of layer types calls sliding; without a list all but every `globalEvery`-th. */
const slidingLayers = (f: Fields, layers: number, globalEvery: number): number => {
  const types = f.list('layer_types');
  if (types === undefined) return layers - Math.floor(layers / globalEvery);
  if (types.length !== layers) f.refuse(`The list layer_types has ${types.length} entries for ${layers} layers.`);
  return types.filter((type) => type === 'sliding_attention').length;
};

const withWindow = (f: Fields): family.Sizes => {
  const read = sizes(f);
  return { ...read, ...window(f, read.layers) };
};

const withLateWindow = (f: Fields): family.Sizes => {
  const read = sizes(f);
  if (!f.flag('use_sliding_window', false)) return read;
  const full = Math.min(read.layers, f.size('max_window_layers', { least: 0, fallback: read.layers }));
  return { ...read, ...window(f, read.layers - full) };
};

const withAlternatingWindow = (f: Fields, globalEvery: number): family.Sizes => {
  const read = sizes(f);
  return { ...read, ...window(f, slidingLayers(f, read.layers, globalEvery)) };
};

/** Gemma shares its head unless it says otherwise, and its heads do not follow from its width. */
const gemmaSizes = (f: Fields, read: family.Sizes): family.Sizes => {
  f.size('head_dim');
  return { ...read, tied: f.flag('tie_word_embeddings', true) };
};

/** `attention_bias` and `mlp_bias`, which are off where absent. */
const withBiases = (f: Fields, config: ModelConfig, attention = f.flag('attention_bias', false)): ModelConfig => ({
  ...config,
  biases: { ...config.biases, qkv: attention, out: attention, mlp: f.flag('mlp_bias', false) },
});

const expertsOf = (f: Fields, name: string, hidden: string): Pick<family.Experts, 'experts' | 'active' | 'hidden'> => {
  const experts = f.size(name);
  const active = f.size('num_experts_per_tok');
  if (active > experts) f.refuse(`num_experts_per_tok ${active} is more than the ${experts} experts there are.`);
  return { experts, active, hidden: f.size(hidden) };
};

/** Every `decoder_sparse_step`-th layer has experts, except those listed in `mlp_only_layers`. */
const qwenExperts = (f: Fields, layers: number): family.Experts => {
  const step = f.size('decoder_sparse_step', { fallback: 1 });
  const plain = f.list('mlp_only_layers') ?? [];
  const isDense = (layer: number) => (layer + 1) % step !== 0 || plain.includes(layer);
  const denseLayers = Array.from({ length: layers }, (_, layer) => layer).filter(isDense).length;
  return { ...expertsOf(f, 'num_experts', 'moe_intermediate_size'), denseLayers };
};

/** `biased` is what the version does where the configuration does not name its way of choosing experts. */
const deepseek = (f: Fields, biased: boolean): ModelConfig => {
  const read = sizes(f);
  const denseLayers = f.size('first_k_dense_replace', { least: 0 });
  if (denseLayers > read.layers) f.refuse(`first_k_dense_replace ${denseLayers} is more than the ${read.layers} layers there are.`);
  if (f.size('moe_layer_freq', { fallback: 1 }) !== 1) f.refuse('Only a moe_layer_freq of 1 can be counted.');
  if (f.flag('attention_bias', false)) f.refuse('Biases in latent attention cannot be counted.');
  const routed = expertsOf(f, 'n_routed_experts', 'moe_intermediate_size');
  return family.deepseek({
    ...read,
    moe: {
      ...routed,
      sharedHidden: routed.hidden * f.size('n_shared_experts', { least: 0, fallback: 0 }),
      denseLayers,
      routerBias: f.has('topk_method') ? f.raw('topk_method') === 'noaux_tc' : biased,
    },
    latent: {
      ...(f.has('q_lora_rank') ? { queryRank: f.size('q_lora_rank') } : {}),
      kvRank: f.size('kv_lora_rank'),
      nopeDim: f.size('qk_nope_head_dim'),
      ropeDim: f.size('qk_rope_head_dim'),
      valueDim: f.size('v_head_dim'),
    },
  });
};

const gpt2 = (f: Fields): ModelConfig => {
  const width = f.size('n_embd');
  const heads = f.size('n_head');
  evenly(f, 'n_embd', width, 'n_head', heads);
  if (f.flag('add_cross_attention', false)) f.refuse('Cross-attention added to GPT-2 cannot be counted.');
  return family.gpt2({
    layers: f.layers('n_layer'),
    width,
    heads,
    hidden: f.size('n_inner', { fallback: 4 * width }),
    vocab: f.size('vocab_size'),
    positions: f.size('n_positions'),
    tied: f.flag('tie_word_embeddings', true),
  });
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
  const width = f.size('hidden_size');
  const heads = f.size('num_attention_heads');
  evenly(f, 'hidden_size', width, 'num_attention_heads', heads);
  return family.falcon({
    layers: f.layers('num_hidden_layers'),
    width,
    heads,
    hidden: f.size('ffn_hidden_size', { fallback: 4 * width }),
    vocab: f.size('vocab_size'),
    tied: f.flag('tie_word_embeddings', true),
  });
};

const bloom = (f: Fields): ModelConfig => {
  const either = (name: string, older: string) => (f.has(name) ? name : older);
  const widthName = either('hidden_size', 'n_embed');
  const headsName = either('num_attention_heads', 'n_head');
  const width = f.size(widthName);
  const heads = f.size(headsName);
  evenly(f, widthName, width, headsName, heads);
  return family.bloom({
    layers: f.layers(either('num_hidden_layers', 'n_layer')),
    width,
    heads,
    hidden: 4 * width,
    vocab: f.size('vocab_size'),
    tied: f.flag('tie_word_embeddings', true),
  });
};

const neox = (f: Fields): ModelConfig => {
  const config = family.gptNeox(sizes(f));
  const attention = f.flag('attention_bias', true);
  return { ...config, biases: { ...config.biases, qkv: attention, out: attention } };
};

const phi = (f: Fields): ModelConfig => {
  if (f.flag('qk_layernorm', false)) f.refuse('Phi with norms of queries and keys cannot be counted.');
  return family.phi(sizes(f));
};

/** One reader for each `model_type`, which also is the list of what can be counted. */
const readers: Readonly<Record<string, (f: Fields) => ModelConfig>> = {
  bert,
  bloom,
  deepseek_v2: (f) => deepseek(f, false),
  deepseek_v3: (f) => deepseek(f, true),
  falcon,
  gemma: (f) => withBiases(f, family.gemma(gemmaSizes(f, sizes(f)))),
  gemma2: (f) => withBiases(f, family.gemma2(gemmaSizes(f, withAlternatingWindow(f, 2)))),
  gemma3_text: (f) =>
    withBiases(f, family.gemma3(gemmaSizes(f, withAlternatingWindow(f, f.size('sliding_window_pattern', { fallback: 6 }))))),
  gpt2,
  gpt_neox: neox,
  gpt_oss: (f) => family.gptOss({ ...withAlternatingWindow(f, 2), moe: expertsOf(f, 'num_local_experts', 'intermediate_size') }),
  llama: (f) => withBiases(f, family.llama(sizes(f))),
  mistral: (f) => family.llama(withWindow(f)),
  mixtral: (f) => family.mixtral({ ...withWindow(f), moe: expertsOf(f, 'num_local_experts', 'intermediate_size') }),
  olmo: (f) => withBiases(f, family.olmo(sizes(f))),
  olmo2: (f) => withBiases(f, family.olmo2(sizes(f))),
  olmoe: (f) => withBiases(f, family.olmo2({ ...sizes(f), moe: expertsOf(f, 'num_experts', 'intermediate_size') })),
  phi,
  phi3: (f) => family.llama(withWindow(f)),
  qwen2: (f) => family.qwen2(withLateWindow(f)),
  qwen2_moe: (f) => {
    const read = withLateWindow(f);
    return family.qwen2Moe({ ...read, moe: { ...qwenExperts(f, read.layers), sharedHidden: f.size('shared_expert_intermediate_size') } });
  },
  qwen3: (f) => withBiases(f, family.qwen3(withLateWindow(f))),
  qwen3_moe: (f) => {
    const read = withLateWindow(f);
    return withBiases(f, family.qwen3({ ...read, moe: qwenExperts(f, read.layers) }));
  },
  smollm3: (f) => withBiases(f, family.llama(sizes(f))),
  t5,
};

/** The values of `model_type` that `fromHuggingFaceConfig` reads. */
export const huggingFaceModelTypes: readonly string[] = Object.keys(readers);

const multimodal = ['vision_config', 'audio_config', 'text_config', 'thinker_config'];

const refused = (why: string): HuggingFaceReading => ({ ok: false, why });

/**
 * The model that a `config.json` describes, counted as the language model without extra heads: BERT with its pooler,
 * DeepSeek V3 without its multi-token prediction layer. Never throws: what is no such configuration, is of an unknown
 * `model_type`, has several modalities, lacks a field or has one out of range is refused with the reason.
 */
export function fromHuggingFaceConfig(json: unknown): HuggingFaceReading {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return refused('A config.json holds one JSON object.');
  const f = new Fields(json);
  const part = multimodal.find((name) => f.has(name));
  if (part !== undefined) {
    return refused(`The field ${part} says that this model reads more than text; only the configuration of a text model can be counted.`);
  }
  const type = f.raw('model_type');
  if (typeof type !== 'string') return refused('The field model_type, which names the architecture, is missing.');
  const read = Object.hasOwn(readers, type) ? readers[type] : undefined;
  if (read === undefined) {
    return refused(`The model_type "${type.slice(0, 40)}" is not known here; known are ${huggingFaceModelTypes.join(', ')}.`);
  }
  const config = read(f);
  if (f.problems.length > 0) return refused(f.problems.join(' '));
  const problem = configProblem(config);
  if (problem !== undefined) return refused(`These sizes cannot be counted: ${problem}.`);
  if (!Number.isSafeInteger(parameterCount(config))) return refused('This model has too many parameters to count exactly.');
  return { ok: true, config };
}
