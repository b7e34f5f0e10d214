import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as f from '../../../packages/formulas/src/formulas.ts';

const axis = fc.integer({ min: 1, max: 5 });

/** Hops to the chip furthest from the first one, found by visiting neighbours. */
function furthest(sides: readonly number[], wraps: boolean): number {
  const start = sides.map(() => 0);
  const seen = new Map([[start.join(), 0]]);
  const queue = [start];
  let most = 0;
  for (let at = queue.shift(); at; at = queue.shift()) {
    const here = seen.get(at.join()) ?? Number.NaN;
    most = Math.max(most, here);
    for (const [i, side] of sides.entries()) {
      for (const step of [-1, 1]) {
        const raw = (at[i] ?? 0) + step;
        if (!wraps && (raw < 0 || raw >= side)) continue;
        const next = at.map((x, j) => (j === i ? (raw + side) % side : x));
        if (seen.has(next.join())) continue;
        seen.set(next.join(), here + 1);
        queue.push(next);
      }
    }
  }
  return most;
}

describe('a slice of chips', () => {
  it('is as many hops across as a walk from neighbour to neighbour finds, with wraparound and without', () => {
    fc.assert(
      fc.property(axis, axis, axis, (x, y, z) => {
        expect(f.gridHops({ x, y, z })).toBe(furthest([x, y, z], false));
        expect(f.torusHops({ x, y, z })).toBe(furthest([x, y, z], true));
      }),
      { numRuns: 40 },
    );
  });

  it('sends 16.8 MB from corner to corner of a 4 × 4 slice of v5e over two links in 186 µs, 6 hops away, as published but for rounding', () => {
    expect(f.gridHops({ x: 4, y: 4 })).toBe(6);
    const bytes = f.tensorBytes({ elements: f.tensorElements({ first: 8, second: 128, third: 8192 }) });
    expect(f.linksTime({ bytes, links: 2, bandwidth: 4.5e10 }) * 1e6).toBeCloseTo(186.4, 1);
  });

  it('has the hosts, cores, FLOP/s and bytes that are published of a v5p pod', () => {
    const chips = f.podChips({ x: 16, y: 20, z: 28 });
    expect(chips).toBe(8960);
    expect(f.podHosts({ chips, chipsPerHost: 4 })).toBe(2240);
    expect(f.podCores({ chips, coresPerChip: 2 })).toBe(17_920);
    expect(f.podPeak({ chips, peak: 4.59e14 }) / 1e18).toBeCloseTo(4.1, 1);
    expect(f.podMemory({ chips, memory: 96e9 }) / 1e12).toBeCloseTo(860, 0);
  });

  it('has the fewest chips that hold, and that read in time: one fewer would not do', () => {
    const bytes = fc.double({ min: 1e9, max: 1e12, noNaN: true });
    fc.assert(
      fc.property(bytes, bytes, (weightBytes, cacheBytes) => {
        const holding = f.chipsForMemory({ weightBytes, cacheBytes, memory: 16e9 });
        expect(holding * 16e9).toBeGreaterThanOrEqual(weightBytes + cacheBytes);
        expect((holding - 1) * 16e9).toBeLessThan(weightBytes + cacheBytes);
        const reading = f.chipsForReadTime({ bytes: weightBytes, time: 0.01, bandwidth: 8e11 });
        expect(f.linksTime({ bytes: weightBytes, links: reading, bandwidth: 8e11 })).toBeLessThanOrEqual(0.01 * (1 + 1e-12));
        expect((reading - 1) * 8e9).toBeLessThan(weightBytes);
      }),
    );
  });

  it('refuses hosts that are not whole', () => {
    expect(() => f.podHosts({ chips: 10, chipsPerHost: 4 })).toThrow('whole hosts of 4, got 10');
  });

  it('does 7 TFLOP/s on the vector unit of one v5p core, as published', () => {
    expect(f.vectorUnitPeak({ cores: 1, alus: 4, clock: 1.75e9 }) / 1e12).toBeCloseTo(7, 0);
    expect(f.vectorUnitPeak({ cores: 2, alus: 4, clock: 1.75e9 })).toBe(2 * f.vectorUnitPeak({ cores: 1, alus: 4, clock: 1.75e9 }));
  });

  it('receives all shares but its own in a gather: those that the others held', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 64 }), (devices) => {
        const shares = Array.from({ length: devices - 1 }, () => 640 / devices).reduce((sum, share) => sum + share, 0);
        expect(f.gatheredBytes({ bytes: 640, devices })).toBeCloseTo(shares, 9);
      }),
    );
  });

  it('takes between its slowest stage and the sum of all, which four stages cannot stretch beyond four times the slowest', () => {
    const time = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(time, time, time, time, (first, second, third, fourth) => {
        const least = f.slowestStage({ first, second, third, fourth });
        const most = f.sumOfStages({ first, second, third, fourth });
        expect(most).toBeGreaterThanOrEqual(least);
        expect(most).toBeLessThanOrEqual(4 * least);
        expect([first, second, third, fourth]).toContain(least);
      }),
    );
  });
});
