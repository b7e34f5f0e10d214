import { describe, expect, it } from 'vitest';
import * as formulas from '../../../packages/formulas/src/formulas.ts';
import type { AnyFormula, Inputs } from '../../../packages/formulas/src/formula.ts';
import { accelerators, h100, tpuV5e } from '../../../packages/formulas/src/hardware.ts';
import { modelById } from '../../../packages/formulas/src/models.ts';
import { fromChip, fromModel, unfit } from '../../../packages/formulas/src/presets.ts';

const takes = (name: keyof typeof formulas): Inputs => (formulas[name] as AnyFormula).takes as Inputs;
const of = (model: string, name: keyof typeof formulas) => fromModel(modelById(model), takes(name));

describe('what a model says about the inputs of a formula', () => {
  it('is its shape, by the names of the inputs and no others', () => {
    expect(of('llama-3-70b', 'kvCacheBytes')).toStrictEqual({ layers: 80, kvHeads: 8, headDim: 128 });
    expect(of('llama-3-70b', 'groupedAttentionParameters')).toStrictEqual({ width: 8192, heads: 64, kvHeads: 8, headDim: 128 });
    expect(of('llama-3-70b', 'gatedMlpParameters')).toStrictEqual({ width: 8192, hidden: 28_672 });
    expect(of('llama-3-70b', 'embeddingParameters')).toStrictEqual({ vocab: 128_256, width: 8192 });
    expect(of('llama-3-70b', 'ridgePoint')).toStrictEqual({});
  });

  it('counts of a mixture of experts the parameters that the formula means: all in memory, the active ones in arithmetic', () => {
    // 46.7 and 12.9 billion: Jiang et al. 2024, arXiv:2401.04088, §2.
    expect((of('mixtral-8x7b', 'weightBytes')['params'] ?? 0) / 1e9).toBeCloseTo(46.7, 1);
    expect((of('mixtral-8x7b', 'trainingFlops')['params'] ?? 0) / 1e9).toBeCloseTo(12.9, 1);
    expect((of('mixtral-8x7b', 'decodeRate')['params'] ?? 0) / 1e9).toBeCloseTo(12.9, 1);
    const { active = 0, total = 0 } = of('mixtral-8x7b', 'activeParameterShare');
    expect([active / 1e9, total / 1e9].map((billions) => billions.toFixed(1))).toStrictEqual(['12.9', '46.7']);
    expect(of('mixtral-8x7b', 'tokensPerExpert')).toStrictEqual({ experts: 8, active: 2 });
  });

  it('leaves the hidden width of a mixture open, which is that of no layer or of the dense ones only', () => {
    expect(of('mixtral-8x7b', 'gatedMlpParameters')).toStrictEqual({ width: 4096 });
  });

  it('leaves the embeddings out where a law was fitted without them: 85 million of GPT-2 small', () => {
    expect((of('gpt2-small', 'kaplanSizeLoss')['params'] ?? 0) / 1e6).toBeCloseTo(85.1, 1);
  });

  it('does not take the whole model for one layer or for a budget', () => {
    expect(of('llama-3-70b', 'fsdpGatherBytes')).toStrictEqual({});
    expect(of('llama-3-70b', 'widthForParameters')).toStrictEqual({ layers: 80 });
  });

  it('is the latent with latent attention, and of windowed layers the window', () => {
    expect(of('deepseek-v3', 'latentCacheBytes')).toStrictEqual({ layers: 61, latent: 512, rotary: 64 });
    expect(of('gemma-2-9b', 'slidingWindowCacheBytes')).toStrictEqual({ layers: 21, kvHeads: 8, headDim: 256, window: 4096 });
    expect(of('llama-3-70b', 'slidingWindowCacheBytes')).toStrictEqual({ layers: 80, kvHeads: 8, headDim: 128 });
    expect(of('gemma-2-9b', 'trainingFlops')).toHaveProperty('params');
  });
});

describe('a formula is not for a model', () => {
  const why = (model: string, name: keyof typeof formulas) => unfit(modelById(model), takes(name));

  it('that caches a latent instead of heads, that keeps no cache, or that has layers which forget', () => {
    expect(why('deepseek-v3', 'kvCacheBytes')).toContain('latent-cache');
    expect(why('deepseek-v3', 'groupedAttentionParameters')).toContain('latent');
    expect(why('bert-base', 'kvCacheBytesPerToken')).toContain('encoder');
    expect(why('gemma-2-9b', 'kvCacheBytes')).toContain('21 of 42 layers that keep 4096 tokens');
  });

  it('unless it has an input for just that, or asks for nothing of the kind', () => {
    expect(why('gemma-2-9b', 'slidingWindowCacheBytes')).toBeUndefined();
    expect(why('gemma-2-9b', 'kvCacheBytesPerToken')).toBeUndefined();
    expect(why('gemma-2-9b', 'groupedAttentionParameters')).toBeUndefined();
    expect(why('deepseek-v3', 'latentCacheBytes')).toBeUndefined();
    expect(why('deepseek-v3', 'trainingFlops')).toBeUndefined();
    expect(why('bert-base', 'groupedAttentionParameters')).toBeUndefined();
    expect(why('llama-3-70b', 'kvCacheBytes')).toBeUndefined();
  });
});

describe('what a chip says about the inputs of a formula', () => {
  it('is its peak of the type, its memory and its power', () => {
    expect(fromChip(h100, 'fp8', takes('ridgePoint'))).toEqual({ peak: 1978.9e12, bandwidth: 3.35e12 });
    expect(fromChip(h100, 'bf16', takes('spareForKvCache'))).toEqual({ capacity: 80e9 });
    expect(fromChip(h100, 'bf16', takes('parametersThatFit'))).toEqual({ memory: 80e9 });
    expect(fromChip(h100, 'bf16', takes('clusterPower'))).toEqual({ power: 700 });
    expect(fromChip(h100, 'bf16', takes('decodeRate'))).toEqual({ bandwidth: 3.35e12 });
  });

  it('is not the bandwidth of a link, nor what all chips or a part of the memory come to', () => {
    expect(fromChip(h100, 'bf16', takes('ringTime'))).toEqual({});
    expect(fromChip(h100, 'bf16', takes('dataParallelTokenLimit'))).toEqual({ peak: 989.4e12 });
    expect(fromChip(h100, 'bf16', takes('mixedStepTime'))).toEqual({});
    expect(fromChip(h100, 'bf16', takes('ranksForState'))).toEqual({});
  });

  it('leaves out what its maker does not say, and refuses a type that it has no peak for', () => {
    expect(tpuV5e).not.toHaveProperty('tdp');
    expect(fromChip(tpuV5e, 'bf16', takes('clusterPower'))).toEqual({});
    expect(() => fromChip(tpuV5e, 'fp4', takes('ridgePoint'))).toThrow('no fp4 peak for TPU v5e');
    for (const chip of accelerators)
      for (const type of Object.keys(chip.peak)) expect(() => fromChip(chip, type, takes('ridgePoint'))).not.toThrow();
  });
});
