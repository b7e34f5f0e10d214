/** Every configuration counted by its own class in Hugging Face transformers: `npm run test:transformers` recounts them. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromHuggingFaceConfig, fromHuggingFaceText, huggingFaceClasses } from '../../../packages/formulas/src/huggingface.ts';
import { kvCachePerToken, layerCaches, modelKvCacheBytes, whyNoCache } from '../../../packages/formulas/src/model-cache.ts';
import { activeParameterCount, parameterCount, parameterCountByGroup } from '../../../packages/formulas/src/model-counts.ts';
import { layerKinds } from '../../../packages/formulas/src/model-layers.ts';
import { recentModels } from '../../../packages/formulas/src/models-recent.ts';
import counts from '../../transformers/counts.json' with { type: 'json' };
import published from '../../transformers/configs.json' with { type: 'json' };
import configs from './huggingface-configs.json' with { type: 'json' };

type Json = Readonly<Record<string, unknown>>;
interface Counted {
  readonly class: string;
  readonly total: number;
  readonly parts: Readonly<Record<string, number>>;
}

const sources: Readonly<Record<string, { readonly source: string; readonly config: Json }>> = published;
const files: Readonly<Record<string, Json>> = {
  ...configs,
  ...Object.fromEntries(Object.entries(sources).map(([id, { config }]) => [id, config])),
};
const counted: Readonly<Record<string, Counted>> = counts;
const ids = Object.keys(counted);

const reading = (json: unknown) => {
  const found = fromHuggingFaceConfig(json);
  if (!found.ok) throw new Error(found.why);
  return found;
};
const read = (id: string) => reading(files[id]).config;
const why = (json: unknown): string => {
  const found = fromHuggingFaceConfig(json);
  return found.ok ? 'read' : found.why;
};

/** The classes of transformers 5 tie the head of T5 always; the published files of T5 1.1 hold a head of their own. */
const untiedT5 = (id: string): boolean => id.startsWith('flan-t5') && counted[id]?.class === 'T5ForConditionalGeneration';

describe('the counts of the classes themselves', () => {
  test('are there for every configuration, at least 60 of at least 25 families', () => {
    expect(ids.sort()).toEqual(Object.keys(files).sort());
    expect(ids.length).toBeGreaterThanOrEqual(60);
    expect(new Set(Object.values(files).map((json) => json['model_type'])).size).toBeGreaterThanOrEqual(25);
    for (const { source } of Object.values(sources)) expect(source.length).toBeGreaterThan(20);
  });

  test.each(ids)('are ours, %s in total and part by part', (id) => {
    const { total, parts } = counted[id] ?? { total: 0, parts: {} };
    const config = read(id);
    const head = untiedT5(id) ? config.vocab * config.width : 0;
    const groups = Object.entries(parameterCountByGroup(config)).filter(([, count]) => count > 0);
    expect(Object.fromEntries(groups)).toEqual(head > 0 ? { ...parts, head } : parts);
    expect(parameterCount(config)).toBe(total + head);
  });

  test.each(ids)('leave no field of %s unread', (id) => {
    expect(reading(files[id]).unread).toEqual([]);
  });
});

describe('totals that makers print', () => {
  test.each([
    // https://huggingface.co/LiquidAI/LFM2-1.2B prints every digit, https://github.com/foundation-model-stack/bamba three.
    ['lfm2-1.2b', 1_170_340_608, 1],
    ['bamba-9b', 9.78e9, 1e7],
  ])('are ours for %s: %d to the nearest %d', (id, total, nearest) => {
    expect(Math.round(parameterCount(read(id)) / nearest) * nearest).toBe(total);
  });
});

describe('the table of recent models', () => {
  test.each(recentModels.map((model) => [model.id, model] as const))('has the shape and the count of %s', (id, { config, parameters }) => {
    expect(config).toEqual(read(id));
    expect(parameters.value).toBe(counted[id]?.total);
    expect(parameters.source).toContain(counted[id]?.class ?? 'no class');
  });
});

describe('what was once counted for another architecture', () => {
  // The right values were worked out by hand or are published.
  test.each([
    ['flan-t5-xxl-encoder', 4_762_310_656],
    ['mistral-7b-base', 7_110_660_096],
    ['deepseek-v3', 671_026_419_200],
    ['embeddinggemma-300m', 302_863_104],
    ['command-r7b', 8_028_033_024],
    ['gpt-oss-20b', 20_914_757_184],
  ])('%s has %d parameters', (id, total) => {
    expect(parameterCount(read(id))).toBe(total);
  });

  test('an EAGLE-3 draft has a smaller head and reads three hidden states', () => {
    const draft = {
      architectures: ['LlamaForCausalLMEagle3'],
      model_type: 'llama',
      hidden_size: 4096,
      intermediate_size: 14_336,
      num_attention_heads: 32,
      num_key_value_heads: 8,
      num_hidden_layers: 1,
      vocab_size: 128_256,
      draft_vocab_size: 32_000,
      tie_word_embeddings: false,
    };
    const { config } = reading(draft);
    expect(parameterCount(config)).toBe(950_026_240);
    // As stored, without the embedding that it takes from the model it drafts for.
    expect(parameterCount(config) - 128_256 * 4096).toBe(424_689_664);
    expect(kvCachePerToken(config)).toBe(2 * 8 * 128 * 2);
    expect(why({ ...draft, num_hidden_layers: 2 })).toContain('draft of one layer');
  });

  test('Kimi K2 is a DeepSeek V3 by another name, with its class or without', () => {
    expect(reading({ ...files['kimi-k2'], architectures: null }).config).toEqual(read('kimi-k2'));
  });

  test('an unknown class is refused by its name, whatever its type', () => {
    for (const name of [
      'LlamaForSequenceClassification',
      'LlamaForRewardModel',
      'Qwen2ForTokenClassification',
      'constructor',
      'BertLMHeadModel',
    ])
      expect(why({ ...files['llama-3-8b'], architectures: [name] })).toContain(`"${name}" in architectures is not supported`);
    expect(why({ ...files['llama-3-8b'], architectures: ['LlamaForCausalLM', 'LlamaModel'] })).toContain('must name one class');
    expect(why({ ...files['llama-3-8b'], architectures: 'LlamaForCausalLM' })).toContain('architectures must be a list');
    expect(reading({ ...files['llama-3-8b'], architectures: [] }).config).toEqual(read('llama-3-8b'));
    expect(new Set(huggingFaceClasses).size).toBe(huggingFaceClasses.length);
  });

  test('a class decides against the type', () => {
    const qwen = { ...files['qwen3-8b'], model_type: 'qwen2' };
    expect(reading(qwen).config).toEqual(read('qwen3-8b'));
  });

  test('a field that is not known is reported, unless it is off', () => {
    const llama = { ...files['llama-3-8b'], extra_projection: 512, another_flag: false, nothing: null };
    expect(reading(llama).unread).toEqual(['extra_projection']);
    expect(reading({ ...files['llama-3-8b'], layer_types: Array(32).fill('full_attention') }).unread).toEqual([]);
    expect(reading({ ...files['llama-3-8b'], layer_types: Array(32).fill('sliding_attention') }).unread).toEqual(['layer_types']);
  });
});

describe('fields that may change a count', () => {
  test.each([
    ['_remove_final_layer_norm', true],
    ['ffn_dim_multiplier', 1.3],
    ['max_window_layers', 8],
    ['moe_router_enable_expert_bias', true],
    ['output_gate', true],
    ['position_embedding_type', 'relative_key'],
    ['rope_head_dim', 64],
    ['time_step_rank', 48],
    ['tie_encoder_decoder', true],
  ])('are reported where they are not read: %s', (name, value) => {
    expect(reading({ ...files['llama-2-7b'], [name]: value }).unread).toEqual([name]);
  });

  test('are not confused with others of similar names', () => {
    const known = { position_embedding_type: 'rope', rope_theta: 1e6, output_attentions: true, residual_multiplier: 0.2 };
    expect(reading({ ...files['llama-2-7b'], ...known }).unread).toEqual([]);
  });

  test('say which layers of Llama 4 see everything, where no list does', () => {
    const scout = { ...files['llama-4-scout'], layer_types: null, no_rope_layers: null };
    const full = (every: number) =>
      layerCaches(reading({ ...scout, no_rope_layer_interval: every }).config)
        .filter(({ kind }) => kind === 'full')
        .reduce((sum, { layers }) => sum + layers, 0);
    expect(full(4)).toBe(12);
    expect(full(8)).toBe(6);
  });

  test.each(['use_routing_bias', 'use_qk_norm'])('of MiniMax-M2 are refused where they are off: %s', (name) => {
    expect(reading({ ...files['minimax-m2'], [name]: true }).config).toEqual(read('minimax-m2'));
    expect(why({ ...files['minimax-m2'], [name]: false })).toContain(name);
  });
});

describe('the text of a config.json', () => {
  const llama = files['llama-3-8b'] ?? {};
  const plain = JSON.stringify(llama, undefined, 2);
  const expected = reading(llama);

  test.each([
    ['as it is', plain],
    ['with a byte order mark', `\uFEFF${plain}`],
    ['with comments', `// the model\n${plain.replace('{', '{ /* sizes, {in full} */')}`],
    ['with trailing commas', plain.replace(/\n\}/, ',\n}')],
    ['with NaN and Infinity', plain.replace('{', '{ "time_step_limit": [0.0, Infinity, -Infinity], "z_loss": NaN,')],
    ['inside args', `{"args": ${plain}}`],
  ])('%s says the same', (_, text) => {
    expect(fromHuggingFaceText(text)).toEqual(expected);
  });

  test('keeps what stands inside strings', () => {
    const name = 'a // b /* c */, ] Infinity \\" NaN,}';
    const text = `{"_name_or_path": "${name}", "x_loss": NaN,${plain.slice(1)}`;
    expect(fromHuggingFaceText(text)).toEqual(expected);
  });

  test('never takes Infinity for a size', () => {
    const found = fromHuggingFaceText(plain.replace('"vocab_size": 128256', '"vocab_size": Infinity'));
    expect(found.ok ? '' : found.why).toBe('The field vocab_size is missing.');
  });

  test('that is none is refused with what to do', () => {
    for (const [text, say] of [
      ['', /not pasted anything/],
      [' \n', /not pasted anything/],
      ['{"model_type": "llama"', /not JSON. Paste the whole file/],
      ['model_type: llama', /not JSON/],
      ['[1, 2]', /one JSON object/],
      ['{"vision_config": {}, "text_config": {}}', /vision_config .* Paste only the contents of text_config/],
      ['{"args": {}}', /model_type, which names the architecture, is missing/],
    ] as const) {
      const found = fromHuggingFaceText(text);
      expect(found.ok ? 'read' : found.why).toMatch(say);
    }
  });

  test('never throws, whatever is typed', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.string().map((text) => plain + text),
        ),
        (text) => {
          expect(typeof fromHuggingFaceText(text).ok).toBe('boolean');
        },
      ),
      { seed: 3, numRuns: 300 },
    );
  });
});

describe('every configuration', () => {
  test.each(ids)('of %s has parts that add up, no more active than there are, and a cache that grows evenly', (id) => {
    const config = read(id);
    const kinds = layerKinds(config);
    expect(kinds.reduce((sum, { layers }) => sum + layers, 0)).toBe(config.layers);
    expect(activeParameterCount(config)).toBeLessThanOrEqual(parameterCount(config));
    const cached = (tokens: number): number => modelKvCacheBytes(config, { tokens });
    if (whyNoCache(config) !== undefined) {
      expect(layerCaches(config)).toEqual([]);
      expect(cached(1000)).toBe(0);
      return;
    }
    const limits = layerCaches(config).map(({ limit }) => limit);
    // Before any window is full each token adds the same, and after all are full each adds what layers without one keep.
    const first = Math.min(64, ...limits);
    expect(cached(first) - cached(0)).toBe(first * kvCachePerToken(config));
    const far = Math.max(0, ...limits.filter((limit) => limit < Infinity));
    const growing = layerCaches(config)
      .filter(({ limit }) => limit === Infinity)
      .reduce((sum, { perToken }) => sum + perToken, 0);
    expect(cached(far + 100) - cached(far)).toBe(100 * growing * 2);
  });

  // Published or worked out by hand: bytes a token in BF16 while no window is full, and what a sequence of no tokens keeps.
  test.each([
    // Jamba: 4 layers of attention; 28 of Mamba with 8192 × 16 numbers in FP32 and 3 inputs of 8192 channels in BF16.
    ['jamba-v0.1', 2 * 4 * 8 * 128 * 2, 28 * (8192 * 16 * 4 + 8192 * 3 * 2)],
    // Qwen3-Next: 12 layers of 2 heads of 256; 36 of 32 heads of 128 × 128 in FP32, and 3 inputs of 8192 channels.
    ['qwen3-next-80b-a3b', 2 * 12 * 2 * 256 * 2, 36 * (32 * 128 * 128 * 4 + (2 * 16 * 128 + 32 * 128) * 3 * 2)],
    // Nemotron 3 Nano: 6 layers of attention, 23 of Mamba-2.
    ['nemotron-3-nano-30b-a3b', 2 * 6 * 2 * 128 * 2, 23 * (64 * 64 * 128 * 4 + (4096 + 2 * 8 * 128) * 3 * 2)],
    // DeepSeek V3.2: the latent, its rotary key and the key of the indexer.
    ['deepseek-v3.2', 61 * (512 + 64 + 128) * 2, 0],
    // Gemma 3n E4B: 20 of 35 layers have a cache of their own.
    ['gemma-3n-e4b', 2 * 20 * 2 * 256 * 2, 0],
    // Gemma 4 E2B: 12 sliding layers of one head of 256 and 3 full ones of 512 before the 20 that share.
    ['gemma-4-e2b', 2 * (12 * 256 + 3 * 512) * 2, 0],
    ['llama-4-scout', 2 * 48 * 8 * 128 * 2, 0],
    ['mamba-130m', 0, 24 * (1536 * 16 * 4 + 1536 * 3 * 2)],
    ['minimax-text-shaped', 2 * 10 * 8 * 128 * 2, 70 * 64 * 128 * 128 * 4],
    ['lfm2-1.2b', 2 * 6 * 8 * 64 * 2, 10 * 2048 * 2 * 2],
    ['embeddinggemma-300m', 0, 0],
  ])('of %s caches %d bytes a token and %d a sequence', (id, perToken, perSequence) => {
    expect(kvCachePerToken(read(id))).toBe(perToken);
    expect(modelKvCacheBytes(read(id), { tokens: 0 })).toBe(perSequence);
  });
});
