import { dataParallelTokenLimit, mixedTokenLimit } from '@scaling-workbook/formulas/communication-limits';
import { describe, expect, test } from 'vitest';
import { bestTensorRanks, splitOf, type Mixture } from './mixture.ts';

const pod: Mixture = { tokens: 2 ** 22, devices: 8960, hidden: 28_672, ridge: 2550, fsdpAxes: 2, tensorAxes: 1 };

describe('the mixture of FSDP and tensor parallelism', () => {
  test('has equal traffic at the best split, and hides both just down to the limit of tokens per chip', () => {
    const limit = mixedTokenLimit({ peak: 4.59e14, bandwidth: 1.8e11, hidden: 28_672, fsdpAxes: 2 });
    const scarce: Mixture = { ...pod, tokens: limit * pod.devices };
    const { weights, activations } = splitOf(scarce, bestTensorRanks(scarce));
    expect(weights).toBeCloseTo(1, 9);
    expect(activations).toBeCloseTo(1, 9);
  });

  test('is plain FSDP where tensor parallelism has one rank', () => {
    const limit = dataParallelTokenLimit({ peak: 4.59e14, bandwidth: 3.6e11 });
    expect(splitOf(pod, 1).weights).toBeCloseTo(limit / (pod.tokens / pod.devices), 9);
  });

  // Worked out on paper: 8960 · 2550 / (4 · 2 · 2^22) and 4 · 2550 / 28672
  test('hides both kinds of traffic with four ranks, at 68 % and 36 % of the arithmetic', () => {
    expect(splitOf(pod, 4).weights).toBeCloseTo(0.681, 3);
    expect(splitOf(pod, 4).activations).toBeCloseTo(0.35575, 5);
  });
});
