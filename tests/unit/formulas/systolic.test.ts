import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as f from '../../../packages/formulas/src/formulas.ts';

/**
 * A weight-stationary array, cycle by cycle: activation `[i, r]` enters row `r` in cycle `i + r`, moves one cell to the
 * right each cycle, and meets the partial sum that moves one cell down each cycle.
 */
function simulate(activations: readonly (readonly number[])[], weights: readonly (readonly number[])[]) {
  const m = activations.length;
  const rows = weights.length;
  const columns = weights[0]?.length ?? 0;
  const grid = () => Array.from({ length: rows }, () => Array<number | undefined>(columns).fill(undefined));
  const out = Array.from({ length: m }, () => Array<number>(columns).fill(NaN));
  let moving = grid();
  let sums = grid();
  let cycles = 0;
  let busy = 0;
  for (let left = m * columns; left > 0; cycles++) {
    const nextMoving = grid();
    const nextSums = grid();
    for (let r = 0; r < rows; r++) {
      for (let c = 0; c < columns; c++) {
        const a = c === 0 ? activations[cycles - r]?.[r] : moving[r]?.[c - 1];
        if (a === undefined) continue;
        const sum = (r === 0 ? 0 : (sums[r - 1]?.[c] ?? NaN)) + a * (weights[r]?.[c] ?? NaN);
        busy++;
        (nextMoving[r] ?? [])[c] = a;
        (nextSums[r] ?? [])[c] = sum;
        if (r === rows - 1) {
          (out[cycles - r - c] ?? [])[c] = sum;
          left--;
        }
      }
    }
    moving = nextMoving;
    sums = nextSums;
  }
  return { out, cycles, busy };
}

const side = fc.integer({ min: 1, max: 6 });
const shape = fc.tuple(side, side, side);
const filled = (rows: number, columns: number, seed: number) =>
  Array.from({ length: rows }, (_, i) => Array.from({ length: columns }, (_, j) => ((i * 7 + j * 3 + seed) % 11) - 5));

describe('a systolic array', () => {
  it('takes the cycles, and does the useful work, that a cycle-by-cycle simulation takes and does', () => {
    fc.assert(
      fc.property(shape, ([m, rows, columns]) => {
        const a = filled(m, rows, 1);
        const w = filled(rows, columns, 2);
        const { out, cycles, busy } = simulate(a, w);
        const product = a.map((row) =>
          Array.from({ length: columns }, (_, c) => row.reduce((sum, x, r) => sum + x * (w[r]?.[c] ?? NaN), 0)),
        );
        expect(out).toEqual(product);
        expect(f.systolicPassCycles({ m, rows, columns })).toBe(cycles);
        expect(f.systolicPassCycles({ m, rows, columns, loadCycles: rows })).toBe(cycles + rows);
        expect(f.passUtilization({ m, rows, columns })).toBeCloseTo(busy / (cycles * rows * columns), 12);
        expect(f.fillDrainCycles({ rows, columns })).toBe(cycles - m);
      }),
    );
  });

  it('waits for the weights of the next tile where fewer rows stream than the array has', () => {
    // Each further tile starts when the one before it has streamed and its own weights have slid in, a row a cycle.
    fc.assert(
      fc.property(shape, side, side, ([m, rows, columns], tilesDown, tilesAcross) => {
        let start = 0;
        for (let tile = 1; tile < tilesDown * tilesAcross; tile++) {
          const streamed = start + m;
          const loaded = start + rows;
          start = Math.max(streamed, loaded);
        }
        const cycles = f.systolicMatmulCycles({ m, k: tilesDown * rows, n: tilesAcross * columns, rows, columns });
        expect(cycles).toBe(start + f.systolicPassCycles({ m, rows, columns }));
      }),
    );
  });

  it('spends 99 % of a decode step on one array waiting for weights', () => {
    const decode = { m: 1, k: 8192, n: 8192, rows: 128, columns: 128 };
    const cycles = f.systolicMatmulCycles(decode);
    expect(cycles).toBe(4095 * 128 + 255);
    expect(f.systolicUtilization({ ...decode, cycles })).toBeCloseTo(0.0078, 4);
  });

  it('needs one pass for a matmul of one tile, and all rows again for each further tile', () => {
    const array = { rows: 128, columns: 128 };
    expect(f.systolicMatmulCycles({ m: 512, k: 100, n: 128, ...array })).toBe(f.systolicPassCycles({ m: 512, ...array }));
    expect(f.systolicMatmulCycles({ m: 512, k: 129, n: 300, ...array })).toBe(2 * 3 * 512 + 254);
  });

  it('peaks at 49.15 TFLOP/s for 128 × 128 cells at 1.5 GHz, and a v5e with four of them at 196.6, near its 197', () => {
    const arrayPeak = f.systolicArrayPeak({ rows: 128, columns: 128, clock: 1.5e9 });
    expect(arrayPeak / 1e12).toBeCloseTo(49.152, 3);
    expect(f.chipPeak({ arrays: 4, arrayPeak }) / 197e12).toBeCloseTo(1, 2);
  });

  it('implies a clock of 1.503 GHz for the 197 TFLOP/s of a v5e; 1.1 GHz would give 144.179 (the earlier workbook had 1.1)', () => {
    expect(f.impliedClock({ peak: 197e12, arrays: 4, rows: 128, columns: 128 }) / 1e9).toBeCloseTo(1.503, 3);
    expect(f.chipPeak({ arrays: 4, arrayPeak: f.systolicArrayPeak({ rows: 128, columns: 128, clock: 1.1e9 }) }) / 1e12).toBeCloseTo(
      144.179,
      3,
    );
  });

  it('works at its peak for exactly the busy share of a pass', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e5 }), (m) => {
        const array = { rows: 128, columns: 128 };
        const clock = 1.5e9;
        const time = f.cycleTime({ cycles: f.systolicPassCycles({ m, ...array }), clock });
        const rate = f.flopRate({ flops: f.matmulFlops({ m, k: 128, n: 128 }), time });
        const peak = f.systolicArrayPeak({ ...array, clock });
        expect(f.fractionOfPeak({ rate, peak })).toBeCloseTo(f.passUtilization({ m, ...array }), 9);
      }),
    );
  });

  it('idles the cells that padding fills: counted over an enumerated padded grid', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }), side, side, (k, n, rows, columns) => {
        let all = 0;
        for (let i = 0; i < k; i += rows) for (let j = 0; j < n; j += columns) all += rows * columns;
        expect(f.paddingUtilization({ k, n, rows, columns })).toBeCloseTo((k * n) / all, 12);
      }),
    );
  });

  it('is used in full by sizes that are whole tiles, and by 50.4 % just above one', () => {
    expect(f.paddingUtilization({ k: 8192, n: 256, rows: 128, columns: 128 })).toBe(1);
    expect(f.paddingUtilization({ k: 129, n: 128, rows: 128, columns: 128 })).toBeCloseTo(0.504, 3);
  });

  it('does useful work for the share of its cells that padding leaves, in the share of cycles in which rows stream', () => {
    const size = fc.integer({ min: 1, max: 40 });
    fc.assert(
      fc.property(size, size, size, side, side, (m, k, n, rows, columns) => {
        const cycles = f.systolicMatmulCycles({ m, k, n, rows, columns });
        const tiles = Math.ceil(k / rows) * Math.ceil(n / columns);
        const expected = f.paddingUtilization({ k, n, rows, columns }) * ((tiles * m) / cycles);
        expect(f.systolicUtilization({ m, k, n, rows, columns, cycles })).toBeCloseTo(expected, 12);
      }),
    );
  });

  it('does as much useful work in one pass as a cycle-by-cycle simulation counts busy cells', () => {
    const { cycles, busy } = simulate(filled(5, 3, 1), filled(3, 4, 2));
    expect(f.systolicUtilization({ m: 5, k: 3, n: 4, rows: 3, columns: 4, cycles })).toBeCloseTo(busy / (cycles * 12), 12);
  });

  it('refuses fewer cycles than the work takes', () => {
    expect(() => f.systolicUtilization({ m: 5, k: 4, n: 4, rows: 4, columns: 4, cycles: 4 })).toThrow(
      'cycles must suffice for 80 multiply-adds on 16 cells, got 4',
    );
  });

  it('refuses arrays without cells or clock', () => {
    expect(() => f.systolicArrayPeak({ rows: 0, columns: 1, clock: 1 })).toThrow(/rows/);
    expect(() => f.cycleTime({ cycles: 1, clock: 0 })).toThrow(/clock/);
    expect(() => f.systolicPassCycles({ m: 1, rows: 1, columns: 1, loadCycles: -1 })).toThrow(/loadCycles/);
  });
});
