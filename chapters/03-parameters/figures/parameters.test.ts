/** What a bar adds up to, what a link may hold, what a pasted text may be. */
import { fromHuggingFaceText } from '@scaling-workbook/formulas/huggingface';
import { modelForwardFlopsPerToken, modelKvCacheBytes, parameterCount } from '@scaling-workbook/formulas/model-counts';
import { models } from '@scaling-workbook/formulas/models';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { barsOf } from './model-bars.ts';
import { configField, fromDifference, misfit, readConfig, toDifference, writeConfig } from './model-config.ts';
import { presets } from './presets.ts';

const use = { tokens: 8192, sequences: 8, bytes: 2 };
const llama70b = models.find(({ id }) => id === 'llama-3-70b');
if (!llama70b) throw new Error('Llama 3 70B is missing');

describe('the bars', () => {
  it.each(models.map(({ id, config }) => [id, config] as const))('of %s add up to its parameters, FLOPs and bytes', (_, config) => {
    const [parameters, flops, memory] = barsOf(config, use);
    expect(parameters.total).toBe(parameterCount(config));
    expect(flops.total / modelForwardFlopsPerToken(config, use.tokens)).toBeCloseTo(1, 12);
    const cache = modelKvCacheBytes(config, { ...use, bytesPerElement: use.bytes });
    expect(memory.total / (2 * parameterCount(config) + cache)).toBeCloseTo(1, 12);
    for (const { slices } of [parameters, flops, memory]) expect(new Set(slices.map(({ label }) => label)).size).toBe(slices.length);
  });

  it('show the attention of 2·L·T·d and the cache of 2·L·h_kv·d_head·T·B·b for Llama 3 70B', () => {
    const [, flops, memory] = barsOf(llama70b.config, use);
    expect(flops.slices.find(({ look }) => look === 'grows')?.value).toBe(2 * 80 * 8192 * 8192);
    expect(memory.slices.find(({ look }) => look === 'grows')?.value).toBe(2 * 80 * 8 * 128 * 8192 * 8 * 2);
  });

  it('stop growing behind a window', () => {
    const config = models.find(({ id }) => id === 'mistral-7b-v0.1')?.config;
    if (!config) throw new Error('Mistral 7B v0.1 is missing');
    const cacheAt = (tokens: number) => barsOf(config, { ...use, tokens })[2].slices.find(({ look }) => look === 'window')?.value;
    expect(cacheAt(65_536)).toBe(cacheAt(4096));
    expect(cacheAt(2048)).toBe((cacheAt(4096) ?? NaN) / 2);
  });

  it('keep the experts that a token skips apart: 128 − 8 of 128 for Qwen3 30B-A3B', () => {
    const config = models.find(({ id }) => id === 'qwen3-30b-a3b')?.config;
    if (!config) throw new Error('Qwen3 30B-A3B is missing');
    expect(barsOf(config, use)[0].slices.find(({ look }) => look === 'idle')?.value).toBe(48 * 120 * 3 * 2048 * 768);
  });

  it('give an encoder no cache', () => {
    const config = models.find(({ id }) => id === 'bert-large')?.config;
    if (!config) throw new Error('BERT large is missing');
    expect(barsOf(config, use)[2].slices.map(({ look }) => look)).toEqual(['weights']);
  });
});

describe('a shape in a link', () => {
  it.each(models.map(({ id, config }) => [id, config] as const))('comes back whole for %s', (_, config) => {
    expect(fromDifference(toDifference(config))).toEqual(config);
    expect(readConfig(writeConfig(config))).toEqual(config);
  });

  it('is short', () => {
    for (const { config } of models) expect(writeConfig(config).length).toBeLessThan(500);
  });

  it.each([
    ['no JSON', 'layers: 80'],
    ['a list', '[80]'],
    ['null', 'null'],
    ['an unknown key', '{"layer":80}'],
    ['a text for a number', '{"layers":"80"}'],
    ['no layers', '{"layers":0}'],
    ['half a head', '{"heads":1.5}'],
    ['uneven groups', '{"heads":32,"kvHeads":7}'],
    [
      'more active experts than there are',
      '{"moe":{"experts":4,"active":8,"hidden":64,"sharedHidden":0,"sharedGate":false,"denseLayers":0,"routerBias":false}}',
    ],
    ['half of a mixture', '{"moe":{"experts":4}}'],
    ['too many parameters to count', '{"layers":10000,"width":1000000000,"hidden":1000000000}'],
    ['a key of every object', '{"__proto__":{"layers":3},"constructor":1}'],
  ])('with %s counts as absent', (_, text) => {
    expect(readConfig(text)).toBeUndefined();
  });

  it('never throws, whatever is typed', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        const config = readConfig(text);
        if (config !== undefined) expect(misfit(config)).toBeUndefined();
      }),
    );
  });

  it('is empty where there is none', () => {
    expect(configField.write(undefined)).toBe('');
    expect(configField.read('')).toBeUndefined();
  });
});

describe('the presets', () => {
  it('are counted as published', () => {
    for (const { shape, published, precision } of presets)
      expect(Math.abs(parameterCount(fromDifference(shape)) - published)).toBeLessThan(precision);
  });

  it('travel in less than 12 kB', () => {
    expect(JSON.stringify(presets).length).toBeLessThan(12_000);
  });
});

describe('a pasted config.json', () => {
  it('is counted where its architecture is known', () => {
    const reading = fromHuggingFaceText(
      JSON.stringify({
        model_type: 'llama',
        hidden_size: 8192,
        num_hidden_layers: 80,
        num_attention_heads: 64,
        num_key_value_heads: 8,
        intermediate_size: 28_672,
        vocab_size: 128_256,
        tie_word_embeddings: false,
      }),
    );
    expect(reading.ok && parameterCount(reading.config)).toBe(llama70b.parameters.value);
  });

  it.each([
    ['', /not pasted anything/],
    ['{ "model_type": "llama"', /not JSON/],
    ['[]', /JSON object/],
    ['{"model_type":"rwkv"}', /rwkv/],
    ['{"model_type":"llama"}', /hidden_size is missing/],
    ['{"model_type":"llava","vision_config":{}}', /more than text/],
  ])('is refused with the reason: %s', (text, why) => {
    const reading = fromHuggingFaceText(text);
    expect(!reading.ok && reading.why).toMatch(why);
  });
});
