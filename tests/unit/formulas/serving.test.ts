import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as formulas from '../../../packages/formulas/src/serving.ts';
import { describeThemselves } from './self-description.ts';

const shop = fc.record({
  pricePerHour: fc.double({ min: 0.1, max: 1000, noNaN: true }),
  rate: fc.double({ min: 1, max: 1e5, noNaN: true }),
  utilization: fc.double({ min: 0.01, max: 1, noNaN: true }),
});

describe('formulas of serving', () => {
  describeThemselves(formulas, {
    hourlyPrice: { gpus: 2, pricePerGpu: 2 },
    costPerMillionTokens: { pricePerHour: 4, rate: 1500, utilization: 0.7 },
    breakEvenBatch: { targetCost: 0.5, pricePerHour: 4, rate: 24, utilization: 0.7 },
    breakEvenBatchWithCaches: {
      targetCost: 0.6,
      pricePerHour: 16,
      utilization: 0.7,
      weightBytes: 141.2e9,
      kvBytesPerSequence: 1.342e9,
      bandwidth: 3.35e12,
      gpus: 8,
    },
    breakEvenUtilization: { targetCost: 2, pricePerHour: 4, rate: 1500 },
    servingUtilization: { demand: 1000, replicas: 2, rate: 1500 },
    replicasNeeded: { demand: 10_000, rate: 1500, utilization: 0.7 },
    requestCost: { promptTokens: 2000, outputTokens: 500, inputCost: 0.4, outputCost: 1.06 },
    cachedInputCost: { inputCost: 0.4, cachedShare: 0.6, discount: 0.9 },
  });
});

describe('cost of a million tokens', () => {
  it.each([
    ['two H100s at $4 an hour, 1500 tokens a second, 70 % busy', 4, 1500, 1.058201],
    ['prefill at 4000 tokens a second', 4, 4000, 0.396825],
    // An earlier workbook priced the prefill of one card at the rate of two; two cards read about 8000 tokens a second.
    ['prefill on both cards at 8000 tokens a second', 4, 8000, 0.198413],
    ['one H100 at $2 an hour with INT4 weights, 6000 tokens a second', 2, 6000, 0.132275],
  ])('is as on paper for %s', (_, pricePerHour, rate, dollars) => {
    expect(formulas.costPerMillionTokens({ pricePerHour, rate, utilization: 0.7 })).toBeCloseTo(dollars, 6);
  });

  it('is what the hours cost that a million tokens take, idle minutes included', () => {
    fc.assert(
      fc.property(shop, ({ pricePerHour, rate, utilization }) => {
        const busySeconds = 1e6 / rate;
        const paidHours = busySeconds / utilization / 3600;
        expect(formulas.costPerMillionTokens({ pricePerHour, rate, utilization }) / (paidHours * pricePerHour)).toBeCloseTo(1, 9);
      }),
    );
  });

  it('is for all accelerators of the model together', () => {
    expect(formulas.hourlyPrice({ gpus: 2, pricePerGpu: 2 })).toBe(4);
  });

  it('is refused for a utilization above 1, with the value named', () => {
    expect(() => formulas.costPerMillionTokens({ pricePerHour: 4, rate: 1500, utilization: 70 })).toThrow(
      /utilization must be at most 1.*70/,
    );
    expect(() => formulas.breakEvenBatch({ targetCost: 1, pricePerHour: 4, rate: 24, utilization: 1.5 })).toThrow(RangeError);
    expect(() => formulas.replicasNeeded({ demand: 1, rate: 24, utilization: 1.5 })).toThrow(RangeError);
  });
});

describe('break-even', () => {
  it('for $0.50 needs 133 sequences at one card’s 24 tokens a second, 67 at the 47.4504 of both', () => {
    // An earlier workbook paid for two cards and used the bandwidth of one.
    expect(formulas.breakEvenBatch({ targetCost: 0.5, pricePerHour: 4, rate: 24, utilization: 0.7 })).toBe(133);
    expect(formulas.breakEvenBatch({ targetCost: 0.5, pricePerHour: 4, rate: 47.4504, utilization: 0.7 })).toBe(67);
  });

  it('is the least batch that meets the target', () => {
    fc.assert(
      fc.property(shop, fc.double({ min: 0.01, max: 100, noNaN: true }), ({ pricePerHour, rate, utilization }, targetCost) => {
        const batch = formulas.breakEvenBatch({ targetCost, pricePerHour, rate, utilization });
        const at = (sequences: number) => formulas.costPerMillionTokens({ pricePerHour, rate: rate * sequences, utilization });
        expect(at(batch)).toBeLessThanOrEqual(targetCost * (1 + 1e-12));
        if (batch > 1) expect(at(batch - 1)).toBeGreaterThan(targetCost * (1 - 1e-12));
      }),
    );
  });

  it('utilization is the one at which a million tokens cost the target', () => {
    fc.assert(
      fc.property(shop, ({ pricePerHour, rate, utilization }) => {
        const targetCost = formulas.costPerMillionTokens({ pricePerHour, rate, utilization });
        expect(formulas.breakEvenUtilization({ targetCost: targetCost * 1.001, pricePerHour, rate })).toBeCloseTo(utilization / 1.001, 9);
      }),
    );
  });

  it('utilization is refused where even full use is too dear, with the least price named', () => {
    expect(() => formulas.breakEvenUtilization({ targetCost: 0.5, pricePerHour: 3.6, rate: 1000 })).toThrow(
      /targetCost must be at least 1,.*0\.5/,
    );
  });
});

describe('copies of a model', () => {
  it('are the fewest that stay at the planned utilization', () => {
    fc.assert(
      fc.property(shop, fc.double({ min: 1, max: 1e5, noNaN: true }), ({ rate, utilization }, demand) => {
        const replicas = formulas.replicasNeeded({ demand, rate, utilization });
        expect(formulas.servingUtilization({ demand, replicas, rate })).toBeLessThanOrEqual(utilization * (1 + 1e-12));
        if ((replicas - 1) * rate > demand) {
          expect(formulas.servingUtilization({ demand, replicas: replicas - 1, rate })).toBeGreaterThan(utilization * (1 - 1e-12));
        }
      }),
    );
  });

  it('are refused a demand beyond what they can make, with both named', () => {
    expect(() => formulas.servingUtilization({ demand: 4000, replicas: 2, rate: 1500 })).toThrow(/replicas × rate = 3000, got 4000/);
  });
});

describe('cost of a request', () => {
  it('is its prompt at the input price and its answer at the output price', () => {
    expect(formulas.requestCost({ promptTokens: 1e6, outputTokens: 0, inputCost: 0.4, outputCost: 1.06 })).toBeCloseTo(0.4, 12);
    expect(formulas.requestCost({ promptTokens: 0, outputTokens: 1e6, inputCost: 0.4, outputCost: 1.06 })).toBeCloseTo(1.06, 12);
    expect(formulas.requestCost({ promptTokens: 2000, outputTokens: 500, inputCost: 0.4, outputCost: 1.06 })).toBeCloseTo(0.00133, 12);
  });

  it('has an input price that caching lowers by the discount on what is found, and on nothing else', () => {
    expect(formulas.cachedInputCost({ inputCost: 2, cachedShare: 0, discount: 0.9 })).toBe(2);
    expect(formulas.cachedInputCost({ inputCost: 2, cachedShare: 1, discount: 0.9 })).toBeCloseTo(0.2, 12);
    expect(formulas.cachedInputCost({ inputCost: 2, cachedShare: 0.5, discount: 0.9 })).toBeCloseTo((2 + 0.2) / 2, 12);
  });
});

describe('the break-even batch with caches', () => {
  const node = { pricePerHour: 16, utilization: 0.7, weightBytes: 141.2e9, kvBytesPerSequence: 1.342e9, bandwidth: 3.35e12, gpus: 8 };

  it('is 119 for $0.60 on eight H100s at 4096 tokens each (worked on paper)', () => {
    // A token may take 3600 × 0.7 × 0.6 / 16e6 = 94.5 µs, in which eight cards read 2.5326 GB; 141.2 / (2.5326 − 1.342) = 118.6.
    expect(formulas.breakEvenBatchWithCaches({ ...node, targetCost: 0.6 })).toBe(119);
  });

  it('is refused below the price of the cache reads alone, $0.318 there', () => {
    expect(() => formulas.breakEvenBatchWithCaches({ ...node, targetCost: 0.31 })).toThrow(/targetCost must be above 0\.3179/);
  });

  it('is the least batch whose reads cost no more than the target', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.4, max: 20, noNaN: true }), (targetCost) => {
        const batch = formulas.breakEvenBatchWithCaches({ ...node, targetCost });
        const costOf = (sequences: number): number => {
          const step = (node.weightBytes + sequences * node.kvBytesPerSequence) / (node.gpus * node.bandwidth);
          return formulas.costPerMillionTokens({ pricePerHour: 16, utilization: 0.7, rate: sequences / step });
        };
        expect(costOf(batch)).toBeLessThanOrEqual(targetCost * (1 + 1e-9));
        if (batch > 1) expect(costOf(batch - 1)).toBeGreaterThan(targetCost * (1 - 1e-9));
      }),
    );
  });
});
