import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { modelFlopsUtilizationWithAttention } from '../../../packages/formulas/src/model-flops.ts';
import * as formulas from '../../../packages/formulas/src/training-work.ts';
import { describeThemselves } from './self-description.ts';

const gpt3 = { params: 174.6e9, layers: 96, context: 2048, width: 12_288 };
const llama405 = { params: 405e9, layers: 126, context: 8192, width: 16_384 };

describe('formulas of training with attention', () => {
  describeThemselves(formulas, {
    trainingFlopsPerTokenWithAttention: gpt3,
    trainingFlopsWithAttention: { tokens: 300e9, ...gpt3 },
    recomputedFlopsPerToken: { ...gpt3, recomputed: 0.5, attentionRecomputed: 0.25 },
    hardwareFlopsUtilizationWithAttention: { rate: 120, peak: 312e12, ...gpt3, recomputed: 0.5 },
  });
});

describe('training FLOPs with attention', () => {
  it('of GPT-3 are 3.14e23 for 300 billion tokens (Brown et al. 2020, Table D.1, parameters only), and 2.8 % more with attention', () => {
    const parameters = 6 * gpt3.params * 300e9;
    const all = formulas.trainingFlopsWithAttention({ tokens: 300e9, ...gpt3 });
    expect(parameters / 1e23).toBeCloseTo(3.14, 2);
    expect(all / parameters - 1).toBeCloseTo(0.0277, 4);
  });

  it('of Llama 3 405B are 3.8e25 for 15.6 trillion tokens with or without attention, to its printed digits', () => {
    expect(formulas.trainingFlopsWithAttention({ tokens: 15.6e12, ...llama405, counted: 0.5 }) / 1e25).toBeCloseTo(3.95, 2);
    expect(6 * 405e9 * 15.6e12).toBeCloseTo(3.79e25, -23);
  });

  it('halve what attention adds under a causal mask, and are those of the parameters where none of it is counted', () => {
    const at = (counted: number) => formulas.trainingFlopsPerTokenWithAttention({ ...gpt3, counted });
    expect(at(0)).toBe(6 * gpt3.params);
    expect((at(0.5) - at(0)) / (at(1) - at(0))).toBeCloseTo(0.5, 12);
    expect(at(1) - at(0)).toBeCloseTo(12 * 96 * 2048 * 12_288, -3);
  });

  it('are what a loop over tokens, layers and the positions each sees counts', () => {
    let flops = 0;
    for (let token = 0; token < 64; token += 1) {
      flops += 6 * 1000;
      for (let layer = 0; layer < 3; layer += 1) {
        // Scores and weighted sum, two FLOPs a multiply-add, over 64 positions of width 16; backward twice that.
        flops += 3 * (2 * 64 * 16 + 2 * 64 * 16);
      }
    }
    expect(formulas.trainingFlopsWithAttention({ tokens: 64, params: 1000, layers: 3, context: 64, width: 16 })).toBe(flops);
  });
});

describe('FLOPs with recomputation', () => {
  it('are those of the Megatron paper, 96 B s l h² (1 + s/6h + V/16lh), where all but the logits run again (its eq. 3)', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 128 }),
        fc.integer({ min: 1, max: 200 }),
        fc.integer({ min: 64, max: 8192 }),
        (layers, width64, context) => {
          const width = 64 * width64;
          const vocab = 51_200;
          const paper = 96 * layers * width ** 2 * (1 + context / (6 * width) + vocab / (16 * layers * width));
          const repeated = formulas.recomputedFlopsPerToken({ params: 12 * layers * width ** 2, layers, context, width });
          expect((repeated + 6 * vocab * width) / paper).toBeCloseTo(1, 12);
        },
      ),
    );
  });

  it('are 8N and 16LTd in full, 6N and 16LTd selectively, 6N and 12LTd with none', () => {
    const one = { params: 1, layers: 1, context: 1, width: 1 };
    expect(formulas.recomputedFlopsPerToken(one)).toBe(24);
    expect(formulas.recomputedFlopsPerToken({ ...one, recomputed: 0 })).toBe(22);
    expect(formulas.recomputedFlopsPerToken({ ...one, recomputed: 0, attentionRecomputed: 0 })).toBe(18);
    expect(formulas.recomputedFlopsPerToken({ ...one, counted: 0.5 })).toBe(16);
  });
});

describe('HFU with attention', () => {
  it('is MFU with attention where nothing is recomputed, and above it where something is', () => {
    const run = { rate: 120, peak: 312e12, ...gpt3 };
    expect(formulas.hardwareFlopsUtilizationWithAttention({ ...run, recomputed: 0, attentionRecomputed: 0 })).toBeCloseTo(
      modelFlopsUtilizationWithAttention(run),
      12,
    );
    expect(formulas.hardwareFlopsUtilizationWithAttention(run) / modelFlopsUtilizationWithAttention(run)).toBeCloseTo(4 / 3, 12);
  });

  // Korthikanti et al. 2022, Tables 3 and 5, all at 2,048 tokens and 51,200 words: layers, width, MFU, HFU in percent, and what one pass gives.
  it.each([
    ['22B', 48, 6144, 41.5, 43.7, 42.2],
    ['175B', 96, 12_288, 51.4, 52.8, 51.9],
    ['530B', 105, 20_480, 56.0, 57.0, 56.3],
    ['1T', 128, 25_600, 56.3, 57.0, 56.5],
  ])('of %s with selective recomputation stays below the published one, which counts three passes', (_, layers, width, mfu, hfu, ours) => {
    const context = 2048;
    const shape = { params: 12 * layers * width ** 2 + 51_200 * width, layers, context, width };
    const useful = formulas.trainingFlopsPerTokenWithAttention(shape);
    const selective = formulas.recomputedFlopsPerToken({ ...shape, recomputed: 0 });
    expect(mfu * (selective / useful)).toBeCloseTo(ours, 1);
    // Their equations 7 and 8 for one token: 72Lh²(1 + s/6h + v/12hL) and, with selective recomputation, s/3h in place of s/6h.
    const equation = (attention: number) => 72 * layers * width ** 2 * (1 + attention + 51_200 / (12 * width * layers));
    expect(equation(context / (6 * width)) / useful).toBeCloseTo(1, 12);
    expect(equation(context / (3 * width)) / (useful + 3 * (selective - useful))).toBeCloseTo(1, 12);
    expect(Math.abs((mfu * equation(context / (3 * width))) / equation(context / (6 * width)) - hfu)).toBeLessThan(0.11);
  });

  it('above 100 % is refused with what may have gone wrong', () => {
    const cluster = { rate: 120 * 1024, peak: 312e12, ...gpt3 };
    expect(() => formulas.hardwareFlopsUtilizationWithAttention(cluster)).toThrow(/rate = 122880 is .* % of the peak of one accelerator/);
    expect(() => formulas.hardwareFlopsUtilizationWithAttention(cluster)).toThrow(/several accelerators together, divide/);
  });
});
