import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allReduceBytes } from '../../../packages/formulas/src/collectives.ts';
import { pipelineBubble } from '../../../packages/formulas/src/parallelism.ts';
import * as formulas from '../../../packages/formulas/src/step-time.ts';
import { describeThemselves } from './self-description.ts';

describe('the formulas of a step', () => {
  describeThemselves(formulas, {
    paramsPerRank: { params: 70e9, tensor: 8, stages: 4 },
    stepArithmeticTime: { params: 13e9, tokens: 3e6, gpus: 4096, peak: 4.59e14, efficiency: 0.5 },
    tensorParallelStepBytes: { tokens: 16_384, width: 8192, layers: 80, tensor: 8, stages: 4 },
    modelledStepTime: { arithmetic: 1.4, tensorTime: 0.3, dataTime: 0.9, stages: 4, microbatches: 8, chunks: 2 },
  });
});

// Austin et al. 2025, How to Scale Your Model, Part 5, problem 3: about 300 ms at 40 % of peak
test('13B and 3M tokens take 311 ms on 4,096 v5p at 40 %, where 300 ms is printed', () => {
  const of = { params: 13e9, tokens: 3e6, gpus: 4096, peak: 4.59e14 };
  expect(formulas.stepArithmeticTime({ ...of, efficiency: 0.4 })).toBeCloseTo(0.3112, 4);
  expect(() => formulas.stepArithmeticTime({ ...of, efficiency: 0 })).toThrow(/efficiency must be above 0/);
});

test('the traffic of tensor parallelism is four ring all-reduces of every layer that the stage holds', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 16 }), fc.integer({ min: 1, max: 8 }), (tensor, stages) => {
      const [tokens, width, layers] = [4096, 1024, stages * 3];
      const one = allReduceBytes({ bytes: tokens * width * 2, devices: tensor });
      let all = 0;
      for (let layer = 0; layer < layers / stages; layer += 1) all += 4 * one;
      expect(formulas.tensorParallelStepBytes({ tokens, width, layers, tensor, stages })).toBeCloseTo(all, 3);
    }),
    { seed: 15 },
  );
});

test('a step that hides its gathers loses just the bubble', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 16 }), fc.integer({ min: 1, max: 64 }), (stages, microbatches) => {
      const step = formulas.modelledStepTime({ arithmetic: 2, tensorTime: 1, dataTime: 2.5, stages, microbatches });
      expect(3 / step).toBeCloseTo(1 - pipelineBubble({ stages, microbatches }), 9);
      expect(formulas.modelledStepTime({ arithmetic: 2, tensorTime: 1, dataTime: 1000, stages, microbatches })).toBe(1000);
    }),
    { seed: 16 },
  );
});

test('interleaving shortens the bubble and nothing else', () => {
  const of = { arithmetic: 1, tensorTime: 0.25, stages: 4, microbatches: 8 };
  expect(formulas.modelledStepTime(of)).toBeCloseTo(1.25 * 1.375, 12);
  expect(formulas.modelledStepTime({ ...of, chunks: 5 })).toBeCloseTo(1.25 * 1.075, 12);
});

test('the ranks of a replica share its parameters evenly', () => {
  expect(formulas.paramsPerRank({ params: 70e9, tensor: 8, stages: 4 }) * 32).toBe(70e9);
});
