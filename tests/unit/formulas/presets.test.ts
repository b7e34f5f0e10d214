import type { AnyFormula, Inputs } from '@scaling-workbook/formulas/formula';
import * as table from '@scaling-workbook/formulas/formulas';
import { accelerators, h100, tpuV5e, tpuV5p } from '@scaling-workbook/formulas/hardware';
import { layerCacheBytes, layerCaches } from '@scaling-workbook/formulas/model-cache';
import { layerKinds } from '@scaling-workbook/formulas/model-layers';
import {
  activeParameterCount,
  matmulParameterCount,
  modelAttentionFlopsPerToken,
  modelKvCacheBytes,
  nonEmbeddingParameterCount,
  parameterCount,
} from '@scaling-workbook/formulas/model-counts';
import { modelById, models, type Model } from '@scaling-workbook/formulas/models';
import { inBf16 } from '@scaling-workbook/formulas/number-types';
import { fromChip, fromModel, fromTypes, unfit } from '@scaling-workbook/formulas/presets';
import { describe, expect, it } from 'vitest';

type Name = keyof typeof table;
const formulas: Readonly<Record<string, AnyFormula>> = table;
const formula = (name: Name): AnyFormula => table[name] as AnyFormula;
const takes = (name: Name): Inputs => formula(name).takes as Inputs;
const of = (model: string, name: Name) => fromModel(modelById(model), formula(name)).values;
const lackOf = (model: string, name: Name, input: string) => fromModel(modelById(model), formula(name)).lacks[input];

/** What a formula gives for a model, or undefined where it is refused or the model does not say all that is needed. */
function ask(name: Name, model: Model, more: Readonly<Record<string, number>> = {}): number | undefined {
  if (unfit(model, formula(name)) !== undefined) return undefined;
  const { values, lacks } = fromModel(model, formula(name));
  if (Object.keys(lacks).length > 0) return undefined;
  const known: Readonly<Record<string, number>> = { ...values, ...more };
  const given = Object.fromEntries(Object.entries(known).filter(([input]) => Object.hasOwn(takes(name), input)));
  return formula(name)(given as never);
}

describe('what a model says about the inputs of a formula', () => {
  it('is its shape, by the identity of the inputs', () => {
    expect(of('llama-3-70b', 'kvCacheBytes')).toStrictEqual({ layers: 80, kvHeads: 8, headDim: 128 });
    expect(of('llama-3-70b', 'groupedAttentionParameters')).toStrictEqual({ width: 8192, heads: 64, kvHeads: 8, headDim: 128 });
    expect(of('llama-3-70b', 'gatedMlpParameters')).toStrictEqual({ width: 8192, hidden: 28_672 });
    expect(of('llama-3-70b', 'embeddingParameters')).toStrictEqual({ vocab: 128_256, width: 8192 });
    expect(of('llama-3-70b', 'ridgePoint')).toStrictEqual({});
  });

  it('tells the width of all heads together from the width of the model', () => {
    expect(of('qwen3-32b', 'causalAttentionFlopsPerToken')).toStrictEqual({ layers: 64, width: 8192 });
    expect(of('qwen3-32b', 'embeddingParameters')).toMatchObject({ width: 5120 });
  });

  it('counts of a mixture of experts the parameters that the formula means: all in memory, the active ones in arithmetic', () => {
    // 46.7 and 12.9 billion: Jiang et al. 2024, arXiv:2401.04088, §2.
    expect((of('mixtral-8x7b', 'weightBytes')['params'] ?? 0) / 1e9).toBeCloseTo(46.7, 1);
    expect((of('mixtral-8x7b', 'trainingFlops')['params'] ?? 0) / 1e9).toBeCloseTo(12.9, 1);
    expect((of('mixtral-8x7b', 'decodeRate')['params'] ?? 0) / 1e9).toBeCloseTo(12.9, 1);
    const { active = 0, total = 0 } = of('mixtral-8x7b', 'activeParameterShare');
    expect([active / 1e9, total / 1e9].map((billions) => billions.toFixed(1))).toStrictEqual(['12.9', '46.7']);
    expect(of('mixtral-8x7b', 'tokensPerExpert')).toStrictEqual({ experts: 8, active: 2 });
    expect((of('deepseek-v3', 'affordableTokens')['params'] ?? 0) / 1e9).toBeCloseTo(37.55, 1);
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
  });

  it('or why it has no such number, and what to ask instead', () => {
    expect(lackOf('mixtral-8x7b', 'gatedMlpParameters', 'hidden')?.why).toContain('mixture of experts');
    expect(lackOf('qwen2.5-72b', 'mlpParameters', 'hidden')).toStrictEqual({
      why: 'Qwen2.5 72B has no MLP of two matrices that is the same in every layer',
      ask: 'scaling params qwen2.5-72b',
    });
    expect(lackOf('llama-3-70b', 'slidingWindowCacheBytes', 'window')?.why).toContain('no layers with a sliding window');
    expect(lackOf('t5-base', 'trainingFlops', 'params')?.why).toContain('two stacks');
    expect(lackOf('deepseek-v3', 'decodeStepTime', 'weightBytes')?.ask).toBe('scaling decode deepseek-v3');
  });
});

describe('every formula that a model fills says what the whole model says', () => {
  const context = 8192;
  const same = (name: Name, more: Readonly<Record<string, number>>, whole: (model: Model) => number): number => {
    const asked = models.flatMap((model) => {
      const answer = ask(name, model, more);
      return answer === undefined ? [] : [[model, answer] as const];
    });
    for (const [model, answer] of asked) expect(answer, `${name} of ${model.id}`).toBeCloseTo(whole(model), 0);
    return asked.length;
  };
  /** Looked up or added, and so no part of a matrix, though $2N$ counts them. */
  const unmultiplied = ({ config }: Model) => activeParameterCount(config) - matmulParameterCount(config);

  it('parameters', () => {
    expect(same('tiedModelParameters', {}, ({ config }) => parameterCount(config))).toBeGreaterThan(10);
    expect(same('untiedModelParameters', {}, ({ config }) => parameterCount(config))).toBeGreaterThan(15);
    const positions = ({ config }: Model) => config.positions * config.width;
    expect(
      same('nonEmbeddingParameters', {}, (model) => {
        const { kind, segments, relativeBuckets, heads, width, encoderLayers } = model.config;
        const stacks = kind === 'encoder-decoder' ? 2 : 1;
        expect(encoderLayers > 0).toBe(kind === 'encoder-decoder');
        const others = positions(model) + segments * width + stacks * relativeBuckets * heads + pooler(model) + headBias(model);
        return nonEmbeddingParameterCount(model.config) + others;
      }),
    ).toBe(models.length);
  });
  const headBias = ({ config }: Model) => (config.biases.head ? config.vocab : 0);
  const pooler = ({ config }: Model) => (config.pooler ? config.width * (config.width + 1) : 0);

  it('bytes of the weights', () => {
    expect(same('weightBytes', {}, ({ config }) => 2 * parameterCount(config))).toBe(models.length);
  });

  it('FLOPs of the parameters', () => {
    const decoders = models.filter(({ config }) => config.kind !== 'encoder-decoder').length;
    expect(same('forwardFlopsPerToken', {}, (model) => 2 * (matmulParameterCount(model.config) + unmultiplied(model)))).toBe(decoders);
    expect(same('trainingFlopsPerToken', {}, (model) => 6 * activeParameterCount(model.config))).toBe(decoders);
    expect(same('affordableTokens', { flops: 3e24 }, ({ config }) => 3e24 / (6 * activeParameterCount(config)))).toBe(decoders);
  });

  it('FLOPs of attention, of 18 models whose heads are wider or narrower than the model too', () => {
    const whole = ({ config }: Model) => modelAttentionFlopsPerToken(config, context);
    expect(same('causalAttentionFlopsPerToken', { context }, whole)).toBeGreaterThan(30);
    const narrow = models.filter(
      ({ config }) => config.latent === undefined && config.kind === 'decoder' && config.heads * config.headDim !== config.width,
    );
    expect(narrow.length).toBeGreaterThanOrEqual(15);
    for (const model of narrow) {
      const answer = ask('causalAttentionFlopsPerToken', model, { context });
      const everywhereFull = layerKinds(model.config).every(
        ({ mixers: [mixer] }) => mixer?.kind === 'attention' && mixer.span === undefined,
      );
      expect(answer === undefined, model.id).toBe(!everywhereFull);
    }
  });

  it('the context at which attention costs as much, where every layer is full', () => {
    const asked = same('contextWhereAttentionMatches', {}, ({ config }) => {
      return (2 * activeParameterCount(config)) / modelAttentionFlopsPerToken(config, 1);
    });
    expect(asked).toBeGreaterThan(30);
    expect(ask('contextWhereAttentionMatches', modelById('gemma-2-27b'))).toBeUndefined();
  });

  it('the cache', () => {
    const tokens = 100_000;
    const whole = ({ config }: Model) => modelKvCacheBytes(config, { tokens });
    for (const name of ['kvCacheBytes', 'groupedKvCacheBytes', 'latentCacheBytes'] as const)
      expect(same(name, { tokens }, whole), name).toBeGreaterThan(name === 'latentCacheBytes' ? 0 : 30);
    const windowed = same('slidingWindowCacheBytes', { tokens }, ({ config }) =>
      layerCaches(config)
        .filter(({ kind }) => kind === 'window')
        .reduce((sum, cache) => sum + layerCacheBytes(cache, { tokens }), 0),
    );
    expect(windowed).toBeGreaterThan(5);
  });
});

describe('a formula is not for a model', () => {
  const why = (model: string, name: Name) => {
    const misfit = unfit(modelById(model), formula(name));
    return misfit && `${misfit.why}: ${misfit.ask}`;
  };

  it('whose layers it does not know, and the question to ask instead is named', () => {
    expect(why('gemma-2-9b', 'kvCacheBytes')).toBe(
      'Gemma 2 9B has 21 of 42 layers that see and keep the last 4096 tokens only: scaling cache gemma-2-9b',
    );
    expect(why('gemma-2-27b', 'causalAttentionFlopsPerToken')).toContain('scaling');
    expect(why('gemma-2-27b', 'contextWhereAttentionMatches')).toContain('23 of 46 layers');
    expect(why('bert-base', 'kvCacheBytesPerToken')).toContain('encoder');
    expect(why('bert-base', 'causalAttentionFlopsPerToken')).toContain('every token sees all others');
    expect(why('mixtral-8x7b', 'layerActivationBytes')).toContain('other layers');
    expect(why('llama-3-70b', 'layerActivationBytes')).toContain('other layers');
    expect(why('mixtral-8x7b', 'chinchillaTokens')).toContain('dense');
    expect(why('llama-3-70b', 'attentionParameters')).toContain('fewer key-value heads');
    expect(why('llama-3-70b', 'tiedModelParameters')).toContain('tied');
  });

  it('unless it has an input for exactly that, or does not depend on it', () => {
    expect(why('gemma-2-9b', 'slidingWindowCacheBytes')).toBeUndefined();
    expect(why('gemma-2-9b', 'groupedAttentionParameters')).toBeUndefined();
    expect(why('deepseek-v3', 'latentCacheBytes')).toBeUndefined();
    expect(why('deepseek-v3', 'trainingFlops')).toBeUndefined();
    expect(why('bert-base', 'groupedAttentionParameters')).toBeUndefined();
    expect(why('llama-3-70b', 'kvCacheBytes')).toBeUndefined();
    expect(why('gpt2-xl', 'layerActivationBytes')).toBeUndefined();
  });
});

describe('what a chip says about the inputs of a formula', () => {
  const fp8 = { ...inBf16, arithmetic: 'fp8' } as const;
  it('is its peak of the type, its memory and its power', () => {
    expect(fromChip(h100, formula('ridgePoint'), fp8)).toEqual({ peak: h100.peak.fp8.value, bandwidth: 3.35e12 });
    expect(fromChip(h100, formula('spareForKvCache'))).toEqual({ capacity: 80e9 });
    expect(fromChip(h100, formula('parametersThatFit'))).toEqual({ memory: 80e9 });
    expect(fromChip(h100, formula('clusterPower'))).toEqual({ power: 700 });
    expect(fromChip(h100, formula('decodeRate'))).toEqual({ bandwidth: 3.35e12 });
  });

  it('is what one multiprocessor or one array holds', () => {
    expect(fromChip(h100, formula('blocksBySharedMemory'))).toEqual({ sharedPerSm: 228 * 1024, granule: 128, reservedPerBlock: 1024 });
    expect(fromChip(tpuV5p, formula('impliedClock'))).toMatchObject({ rows: 128, columns: 128 });
  });

  it('is not the bandwidth of a link, nor what all chips or a part of the memory come to', () => {
    expect(fromChip(h100, formula('ringTime'))).toEqual({});
    expect(fromChip(h100, formula('dataParallelTokenLimit'))).toEqual({ peak: h100.peak.bf16.value });
    expect(fromChip(h100, formula('mixedStepTime'))).toEqual({});
    expect(fromChip(h100, formula('ranksForState'))).toEqual({});
  });

  it('leaves out what its maker does not say, and refuses a type that it has no peak for', () => {
    expect(tpuV5e).not.toHaveProperty('tdp');
    expect(fromChip(tpuV5e, formula('clusterPower'))).toEqual({});
    const int4 = { ...inBf16, arithmetic: 'int4' } as const;
    expect(() => fromChip(h100, formula('ridgePoint'), int4)).toThrow('may be multiplied in another type: --arithmetic bf16');
    for (const chip of accelerators)
      for (const arithmetic of Object.keys(chip.peak) as (keyof typeof chip.peak)[])
        expect(() => fromChip(chip, formula('ridgePoint'), { ...inBf16, arithmetic })).not.toThrow();
  });

  it('and types say how many bytes a weight, an activation and a cached number take', () => {
    const types = { weights: 'int4', arithmetic: 'bf16', cache: 'fp8' } as const;
    expect(fromTypes(formula('decodeRate'), types)).toEqual({ bytesPerParam: 0.5 });
    expect(fromTypes(formula('kvCacheBytes'), types)).toEqual({ bytesPerElement: 1 });
    expect(fromTypes(formula('matmulBytes'), types)).toEqual({ bytesPerElement: 2 });
  });
});

describe('identities', () => {
  it('are read off the table of formulas: no two inputs of one formula share one, unless both are the side of an array', () => {
    for (const [name, { takes: inputs }] of Object.entries(formulas)) {
      const identities = Object.values(inputs as Inputs).flatMap(({ identity }) => identity ?? []);
      const distinct = new Set(identities);
      expect(identities.length - distinct.size, name).toBe(identities.includes('chip.systolicSide') ? 1 : 0);
    }
  });
});
