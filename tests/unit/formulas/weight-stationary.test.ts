import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as formulas from '../../../packages/formulas/src/weight-stationary.ts';
import { describeThemselves } from './self-description.ts';

const layerSides = (ratio: number) => ({ width: 4096, hidden: ratio * 4096 });
const layer = { rows: 64, width: 4096, hidden: 16_384, bandwidth: 9e10 };

describe('the formulas of weights cut along both sides', () => {
  describeThemselves(formulas, {
    weightStationaryTime: { ...layer, devices: 128, widthRanks: 8, bytesPerElement: 1 },
    weightStationaryRanks: { width: 4096, hidden: 16_384, devices: 128 },
    weightStationaryDevices: layerSides(4),
  });
});

// Austin et al. 2025, How to Scale Your Model, Part 7, problem 7, for F = 4D: X = √(N/8), √128 BD/(√N W), from 72 devices on
test('with F = 4D the best cut of the width is √(N/8), its traffic √128 BD/(√N W), and it pays from 72 devices on', () => {
  const widthRanks = formulas.weightStationaryRanks({ ...layerSides(4), devices: 128 });
  expect(widthRanks).toBeCloseTo(4, 12);
  const time = formulas.weightStationaryTime({ ...layer, devices: 128, widthRanks });
  expect(time / ((Math.sqrt(128) * 64 * 4096) / (Math.sqrt(128) * 9e10))).toBeCloseTo(1, 12);
  expect(formulas.weightStationaryDevices(layerSides(4))).toBe(72);
});

test('the traffic is that of its four collectives, counted one by one on a torus of 4 × 4 × 8', () => {
  const [b, d, f, x, yz, w] = [64, 4096, 16_384, 4, 32, 9e10];
  const gather = (2 * b * (d / x)) / (2 * w);
  const sums = (2 * 2 * b * (f / yz)) / w;
  const scatter = gather;
  expect(formulas.weightStationaryTime({ ...layer, devices: x * yz, widthRanks: x })).toBeCloseTo(gather + sums + scatter, 15);
});

const sides = fc.record({ width: fc.integer({ min: 512, max: 16_384 }), hidden: fc.integer({ min: 512, max: 65_536 }) });

test('no other cut sends less than the best one', () => {
  fc.assert(
    fc.property(sides, fc.integer({ min: 64, max: 4096 }), fc.double({ min: 0.3, max: 3, noNaN: true }), (of, devices, factor) => {
      const best = formulas.weightStationaryRanks({ ...of, devices });
      const at = (widthRanks: number) => formulas.weightStationaryTime({ ...layer, ...of, devices, widthRanks });
      fc.pre(best * factor <= devices && best <= devices);
      expect(at(best * factor)).toBeGreaterThanOrEqual(at(best) * (1 - 1e-12));
    }),
    { seed: 15 },
  );
});

test('at the number of devices from which it pays it sends as long as the plain scheme on three axes, and with more devices less', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 64 }), fc.constantFrom(1, 2, 4), (ratio, bytesPerElement) => {
      const of = { ...layer, ...layerSides(ratio), bytesPerElement };
      const devices = formulas.weightStationaryDevices({ width: of.width, hidden: of.hidden });
      const plain = (2 * bytesPerElement * of.rows * of.width) / (3 * of.bandwidth);
      const at = (count: number) =>
        formulas.weightStationaryTime({
          ...of,
          devices: count,
          widthRanks: formulas.weightStationaryRanks({ ...layerSides(ratio), devices: count }),
        });
      expect(at(devices) / plain).toBeCloseTo(1, 9);
      expect(at(2 * devices)).toBeLessThan(plain);
    }),
    { seed: 16 },
  );
});

test('the width cannot be cut over more devices than there are', () => {
  expect(() => formulas.weightStationaryTime({ ...layer, devices: 8, widthRanks: 9 })).toThrow(
    /widthRanks must not exceed devices, got 9 of 8/,
  );
  expect(() => formulas.weightStationaryRanks({ width: 100, hidden: 1, devices: 4 })).toThrow(/width must be at most 2 · hidden · devices/);
});
