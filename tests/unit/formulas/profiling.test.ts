import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as f from '../../../packages/formulas/src/formulas.ts';

const profile = { total: 2.38e-3, norms: 0.12e-3, silu: 0.08e-3, allReduce: 0.35e-3, qkv: 0.42e-3 };
const removed = f.totalTime({ first: profile.norms, second: profile.silu, third: profile.norms });
const part = fc.double({ min: 0.001, max: 0.999, noNaN: true });

describe('the layer profile', () => {
  it('adds up to 2.38 ms', () => {
    const gemms = f.totalTime({ first: 0.42, second: 0.14, third: 0.51, fourth: 0.26 });
    const rest = f.totalTime({ first: 0.38, second: 0.12, third: 0.08, fourth: 0.12, fifth: 0.35, sixth: 0 });
    expect(gemms + rest).toBeCloseTo(2.38, 12);
  });

  it('gains 1.15534 from removing the 0.32 ms of elementwise work, more than the share removed', () => {
    expect(removed).toBeCloseTo(0.32e-3, 12);
    const speedup = f.removalSpeedup({ total: profile.total, removed });
    expect(speedup).toBeCloseTo(1.15534, 5);
    expect(speedup - 1).toBeGreaterThan(f.timeShare({ part: removed, whole: profile.total }));
    expect(f.remainingTime({ total: profile.total, removed })).toBeCloseTo(2.06e-3, 12);
  });

  it('gains 1.39181 from removing both that and the all-reduce', () => {
    expect(f.removalSpeedup({ total: profile.total, removed: removed + profile.allReduce })).toBeCloseTo(1.39181, 5);
  });

  it('hides all of the 0.35 ms all-reduce behind 0.42 ms of independent compute, and none behind none', () => {
    expect(f.hiddenShare({ communication: profile.allReduce, compute: profile.qkv })).toBe(1);
    expect(f.hiddenShare({ communication: profile.allReduce, compute: 0 })).toBe(0);
    expect(f.exposedTime({ communication: profile.allReduce, compute: profile.qkv })).toBe(0);
  });
});

describe("Amdahl's law", () => {
  it('agrees with running the parts one after the other', () => {
    fc.assert(
      fc.property(part, fc.double({ min: 0.1, max: 1e4, noNaN: true }), (share, factor) => {
        const steps = Array.from({ length: 1000 }, (_, i) => (i < Math.round(share * 1000) ? 1 / factor : 1));
        const exact = Math.round(share * 1000) / 1000;
        const after = steps.reduce((a, b) => a + b) / 1000;
        expect(f.amdahlSpeedup({ share: exact, factor }) * after).toBeCloseTo(1, 9);
      }),
    );
  });

  it('gives 1.0 for an untouched program, the factor for all of it, and 1.82 for a half made 10 times as fast', () => {
    expect(f.amdahlSpeedup({ share: 0, factor: 10 })).toBe(1);
    expect(f.amdahlSpeedup({ share: 1, factor: 10 })).toBe(10);
    expect(f.amdahlSpeedup({ share: 0.5, factor: 10 })).toBeCloseTo(1.82, 2);
  });

  it('approaches but never passes its limit: 20 for 95 %', () => {
    expect(f.amdahlLimit({ share: 0.95 })).toBeCloseTo(20, 9);
    fc.assert(
      fc.property(part, (share) => {
        expect(f.amdahlSpeedup({ share, factor: 1e12 }) / f.amdahlLimit({ share })).toBeCloseTo(1, 6);
        expect(f.amdahlSpeedup({ share, factor: 100 })).toBeLessThan(f.amdahlLimit({ share }));
      }),
    );
  });

  it('is at its limit the speed-up of removing the part', () => {
    fc.assert(
      fc.property(part, (share) => {
        expect(f.removalSpeedup({ total: 1, removed: share }) / f.amdahlLimit({ share })).toBeCloseTo(1, 9);
      }),
    );
  });
});

describe('overlap', () => {
  it('loses no time: what is exposed and the compute make the overlapped time', () => {
    fc.assert(
      fc.property(part, part, (communication, compute) => {
        const exposed = f.exposedTime({ communication, compute });
        expect(f.overlappedTime({ communication, compute })).toBeCloseTo(compute + exposed, 12);
        expect(exposed).toBeCloseTo(communication * (1 - f.hiddenShare({ communication, compute })), 12);
      }),
    );
  });

  it('refuses to remove more than there is, and a share outside 0 to 1', () => {
    expect(() => f.removalSpeedup({ total: 1, removed: 1 })).toThrow(/1 of 1/);
    expect(() => f.remainingTime({ total: 1, removed: 2 })).toThrow(/2 of 1/);
    expect(() => f.amdahlSpeedup({ share: 1.1, factor: 2 })).toThrow(/share/);
    expect(() => f.amdahlLimit({ share: 1 })).toThrow(/share/);
    expect(() => f.hiddenShare({ communication: 0, compute: 1 })).toThrow(/communication/);
  });
});
