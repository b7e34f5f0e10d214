/** The timeline and the occupancy calculator of the profiling chapter, without their pictures. */
import { residency, smLimits } from '@scaling-workbook/formulas/sm-limits';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { profileLines, secondsOf } from './profile.ts';
import { bindingOf, KiB, needs, rangeOf, stepsOf } from './residency-curve.ts';
import { asMeasured, limit, perMicrobatch, scheduleOf, speedup, tunable, worthOf, type Fixes } from './timeline.ts';

const anyFixes: fc.Arbitrary<Fixes> = fc.record({
  fuse: fc.boolean(),
  overlap: fc.boolean(),
  line: fc.constantFrom(...tunable),
  factor: fc.double({ min: 1, max: 16, noNaN: true }),
});

describe('the layer profile', () => {
  it('is the one of the curriculum: 2.38 ms, of which 0.32 ms is elementwise and 0.35 ms the all-reduce', () => {
    expect(profileLines.map(({ milliseconds }) => milliseconds).toSorted()).toEqual([0.08, 0.12, 0.12, 0.14, 0.26, 0.35, 0.38, 0.42, 0.51]);
    expect(secondsOf('layer')).toBeCloseTo(2.38e-3, 12);
    expect(secondsOf('elementwise')).toBeCloseTo(0.32e-3, 12);
    expect(secondsOf('communication')).toBe(0.35e-3);
    expect(secondsOf('qkv')).toBe(0.42e-3);
  });
});

describe('the timeline', () => {
  it('takes as long as the profile says where nothing is fixed', () => {
    expect(perMicrobatch(asMeasured)).toBeCloseTo(2.38e-3, 12);
    expect(speedup(asMeasured)).toBe(1);
  });

  it('gains 1.15534 by fusion, 1.17241 by overlap and 1.39181 by both, the last as the errata have it', () => {
    expect(speedup({ ...asMeasured, fuse: true })).toBeCloseTo(2.38 / 2.06, 9);
    expect(speedup({ ...asMeasured, overlap: true })).toBeCloseTo(2.38 / 2.03, 9);
    expect(speedup({ ...asMeasured, fuse: true, overlap: true })).toBeCloseTo(1.39181, 5);
  });

  it('gains nothing from a faster all-reduce that is hidden, and something from one that is not', () => {
    const fast = { line: 'all-reduce', factor: 16 } as const;
    expect(speedup({ fuse: false, overlap: true, ...fast })).toBeCloseTo(2.38 / 2.03, 9);
    expect(speedup({ fuse: false, overlap: false, ...fast })).toBeCloseTo(2.38 / (2.03 + 0.35 / 16), 9);
  });

  it('agrees with Amdahl in what a vanished line is worth', () => {
    expect(worthOf('up-gate')).toBeCloseTo(2.38 / 1.87, 9);
    expect(limit({ ...asMeasured, line: 'up-gate' })).toBeCloseTo(2.38 / 1.87, 9);
  });

  it('never runs two kernels on one lane at once, and never sends a sum before it is computed', () => {
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
        for (const name of ['A', 'B'] as const) {
          const last = Math.max(...bars.filter((bar) => bar.lane === 'compute' && bar.microbatch === name).map((bar) => bar.end));
          const sent = bars.find((bar) => bar.lane === 'network' && bar.microbatch === name);
          if (sent) expect(sent.start).toBeGreaterThanOrEqual(last - 1e-12);
        }
      }),
      { seed: 8, numRuns: 200 },
    );
  });

  it('leaves the compute lane no gap once the all-reduce is hidden', () => {
    const { bars, end } = scheduleOf({ ...asMeasured, overlap: true });
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
