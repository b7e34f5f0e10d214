import { scaleLinear, scaleLog } from 'd3-scale';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { axisTitle, ticksOf, toPixels, type Axis } from './axis.ts';

const linear = (from: number, to: number): Axis => ({ label: 'share', unit: '1', scale: 'linear', domain: [from, to] });
const log = (from: number, to: number): Axis => ({ label: 'rate', unit: 'FLOP/s', as: 'TFLOP/s', scale: 'log', domain: [from, to] });
const labels = (axis: Axis, length: number, gap: number) => ticksOf(axis, length, gap).map(({ label }) => label);
const thousandth = (n: number) => n / 1000;
const from = fc.integer({ min: -1e6, max: 1e6 }).map(thousandth);
const span = fc.integer({ min: 1, max: 1e9 }).map(thousandth);

describe('an axis', () => {
  it('puts values where d3-scale puts them', () => {
    fc.assert(
      fc.property(from, span, fc.double({ min: 0, max: 1, noNaN: true }), (start, length, share) => {
        const [low, high] = [Math.abs(start) + 1e-3, Math.abs(start) + 1e-3 + length];
        const value = low + share * length;
        expect(toPixels(linear(low, high), [40, 640])(value)).toBeCloseTo(scaleLinear([low, high], [40, 640])(value), 5);
        expect(toPixels(log(low, high), [400, 30])(value)).toBeCloseTo(scaleLog([low, high], [400, 30])(value), 5);
      }),
      { seed: 5 },
    );
  });

  it('has no place for zero on a logarithmic scale, and refuses a domain without a length', () => {
    expect(Number.isFinite(toPixels(log(1, 10), [0, 100])(0))).toBe(false);
    expect(() => toPixels(log(0, 10), [0, 100])).toThrow(RangeError);
    expect(() => toPixels(linear(3, 3), [0, 100])).toThrow(/share: domain/);
  });

  it('names its unit, the shown one where there are two', () => {
    expect(axisTitle(log(1, 10))).toBe('rate in TFLOP/s');
    expect(axisTitle(linear(0, 1))).toBe('share');
  });
});

describe('the ticks', () => {
  it('of a logarithmic axis are the powers of ten in the unit shown', () => {
    expect(labels(log(5e10, 5e15), 320, 28)).toEqual(['0.1', '1', '10', '100', '1,000']);
  });

  it('of a logarithmic axis lose labels, not lines, where there is little room', () => {
    expect(labels(log(1e10, 1e15), 100, 30)).toEqual(['0.01', '', '1', '', '100', '']);
  });

  it('of an axis of less than two decades are 1, 2 and 5', () => {
    expect(labels({ label: 'x', unit: '1', scale: 'log', domain: [1, 60] }, 400, 40)).toEqual(['1', '10']);
    expect(labels({ label: 'x', unit: '1', scale: 'log', domain: [2, 80] }, 400, 40)).toEqual(['2', '5', '10', '20', '50']);
  });

  it('of a linear axis are round', () => {
    expect(labels(linear(0, 1), 300, 50)).toEqual(['0', '0.2', '0.4', '0.6', '0.8', '1']);
    expect(labels(linear(0, 80), 300, 100)).toEqual(['0', '50']);
  });

  it('of a linear axis are some that d3-scale would choose, inside the domain, and far enough apart', () => {
    fc.assert(
      fc.property(from, span, fc.integer({ min: 200, max: 700 }), (start, length, pixels) => {
        const axis = linear(start, start + length);
        const place = toPixels(axis, [0, pixels]);
        const ticks = ticksOf(axis, pixels, 60).map(({ value }) => value);
        // At the very ends the two differ by rounding: d3-scale then leaves a tick out.
        const inner = (all: readonly number[]) =>
          all.filter((value) => value > start + length * 1e-6 && value < start + length * (1 - 1e-6));
        const offered = Array.from({ length: 20 }, (_, i) => inner(scaleLinear([start, start + length], [0, 1]).ticks(i + 1)));
        const own = inner(ticks);
        const same = (other: readonly number[]) =>
          other.length === own.length && other.every((value, i) => Math.abs(value - (own[i] ?? NaN)) <= length * 1e-6);
        expect(offered.some(same)).toBe(true);
        ticks.slice(1).forEach((value, i) => {
          expect(place(value) - place(ticks[i] ?? NaN)).toBeGreaterThan(40);
        });
      }),
      { seed: 6 },
    );
  });
});
