import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as formulas from '../../../packages/formulas/src/run-plan.ts';
import { trainingTime } from '../../../packages/formulas/src/training-cost.ts';
import { describeThemselves } from './self-description.ts';

describe('the formulas of a plan', () => {
  describeThemselves(formulas, {
    clusterFlops: { gpus: 64, time: 374_400, peak: 989.4e12, mfu: 0.4 },
    expectedInterruptions: { interruptions: 419, reportedGpus: 16_384, reportedTime: 54 * 86_400, gpus: 64, time: 374_400 },
  });
});

test('what a cluster does in a time takes it that time', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 20_000 }),
      fc.double({ min: 1, max: 1e8, noNaN: true }),
      fc.double({ min: 0.01, max: 1, noNaN: true }),
      (gpus, time, mfu) => {
        const flops = formulas.clusterFlops({ gpus, time, peak: 1e15, mfu });
        expect(trainingTime({ flops, gpus, peak: 1e15, mfu }) / time).toBeCloseTo(1, 9);
      },
    ),
    { seed: 21 },
  );
});

// arXiv:2407.21783, §3.3.4: 419 unexpected interruptions in 54 days on 16,384 GPUs
test('Llama 3’s own cluster would meet its own 419 interruptions, and 64 GPUs in 104 hours about one in eight weeks of this kind', () => {
  const report = { interruptions: 419, reportedGpus: 16_384, reportedTime: 54 * 86_400 };
  expect(formulas.expectedInterruptions({ ...report, gpus: 16_384, time: 54 * 86_400 })).toBe(419);
  expect(formulas.expectedInterruptions({ ...report, gpus: 64, time: 104 * 3600 })).toBeCloseTo(0.13134, 5);
});
