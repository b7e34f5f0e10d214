import { describe, expect, test } from 'vitest';
import {
  activeParameterCount,
  kvCachePerToken,
  matmulParameterCount,
  modelAttentionFlopsPerToken,
  modelForwardFlopsPerToken,
  modelKvCacheBytes,
  nonEmbeddingParameterCount,
  parameterCount,
  parameterCountByGroup,
} from '../../../packages/formulas/src/model-counts.ts';
import { parameterList } from '../../../packages/formulas/src/model-tensors.ts';
import { modelById, models } from '../../../packages/formulas/src/models.ts';

const config = (id: string) => modelById(id).config;

describe('the table of models', () => {
  test('has at least thirty models, each with an id of its own', () => {
    expect(new Set(models.map(({ id }) => id)).size).toBe(models.length);
    expect(models.length).toBeGreaterThanOrEqual(30);
  });

  test.each(models.map((model) => [model.name, model] as const))('%s has as many parameters as were published', (_, model) => {
    const { value } = model.parameters;
    if (model.precision === 1) expect(parameterCount(model.config)).toBe(value);
    else expect(Math.abs(parameterCount(model.config) - value)).toBeLessThanOrEqual(model.precision / 2);
  });

  test('only GPT-3 is published rounded; every other count is an exact integer', () => {
    expect(models.filter(({ precision }) => precision !== 1).map(({ id }) => id)).toEqual(['gpt3-175b']);
  });

  test('asking for a model that is not there names it', () => {
    expect(() => modelById('gpt-5')).toThrow(new RangeError('modelById: id must be one of the ids in models, got gpt-5'));
  });
});

describe('the list of tensors', () => {
  test.each(models.map((model) => [model.name, model] as const))(
    'of %s names each tensor once and never leaves a size empty',
    (_, model) => {
      const list = parameterList(model.config);
      expect(new Set(list.map(({ name }) => name)).size).toBe(list.length);
      for (const { shape, count, active } of list) {
        expect([...shape, count].every((n) => Number.isInteger(n) && n > 0)).toBe(true);
        expect(active).toBeLessThanOrEqual(count);
      }
    },
  );

  test('of GPT-2 small is the one of its checkpoint: 148 tensors', () => {
    // 12 layers of 12 tensors with the fused query-key-value split in three (+4), two tables, one final norm of two
    const tensors = parameterList(config('gpt2-small')).reduce((sum, { count }) => sum + count, 0);
    expect(tensors).toBe(12 * (12 + 4) + 2 + 2);
  });

  test('of Llama 3 70B gives K and V an eighth of the width of Q', () => {
    const shapes = Object.fromEntries(parameterList(config('llama-3-70b')).map(({ name, shape }) => [name, shape]));
    expect(shapes['decoder.attention.query']).toEqual([8192, 8192]);
    expect(shapes['decoder.attention.key']).toEqual([8192, 1024]);
    expect(shapes['decoder.attention.value']).toEqual([8192, 1024]);
  });

  test('are named in the order a token meets them', () => {
    const names = (of: Parameters<typeof parameterList>[0]) => parameterList(of).map(({ name }) => name);
    expect(names(config('gpt2-small')).filter((name) => name.startsWith('decoder.norm'))).toEqual([
      'decoder.norm1',
      'decoder.norm1.bias',
      'decoder.norm2',
      'decoder.norm2.bias',
    ]);
    const bert = config('bert-base');
    expect(names(bert).filter((name) => name.includes('attention'))).toContain('encoder.attention.query');
    // An encoder has no head over the vocabulary; its pooler counts as its head.
    expect(names({ ...bert, tied: false })).toEqual(names(bert));
    expect(names(bert).filter((name) => /^(?:head|pooler)/.test(name))).toEqual(['pooler', 'pooler.bias']);
    // Of a tied head only the matrix is the embedding.
    const gpt = config('gpt2-small');
    expect(names({ ...gpt, biases: { ...gpt.biases, head: true } }).at(-1)).toBe('head.bias');
  });

  test('groups add up to all parameters', () => {
    for (const model of models) {
      const groups = Object.values(parameterCountByGroup(model.config)).reduce((sum, n) => sum + n, 0);
      expect(groups).toBe(parameterCount(model.config));
    }
  });
});

describe('active parameters', () => {
  // What the makers print, in billions, to the digits they print.
  test.each([
    ['mixtral-8x7b', 12.9, 0.05, 'https://mistral.ai/news/mixtral-of-experts'],
    ['mixtral-8x22b', 39, 0.5, 'https://mistral.ai/news/mixtral-8x22b'],
    ['qwen3-30b-a3b', 3.3, 0.06, 'arXiv:2505.09388, Table 2'],
    ['qwen3-235b-a22b', 22, 0.5, 'arXiv:2505.09388, Table 2'],
    ['olmoe-1b-7b', 1.3, 0.05, 'arXiv:2409.02060'],
    ['qwen1.5-moe-a2.7b', 2.7, 0.05, 'https://qwenlm.github.io/blog/qwen-moe'],
  ])('of %s are about %d billion', (id, billions, tolerance) => {
    expect(Math.abs(activeParameterCount(config(id)) / 1e9 - billions)).toBeLessThanOrEqual(tolerance);
  });

  // DeepSeek and OpenAI leave the embedding table out of the active parameters and keep the head.
  test.each([
    ['deepseek-v3', 36.6, 0.05, 'deepseek-ai/DeepSeek-V3, README_WEIGHTS.md'],
    ['gpt-oss-120b', 5.13, 0.005, 'arXiv:2508.10925, Table 1'],
    ['gpt-oss-20b', 3.61, 0.005, 'arXiv:2508.10925, Table 1'],
  ])('of %s without the embedding are about %d billion', (id, billions, tolerance) => {
    const { vocab, width } = config(id);
    expect(Math.abs((activeParameterCount(config(id)) - vocab * width) / 1e9 - billions)).toBeLessThanOrEqual(tolerance);
  });

  test('of a dense model are all of them', () => {
    for (const model of models.filter(({ config: { moe } }) => moe === undefined)) {
      expect(activeParameterCount(model.config)).toBe(parameterCount(model.config));
    }
  });

  test('of Mixtral 8x7B follow from taking six of eight experts away in 32 layers', () => {
    expect(activeParameterCount(config('mixtral-8x7b'))).toBe(46_702_792_704 - 32 * 6 * 3 * 4096 * 14_336);
  });
});

describe('parameters outside the tables', () => {
  // Biderman et al. 2023, arXiv:2304.01373, Table 1
  test.each([
    ['pythia-70m', 18_915_328],
    ['pythia-160m', 85_056_000],
    ['pythia-410m', 302_311_424],
    ['pythia-1b', 805_736_448],
    ['pythia-1.4b', 1_208_602_624],
    ['pythia-2.8b', 2_517_652_480],
    ['pythia-6.9b', 6_444_163_072],
    ['pythia-12b', 11_327_027_200],
  ])('of %s are the published %d', (id, published) => {
    expect(nonEmbeddingParameterCount(config(id))).toBe(published);
  });

  test('that a token is multiplied with count a tied head as the matrix it is', () => {
    const { width, vocab } = config('gpt2-small');
    expect(matmulParameterCount(config('gpt2-small'))).toBe(12 * 12 * width * width + vocab * width);
    expect(matmulParameterCount(config('bert-base'))).toBe(12 * 12 * 768 * 768 + 768 * 768);
    expect(matmulParameterCount(config('llama-3-70b'))).toBe(70_553_706_496 - 128_256 * 8192 - 161 * 8192);
  });
});

describe('the cache', () => {
  // Zhao et al. 2025, Insights into DeepSeek-V3, arXiv:2505.09343, Table 1: kB per token in BF16
  test.each([
    ['deepseek-v3', 70.272],
    ['qwen2.5-72b', 327.68],
    ['llama-3.1-405b', 516.096],
  ])('of %s grows by the published %d kB a token', (id, kilobytes) => {
    expect(kvCachePerToken(config(id))).toBe(kilobytes * 1000);
  });

  test('of an encoder is empty', () => {
    expect(kvCachePerToken(config('bert-base'))).toBe(0);
    expect(modelKvCacheBytes(config('bert-base'), { tokens: 512 })).toBe(0);
  });

  test('of Llama 3 70B for 32 sequences of 8192 tokens is 85.9 GB, not the 8.59 GB that was once printed', () => {
    expect(modelKvCacheBytes(config('llama-3-70b'), { tokens: 8192, sequences: 32 })).toBe(85_899_345_920);
  });

  test('stops growing in the layers behind a window, counted token by token', () => {
    for (const id of ['mistral-7b-v0.1', 'gemma-2-9b', 'gemma-3-1b', 'gpt-oss-20b', 'llama-3-8b']) {
      const { layers, window, kvHeads, headDim } = config(id);
      const tokens = 9000;
      let kept = 0;
      for (let layer = 0; layer < layers; layer++) {
        const sees = layer < (window?.layers ?? 0) ? (window?.size ?? 0) : tokens;
        for (let token = 0; token < tokens; token++) if (tokens - token <= sees) kept++;
      }
      expect(modelKvCacheBytes(config(id), { tokens, sequences: 2, bytesPerElement: 1 })).toBe(2 * kept * 2 * kvHeads * headDim);
    }
  });

  test('refuses sizes that make no sense', () => {
    const model = config('llama-3-8b');
    expect(() => kvCachePerToken(model, 0)).toThrow(RangeError);
    expect(() => modelKvCacheBytes(model, { tokens: -1 })).toThrow(/tokens must be .* got -1/);
    expect(() => modelKvCacheBytes(model, { tokens: 1, sequences: Number.NaN })).toThrow(/sequences/);
    expect(() => modelKvCacheBytes(model, { tokens: 1, bytesPerElement: -2 })).toThrow(/bytesPerElement/);
  });
});

describe('attention FLOPs', () => {
  test('of Llama 3 70B at 8192 tokens are 2LTd = 1.07374e10 a token under the causal mask', () => {
    expect(modelAttentionFlopsPerToken(config('llama-3-70b'), 8192)).toBe(2 * 80 * 8192 * 8192);
  });

  test('of an encoder are 4LTd a token, since every token sees every other', () => {
    expect(modelAttentionFlopsPerToken(config('bert-base'), 512)).toBe(4 * 12 * 512 * 768);
  });

  test('agree with a loop over all pairs that a token sees, itself counted half', () => {
    for (const id of ['llama-3-8b', 'mistral-7b-v0.1', 'gpt-oss-20b', 'deepseek-v3']) {
      const { layers, heads, headDim, latent, window } = config(id);
      const tokens = 5000;
      let pairs = 0;
      for (const [count, size] of [
        [window?.layers ?? 0, window?.size ?? tokens],
        [layers - (window?.layers ?? 0), tokens],
      ] as const) {
        for (let token = 0; token < tokens; token++) pairs += count * Math.min(token + 0.5, size);
      }
      const perPair = 2 * heads * headDim + 2 * heads * (latent?.valueDim ?? headDim);
      expect(modelAttentionFlopsPerToken(config(id), tokens) / ((pairs / tokens) * perPair)).toBeCloseTo(1, 6);
    }
  });

  test('come on top of two FLOPs for each parameter that a token is multiplied with', () => {
    const model = config('gpt2-small');
    expect(modelForwardFlopsPerToken(model)).toBe(2 * matmulParameterCount(model));
    expect(modelForwardFlopsPerToken(model, 1024)).toBe(2 * matmulParameterCount(model) + 2 * 12 * 1024 * 768);
    expect(() => modelForwardFlopsPerToken(model, -1)).toThrow(/tokens/);
  });
});
