import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as run from './systolic-run.ts';

const shapes = fc.record({ m: fc.integer({ min: 1, max: 12 }), k: fc.integer({ min: 1, max: 8 }), n: fc.integer({ min: 1, max: 8 }) });
const cycles = (shape: run.Shape): readonly number[] => Array.from({ length: run.cyclesOf(shape) }, (_, cycle) => cycle);

/** X·W, multiplied row by column. */
const product = ({ m, k, n }: run.Shape): readonly (readonly number[])[] =>
  Array.from({ length: m }, (_, i) =>
    Array.from({ length: n }, (_, j) =>
      Array.from({ length: k }, (_, l) => run.activationAt(i, l) * run.weightAt(l, j)).reduce((sum, x) => sum + x, 0),
    ),
  );

describe('the array of the TPU explorer', () => {
  it('ends with the product of the two matrices, no cycle sooner', () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        const last = run.cyclesOf(shape) - 1;
        expect(run.resultAt(shape, last).map((row) => row.map((result) => result?.value))).toEqual(product(shape));
        expect(
          run
            .resultAt(shape, last)
            .flat()
            .every((result) => result?.done),
        ).toBe(true);
        const column = (shape.n - 1) % run.side;
        // Where the last tile is padded on the right, the last sums pass through empty columns only.
        const early = run.resultAt(shape, last - (run.side - 1 - column) - 1).flat();
        expect(early.every((result) => result?.done)).toBe(false);
      }),
    );
  });

  it('does each multiply-add of the matmul exactly once', () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        const useful = run.loadOf(shape).reduce((sum, load) => sum + load.useful, 0);
        expect(useful).toBe(shape.m * shape.k * shape.n);
        expect(run.utilizationOf(shape).all).toBeCloseTo(useful / (run.cyclesOf(shape) * run.side ** 2), 12);
      }),
    );
  });

  it('moves every activation one column to the right and every sum one row down in a cycle, adding a product on the way', () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        for (const cycle of cycles(shape).slice(1)) {
          const before = new Map(
            [...run.activationsAt(shape, cycle - 1), ...run.sumsAt(shape, cycle - 1)].map((moving) => [moving.key, moving]),
          );
          const cells = run.cellsAt(shape, cycle);
          const active = run.activationsAt(shape, cycle);
          for (const { key, row, column, value } of active) {
            const old = before.get(key);
            if (old) expect([old.row, old.column, old.value]).toEqual([row, column - 1, value]);
            else expect(column).toBe(-run.margin);
          }
          for (const { key, row, column, value } of run.sumsAt(shape, cycle)) {
            const old = before.get(key);
            if (!old) expect(row).toBe(0);
            else expect([old.row, old.column]).toEqual([row - 1, column]);
            const weight = cells.find((cell) => cell.row === row && cell.column === column)?.weight ?? 0;
            const activation = active.find((moving) => moving.row === row && moving.column === column)?.value ?? 0;
            expect(value).toBe((old?.value ?? 0) + weight * activation);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('has a useful cell wherever an activation meets a weight, and a padded one where it meets none', () => {
    const shape = { m: 3, k: 6, n: 5 };
    for (const cycle of cycles(shape)) {
      const active = new Set(run.activationsAt(shape, cycle).map(({ row, column }) => `${row},${column}`));
      for (const { row, column, weight, does } of run.cellsAt(shape, cycle)) {
        if (does === 'useful') expect([active.has(`${row},${column}`), weight === undefined]).toEqual([true, false]);
        if (does === 'padded') expect(weight).toBeUndefined();
        if (does === 'idle') expect(active.has(`${row},${column}`)).toBe(false);
      }
    }
  });

  it('fills, streams and drains in turn; a stream shorter than the way through never fills the array', () => {
    const phases = (shape: run.Shape): readonly string[] => [...new Set(run.loadOf(shape).map(({ phase }) => phase))];
    expect(phases({ m: 12, k: 4, n: 4 })).toEqual(['fill', 'stream', 'drain']);
    expect(phases({ m: 2, k: 4, n: 4 })).toEqual(['fill', 'fill and drain', 'drain']);
    expect(Math.max(...run.loadOf({ m: 12, k: 4, n: 4 }).map(({ useful }) => useful))).toBe(16);
    expect(Math.max(...run.loadOf({ m: 2, k: 4, n: 4 }).map(({ useful }) => useful))).toBeLessThan(16);
  });

  it('waits for the next tile where fewer rows stream than the array has', () => {
    expect(new Set(run.loadOf({ m: 1, k: 8, n: 8 }).map(({ phase }) => phase))).toContain('wait');
    expect(new Set(run.loadOf({ m: 4, k: 8, n: 8 }).map(({ phase }) => phase))).not.toContain('wait');
  });

  it('never uses more than half of the cells for a matrix that fills half of the columns', () => {
    const shape = { m: 12, k: 4, n: 2 };
    expect(Math.max(...run.loadOf(shape).map(({ useful }) => useful))).toBe(8);
    expect(run.utilizationOf(shape).cells).toBe(0.5);
  });
});
