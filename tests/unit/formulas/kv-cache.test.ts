import { describe, expect, test } from 'vitest';
import * as formulas from '../../../packages/formulas/src/kv-cache.ts';
import { modelKvCacheBytes } from '../../../packages/formulas/src/model-counts.ts';
import { models } from '../../../packages/formulas/src/models.ts';
import { describeThemselves } from './self-description.ts';

const llama = { layers: 80, kvHeads: 8, headDim: 128 };

describe('the formulas of the cache', () => {
  const cache = { ...llama, tokens: 8192, sequences: 32 };
  describeThemselves(formulas, {
    kvCacheBytesPerToken: llama,
    kvCacheBytes: cache,
    groupedKvCacheBytes: { ...cache, heads: 64 },
    latentCacheBytes: { layers: 61, latent: 512, rotary: 64, tokens: 8192 },
    slidingWindowCacheBytes: { ...cache, window: 4096 },
  });
});

describe('the KV cache', () => {
  test('of Llama 3 70B at batch 32 and 8192 tokens is 85.9 GB, and 687 GB with all query heads', () => {
    const of = { ...llama, heads: 64, tokens: 8192, sequences: 32 };
    expect(formulas.groupedKvCacheBytes(of)).toBe(85_899_345_920);
    expect(formulas.kvCacheBytes({ ...llama, tokens: 8192, sequences: 32 })).toBe(85_899_345_920);
    expect(formulas.groupedKvCacheBytes({ ...of, kvHeads: 64 })).toBe(687_194_767_360);
  });

  // Zhao et al. 2025, arXiv:2505.09343, Table 1, in bytes a token
  test('a token is the published one for Qwen2.5 72B, Llama 3.1 405B and DeepSeek-V3', () => {
    expect(formulas.kvCacheBytesPerToken(llama)).toBe(327_680);
    expect(formulas.kvCacheBytesPerToken({ layers: 126, kvHeads: 8, headDim: 128 })).toBe(516_096);
    expect(formulas.latentCacheBytes({ layers: 61, latent: 512, rotary: 64, tokens: 1 })).toBe(70_272);
    expect(formulas.latentCacheBytes({ layers: 61, latent: 512, rotary: 64, tokens: 1, sequences: 4 })).toBe(281_088);
  });

  test('is that of a model whose layers are alike but for their windows, or latent', () => {
    const tokens = 10_000;
    for (const { config } of models.filter(({ config: { kind, blocks } }) => kind === 'decoder' && blocks === undefined)) {
      const { layers, latent, window } = config;
      const windowed = window?.layers ?? 0;
      const behind =
        windowed === 0 ? 0 : formulas.slidingWindowCacheBytes({ ...sizes(config), layers: windowed, tokens, window: window?.size ?? 1 });
      const whole =
        latent !== undefined
          ? formulas.latentCacheBytes({ layers, latent: latent.kvRank, rotary: latent.ropeDim, tokens })
          : layers === windowed
            ? 0
            : formulas.kvCacheBytes({ ...sizes(config), layers: layers - windowed, tokens });
      expect(behind + whole).toBe(modelKvCacheBytes(config, { tokens }));
    }
  });

  test('stops growing at the window and is the ordinary one before it', () => {
    const of = (tokens: number) => formulas.slidingWindowCacheBytes({ ...llama, tokens, window: 4096 });
    expect(formulas.slidingWindowCacheBytes({ ...llama, tokens: 8192, window: 4096, sequences: 3 })).toBe(3 * of(8192));
    expect(of(4095)).toBe(formulas.kvCacheBytes({ ...llama, tokens: 4095 }));
    expect(of(4096)).toBe(of(100_000));
  });

  test('needs key-value heads that divide the query heads', () => {
    expect(() => formulas.groupedKvCacheBytes({ ...llama, heads: 60, tokens: 1 })).toThrow(
      /heads must be a multiple of kvHeads, got 60 and 8/,
    );
    expect(() => formulas.kvCacheBytes({ ...llama, tokens: 0 })).toThrow(/tokens/);
  });
});

function sizes({ kvHeads, headDim }: { readonly kvHeads: number; readonly headDim: number }) {
  return { kvHeads, headDim };
}
