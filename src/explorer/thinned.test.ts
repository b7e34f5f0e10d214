import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tenths, thinned, type XY } from './thinned.ts';

/** The height of a polyline at x, by walking along it. */
const heightAt = (line: readonly XY[], x: number): number => {
  const at = Math.max(
    1,
    line.findIndex(([right]) => right >= x),
  );
  const [[x1, y1], [x2, y2]] = [line[at - 1] ?? [0, 0], line[at] ?? [0, 0]];
  return y1 + ((x - x1) / (x2 - x1)) * (y2 - y1);
};

describe('thinned line', () => {
  it('keeps two points of a straight line', () => {
    const straight = Array.from({ length: 100 }, (_, i): XY => [i, 3 * i + 7]);
    expect(thinned(straight)).toEqual([
      [0, 7],
      [99, 304],
    ]);
  });

  it('keeps the corner of a roof where it was', () => {
    const roof = Array.from({ length: 101 }, (_, i): XY => [i, Math.min(i, 60)]);
    expect(thinned(roof)).toEqual([
      [0, 0],
      [60, 60],
      [100, 60],
    ]);
  });

  it('stays within a fifth of a pixel of any curve, and keeps its ends', () => {
    const heights = fc.array(fc.double({ min: 0, max: 400, noNaN: true }), { minLength: 2, maxLength: 60 });
    fc.assert(
      fc.property(heights, (ys) => {
        const line = ys.map((y, i): XY => [5 * i, y]);
        const kept = thinned(line);
        expect([kept.at(0), kept.at(-1)]).toEqual([line.at(0), line.at(-1)]);
        for (const [x, y] of line.slice(1, -1)) {
          // The distance is measured perpendicular to the line, which is shorter than straight up.
          const right = kept.findIndex(([at]) => at >= x);
          const [[x1, y1], [x2, y2]] = [kept[right - 1] ?? [0, 0], kept[right] ?? [0, 0]];
          const slope = (y2 - y1) / (x2 - x1);
          expect(Math.abs(heightAt(kept, x) - y) / Math.hypot(1, slope)).toBeLessThan(0.2);
        }
      }),
    );
  });

  it('leaves empty lines and single points alone', () => {
    expect(thinned([])).toEqual([]);
    expect(thinned([[1, 2]])).toEqual([[1, 2]]);
  });
});

describe('tenths', () => {
  it('rounds to a tenth and leaves what is no number alone', () => {
    expect([0.04, 0.06, -3.25, NaN, Infinity].map(tenths)).toEqual([0, 0.1, -3.2, NaN, Infinity]);
  });
});
