import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromHuggingFaceConfig, huggingFaceModelTypes } from '../../../packages/formulas/src/huggingface.ts';
import { parameterCount } from '../../../packages/formulas/src/model-counts.ts';
import { models } from '../../../packages/formulas/src/models.ts';
import published from '../../transformers/configs.json' with { type: 'json' };
import configs from './huggingface-configs.json' with { type: 'json' };

type Json = Readonly<Record<string, unknown>>;
const files: Readonly<Record<string, Json>> = configs;
const sources: Readonly<Record<string, { readonly config: Json }>> = published;
const file = (id: string): Json => files[id] ?? {};

const read = (json: unknown) => {
  const reading = fromHuggingFaceConfig(json);
  if (!reading.ok) throw new Error(reading.why);
  return reading.config;
};
const why = (json: unknown): string => {
  const reading = fromHuggingFaceConfig(json);
  return reading.ok ? 'read' : reading.why;
};

/** A second route: the count of each family in closed form, from the fields of the file. */
const closedForm = (json: Json): number => {
  const n = (name: string, otherwise = 0): number => {
    const value = json[name];
    return typeof value === 'number' ? value : otherwise;
  };
  const d = n('hidden_size', n('n_embd', n('d_model')));
  const layers = n('num_hidden_layers', n('n_layer', n('num_layers')));
  const f = n('intermediate_size', n('d_ff', 4 * d));
  const vocab = n('vocab_size');
  const heads = n('num_attention_heads', n('n_head', n('num_heads')));
  const kv = n('num_key_value_heads', heads);
  const dh = n('head_dim', n('d_kv', d / heads));
  const tables = vocab * d * (json['tie_word_embeddings'] === false ? 2 : 1);
  const gqa = 2 * d * dh * (heads + kv);
  const dense = gqa + 3 * d * f;
  const moe = (experts: number, hidden: number) => gqa + d * experts + experts * 3 * d * hidden;
  const type = json['model_type'];
  switch (type) {
    case 'gpt2':
      return tables + n('n_positions') * d + layers * (12 * d * d + 13 * d) + 2 * d;
    case 'gpt_neox':
      return tables + layers * (12 * d * d + 13 * d) + 2 * d;
    case 'bloom':
      return tables + layers * (12 * d * d + 13 * d) + 4 * d;
    case 'bert':
      return (vocab + n('max_position_embeddings') + n('type_vocab_size') + 2) * d + layers * (12 * d * d + 13 * d) + d * d + d;
    case 'phi':
      return tables + vocab + layers * (12 * d * d + 11 * d) + 2 * d;
    case 'falcon':
      return tables + layers * (2 * d * d + 2 * d * dh + 8 * d * d + 2 * d) + 2 * d;
    case 'llama':
    case 'mistral':
    case 'phi3':
    case 'gemma':
      return tables + layers * (dense + 2 * d) + d;
    case 'olmo':
      return tables + layers * dense;
    case 'gemma2':
      return tables + layers * (dense + 4 * d) + d;
    case 'gemma3_text':
      return tables + layers * (dense + 4 * d + 2 * dh) + d;
    case 'qwen2':
      return tables + layers * (dense + 2 * d + dh * (heads + 2 * kv)) + d;
    case 'qwen3':
      return tables + layers * (dense + 2 * d + 2 * dh) + d;
    case 'olmo2':
      return tables + layers * (dense + 2 * d + dh * (heads + kv)) + d;
    case 'mixtral':
      return tables + layers * (moe(n('num_local_experts'), f) + 2 * d) + d;
    case 'olmoe':
      return tables + layers * (moe(n('num_experts'), f) + 2 * d + dh * (heads + kv)) + d;
    case 'qwen3_moe':
      return tables + layers * (moe(n('num_experts'), n('moe_intermediate_size')) + 2 * d + 2 * dh) + d;
    case 'qwen2_moe': {
      const shared = 3 * d * n('shared_expert_intermediate_size') + d;
      return tables + layers * (moe(n('num_experts'), n('moe_intermediate_size')) + shared + 2 * d + dh * (heads + 2 * kv)) + d;
    }
    case 'gpt_oss': {
      const experts = n('num_local_experts');
      const biases = dh * (heads + 2 * kv) + d + experts * (2 * f + d) + experts;
      return tables + layers * (moe(experts, f) + biases + heads + 2 * d) + d;
    }
    case 'deepseek_v2':
    case 'deepseek_v3': {
      const [rq, r, nope, rope, v] = [n('q_lora_rank'), n('kv_lora_rank'), n('qk_nope_head_dim'), n('qk_rope_head_dim'), n('v_head_dim')];
      const query = rq === 0 ? d * heads * (nope + rope) : rq * (d + 1 + heads * (nope + rope));
      const mla = query + d * (r + rope) + r + r * heads * (nope + v) + heads * v * d;
      const experts = n('n_routed_experts');
      const sparse =
        3 * d * n('moe_intermediate_size') * (experts + n('n_shared_experts')) + d * experts + (type === 'deepseek_v3' ? experts : 0);
      const first = n('first_k_dense_replace');
      return tables + layers * (mla + 2 * d) + first * 3 * d * f + (layers - first) * sparse + d;
    }
    case 't5': {
      const attention = 4 * d * heads * dh;
      const mlp = (json['feed_forward_proj'] === 'gated-gelu' ? 3 : 2) * d * f;
      const bias = n('relative_attention_num_buckets') * heads;
      return tables + layers * (attention + mlp + 2 * d) + layers * (2 * attention + mlp + 3 * d) + 2 * (bias + d);
    }
    default:
      throw new Error(`no closed form for ${String(type)}`);
  }
};

describe('a config.json', () => {
  test.each(Object.keys(files))('of %s is read into the shape that the table of models has, counted by closed form too', (id) => {
    // The files of BERT name the class with its first head; the table holds the encoder.
    const config = read(id.startsWith('bert') ? { ...file(id), architectures: ['BertModel'] } : file(id));
    const model = models.find((each) => each.id === id);
    expect(config).toEqual(model?.config);
    expect(parameterCount(config)).toBe(closedForm(file(id)));
  });

  test('is there for every model of the table but GPT-3, whose weights were never published', () => {
    expect(models.map(({ id }) => id).filter((id) => !(id in files) && !(id in sources))).toEqual(['gpt3-175b']);
  });

  test('of each known model_type is among the tested ones, or counted by its own class', () => {
    const counted = Object.values(sources).map(({ config }) => config['model_type']);
    const tested = new Set<unknown>([...Object.values(files).map((json) => json['model_type']), ...counted]);
    expect(huggingFaceModelTypes.filter((type) => !tested.has(type))).toEqual(['ministral']);
  });

  test('of SmolLM3 3B counts the published 3,075,098,624', () => {
    // https://huggingface.co/HuggingFaceTB/SmolLM3-3B
    const sizes = { hidden_size: 2048, intermediate_size: 11008, num_attention_heads: 16, num_hidden_layers: 36, num_key_value_heads: 4 };
    expect(parameterCount(read({ model_type: 'smollm3', ...sizes, tie_word_embeddings: true, vocab_size: 128256 }))).toBe(3_075_098_624);
  });

  test('of OLMo 2 1B and 32B counts the published integers', () => {
    const small = { hidden_size: 2048, intermediate_size: 8192, num_attention_heads: 16, num_hidden_layers: 16, num_key_value_heads: 16 };
    const large = { hidden_size: 5120, intermediate_size: 27648, num_attention_heads: 40, num_hidden_layers: 64, num_key_value_heads: 8 };
    const of = (sizes: Json) => parameterCount(read({ model_type: 'olmo2', ...sizes, tie_word_embeddings: false, vocab_size: 100352 }));
    expect(of(small)).toBe(1_484_916_736);
    expect(of(large)).toBe(32_234_279_936);
  });
});

describe('optional fields', () => {
  const llama = file('llama-3-8b');
  const biased = (json: Json) => parameterCount(read(json)) - 8_030_261_248;

  test('add the biases they switch on', () => {
    expect(biased({ ...llama, attention_bias: true })).toBe(32 * (4096 + 2 * 1024 + 4096));
    expect(biased({ ...llama, mlp_bias: true })).toBe(32 * (2 * 14_336 + 4096));
  });

  test('leave biases of GPT-NeoX attention out where switched off', () => {
    const neox = file('pythia-160m');
    expect(parameterCount(read({ ...neox, attention_bias: false }))).toBe(162_322_944 - 12 * 4 * 768);
  });

  test('say which layers have a window', () => {
    const gemma = file('gemma-2-9b');
    const types = (sliding: number) => Array.from({ length: 42 }, (_, i) => (i < sliding ? 'sliding_attention' : 'full_attention'));
    expect(read({ ...gemma, layer_types: types(30) }).window).toEqual({ size: 4096, layers: 30 });
    expect(read({ ...gemma, layer_types: types(0) }).window).toBeUndefined();
    expect(why({ ...gemma, layer_types: types(30).slice(1) })).toMatch(/layer_types has 41 entries for 42 layers/);
    expect(why({ ...gemma, layer_types: 'all' })).toMatch(/layer_types must be a list/);
    const qwen = { ...file('qwen2-7b'), use_sliding_window: true, sliding_window: 4096 };
    expect(read({ ...qwen, max_window_layers: 20 }).window).toEqual({ size: 4096, layers: 8 });
    expect(read({ ...qwen, max_window_layers: 0 }).window).toEqual({ size: 4096, layers: 28 });
    expect(read({ ...qwen, max_window_layers: undefined }).window).toBeUndefined();
    expect(read(qwen).window).toBeUndefined();
    for (const use_sliding_window of [false, undefined])
      expect(read({ ...qwen, use_sliding_window, max_window_layers: 0 }).window).toBeUndefined();
  });

  test('let heads be of a width that does not follow from that of the model', () => {
    const odd = { ...file('llama-3-8b'), hidden_size: 100, num_attention_heads: 3, num_key_value_heads: 3 };
    expect(read({ ...odd, head_dim: 32 })).toMatchObject({ width: 100, heads: 3, headDim: 32 });
    expect(why(odd)).toBe('hidden_size 100 is not a multiple of num_attention_heads 3.');
  });

  test('say which layers of a Qwen mixture are dense, counted layer by layer', () => {
    const qwen = file('qwen3-30b-a3b');
    expect(read({ ...qwen, decoder_sparse_step: 2 }).moe?.denseLayers).toBe(24);
    expect(read({ ...qwen, mlp_only_layers: [0, 1, 47] }).moe?.denseLayers).toBe(3);
    expect(read({ ...qwen, decoder_sparse_step: 2, mlp_only_layers: [0, 1] }).moe?.denseLayers).toBe(25);
    expect(read({ ...qwen, mlp_only_layers: null }).moe?.denseLayers).toBe(0);
  });

  test('fall back to what the architecture does by itself', () => {
    expect(read({ ...file('llama-3-8b'), tie_word_embeddings: undefined }).tied).toBe(false);
    expect(why({ ...file('gemma-2b'), head_dim: undefined })).toMatch(/head_dim is missing/);
    expect(read({ ...file('deepseek-v3'), topk_method: undefined }).moe?.routerBias).toBe(true);
    expect(read({ ...file('deepseek-v2'), topk_method: undefined }).moe?.routerBias).toBe(false);
    expect(read({ ...file('bert-base'), position_embedding_type: null })).toEqual(read(file('bert-base')));
    expect(read({ ...file('t5-base'), num_decoder_layers: 6 }).layers).toBe(6);
    const bloom = { model_type: 'bloom', hidden_size: 1024, num_attention_heads: 16, num_hidden_layers: 24, vocab_size: 250880 };
    expect(parameterCount(read(bloom))).toBe(559_214_592); // https://huggingface.co/bigscience/bloom-560m
    expect(read({ model_type: 'bloom', n_embed: 1024, n_head: 16, n_layer: 24, vocab_size: 250880 })).toEqual(read(bloom));
  });
});

describe('what cannot be counted is refused with the reason', () => {
  test.each([
    ['null', null, /one JSON object/],
    ['a list', [file('gpt2-small')], /one JSON object/],
    ['text', JSON.stringify(file('gpt2-small')), /one JSON object/],
    ['a number', 12, /one JSON object/],
    ['nothing', undefined, /one JSON object/],
    ['an empty object', {}, /model_type, which names the architecture, is missing/],
    ['a model_type that is no text', { model_type: 7 }, /model_type, which names the architecture, is missing/],
    ['a recurrent model that is not known', { model_type: 'rwkv' }, /"rwkv" is not supported; the supported ones are arcee, bamba, bert/],
    ['a key of every object', { model_type: 'constructor' }, /"constructor" is not supported/],
    ['the key of prototypes', { model_type: '__proto__' }, /"__proto__" is not supported/],
    ['an endless name', { model_type: 'x'.repeat(1e5) }, /^The model_type "x{40}" is not supported/],
    [
      'a model with vision',
      { model_type: 'gemma3', vision_config: {}, text_config: {} },
      /vision_config says that this model reads more than text/,
    ],
    ['a wrapped text model', { ...file('llama-3-8b'), text_config: {} }, /text_config says/],
    ['a missing field', { ...file('llama-3-8b'), hidden_size: undefined }, /^The field hidden_size is missing\.$/],
    [
      'several missing fields',
      { model_type: 'gpt2' },
      /n_embd is missing.* n_head is missing.* n_layer is missing.* vocab_size is missing/,
    ],
    ['a broken size', { ...file('llama-3-8b'), hidden_size: 2.5 }, /hidden_size must be a whole number from 1 to 1000000000, not 2\.5\.$/],
    ['an endless text', { ...file('llama-3-8b'), hidden_size: 'x'.repeat(1e5) }, /not "x{40}"\.$/],
    [
      'a negative size',
      { ...file('llama-3-8b'), num_hidden_layers: -32 },
      /num_hidden_layers must be a whole number from 1 to 10000, not -32/,
    ],
    ['a fraction', { ...file('llama-3-8b'), vocab_size: 0.5 }, /vocab_size must be a whole number .* not 0\.5/],
    ['text for a number', { ...file('llama-3-8b'), vocab_size: '128256' }, /vocab_size must be .* not "128256"/],
    ['a list for a number', { ...file('llama-3-8b'), vocab_size: [1] }, /vocab_size must be .* not a list/],
    ['an object for a number', { ...file('llama-3-8b'), vocab_size: {} }, /vocab_size must be .* not of type object/],
    ['true for a number', { ...file('llama-3-8b'), vocab_size: true }, /vocab_size must be .* not true/],
    ['a size beyond reason', { ...file('llama-3-8b'), vocab_size: 1e12 }, /vocab_size must be .* not 1000000000000/],
    ['infinity', { ...file('llama-3-8b'), vocab_size: Infinity }, /not Infinity/],
    [
      'sizes that together are beyond exact counting',
      { ...file('llama-3-8b'), vocab_size: 1e9, hidden_size: 999_999_968 },
      /too many parameters/,
    ],
    ['text for a switch', { ...file('llama-3-8b'), tie_word_embeddings: 'no' }, /tie_word_embeddings must be true or false, not "no"/],
    [
      'heads that do not divide the width',
      { ...file('llama-3-8b'), num_attention_heads: 24, num_key_value_heads: 24 },
      /hidden_size 4096 is not a multiple of num_attention_heads 24/,
    ],
    [
      'heads that do not share K and V evenly',
      { ...file('llama-3-8b'), num_key_value_heads: 5 },
      /num_attention_heads 32 is not a multiple of num_key_value_heads 5/,
    ],
    ['GPT-2 with uneven heads', { ...file('gpt2-small'), n_head: 7 }, /n_embd 768 is not a multiple of n_head 7/],
    ['GPT-2 with cross-attention', { ...file('gpt2-small'), add_cross_attention: true }, /Cross-attention/],
    ['BERT with relative positions', { ...file('bert-base'), position_embedding_type: 'relative_key' }, /absolute positions/],
    ['BERT as a decoder', { ...file('bert-base'), is_decoder: true }, /as an encoder/],
    ['BERT with cross-attention', { ...file('bert-base'), add_cross_attention: true }, /as an encoder/],
    ['T5 with a wrong MLP', { ...file('t5-base'), feed_forward_proj: 3 }, /feed_forward_proj must be text/],
    ['Falcon 40B', { ...file('falcon-7b'), new_decoder_architecture: true }, /Of Falcon only the block of the 7B/],
    ['Falcon with biases', { ...file('falcon-7b'), bias: true }, /Of Falcon only/],
    ['Falcon with ALiBi', { ...file('falcon-7b'), alibi: true }, /Of Falcon only/],
    ['Falcon with uneven heads', { ...file('falcon-7b'), num_attention_heads: 70 }, /hidden_size 4544 is not a multiple/],
    ['BLOOM with uneven heads', { ...file('bloom-176b'), n_head: 100 }, /hidden_size 14336 is not a multiple of n_head 100/],
    ['Phi with norms of queries', { ...file('phi-2'), qk_layernorm: true }, /norms of queries and keys/],
    [
      'more active experts than experts',
      { ...file('mixtral-8x7b'), num_experts_per_tok: 9 },
      /num_experts_per_tok 9 exceeds the number of experts, 8/,
    ],
    ['more dense layers than layers', { ...file('deepseek-v3'), first_k_dense_replace: 62 }, /62 exceeds the number of layers, 61/],
    ['DeepSeek with experts in every other layer', { ...file('deepseek-v3'), moe_layer_freq: 2 }, /moe_layer_freq of 1/],
    ['DeepSeek with biases', { ...file('deepseek-v3'), attention_bias: true }, /latent attention/],
  ])('%s', (_, json, reason) => {
    expect(why(json)).toMatch(reason);
  });

  test('fields that only the prototype has', () => {
    expect(why(Object.create(file('llama-3-8b')))).toMatch(/model_type, which names the architecture, is missing/);
    const inherited: unknown = Object.assign(Object.create({ hidden_size: 4096 }), { model_type: 'llama' });
    expect(why(inherited)).toMatch(/hidden_size is missing/);
    expect(why(JSON.parse('{"__proto__": {"model_type": "llama"}}'))).toMatch(/model_type/);
  });
});

describe('whatever is pasted', () => {
  const nonsense = fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true, withObjectString: true });

  test('never throws', () => {
    fc.assert(
      fc.property(nonsense, (json) => {
        expect(typeof fromHuggingFaceConfig(json).ok).toBe('boolean');
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  test('in place of a field of a real file is either counted as a positive whole number or refused in words', () => {
    const ids = Object.keys(files).filter((id) => parameterCount(read(file(id))) < 1e10);
    const wild = fc.oneof(nonsense, fc.integer(), fc.double(), fc.constantFrom(0, 1, 1e9, null, undefined, [], 'x'));
    fc.assert(
      fc.property(fc.constantFrom(...ids), fc.nat(), wild, (id, at, value) => {
        const fields = Object.keys(file(id));
        const json = { ...file(id), [fields[at % fields.length] ?? 'vocab_size']: value };
        const reading = fromHuggingFaceConfig(json);
        if (reading.ok) {
          const counted = parameterCount(reading.config);
          expect(Number.isSafeInteger(counted) && counted > 0).toBe(true);
        } else expect(reading.why.length).toBeGreaterThan(10);
      }),
      { seed: 2, numRuns: 1500 },
    );
  });
});

describe('a field that is left out', () => {
  const without = (id: string, ...names: readonly string[]): Json =>
    Object.fromEntries(Object.entries(file(id)).filter(([name]) => !names.includes(name)));

  test.each([
    ['qwen2-7b', 'use_sliding_window'],
    ['qwen3-30b-a3b', 'decoder_sparse_step'],
    ['qwen3-30b-a3b', 'mlp_only_layers'],
    ['deepseek-v2-lite', 'moe_layer_freq'],
    ['deepseek-v2-lite', 'attention_bias'],
    ['bert-base', 'type_vocab_size'],
    ['t5-base', 'relative_attention_num_buckets'],
    ['falcon-7b', 'multi_query'],
    ['falcon-7b', 'parallel_attn'],
    ['falcon-7b', 'new_decoder_architecture'],
    ['falcon-7b', 'bias'],
    ['falcon-7b', 'alibi'],
    ['phi-2', 'qk_layernorm'],
  ])('of %s (%s) means what the library takes for it, as the published file says it', (id, name) => {
    expect(file(id)[name], `${id} has no ${name}`).toBeDefined();
    expect(read(without(id, name))).toEqual(read(file(id)));
  });

  test('in DeepSeek for shared experts means that there are none', () => {
    const published = file('deepseek-v2-lite');
    const [width, hidden, layers] = [2048, 1408, 27];
    expect([published['hidden_size'], published['moe_intermediate_size'], published['num_hidden_layers']]).toEqual([width, hidden, layers]);
    // Two shared experts of three matrices in all layers but the first, which is dense.
    const shared = 2 * 3 * width * hidden * (layers - 1);
    const count = (json: Json): number => parameterCount(read(json));
    expect(count(published) - count(without('deepseek-v2-lite', 'n_shared_experts'))).toBe(shared);
  });
});

describe('a configuration at its limit', () => {
  test('may let every token use every expert, and no more', () => {
    const all = { ...file('mixtral-8x7b'), num_experts_per_tok: 8 };
    expect(read(all).moe).toMatchObject({ experts: 8, active: 8 });
    expect(why({ ...all, num_experts_per_tok: 9 })).toContain('num_experts_per_tok 9 exceeds the number of experts, 8');
  });

  test('may keep all layers of DeepSeek dense, and no more', () => {
    expect(read({ ...file('deepseek-v2-lite'), first_k_dense_replace: 0 }).moe?.denseLayers).toBe(0);
    const dense = { ...file('deepseek-v2-lite'), first_k_dense_replace: 27 };
    expect(read(dense).moe?.denseLayers).toBe(27);
    expect(why({ ...dense, first_k_dense_replace: 28 })).toContain('first_k_dense_replace 28 exceeds the number of layers, 27');
  });

  test('may put experts into every third layer, the third first', () => {
    // Of five layers only the third has experts.
    expect(read({ ...file('qwen3-30b-a3b'), num_hidden_layers: 5, decoder_sparse_step: 3 }).moe?.denseLayers).toBe(4);
  });

  test.each([
    ['falcon-7b', 'multi_query', false],
    ['falcon-7b', 'parallel_attn', false],
    ['falcon-7b', 'new_decoder_architecture', true],
    ['falcon-7b', 'bias', true],
    ['falcon-7b', 'alibi', true],
    ['phi-2', 'qk_layernorm', true],
    ['deepseek-v2-lite', 'attention_bias', true],
    ['deepseek-v2-lite', 'moe_layer_freq', 2],
  ])('of %s with %s = %s is refused rather than miscounted', (id, name, value) => {
    expect(why({ ...file(id), [name]: value })).toMatch(/can(?:not)? be counted/);
  });
});
