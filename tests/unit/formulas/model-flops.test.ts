import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { modelAttentionFlopsPerToken } from '../../../packages/formulas/src/model-counts.ts';
import * as formulas from '../../../packages/formulas/src/model-flops.ts';
import { modelById } from '../../../packages/formulas/src/models.ts';
import { describeThemselves } from './self-description.ts';

const params = 70.6e9;
const peak = 990e12;

describe('the formulas of FLOPs', () => {
  const attention = { layers: 80, context: 8192, width: 8192 };
  describeThemselves(formulas, {
    forwardFlopsPerToken: { params },
    trainingFlopsPerToken: { params },
    forwardFlops: { params, tokens: 4096 },
    trainingFlops: { params, tokens: 15e12 },
    causalAttentionFlopsPerToken: attention,
    fullAttentionFlopsPerToken: attention,
    attentionShare: { attention: 1e10, forward: 1.4e11 },
    contextWhereAttentionMatches: { params, layers: 80, width: 8192 },
    modelFlopsUtilization: { rate: 900, params, peak },
    modelFlopsUtilizationWithAttention: { rate: 900, params, peak, ...attention },
    hardwareFlopsUtilization: { rate: 900, params, peak },
    trainingRateCeiling: { params, peak },
    trainingRate: { params, peak, mfu: 0.4 },
  });
});

describe('FLOPs of a token', () => {
  test('agree with counting a multiplication and an addition for each entry of a small stack of matrices', () => {
    const shapes = [
      [4, 4],
      [4, 16],
      [16, 4],
    ] as const;
    let flops = 0;
    let entries = 0;
    for (const [rows, columns] of shapes) {
      for (let column = 0; column < columns; column++) for (let row = 0; row < rows; row++) flops += 2;
      entries += rows * columns;
    }
    expect(formulas.forwardFlopsPerToken({ params: entries })).toBe(flops);
  });

  test('of Llama 3 70B grow by 7.60 % through causal attention at 8192 tokens, and by 15.2 % without the mask', () => {
    const forward = formulas.forwardFlopsPerToken({ params });
    const of = { layers: 80, context: 8192, width: 8192 };
    const causal = formulas.causalAttentionFlopsPerToken(of);
    expect(causal).toBe(modelAttentionFlopsPerToken(modelById('llama-3-70b').config, 8192));
    expect(formulas.attentionShare({ attention: causal, forward })).toBeCloseTo(0.076, 4);
    expect(formulas.attentionShare({ attention: formulas.fullAttentionFlopsPerToken(of), forward })).toBeCloseTo(0.152, 3);
  });

  test('are half attention where the context is 12 widths, for layers of 12d²', () => {
    const width = 512;
    const context = formulas.contextWhereAttentionMatches({ params: 12 * 6 * width ** 2, layers: 6, width });
    expect(context).toBe(12 * width);
    expect(formulas.causalAttentionFlopsPerToken({ layers: 6, context, width })).toBe(2 * 12 * 6 * width ** 2);
  });

  test('of training are three times those of the forward pass, for one token and for many', () => {
    fc.assert(
      fc.property(fc.double({ min: 1, max: 1e12, noNaN: true }), fc.double({ min: 1, max: 1e13, noNaN: true }), (n, tokens) => {
        expect(formulas.trainingFlops({ params: n, tokens })).toBeCloseTo(3 * formulas.forwardFlops({ params: n, tokens }), -20);
        const perToken = formulas.trainingFlopsPerToken({ params: n });
        expect(formulas.trainingFlops({ params: n, tokens }) / (perToken * tokens)).toBeCloseTo(1, 12);
      }),
      { seed: 4 },
    );
  });

  test('of training GPT-3 are the published 3.14e23, Brown et al. 2020, Table D.1', () => {
    const flops = formulas.trainingFlops({ params: 174_600e6, tokens: 300e9 });
    expect(flops.toPrecision(3)).toBe('3.14e+23');
  });
});

describe('utilization', () => {
  // Chowdhery et al. 2022, arXiv:2204.02311, §4.1 and Appendix B: 238.3 thousand tokens a second on 6144 TPU v4
  const palm = { rate: 238.3e3 / 6144, params: 540e9, peak: 275e12 };

  test('of PaLM 540B is 45.7 % without and 46.2 % with attention', () => {
    expect(formulas.modelFlopsUtilization(palm)).toBeCloseTo(0.457, 3);
    const attention = { layers: 118, width: 48 * 256, context: 2048 };
    expect(formulas.modelFlopsUtilizationWithAttention({ ...palm, ...attention })).toBeCloseTo(0.462, 3);
  });

  // Korthikanti et al. 2022, arXiv:2205.05198, Tables 3 and 5: seconds an iteration with selective recomputation on A100s
  test.each([
    ['22B', 48, 6144, 4, 8, 1.1, 0.415],
    ['175B', 96, 12_288, 64, 64, 13.75, 0.514],
    ['530B', 105, 20_480, 280, 280, 37.83, 0.56],
    ['1T', 128, 25_600, 512, 512, 71.49, 0.563],
  ])('of the Megatron model with %s parameters is the printed one', (_, layers, width, sequences, gpus, seconds, mfu) => {
    const size = 12 * layers * width ** 2 + 51_200 * width;
    const rate = (sequences * 2048) / (seconds * gpus);
    const found = formulas.modelFlopsUtilizationWithAttention({ rate, params: size, layers, context: 2048, width, peak: 312e12 });
    expect(Math.abs(found - mfu)).toBeLessThan(0.002);
  });

  test('of 900 tokens a second is 38.5 %; 3200, once printed, would need 136.9 %: the ceiling is 2337', () => {
    expect(formulas.modelFlopsUtilization({ rate: 900, params, peak })).toBeCloseTo(0.385091, 6);
    expect(() => formulas.modelFlopsUtilization({ rate: 3200, params, peak })).toThrow(/rate = 3200 is 136.9 % of the peak/);
    expect(formulas.trainingRateCeiling({ params, peak })).toBeCloseTo(2337.11, 2);
  });

  test('and rate are inverse to each other', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 1, noNaN: true }), (mfu) => {
        const rate = formulas.trainingRate({ params, peak, mfu });
        expect(formulas.modelFlopsUtilization({ rate, params, peak })).toBeCloseTo(mfu, 12);
        expect(rate).toBeLessThanOrEqual(formulas.trainingRateCeiling({ params, peak }) * (1 + 1e-12));
      }),
      { seed: 5 },
    );
  });

  test('of the hardware exceeds that of the model by a third with full recomputation and not at all without', () => {
    const mfu = formulas.modelFlopsUtilization({ rate: 900, params, peak });
    expect(formulas.hardwareFlopsUtilization({ rate: 900, params, peak })).toBeCloseTo((mfu * 4) / 3, 12);
    expect(formulas.hardwareFlopsUtilization({ rate: 900, params, peak, recomputed: 0 })).toBe(mfu);
    expect(() => formulas.hardwareFlopsUtilization({ rate: 900, params, peak, recomputed: 2 })).toThrow(
      /recomputed must be a number from 0 to 1/,
    );
  });
});
