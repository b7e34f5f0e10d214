import { decodeStepBound, decodeStepTime } from '@scaling-workbook/formulas/decode-step';
import type { AnyFormula } from '@scaling-workbook/formulas/formula';
import { a100, h100, t4, tpuV5e } from '@scaling-workbook/formulas/hardware';
import { activeParameterCount, matmulParameterCount, modelKvCacheBytes, parameterCount } from '@scaling-workbook/formulas/model-counts';
import { modelById, models } from '@scaling-workbook/formulas/models';
import { inBf16, type NumberTypes } from '@scaling-workbook/formulas/number-types';
import { fromChip, fromModel } from '@scaling-workbook/formulas/presets';
import {
  cacheOf,
  cacheReadPerSequence,
  costOf,
  decodeOf,
  fitOf,
  flopsOf,
  parametersOf,
  prefillOf,
  throughputOf,
  trainingMemoryOf,
  trainingRunOf,
  Unanswerable,
  type Answer,
} from '@scaling-workbook/formulas/questions/index';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const causal = (context: number, pass: 'forward' | 'training' = 'forward') => ({ context, attention: 'causal', pass }) as const;
const cacheIn = (id: string, context: number, batch = 1) => cacheOf(modelById(id), { context, batch, type: 'bf16' });
const other = (answer: Answer, title: string): number => answer.also.find((one) => one.title.startsWith(title))?.value ?? Number.NaN;
const step = (answer: Answer, title: string): number => answer.steps.find((one) => one.title.includes(title))?.value ?? Number.NaN;
const on = (chips: number, context: number, batch: number, types: NumberTypes = inBf16) => ({ chip: h100, chips, context, batch, types });
const dense = models.filter(({ config }) => config.kind === 'decoder' && config.moe === undefined);

describe('parameters', () => {
  it('are those that were published, and their parts add up', () => {
    for (const model of models) {
      const answer = parametersOf(model);
      expect(Math.abs(answer.value - model.parameters.value), model.id).toBeLessThanOrEqual(model.precision / 2);
      const parts = answer.steps.slice(0, -1).reduce((sum, { value }) => sum + value, 0);
      expect(parts, model.id).toBe(answer.value);
    }
  });
  it('that one token uses are fewer in a mixture of experts', () => {
    // 37 billion: DeepSeek-AI 2024, arXiv:2412.19437, abstract; 12.9 billion: Jiang et al. 2024, arXiv:2401.04088, §2.
    expect(other(parametersOf(modelById('deepseek-v3')), 'Active') / 1e9).toBeCloseTo(37.5, 0);
    expect(other(parametersOf(modelById('mixtral-8x7b')), 'Active') / 1e9).toBeCloseTo(12.9, 1);
    expect(parametersOf(modelById('llama-3-70b')).also.map(({ title }) => title)).toEqual(['Published']);
  });
});

describe('FLOPs per token', () => {
  it('count the heads as wide as they are, and windows', () => {
    // 4 · 64 layers · 4,096 tokens seen · 64 heads · 128; half the layers of Gemma 2 see 4,096 tokens of 8,192 at most.
    expect(step(flopsOf(modelById('qwen3-32b'), causal(8192)), 'full attention')).toBe(4 * 64 * 4096 * 64 * 128);
    expect(step(flopsOf(modelById('qwen3-30b-a3b'), causal(8192)), 'full attention')).toBe(4 * 48 * 4096 * 32 * 128);
    const gemma = flopsOf(modelById('gemma-2-27b'), causal(8192));
    expect((step(gemma, 'behind a window') + step(gemma, 'full attention')) / 1e9).toBeCloseTo(2.7, 2);
  });
  it('are those that DeepSeek published for training at 4,096 tokens: 250, 155 and 2,448 GFLOP', () => {
    // Zhao et al. 2025, arXiv:2505.09343, Table 2.
    const training = (id: string) => flopsOf(modelById(id), causal(4096, 'training')).value / 1e9;
    expect(training('deepseek-v3')).toBeCloseTo(250, 0);
    expect(Math.abs(training('deepseek-v2') / 155 - 1)).toBeLessThan(0.01);
    expect(Math.abs(training('llama-3.1-405b') / 2448 - 1)).toBeLessThan(0.02);
  });
  it('without a mask are 4LTd, and an encoder is refused with one', () => {
    const llama = modelById('llama-3-70b');
    const full = flopsOf(llama, { context: 8192, attention: 'full', pass: 'forward' });
    expect(step(full, 'full attention')).toBe(4 * 80 * 8192 * 8192);
    expect(() => flopsOf(modelById('bert-base'), causal(512))).toThrow('scaling flops bert-base --attention full');
    expect(flopsOf(modelById('bert-base'), { context: 512, attention: 'full', pass: 'forward' }).value).toBeGreaterThan(0);
    expect(() => flopsOf(modelById('t5-base'), causal(512))).toThrow('two stacks');
  });
  it('without a context are those of the matrices, and say what is missing', () => {
    const llama = modelById('llama-3-70b');
    const answer = flopsOf(llama, causal(0));
    expect(answer.value).toBe(2 * matmulParameterCount(llama.config));
    expect(answer.leavesOut.join(' ')).toContain('--context');
    expect(flopsOf(llama, causal(0, 'training')).value).toBe(3 * answer.value);
  });
});

describe('the cache', () => {
  it('of a token is what was published', () => {
    // Zhao et al. 2025, arXiv:2505.09343, Table 1: 70.272, 327.680 and 516.096 KB.
    expect(cacheIn('deepseek-v3', 1).value).toBe(70_272);
    expect(cacheIn('qwen2.5-72b', 1).value).toBe(327_680);
    expect(cacheIn('llama-3.1-405b', 1).value).toBe(516_096);
    expect(other(cacheIn('llama-3-70b', 8192, 32), 'One more token')).toBe(327_680);
    expect(cacheIn('llama-3-70b', 8192, 32).value).toBe(85_899_345_920);
  });
  it('stops growing behind a window, layer kind by layer kind', () => {
    const gemma = cacheIn('gemma-2-27b', 32_768);
    expect(step(gemma, 'last tokens only')).toBe(2 * 23 * 16 * 128 * 4096 * 2);
    expect(step(gemma, 'whole context')).toBe(2 * 23 * 16 * 128 * 32_768 * 2);
  });
  it('is none of an encoder, which is refused', () => {
    expect(() => cacheIn('bert-base', 512)).toThrow(Unanswerable);
    expect(() => cacheIn('bert-base', 512)).toThrow('Ask instead: scaling flops bert-base --attention full');
  });
  it('says what one more token adds at this context: nothing where a window is full', () => {
    // Gemma 2 27B: 23 layers with a window of 4,096 tokens and 23 without, 16 heads of 128, keys and values in BF16.
    const perLayer = 2 * 16 * 128 * 2;
    expect(other(cacheIn('gemma-2-27b', 4095), 'One more token')).toBe(46 * perLayer);
    expect(other(cacheIn('gemma-2-27b', 4096), 'One more token')).toBe(23 * perLayer);
    expect(other(cacheIn('gemma-2-27b', 32_768, 4), 'One more token')).toBe(23 * perLayer);
  });
  it('says wherever it is counted what it holds besides, or in another type', () => {
    const fits = (id: string) => fitOf(modelById(id), on(8, 512, 1)).leavesOut.join(' ');
    for (const text of [cacheIn('t5-11b', 512).leavesOut.join(' '), fits('t5-11b')]) expect(text).toContain('Cross-attention also keeps');
    const nano = 'nemotron-3-nano-30b-a3b';
    for (const text of [cacheIn(nano, 512).leavesOut.join(' '), fits(nano), decodeOf(modelById(nano), on(8, 512, 1)).leavesOut.join(' ')])
      expect(text).toContain('states are kept in FP32');
    expect(fits('llama-3-8b')).not.toMatch(/FP32|Cross/);
  });
  it('is read whole where every layer keeps its own', () => {
    for (const model of models.filter(({ config }) => config.kind === 'decoder' && config.blocks === undefined))
      expect(cacheReadPerSequence(model, 10_000, 'bf16'), model.id).toBe(modelKvCacheBytes(model.config, { tokens: 10_000 }));
  });
});

describe('a decode step', () => {
  it('has the form of the book, and the bound beside it', () => {
    const llama = modelById('llama-3-70b');
    const answer = decodeOf(llama, on(4, 8192, 32));
    const bandwidth = 4 * 3.35e12;
    const weights = (2 * 70_553_706_496) / bandwidth;
    const cache = 85_899_345_920 / bandwidth;
    expect(answer.value).toBeCloseTo(weights + cache, 10);
    const large = decodeOf(llama, on(8, 8192, 512));
    const arithmetic = (512 * 2 * matmulParameterCount(llama.config)) / (8 * h100.peak.bf16.value);
    expect(large.value).toBeCloseTo((512 * 8192 * 327_680) / (8 * 3.35e12) + arithmetic, 10);
    expect(other(large, 'Lower bound')).toBeCloseTo((512 * 8192 * 327_680 + 2 * 70_553_706_496) / (8 * 3.35e12), 10);
  });
  it('agrees with the formulas that the model and the chip fill', () => {
    for (const model of dense) {
      const answer = decodeOf(model, on(1, 4096, 16));
      const kvBytes = 16 * cacheReadPerSequence(model, 4096, 'bf16');
      const both: readonly (readonly [AnyFormula, number])[] = [
        [decodeStepTime, answer.value],
        [decodeStepBound, other(answer, 'Lower bound')],
      ];
      for (const [formula, value] of both) {
        const filled = { ...fromModel(model, formula).values, ...fromChip(h100, formula), batch: 16, kvBytes };
        expect(formula(filled as never), model.id).toBeCloseTo(value, 12);
      }
    }
  });
  it('lies between its bound and twice its bound', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...dense),
        fc.integer({ min: 1, max: 4096 }),
        fc.integer({ min: 1, max: 200_000 }),
        (model, batch, context) => {
          const answer = decodeOf(model, on(8, context, batch));
          const bound = other(answer, 'Lower bound');
          expect(answer.value).toBeGreaterThanOrEqual(bound * (1 - 1e-12));
          expect(answer.value).toBeLessThanOrEqual(2 * bound * (1 + 1e-12));
        },
      ),
    );
  });
  it('may store weights in one type and multiply in another', () => {
    const int4 = decodeOf(modelById('llama-3-70b'), on(1, 1, 1, { ...inBf16, weights: 'int4' }));
    expect(step(int4, 'Bytes of the weights')).toBe(70_553_706_496 / 2);
    expect(() => decodeOf(modelById('llama-3-70b'), on(1, 1, 1, { ...inBf16, arithmetic: 'int4' }))).toThrow('no int4 peak');
  });
  it('reads of a mixture the experts that its batch is sent to', () => {
    const mixtral = modelById('mixtral-8x7b');
    // One token uses 2 of 8 experts, which is all but the rest of the active parameters.
    expect(step(decodeOf(mixtral, on(2, 1, 1)), 'Weights that a step reads')).toBeCloseTo(2 * activeParameterCount(mixtral.config), -3);
    expect(step(decodeOf(mixtral, on(2, 1, 256)), 'Weights that a step reads')).toBeCloseTo(2 * parameterCount(mixtral.config), -3);
  });
  it('writes recurrent states back as well as reading them', () => {
    // Nemotron 3 Nano: 6 layers of 2 heads of 128; 23 of Mamba-2 with 64 × 64 × 128 numbers in FP32 and 3 inputs of 6,144 channels.
    const states = 23 * (64 * 64 * 128 * 4 + 3 * 6144 * 2);
    const keysAndValues = 6 * 2 * 2 * 128 * 8192 * 2;
    const nano = decodeOf(modelById('nemotron-3-nano-30b-a3b'), on(1, 8192, 16));
    expect(step(nano, 'states that it writes back')).toBe(16 * (keysAndValues + 2 * states));
  });
  it('on chips that do not hold the model says so, as every time does', () => {
    const llama = modelById('llama-3-70b');
    const answers = (chips: number) => [
      decodeOf(llama, on(chips, 8192, 1)),
      throughputOf(llama, on(chips, 8192, 1)),
      costOf(llama, { ...on(chips, 8192, 1), price: 2 }),
      prefillOf(llama, on(chips, 8192, 1)),
    ];
    for (const answer of answers(1)) {
      expect(answer.fits, answer.title).toBe(false);
      expect(answer.leavesOut[0]).toContain('take 143.792 GB, which does not fit on 1 × NVIDIA H100 SXM with 80 GB');
    }
    for (const answer of answers(2)) {
      expect(answer).not.toHaveProperty('fits');
      expect(answer.leavesOut.join(' ')).not.toContain('does not fit');
    }
  });
  it('mentions the rows of an embedding only where it is not the head as well', () => {
    const notes = (id: string) => decodeOf(modelById(id), on(8, 512, 1)).leavesOut.join(' ');
    expect(notes('gemma-2-27b')).not.toContain('The embedding');
    expect(notes('llama-3-70b')).toContain('The embedding is counted as read in full');
    expect(notes('mixtral-8x7b')).toContain('The embedding is counted as read in full');
  });
  it('names the sources of bandwidth and peak', () => {
    for (const { sources } of [decodeOf(modelById('llama-3-8b'), on(1, 512, 1)), prefillOf(modelById('llama-3-8b'), on(1, 512, 1))])
      expect(sources).toEqual(expect.arrayContaining([h100.peak.bf16.source, h100.hbmBandwidth.source]));
  });
  it('gives throughput and cost', () => {
    const llama = modelById('llama-3-8b');
    const time = decodeOf(llama, on(1, 4096, 64)).value;
    expect(throughputOf(llama, on(1, 4096, 64)).value).toBeCloseTo(64 / time, 6);
    const cost = costOf(llama, { ...on(1, 4096, 64), price: 2, utilization: 0.5 });
    expect(cost.value).toBeCloseTo((2 * 1e6 * time) / (3600 * 64 * 0.5), 9);
  });
});

describe('prefill', () => {
  it('is bound by arithmetic for a long prompt and by reading the weights for a short one', () => {
    const llama = modelById('llama-3-70b');
    const long = prefillOf(llama, on(8, 8192, 1), 0.5);
    expect(long.value).toBeCloseTo((8192 * flopsOf(llama, causal(8192)).value) / (8 * 0.5 * h100.peak.bf16.value), 10);
    expect(prefillOf(llama, on(8, 1, 1)).value).toBeCloseTo((2 * 70_553_706_496) / (8 * 3.35e12), 12);
  });
});

describe('an encoder', () => {
  const bert = modelById('bert-base');
  it('has a pooler and no head', () => {
    expect(step(parametersOf(bert), 'Pooler')).toBe(768 * 768 + 768);
    expect(Number.isNaN(step(parametersOf(bert), 'head'))).toBe(true);
    expect(parametersOf(bert).leavesOut.join(' ')).not.toContain('The head');
    const prefill = prefillOf(bert, { ...on(1, 512, 1), chip: t4, types: { ...inBf16, arithmetic: 'fp16' } });
    expect(prefill.leavesOut.join(' ')).not.toContain('The head');
    expect(prefill.leavesOut.join(' ')).toContain('The pooler is counted for every token');
  });
  it('keeps no cache in any type', () => {
    const fit = fitOf(bert, on(1, 512, 1));
    expect(fit.given.join(' ')).not.toContain('cache');
    expect(fit.leavesOut[0]).toContain('An encoder has no cache');
  });
});

describe('what fits', () => {
  it('takes no memory that a chip reserves', () => {
    // 16.0605 GB of weights and 1.0737 GB of cache are less than the 16 GiB of the label, but more than the 15.75 GiB that programs see.
    expect(fitOf(modelById('llama-3-8b'), { ...on(1, 8192, 1), chip: tpuV5e }).fits).toBe(false);
    expect(fitOf(modelById('llama-3-8b'), { ...on(2, 8192, 1), chip: tpuV5e }).fits).toBe(true);
  });
  it('counts weights and cache against the memories', () => {
    const llama = modelById('llama-3-70b');
    const fit = fitOf(llama, { chip: h100, types: inBf16, context: 8192, batch: 32 });
    const bytes = 2 * 70_553_706_496 + 85_899_345_920;
    expect(other(fit, 'Bytes to hold')).toBe(bytes);
    expect(fit.value).toBe(Math.ceil(bytes / h100.hbmSize.value));
    expect(fit).not.toHaveProperty('fits');
    expect(fitOf(llama, { chip: h100, chips: 2, types: inBf16, context: 8192, batch: 32 }).fits).toBe(false);
    expect(fitOf(llama, { chip: h100, chips: 2, types: { ...inBf16, weights: 'int4' }, context: 8192, batch: 32 }).fits).toBe(true);
  });
  it('never takes fewer chips for more sequences', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...models),
        fc.integer({ min: 1, max: 1000 }),
        fc.integer({ min: 1, max: 100_000 }),
        (model, batch, context) => {
          const ask = (sequences: number) => fitOf(model, { chip: a100, types: inBf16, context, batch: sequences }).value;
          expect(ask(batch + 1)).toBeGreaterThanOrEqual(ask(batch));
        },
      ),
    );
  });
});

describe('training', () => {
  it('keeps 16 bytes for each parameter', () => {
    const answer = trainingMemoryOf(modelById('llama-3-8b'), { chip: h100, chips: 64 });
    expect(answer.value).toBe(16 * 8_030_261_248);
    expect(other(answer, 'On each accelerator')).toBe((16 * 8_030_261_248) / 64);
    expect(other(answer, 'NVIDIA H100')).toBe(2);
  });
  it('takes the FLOPs of its tokens at the utilization reached', () => {
    const llama = modelById('llama-3-70b');
    const run = { chip: h100, chips: 16_384, tokens: 15e12, mfu: 0.4, arithmetic: 'bf16', price: 2, ...causal(0) } as const;
    const answer = trainingRunOf(llama, run);
    const flops = 6 * matmulParameterCount(llama.config) * 15e12;
    expect(answer.value).toBeCloseTo(flops / (16_384 * 0.4 * h100.peak.bf16.value), 3);
    expect(other(answer, 'Accelerator-hours')).toBeCloseTo((16_384 * answer.value) / 3600, 3);
    expect(other(answer, 'Rent')).toBeCloseTo((2 * 16_384 * answer.value) / 3600, 3);
    expect(trainingRunOf(llama, { ...run, context: 8192 }).value).toBeGreaterThan(answer.value);
  });
});

describe('every question about every model', () => {
  const setting = on(8, 4096, 8);
  const questions: Readonly<Record<string, (model: (typeof models)[number]) => Answer>> = {
    parameters: parametersOf,
    flops: (model) => flopsOf(model, causal(4096)),
    cache: (model) => cacheOf(model, { context: 4096, batch: 8, type: 'bf16' }),
    prefill: (model) => prefillOf(model, setting),
    decode: (model) => decodeOf(model, setting),
    throughput: (model) => throughputOf(model, setting),
    cost: (model) => costOf(model, { ...setting, price: 2 }),
    fits: (model) => fitOf(model, setting),
    memory: (model) => trainingMemoryOf(model, { chip: h100 }),
    run: (model) => trainingRunOf(model, { chip: h100, chips: 8, tokens: 1e9, mfu: 0.4, arithmetic: 'bf16', ...causal(4096) }),
  };
  it.each(Object.entries(questions))('%s: is answered with a number, working and notes, or refused with another question', (name, ask) => {
    for (const model of models) {
      try {
        const answer = ask(model);
        expect(answer.value, `${name} of ${model.id}`).toBeGreaterThan(0);
        expect(answer.steps.length).toBeGreaterThan(0);
        expect(answer.steps.every(({ value, tex }) => Number.isFinite(value) && tex !== '')).toBe(true);
        expect(answer.leavesOut.length).toBeGreaterThan(0);
        expect(answer.sources.length).toBeGreaterThan(0);
      } catch (error) {
        expect(error, `${name} of ${model.id}`).toBeInstanceOf(Unanswerable);
        expect((error as Error).message).toMatch(/Ask instead: scaling \S+ \S+/);
      }
    }
  });
});
