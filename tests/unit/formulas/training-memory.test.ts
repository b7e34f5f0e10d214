import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as formulas from '../../../packages/formulas/src/training-memory.ts';
import { describeThemselves } from './self-description.ts';

const run = { tokens: 4e6, layers: 80, width: 8192, ofWidth: 4 };

describe('the formulas of a run’s memory', () => {
  describeThemselves(formulas, {
    weightsAndMomentsBytes: { params: 70e9 },
    checkpointBytes: { ...run, hidden: 28_672, ofHidden: 1 },
    trainingMemoryBytes: { state: 7e11, checkpoints: 2e13 },
  });
});

// Austin et al. 2025, How to Scale Your Model, Part 6: 140 GB of weights, 560 GB of optimizer, 20.9 TB of checkpoints, 21.6 TB in all
test('70B with four checkpoints a layer and 4M tokens holds 21.7 TB, where 21.6 is printed', () => {
  const state = formulas.weightsAndMomentsBytes({ params: 70e9 });
  const checkpoints = formulas.checkpointBytes(run);
  expect(state).toBe(700e9);
  expect(checkpoints).toBe(20.97152e12);
  expect(formulas.trainingMemoryBytes({ state, checkpoints })).toBeCloseTo(21.67152e12, -3);
});

// Part 5, problem 2: 130 GB of state, 42 TB of activations after the three matmuls of the MLP with 16M tokens
test('13B holds 130 GB of state and 42 TB of activations with 16M tokens', () => {
  expect(formulas.weightsAndMomentsBytes({ params: 13e9 })).toBe(130e9);
  const of = { tokens: 16e6, layers: 40, width: 5120, ofWidth: 1, hidden: 13_824, ofHidden: 2 };
  expect(formulas.checkpointBytes(of)).toBe(2 * 40 * 16e6 * (5120 + 2 * 13_824));
  expect(formulas.checkpointBytes(of)).toBeCloseTo(41.94304e12, -6);
});

test('checkpoints add up layer by layer and token by token', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 0, max: 3 }),
      (tokens, layers, ofHidden) => {
        let bytes = 0;
        for (let token = 0; token < tokens * layers; token += 1) bytes += 2 * (16 + ofHidden * 40);
        expect(formulas.checkpointBytes({ tokens, layers, width: 16, ofWidth: 1, hidden: 40, ofHidden })).toBe(bytes);
      },
    ),
    { seed: 17 },
  );
  expect(() => formulas.checkpointBytes({ ...run, ofWidth: 0 })).toThrow(/nothing would be kept/);
});
