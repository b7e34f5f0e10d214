import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { matmulBytes } from '../../../packages/formulas/src/matmul.ts';
import { forwardFlops } from '../../../packages/formulas/src/model-flops.ts';
import { stackParameters } from '../../../packages/formulas/src/capstone.ts';
import { arithmeticIntensity, ridgePoint } from '../../../packages/formulas/src/roofline.ts';
import * as formulas from '../../../packages/formulas/src/small-run.ts';
import { describeThemselves } from './self-description.ts';

describe('the formulas of a small run', () => {
  describeThemselves(formulas, {
    runSteps: { examples: 18.2e6, batch: 1024 },
    largestBatch: { examples: 18.2e6, steps: 10_000 },
    launchTime: { kernels: 400, launch: 5e-6 },
    examplesToFill: { time: 0.01, params: 10.6e6, tokensPerExample: 11, peak: 121e12, mfu: 0.3 },
    stackActivationBytes: { tokens: 11_264, layers: 6, width: 384 },
    widthAtRidge: { peak: 121e12, bandwidth: 300e9 },
    carryProbability: { digits: 1 },
    topDigitByGuess: { carry: 0.45 },
    plateauLoss: { digits: 2, carry: 0.45 },
    guessedDigitsLoss: { digits: 2 },
  });
});

test('two hundred million tokens of eleven in batches of 1,024 are 17,756 steps, the last of them not full', () => {
  expect(formulas.runSteps({ examples: 200e6 / 11, batch: 1024 })).toBe(17_756);
  expect(formulas.runSteps({ examples: 2048, batch: 1024 })).toBe(2);
  const most = formulas.largestBatch({ examples: 200e6 / 11, steps: 10_000 });
  expect(most).toBe(1818);
  expect(formulas.runSteps({ examples: 200e6 / 11, batch: most })).toBeGreaterThanOrEqual(10_000);
});

test('examples fill the time that their arithmetic takes', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-4, max: 1, noNaN: true }), fc.integer({ min: 1, max: 100 }), (time, tokensPerExample) => {
      const of = { params: 1e7, tokensPerExample, peak: 1e14, mfu: 0.3 };
      const examples = formulas.examplesToFill({ time, ...of });
      expect((6 * of.params * tokensPerExample * examples) / (of.peak * of.mfu)).toBeCloseTo(time, 9);
    }),
    { seed: 18 },
  );
});

describe('a plain stack with many tokens', () => {
  test('moves what its four matmuls read and write beside their weights', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9999 }),
        fc.integer({ min: 1, max: 4096 }),
        fc.integer({ min: 1, max: 96 }),
        (tokens, d, layers) => {
          const sides = [
            [d, 3 * d],
            [d, d],
            [d, 4 * d],
            [4 * d, d],
          ] as const;
          const beside = sides.reduce((sum, [k, n]) => sum + matmulBytes({ m: tokens, k, n }) - 2 * k * n, 0);
          expect(formulas.stackActivationBytes({ tokens, layers, width: d })).toBe(layers * beside);
        },
      ),
      { seed: 19 },
    );
  });

  test('meets the ridge point at the width given', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e12, max: 1e16, noNaN: true }), fc.constantFrom(1, 2, 4), (peak, bytesPerElement) => {
        const bandwidth = 1e12;
        // A width is a whole number, so that of the formula is compared with the intensity of width 1, in proportion.
        const one = arithmeticIntensity({
          flops: forwardFlops({ params: stackParameters({ layers: 1, width: 1 }), tokens: 1 }),
          bytes: formulas.stackActivationBytes({ tokens: 1, layers: 1, width: 1, bytesPerElement }),
        });
        const width = formulas.widthAtRidge({ peak, bandwidth, bytesPerElement });
        expect((one * width) / ridgePoint({ peak, bandwidth })).toBeCloseTo(1, 9);
      }),
      { seed: 20 },
    );
    expect(formulas.widthAtRidge({ peak: 121e12, bandwidth: 300e9 })).toBeCloseTo(537.78, 2);
  });
});

/** All sums of two numbers of so many digits: how often the better guess of the top digit is right, and the nats that it costs. */
function topDigit(digits: number) {
  const n = 10 ** digits;
  const leading = 10 ** (digits - 1);
  const counts = Array.from({ length: 19 }, () => [0, 0] as [number, number]);
  for (let a = 0; a < n; a += 1)
    for (let b = 0; b < n; b += 1) {
      const row = counts[Math.floor(a / leading) + Math.floor(b / leading)] ?? [0, 0];
      const top = a + b >= n ? 1 : 0;
      row[top] += 1;
    }
  const right = counts.reduce((sum, row) => sum + Math.max(...row), 0) / n ** 2;
  const nats = counts.reduce((sum, row) => {
    const all = row[0] + row[1];
    return sum - row.reduce((part, count) => part + (count > 0 ? count * Math.log(count / all) : 0), 0);
  }, 0);
  return { right, nats: nats / n ** 2 };
}

test.each([2, 3])('of all sums of %i digits, so many top digits are guessed right, and guessing costs so many nats', (digits) => {
  const { right, nats } = topDigit(digits);
  const carry = formulas.carryProbability({ digits: digits - 1 });
  expect(formulas.topDigitByGuess({ carry })).toBeCloseTo(right, 12);
  expect(formulas.plateauLoss({ digits, carry })).toBeCloseTo((digits * Math.log(10) + nats) / (digits + 1), 12);
});

test.each([1, 2, 3])('of all pairs of numbers of %i digits, so many have a carry', (digits) => {
  const n = 10 ** digits;
  let carries = 0;
  for (let a = 0; a < n; a += 1) for (let b = 0; b < n; b += 1) if (a + b >= n) carries += 1;
  expect(formulas.carryProbability({ digits })).toBeCloseTo(carries / n ** 2, 12);
});

test('two digits: 45 %, 95.5 % and 1.558 nats, as worked out on paper', () => {
  expect(formulas.carryProbability({ digits: 1 })).toBeCloseTo(0.45, 12);
  expect(formulas.topDigitByGuess({ carry: 0.45 })).toBeCloseTo(0.955, 12);
  expect(formulas.topDigitByGuess({ carry: 0.55 })).toBeCloseTo(0.955, 12);
  expect(formulas.plateauLoss({ digits: 2, carry: 0.45 })).toBeCloseTo(1.557995, 6);
  expect(formulas.guessedDigitsLoss({ digits: 2 })).toBeCloseTo(1.535057, 6);
});

test.each([1, 2, 3])('of all sums of %i digits, the leading digits and the next digit of the result settle the top one', (digits) => {
  const n = 10 ** digits;
  const leading = 10 ** (digits - 1);
  const tops = new Map<string, number>();
  for (let a = 0; a < n; a += 1)
    for (let b = 0; b < n; b += 1) {
      const seen = `${String(Math.floor(a / leading) + Math.floor(b / leading))}, ${String(Math.floor((a + b) / leading) % 10)}`;
      const top = a + b >= n ? 1 : 0;
      if ((tops.get(seen) ?? top) !== top) throw new Error(`${seen} does not settle the top digit of ${String(a)} + ${String(b)}`);
      tops.set(seen, top);
    }
  expect(tops.size).toBeGreaterThanOrEqual(19);
  expect(formulas.guessedDigitsLoss({ digits })).toBeCloseTo((digits * Math.log(10)) / (digits + 1), 12);
});
