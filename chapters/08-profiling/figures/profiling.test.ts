/** The timeline and the occupancy calculator of the profiling chapter, without their pictures. */
import { residency, smLimits } from '@scaling-workbook/formulas/sm-limits';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { profileLines, reached, secondsOf } from './profile.ts';
import { bindingOf, KiB, needs, rangeOf, stepsOf } from './residency-curve.ts';
import { asMeasured, limit, perMicrobatch, scheduleOf, speedup, tunable, worthOf, type Fixes } from './timeline.ts';

const anyFixes: fc.Arbitrary<Fixes> = fc.record({
  fuse: fc.boolean(),
  overlap: fc.boolean(),
  line: fc.constantFrom(...tunable),
  factor: fc.double({ min: 1, max: 16, noNaN: true }),
});

describe('the layer profile', () => {
  // By hand: 2 · 4096 · 8192 · 1280 FLOPs at 80 % of 989.4 TFLOP/s are 108.5 µs, and so on down the list.
  it('takes 2.032 ms, line by line as worked out on paper', () => {
    const micros = profileLines.map(({ id }) => Math.round(secondsOf(id) * 1e6));
    expect(micros).toEqual([94, 109, 69, 87, 318, 94, 608, 31, 304, 318]);
    expect(secondsOf('layer')).toBeCloseTo(2.032e-3, 12);
    expect(secondsOf('elementwise')).toBeCloseTo(0.219e-3, 12);
    expect(secondsOf('communication')).toBeCloseTo(0.636e-3, 12);
  });

  it('has no line below its floor, and every line within half a microsecond of the share it is said to reach', () => {
    for (const { id, kind, floor } of profileLines) {
      expect(secondsOf(id)).toBeGreaterThan(floor);
      expect(Math.abs(secondsOf(id) - floor / reached[kind])).toBeLessThanOrEqual(0.5e-6);
    }
  });
});

describe('the timeline', () => {
  const fuse = { ...asMeasured, fuse: true };
  const overlap = { ...asMeasured, overlap: true };
  const both = { ...fuse, overlap: true };

  it('takes as long as the profile says where nothing is fixed', () => {
    expect(perMicrobatch(asMeasured)).toBeCloseTo(2.032e-3, 12);
    expect(speedup(asMeasured)).toBe(1);
  });

  // By hand: 31 and 7/8 of 188 µs are 195.5; 636 µs hidden leave 1396; with both, 276.75 µs cover 318 µs only in part, twice in two microbatches.
  it('gains 1.1065 by the first fix, 1.4556 by overlap, and 1.6377 by both, where the shorter attention half no longer covers its neighbour', () => {
    expect(speedup(fuse)).toBeCloseTo(2032 / 1836.5, 9);
    expect(speedup(overlap)).toBeCloseTo(2032 / 1396, 9);
    expect(speedup(both)).toBeCloseTo(2032 / (1200.5 + 41.25), 9);
  });

  it('gains nothing from a faster network that is hidden, and something from one that is not', () => {
    const fast = { line: 'all-reduce', factor: 16 } as const;
    expect(speedup({ ...overlap, ...fast })).toBeCloseTo(speedup(overlap), 9);
    expect(speedup({ ...both, ...fast })).toBeCloseTo(2032 / 1200.5, 9);
    expect(speedup({ ...asMeasured, ...fast })).toBeCloseTo(2032 / (1396 + 636 / 16), 9);
  });

  it('agrees with Amdahl in what a vanished line is worth', () => {
    expect(worthOf('up-gate')).toBeCloseTo(2032 / 1424, 9);
    expect(limit({ ...asMeasured, line: 'up-gate' })).toBeCloseTo(2032 / 1424, 9);
  });

  it('never runs two kernels on one lane at once, and stays in its window', () => {
    fc.assert(
      fc.property(anyFixes, (fixes) => {
        const { bars, end } = scheduleOf(fixes);
        for (const lane of ['compute', 'network'] as const) {
          const busy = bars.filter((bar) => bar.lane === lane).toSorted((a, b) => a.start - b.start);
          for (const [i, bar] of busy.entries()) {
            expect(bar.end).toBeGreaterThan(bar.start);
            expect(bar.start).toBeGreaterThanOrEqual((busy[i - 1]?.end ?? 0) - 1e-12);
            expect(bar.end).toBeLessThanOrEqual(end + 1e-12);
          }
        }
      }),
      { seed: 8, numRuns: 200 },
    );
  });

  it('sends each sum after it has been computed, and does not go on with it before it is back', () => {
    fc.assert(
      fc.property(anyFixes, (fixes) => {
        const { bars } = scheduleOf(fixes);
        for (const name of ['A', 'B'] as const) {
          const of = (line: string) => bars.find((bar) => bar.microbatch === name && bar.line === line);
          const [computed, sent, next] = [of('output'), of('all-reduce-1'), of('up-gate')];
          expect(sent?.start ?? 0).toBeGreaterThanOrEqual((computed?.end ?? 0) - 1e-12);
          expect(next?.start ?? 0).toBeGreaterThanOrEqual((sent?.end ?? 0) - 1e-12);
        }
      }),
      { seed: 8, numRuns: 200 },
    );
  });

  it('leaves the compute lane no gap once the all-reduces are hidden', () => {
    const { bars, end } = scheduleOf(overlap);
    const busy = bars.filter(({ lane }) => lane === 'compute').reduce((sum, bar) => sum + bar.end - bar.start, 0);
    expect(busy).toBeCloseTo(end, 12);
  });
});

describe('the occupancy calculator', () => {
  const h100 = smLimits['9.0'];
  const block = { threads: 256, registersPerThread: 64, sharedMemory: 20 * KiB };

  it('names the resource that binds, and both where two tie', () => {
    expect(bindingOf(residency(h100, block))).toEqual(['registers']);
    expect(bindingOf(residency(h100, { ...block, registersPerThread: 32, sharedMemory: 48 * KiB }))).toEqual(['sharedMemory']);
    expect(bindingOf(residency(h100, { threads: 128, registersPerThread: 32, sharedMemory: 0 }))).toEqual(['threads', 'registers']);
    expect(bindingOf(residency(h100, { threads: 32, registersPerThread: 16, sharedMemory: 0 }))).toEqual(['slots']);
  });

  it('cuts the values of each need into steps without a gap, each as high as every value on it', () => {
    for (const limits of [h100, smLimits['7.5'], smLimits['8.6']]) {
      for (const need of needs) {
        const steps = stepsOf(limits, block, need);
        const { min, max, step } = rangeOf(need, limits);
        expect(steps[0]?.from).toBe(min);
        expect(steps.at(-1)?.to).toBe(max);
        for (const [i, { from }] of steps.entries()) if (i > 0) expect(from).toBe((steps[i - 1]?.to ?? 0) + step);
        for (let value = min; value <= max; value += step * 7) {
          const height = steps.find(({ from, to }) => from <= value && value <= to)?.occupancy;
          expect(height, `${need} ${String(value)}`).toBe(residency(limits, { ...block, [need]: value }).occupancy);
        }
      }
    }
  });

  it('never rises with more registers or more shared memory', () => {
    for (const need of ['registersPerThread', 'sharedMemory'] as const) {
      const heights = stepsOf(h100, block, need).map(({ occupancy }) => occupancy);
      expect(heights.length).toBeGreaterThan(2);
      expect(heights).toEqual(heights.toSorted((a, b) => b - a));
    }
  });
});
