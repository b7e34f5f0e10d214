import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { continuousBatching, staticBatching } from '../../../packages/formulas/src/batching-schedule.ts';
import * as formulas from '../../../packages/formulas/src/batching.ts';
import { describeThemselves } from './self-description.ts';

const h100 = { peak: 990e12, bandwidth: 3.35e12 };
const model = { flopsPerToken: 141.2e9, weightBytes: 141.2e9 };
const lengthsAndSlots = [
  fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 60 }),
  fc.integer({ min: 1, max: 12 }),
] as const;
const sum = (numbers: readonly number[]) => numbers.reduce((total, x) => total + x, 0);
const mean = (numbers: readonly number[]) => sum(numbers) / numbers.length;

/** The same sequence in every run: a linear congruential generator with the constants of Numerical Recipes. */
function* uniform(seed: number): Generator<number, never> {
  for (let state = seed; ;) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield (state + 0.5) / 2 ** 32;
  }
}

/** Decode steps until all are done, one token in every busy slot of each step; `refill` says whether free slots are filled at once. */
function countedSteps(lengths: readonly number[], slots: number, refill: boolean): number {
  const waiting = [...lengths];
  let running: number[] = [];
  let steps = 0;
  while (waiting.length > 0 || running.length > 0) {
    if (refill || running.length === 0) running.push(...waiting.splice(0, slots - running.length));
    running = running.map((left) => left - 1).filter((left) => left > 0);
    steps += 1;
  }
  return steps;
}

describe('formulas of batching', () => {
  describeThemselves(formulas, {
    staticBatchingUtilization: { meanTokens: 200, longestTokens: 500 },
    continuousBatchingGain: { meanTokens: 200, longestTokens: 500 },
    continuousBatchingFloor: { requests: 1000, batch: 32, meanTokens: 200, longestTokens: 500 },
    staticBatchingUtilizationExponential: { batch: 32 },
    prefillChunks: { promptTokens: 5000, chunkTokens: 512 },
    mixedStepTime: { chunkTokens: 512, batch: 32, ...model, ...h100, kvBytes: 1e9 },
    chunkedTimeToFirstToken: { promptTokens: 4096, chunkTokens: 512, stepTime: 0.08 },
  });
});

describe('static batching', () => {
  it('uses 40 % of its slots where outputs average 200 tokens and the longest has 500', () => {
    expect(formulas.staticBatchingUtilization({ meanTokens: 200, longestTokens: 500 })).toBe(0.4);
    expect(formulas.continuousBatchingGain({ meanTokens: 200, longestTokens: 500 })).toBe(2.5);
  });

  it('has the utilization of the formula where all requests form one batch', () => {
    fc.assert(
      fc.property(lengthsAndSlots[0], (lengths) => {
        const formula = formulas.staticBatchingUtilization({ meanTokens: mean(lengths), longestTokens: Math.max(...lengths) });
        expect(staticBatching(lengths, lengths.length).utilization).toBeCloseTo(formula, 12);
      }),
    );
  });

  it('uses one over the harmonic number of its slots where lengths are exponential, as 20,000 drawn batches do', () => {
    const random = uniform(7);
    const batches = Array.from({ length: 20_000 }, () => Array.from({ length: 8 }, () => -Math.log(random.next().value)));
    const drawn = mean(batches.map(mean)) / mean(batches.map((lengths) => Math.max(...lengths)));
    expect(formulas.staticBatchingUtilizationExponential({ batch: 8 })).toBeCloseTo(280 / 761, 12);
    expect(drawn).toBeCloseTo(280 / 761, 2);
    expect(formulas.staticBatchingUtilizationExponential({ batch: 1 })).toBe(1);
  });

  it('knows the harmonic number of any batch at once: summed one by one for 5,000, and 14.392726722865724 for a million', () => {
    let sum = 0;
    for (let i = 5000; i >= 1; i -= 1) sum += 1 / i;
    expect(formulas.staticBatchingUtilizationExponential({ batch: 5000 }) * sum).toBeCloseTo(1, 14);
    expect(
      formulas.staticBatchingUtilizationExponential({ batch: 999 }) / formulas.staticBatchingUtilizationExponential({ batch: 1000 }),
    ).toBeCloseTo(1 + 1 / (1000 * 7.484470860550345), 9);
    // OEIS A001008/A002805.
    expect(formulas.staticBatchingUtilizationExponential({ batch: 1e6 }) * 14.392726722865724).toBeCloseTo(1, 14);
    expect(formulas.staticBatchingUtilizationExponential({ batch: 1e15 })).toBeGreaterThan(0.028);
  });
});

describe('schedules', () => {
  it('take as many steps as counting step by step', () => {
    fc.assert(
      fc.property(...lengthsAndSlots, (lengths, slots) => {
        expect(staticBatching(lengths, slots).steps).toBe(countedSteps(lengths, slots, false));
        expect(continuousBatching(lengths, slots).steps).toBe(countedSteps(lengths, slots, true));
      }),
    );
  });

  it('serve every request once, whole, and one at a time in each slot', () => {
    fc.assert(
      fc.property(...lengthsAndSlots, (lengths, slots) => {
        for (const { segments } of [staticBatching(lengths, slots), continuousBatching(lengths, slots)]) {
          expect(segments.map(({ start, end }) => end - start)).toEqual(lengths);
          for (let slot = 0; slot < slots; slot++) {
            const own = segments.filter((segment) => segment.slot === slot).sort((a, b) => a.start - b.start);
            expect(own.every(({ start }, i) => i === 0 || start >= (own[i - 1]?.end ?? 0))).toBe(true);
          }
        }
      }),
    );
  });

  it('are never longer with continuous than with static batching, nor worse than the guaranteed utilization', () => {
    fc.assert(
      fc.property(...lengthsAndSlots, (lengths, slots) => {
        const continuous = continuousBatching(lengths, slots);
        const floor = formulas.continuousBatchingFloor({
          requests: lengths.length,
          batch: slots,
          meanTokens: mean(lengths),
          longestTokens: Math.max(...lengths),
        });
        expect(continuous.steps).toBeLessThanOrEqual(staticBatching(lengths, slots).steps);
        expect(continuous.utilization).toBeGreaterThanOrEqual(floor - 1e-12);
        expect(continuous.utilization).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('show what continuous batching recovers: most of the slots that a static batch wastes', () => {
    const random = uniform(11);
    const lengths = Array.from({ length: 2000 }, () => Math.ceil(-200 * Math.log(random.next().value)));
    expect(staticBatching(lengths, 16).utilization).toBeLessThan(0.35);
    expect(continuousBatching(lengths, 16).utilization).toBeGreaterThan(0.95);
  });

  it('refuse no slots, no requests and empty requests, with the value named', () => {
    expect(() => staticBatching([1], 0)).toThrow(/slots.*got 0/);
    expect(() => continuousBatching([], 1)).toThrow(/lengths.*got none/);
    expect(() => continuousBatching([3, 0], 1)).toThrow(/lengths.*got 0/);
  });
});

describe('chunked prefill', () => {
  const step = (chunkTokens: number, batch: number) => formulas.mixedStepTime({ chunkTokens, batch, ...model, ...h100 });

  it('reads its caches and then takes the longer of computing and reading weights, and takes whole chunks', () => {
    const shape = { chunkTokens: 3, batch: 2, flopsPerToken: 10, weightBytes: 6, bandwidth: 5, kvBytes: 4 };
    expect(formulas.mixedStepTime({ ...shape, peak: 50 })).toBe(2);
    expect(formulas.mixedStepTime({ ...shape, peak: 10 })).toBe(5.8);
    expect(formulas.chunkedTimeToFirstToken({ promptTokens: 10, chunkTokens: 4, stepTime: 2 })).toBe(6);
  });

  it('spreads 4096 tokens over 8 steps of 512, and 4097 over 9', () => {
    expect(formulas.prefillChunks({ promptTokens: 4096, chunkTokens: 512 })).toBe(8);
    expect(formulas.prefillChunks({ promptTokens: 4097, chunkTokens: 512 })).toBe(9);
  });

  it('lets a small chunk ride along free, until the tokens of a step reach the crossover of 295.5', () => {
    const alone = model.weightBytes / h100.bandwidth;
    expect(step(263, 32)).toBe(alone);
    expect(step(264, 32)).toBeGreaterThan(alone);
  });

  it('never gives this prompt its first token sooner than one whole prefill, but keeps others from waiting that long', () => {
    // An earlier workbook offered it as the cure for a long time to first token.
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20_000 }),
        fc.integer({ min: 1, max: 4096 }),
        fc.integer({ min: 1, max: 64 }),
        (promptTokens, chunkTokens, batch) => {
          const whole = (promptTokens * model.flopsPerToken) / h100.peak;
          const chunked = formulas.chunkedTimeToFirstToken({ promptTokens, chunkTokens, stepTime: step(chunkTokens, batch) });
          expect(chunked).toBeGreaterThan(whole);
        },
      ),
    );
    expect(step(512, 32)).toBeLessThan((4096 * model.flopsPerToken) / h100.peak / 7);
  });
});

describe('domain of batching', () => {
  it('leaves out a mean above the longest, with both named', () => {
    for (const formula of [formulas.staticBatchingUtilization, formulas.continuousBatchingGain]) {
      expect(() => formula({ meanTokens: 600, longestTokens: 500 })).toThrow(/longestTokens must be at least meanTokens \(600\), got 500/);
    }
    expect(() => formulas.continuousBatchingFloor({ requests: 1, batch: 1, meanTokens: 2, longestTokens: 1 })).toThrow(RangeError);
  });
});
