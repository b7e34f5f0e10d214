import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { activeParameterCount } from '../../../packages/formulas/src/model-counts.ts';
import { matmulBytes } from '../../../packages/formulas/src/matmul.ts';
import { modelById } from '../../../packages/formulas/src/models.ts';
import * as formulas from '../../../packages/formulas/src/moe.ts';
import {
  embeddingParameters,
  gatedMlpParameters,
  groupedAttentionParameters,
  layerParameters,
} from '../../../packages/formulas/src/transformer.ts';
import { describeThemselves } from './self-description.ts';

describe('the formulas of mixtures', () => {
  describeThemselves(formulas, {
    routerParameters: { width: 4096, experts: 8 },
    expertLayerParameters: { experts: 8, expert: 176e6, router: 32_768 },
    activeExpertLayerParameters: { experts: 8, active: 2, expert: 176e6, router: 32_768 },
    mixtureModelParameters: { denseLayers: 3, denseLayer: 5e8, moeLayers: 58, moeLayer: 1e10, rest: 2e9 },
    activeParameterShare: { active: 12.9e9, total: 46.7e9 },
    tokensPerExpert: { tokens: 2048, active: 2, experts: 64 },
    expertCapacity: { tokens: 2048, active: 2, experts: 64 },
    hiddenActivationBytes: { tokens: 2048, hidden: 4096 },
    mlpInputBytes: { tokens: 2048, width: 1024 },
    fusedMlpBytesSaved: { hiddenBytes: 16e6 },
    expertMlpBytes: { tokens: 64, width: 1024, hidden: 4096 },
  });
});

describe('Mixtral 8x7B', () => {
  const attention = groupedAttentionParameters({ width: 4096, heads: 32, kvHeads: 8, headDim: 128 });
  const expert = gatedMlpParameters({ width: 4096, hidden: 14_336 });
  const router = formulas.routerParameters({ width: 4096, experts: 8 });
  const rest = 2 * embeddingParameters({ vocab: 32_000, width: 4096 }) + 4096;
  const all = (mlp: number) =>
    formulas.mixtureModelParameters({ moeLayers: 32, moeLayer: layerParameters({ attention, mlp, norm: 4096 }), rest });
  const total = all(formulas.expertLayerParameters({ experts: 8, expert, router }));
  const active = all(formulas.activeExpertLayerParameters({ experts: 8, active: 2, expert, router }));

  test('has the published 46,702,792,704 parameters, of which a token uses 12.9 billion', () => {
    expect(total).toBe(46_702_792_704);
    expect(active).toBe(activeParameterCount(modelById('mixtral-8x7b').config));
    expect(formulas.activeParameterShare({ active, total })).toBeCloseTo(12.9 / 46.7, 3);
  });
});

describe('DeepSeek-V2-Lite', () => {
  test('has the published 15,706,484,224 parameters with its dense first layer and shared experts', () => {
    const mla = 2048 * 16 * 192 + 2048 * 576 + 512 + 512 * 16 * 256 + 16 * 128 * 2048 + 2 * 2048;
    const expert = gatedMlpParameters({ width: 2048, hidden: 1408 });
    const router = formulas.routerParameters({ width: 2048, experts: 64 });
    const moeLayer = mla + formulas.expertLayerParameters({ experts: 64, expert, shared: 2 * expert, router });
    const denseLayer = mla + gatedMlpParameters({ width: 2048, hidden: 10_944 });
    const rest = 2 * embeddingParameters({ vocab: 102_400, width: 2048 }) + 2048;
    expect(formulas.mixtureModelParameters({ denseLayers: 1, denseLayer, moeLayers: 26, moeLayer, rest })).toBe(15_706_484_224);
  });
});

describe('tokens', () => {
  test('spread as 64 to each of 64 experts from 2048 tokens sent to two each, not 32 and not 128', () => {
    expect(formulas.tokensPerExpert({ tokens: 2048, active: 2, experts: 64 })).toBe(64);
  });

  test('are what a perfectly balanced router hands out in turn', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 16 }), fc.integer({ min: 1, max: 50 }), fc.nat(), (experts, rounds, pick) => {
        const active = 1 + (pick % experts);
        const tokens = rounds * experts;
        const got = Array.from({ length: experts }, () => 0);
        for (let token = 0; token < tokens; token++)
          for (let i = 0; i < active; i++) got[(token * active + i) % experts] = (got[(token * active + i) % experts] ?? 0) + 1;
        expect(new Set(got)).toEqual(new Set([formulas.tokensPerExpert({ tokens, active, experts })]));
      }),
      { seed: 8 },
    );
  });

  test('have room for a quarter more by default', () => {
    expect(formulas.expertCapacity({ tokens: 2048, active: 2, experts: 64 })).toBe(80);
    expect(formulas.expertCapacity({ tokens: 100, active: 1, experts: 3, factor: 1 })).toBe(34);
  });

  test('cannot be sent to more experts than there are', () => {
    for (const of of [formulas.tokensPerExpert, formulas.expertCapacity]) {
      expect(() => of({ tokens: 1, active: 9, experts: 8 })).toThrow(/active must not exceed experts, got 9 of 8/);
    }
    expect(() => formulas.activeExpertLayerParameters({ active: 9, experts: 8, expert: 1 })).toThrow(/9 of 8/);
    expect(() => formulas.activeParameterShare({ active: 2, total: 1 })).toThrow(/active must not exceed total, got 2 of 1/);
  });
});

describe('the hidden activation', () => {
  test('of 2048 tokens at F = 4096 is four times the input at D = 1024, and fusing saves it twice', () => {
    const hiddenBytes = formulas.hiddenActivationBytes({ tokens: 2048, hidden: 4096 });
    expect(hiddenBytes).toBe(2048 * 4096 * 2);
    expect(hiddenBytes / formulas.mlpInputBytes({ tokens: 2048, width: 1024 })).toBe(4);
    expect(formulas.fusedMlpBytesSaved({ hiddenBytes })).toBe(2 * hiddenBytes);
  });
});

test('an unfused expert moves what its two matmuls read and write, and at as many tokens as the model is wide fusing saves as much as its weights weigh', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 4096 }),
      fc.integer({ min: 1, max: 4096 }),
      fc.integer({ min: 1, max: 16_384 }),
      (tokens, width, hidden) => {
        const up = matmulBytes({ m: tokens, k: width, n: hidden });
        const down = matmulBytes({ m: tokens, k: hidden, n: width });
        expect(formulas.expertMlpBytes({ tokens, width, hidden })).toBe(up + down);
        const saved = formulas.fusedMlpBytesSaved({ hiddenBytes: formulas.hiddenActivationBytes({ tokens: width, hidden }) });
        const weights = 2 * width * hidden * 2;
        expect(saved).toBe(weights);
        expect(saved / formulas.expertMlpBytes({ tokens: width, width, hidden })).toBeLessThan(0.5);
      },
    ),
    { seed: 17 },
  );
});
