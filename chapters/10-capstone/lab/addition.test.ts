import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as task from './addition.ts';
import { randomFrom } from './random.ts';

const tasks = fc.record({ digits: fc.integer({ min: 1, max: 4 }), reversed: fc.boolean() });
const withSum = tasks.chain((one) =>
  fc.record({ task: fc.constant(one), a: fc.nat(10 ** one.digits - 1), b: fc.nat(10 ** one.digits - 1), seed: fc.nat(100) }),
);

describe('a sum as tokens', () => {
  it('is written as people write it, filled with zeros', () => {
    expect(task.decode(task.encode({ digits: 2, reversed: false }, [7, 85]))).toBe('07+85=092');
    expect(task.decode(task.encode({ digits: 3, reversed: false }, [999, 999]))).toBe('999+999=1998');
  });
  it('has its result turned round where that is wanted, and nothing else', () => {
    expect(task.decode(task.encode({ digits: 3, reversed: true }, [120, 3]))).toBe('120+003=3210');
  });
  it('reads back as the numbers it was made of, at the same length every time', () => {
    fc.assert(
      fc.property(withSum, ({ task: one, a, b }) => {
        const text = task.decode(task.encode(one, [a, b]));
        const [, first, second, result = ''] = /^(\d+)\+(\d+)=(\d+)$/.exec(text) ?? [];
        expect([Number(first), Number(second)]).toEqual([a, b]);
        expect(Number(one.reversed ? Array.from(result).reverse().join('') : result)).toBe(a + b);
        expect(text).toHaveLength(task.sumTokens(one));
      }),
    );
  });
  it('starts to be scored at the equals sign', () => {
    expect(task.decode(task.encode({ digits: 3, reversed: false }, [1, 2]))[task.firstScored({ digits: 3, reversed: false })]).toBe('=');
  });
  it('refuses a number with too many digits, with a fraction or below zero', () => {
    for (const wrong of [100, 1.5, -1])
      expect(() => task.encode({ digits: 2, reversed: false }, [wrong, 1])).toThrow(/sum must be of whole numbers below 100/);
  });
});

describe('the split', () => {
  it('keeps a pair and its mirror on the same side', () => {
    fc.assert(
      fc.property(withSum, ({ a, b, seed }) => {
        expect(task.isHeldOut([a, b], seed)).toBe(task.isHeldOut([b, a], seed));
      }),
    );
  });
  it('never trains on a held-out sum', () => {
    fc.assert(
      fc.property(tasks, fc.nat(100), (one, seed) => {
        const random = randomFrom(seed);
        for (let i = 0; i < 200; i += 1) expect(task.isHeldOut(task.trainingSum(one, random, seed), seed)).toBe(false);
      }),
    );
  });
  it('holds out about a tenth of the unordered pairs, others for another seed', () => {
    const held = (seed: number): readonly string[] =>
      Array.from({ length: 100 }, (_, a) =>
        Array.from({ length: 100 - a }, (_, i) => [a, a + i] as const).filter((sum) => task.isHeldOut(sum, seed)),
      )
        .flat()
        .map(String);
    // 5050 pairs: a tenth is 505, and four standard deviations of a fair draw are 85.
    for (const seed of [1, 2, 3]) expect(Math.abs(held(seed).length - 505)).toBeLessThan(85);
    expect(held(1)).not.toEqual(held(2));
  });
  it('lists every held-out ordered pair once where they can be listed, and different ones where not', () => {
    const small = task.heldOutSums({ digits: 2, reversed: false }, randomFrom(1), 1, 100_000);
    const counted = Array.from({ length: 10_000 }, (_, i) => [Math.floor(i / 100), i % 100] as const).filter((sum) =>
      task.isHeldOut(sum, 1),
    );
    expect(small.map(String).sort()).toEqual(counted.map(String).sort());
    const large = task.heldOutSums({ digits: 4, reversed: false }, randomFrom(1), 1, 500);
    expect(new Set(large.map(String)).size).toBe(500);
    expect(large.every((sum) => task.isHeldOut(sum, 1))).toBe(true);
  });
});

describe('random numbers', () => {
  it('are the same for the same seed and others for another', () => {
    const first = (seed: number): readonly number[] => {
      const { below } = randomFrom(seed);
      return Array.from({ length: 50 }, () => below(1000));
    };
    expect(first(5)).toEqual(first(5));
    expect(first(5)).not.toEqual(first(6));
  });
  it('are spread evenly over ten bins', () => {
    const { below } = randomFrom(3);
    const bins = new Array<number>(10).fill(0);
    for (let i = 0; i < 10_000; i += 1) {
      const bin = below(10);
      bins[bin] = (bins[bin] ?? 0) + 1;
    }
    // A bin of 1000 spreads by 30: five times that.
    for (const count of bins) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });
});
