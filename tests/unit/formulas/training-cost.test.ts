import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as formulas from '../../../packages/formulas/src/training-cost.ts';
import { describeThemselves } from './self-description.ts';

const day = 86_400;
const h100 = 990e12;
const llama3 = 6 * 70.6e9 * 15e12;
const within = (value: number, expected: number, relative: number) => {
  expect(Math.abs(value / expected - 1)).toBeLessThanOrEqual(relative);
};

describe('formulas of training cost', () => {
  describeThemselves(formulas, {
    trainingTime: { flops: llama3, gpus: 2048, peak: h100, mfu: 0.4 },
    gpusForDeadline: { flops: llama3, time: 30 * day, peak: h100, mfu: 0.4 },
    achievedMfu: { flops: llama3, gpuHours: 6.4e6, peak: h100 },
    gpuHours: { gpus: 2048, time: 91 * day },
    elapsedTime: { gpuHours: 6.4e6, gpus: 2048 },
    gpuHoursForTokens: { tokens: 15e12, rate: 500 },
    tokenRatePerGpu: { tokens: 15e12, gpuHours: 6.4e6 },
    trainingDollars: { gpuHours: 4_472_832, pricePerHour: 2 },
    affordableFlops: { budget: 1e6, pricePerHour: 2, peak: h100, mfu: 0.4 },
    clusterPower: { gpus: 2048, power: 700, pue: 1.1 },
    trainingEnergy: { gpuHours: 6.4e6, power: 700, pue: 1.1 },
    squareRootLearningRate: { learningRate: 3e-4, batch: 256, newBatch: 2048 },
    linearLearningRate: { learningRate: 0.1, batch: 256, newBatch: 8192 },
  });
});

describe('what a budget buys', () => {
  it('costs the budget again when it is run, on however many accelerators', () => {
    const of = { peak: h100, mfu: 0.4 };
    const flops = formulas.affordableFlops({ ...of, budget: 1e6, pricePerHour: 2 });
    for (const gpus of [8, 2048]) {
      const gpuHours = formulas.gpuHours({ gpus, time: formulas.trainingTime({ ...of, flops, gpus }) });
      within(formulas.trainingDollars({ gpuHours, pricePerHour: 2 }), 1e6, 1e-12);
    }
  });
});

describe('hours for tokens', () => {
  it('are inverse to the rate of each accelerator, and count seconds one by one for a small run', () => {
    const hours = formulas.gpuHoursForTokens({ tokens: 15e12, rate: 651.0416 });
    within(hours, 6.4e6, 1e-4);
    within(formulas.tokenRatePerGpu({ tokens: 15e12, gpuHours: hours }), 651.0416, 1e-12);
    let seconds = 0;
    for (let trained = 0; trained < 36_000; trained += 5) seconds += 1;
    expect(formulas.gpuHoursForTokens({ tokens: 36_000, rate: 5 })).toBe(seconds / 3600);
  });
});

describe('training time', () => {
  it('reproduces PaLM: 238.3K tokens in a second on 6144 TPU v4 at 45.7 % MFU without attention (Chowdhery et al. 2022, Table 3)', () => {
    within(formulas.trainingTime({ flops: 6 * 540.35e9 * 238.3e3, gpus: 6144, peak: 275e12, mfu: 0.457 }), 1, 0.005);
  });

  it('takes 90.7 days for Llama 3 70B on 2048 H100s at an MFU of 0.40', () => {
    within(formulas.trainingTime({ flops: llama3, gpus: 2048, peak: h100, mfu: 0.4 }) / day, 90.68, 1e-4);
  });

  it('comes back as the MFU that its accelerator-hours achieved', () => {
    const run = fc.record({
      flops: fc.double({ min: 1e15, max: 1e26, noNaN: true }),
      gpus: fc.integer({ min: 1, max: 100_000 }),
      peak: fc.double({ min: 1e12, max: 1e16, noNaN: true }),
      mfu: fc.double({ min: 0.01, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(run, ({ flops, gpus, peak, mfu }) => {
        const time = formulas.trainingTime({ flops, gpus, peak, mfu });
        const gpuHours = formulas.gpuHours({ gpus, time });
        within(formulas.achievedMfu({ flops, gpuHours, peak }), mfu, 1e-9);
        within(formulas.elapsedTime({ gpuHours, gpus }), time, 1e-9);
      }),
    );
  });

  it('refuses an MFU above 1 and names it', () => {
    expect(() => formulas.trainingTime({ flops: llama3, gpus: 1, peak: h100, mfu: 1.01 })).toThrow(/mfu must be at most 1.*1\.01/);
    expect(() => formulas.gpusForDeadline({ flops: llama3, time: 1, peak: h100, mfu: 2 })).toThrow(RangeError);
    expect(() => formulas.trainingTime({ flops: llama3, gpus: 0, peak: h100, mfu: 0.4 })).toThrow(/gpus/);
  });
});

describe('accelerators for a deadline', () => {
  it('are the fewest that finish in time', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), fc.double({ min: 0.05, max: 1, noNaN: true }), (days, mfu) => {
        const gpus = formulas.gpusForDeadline({ flops: llama3, time: days * day, peak: h100, mfu });
        expect(formulas.trainingTime({ flops: llama3, gpus, peak: h100, mfu })).toBeLessThanOrEqual(days * day * (1 + 1e-12));
        if (gpus > 1)
          expect(formulas.trainingTime({ flops: llama3, gpus: gpus - 1, peak: h100, mfu })).toBeGreaterThan(days * day * (1 - 1e-12));
      }),
    );
  });
});

describe('the 6.4M H100-hours of the Llama 3 70B model card', () => {
  // An earlier workbook read 54 days off a failure table of the 405B run; the card's own figure says otherwise.
  it('last 130.208 days on 2048 accelerators at 27.9 % MFU and 651 tokens a second each', () => {
    expect(formulas.elapsedTime({ gpuHours: 6.4e6, gpus: 2048 }) / day).toBeCloseTo(130.208, 3);
    expect(formulas.achievedMfu({ flops: llama3, gpuHours: 6.4e6, peak: h100 })).toBeCloseTo(0.279, 3);
    expect(formulas.tokenRatePerGpu({ tokens: 15e12, gpuHours: 6.4e6 })).toBeCloseTo(651, 0);
  });

  it('could not have been 54 days, which would take 67.2 % MFU', () => {
    const gpuHours = formulas.gpuHours({ gpus: 2048, time: 54 * day });
    expect(formulas.achievedMfu({ flops: llama3, gpuHours, peak: h100 })).toBeCloseTo(0.672, 3);
  });
});

describe('cost of a run in hours, dollars and energy', () => {
  it('is $8,945,664 for 2048 accelerators over 91 days at $2', () => {
    const gpuHours = formulas.gpuHours({ gpus: 2048, time: 91 * day });
    expect(gpuHours).toBe(4_472_832);
    expect(formulas.trainingDollars({ gpuHours, pricePerHour: 2 })).toBe(8_945_664);
  });

  it('is $12.8M for the hours of the Llama 3 70B card at $2', () => {
    expect(formulas.trainingDollars({ gpuHours: 6.4e6, pricePerHour: 2 })).toBe(12.8e6);
  });

  it.each([
    ['OPT-175B', 809_472, 356],
    ['LLaMA-7B', 82_432, 36],
    ['LLaMA-13B', 135_168, 59],
    ['LLaMA-33B', 530_432, 233],
    ['LLaMA-65B', 1_022_362, 449],
  ])('reproduces the MWh of %s (Touvron et al. 2023, Table 15: 400 W, PUE 1.1, rounded down)', (_, gpuHours, printed) => {
    expect(Math.floor(formulas.trainingEnergy({ gpuHours, power: 400, pue: 1.1 }) / 3.6e9)).toBe(printed);
  });

  it('gives 476 MWh for BLOOM-175B, where Table 15 prints 475 from the same inputs', () => {
    expect(Math.floor(formulas.trainingEnergy({ gpuHours: 1_082_880, power: 400, pue: 1.1 }) / 3.6e9)).toBe(476);
  });

  it('reproduces the 380 tokens a second and about 21 days of LLaMA-65B (Touvron et al. 2023, §2.4)', () => {
    expect(formulas.tokenRatePerGpu({ tokens: 1.4e12, gpuHours: 1_022_362 })).toBeCloseTo(380, 0);
    expect(Math.round(formulas.elapsedTime({ gpuHours: 1_022_362, gpus: 2048 }) / day)).toBe(21);
  });

  it('is energy that is power times time, whichever way it is summed up', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5000 }),
        fc.double({ min: 1, max: 1e7, noNaN: true }),
        fc.double({ min: 1, max: 2, noNaN: true }),
        (gpus, time, pue) => {
          const hours = formulas.gpuHours({ gpus, time });
          within(
            formulas.trainingEnergy({ gpuHours: hours, power: 700, pue }),
            formulas.clusterPower({ gpus, power: 700, pue }) * time,
            1e-9,
          );
        },
      ),
    );
  });

  it('refuses a PUE below 1 and names it', () => {
    expect(() => formulas.trainingEnergy({ gpuHours: 1, power: 400, pue: 0.9 })).toThrow(/pue must be at least 1.*0\.9/);
    expect(() => formulas.clusterPower({ gpus: 1, power: 400, pue: 0.9 })).toThrow(RangeError);
  });
});

describe('learning rate for another batch', () => {
  it('is 8.48528e-4 by the square-root rule, from 3e-4 at 256 to 2048', () => {
    expect(formulas.squareRootLearningRate({ learningRate: 3e-4, batch: 256, newBatch: 2048 })).toBeCloseTo(8.48528e-4, 9);
  });

  it('is 3.2 by the linear rule, from 0.1 at 256 to 8192 (Goyal et al. 2017, §5.1)', () => {
    expect(formulas.linearLearningRate({ learningRate: 0.1, batch: 256, newBatch: 8192 })).toBeCloseTo(3.2, 12);
  });

  it('by the square-root rule is the geometric mean of the old rate and the linear one', () => {
    const size = fc.integer({ min: 1, max: 1e6 });
    fc.assert(
      fc.property(size, size, (batch, newBatch) => {
        const args = { learningRate: 1e-3, batch, newBatch };
        within(formulas.squareRootLearningRate(args), Math.sqrt(1e-3 * formulas.linearLearningRate(args)), 1e-12);
      }),
    );
  });
});
