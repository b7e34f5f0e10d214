/**
 * A matmul on a small weight-stationary array, cycle by cycle.
 *
 * Activation row j enters array row r in cycle j + r and moves one column right a cycle; the sum it adds to moves one row down a cycle. So
 * in cycle t the cell in row r and column c works on row t - r - c of the stream. All rows of X stream once past each tile of W; a cell
 * takes the next tile's weight as its first row arrives. That tile slides in behind the one in use, a row in each cycle, so a tile takes at
 * least as many cycles as the array has rows: a shorter stream waits.
 */
import { paddingUtilization, systolicMatmulCycles, systolicUtilization } from '@scaling-workbook/formulas/systolic';

/** Rows, and columns. */
export const side = 4;

export interface Place {
  readonly row: number;
  readonly column: number;
}

/** Of the matmul [m, k] by [k, n]. */
export interface Shape {
  readonly m: number;
  readonly k: number;
  readonly n: number;
}

/** Small, without a pattern, never zero: a zero can only be padding. */
export const activationAt = (row: number, column: number): number => 1 + ((((7 + row) * row + (3 + 5 * row) * column) % 11) % 4);
export const weightAt = (row: number, column: number): number => 1 + ((((8 + column) * column + (5 + 3 * column) * row) % 13) % 3);

const tilesDown = ({ k }: Shape): number => Math.ceil(k / side);
const tilesOf = (shape: Shape): number => tilesDown(shape) * Math.ceil(shape.n / side);

/** From the first row that meets a tile to the first that meets the next. */
const period = ({ m }: Shape): number => Math.max(m, side);

/** Weights stay when nothing comes after. */
const tileNumber = (shape: Shape, index: number): number => Math.min(Math.max(Math.floor(index / period(shape)), 0), tilesOf(shape) - 1);

/** Its first row and column in W. Tiles below one another come first, so that sums are finished early. */
const tileAt = (shape: Shape, tile: number): Place => ({
  row: (tile % tilesDown(shape)) * side,
  column: Math.floor(tile / tilesDown(shape)) * side,
});

const streams = (shape: Shape, index: number): boolean =>
  index >= 0 && index < tilesOf(shape) * period(shape) && index % period(shape) < shape.m;

export interface Cell extends Place {
  /** Of its weight in W. */
  readonly at: Place;
  /** Undefined where the tile is padded with a zero. */
  readonly weight: number | undefined;
  /** `padded` where a row streams past a zero of padding. */
  readonly does: 'useful' | 'padded' | 'idle';
}

/** From 0, row by row. */
export const cellsAt = (shape: Shape, cycle: number): readonly Cell[] =>
  Array.from({ length: side * side }, (_, i) => {
    const [row, column] = [Math.floor(i / side), i % side];
    const index = cycle - row - column;
    const tile = tileAt(shape, tileNumber(shape, index));
    const at = { row: tile.row + row, column: tile.column + column };
    const inside = at.row < shape.k && at.column < shape.n;
    return {
      row,
      column,
      at,
      weight: inside ? weightAt(at.row, at.column) : undefined,
      does: streams(shape, index) ? (inside ? 'useful' : 'padded') : 'idle',
    };
  });

export interface Moving extends Place {
  /** The same thing in another cycle has the same key. */
  readonly key: string;
  readonly value: number;
  /** Its place in X, or in the result. */
  readonly at: Place;
}

/** In which a number is still seen before and behind the array. */
export const margin = 2;

/** From `margin` columns before the array. */
export const activationsAt = (shape: Shape, cycle: number): readonly Moving[] =>
  Array.from({ length: side }, (_, row) => row).flatMap((row) =>
    Array.from({ length: side + margin }, (_, i) => i - margin).flatMap((column): readonly Moving[] => {
      const index = cycle - row - column;
      if (!streams(shape, index)) return [];
      const k = tileAt(shape, tileNumber(shape, index)).row + row;
      const at = { row: index % period(shape), column: k };
      return k < shape.k ? [{ key: `a${row}.${index}`, row, column, value: activationAt(at.row, k), at }] : [];
    }),
  );

/** One row of X with one column of a tile, down to an array row. */
const partialSum = (shape: Shape, index: number, column: number, row: number): number => {
  const tile = tileAt(shape, tileNumber(shape, index));
  return Array.from({ length: Math.min(row, side - 1) + 1 }, (_, r) => tile.row + r)
    .filter((k) => k < shape.k)
    .reduce((sum, k) => sum + activationAt(index % period(shape), k) * weightAt(k, tile.column + column), 0);
};

/** To `margin` rows below the array. */
export const sumsAt = (shape: Shape, cycle: number): readonly Moving[] =>
  Array.from({ length: side }, (_, column) => column).flatMap((column) =>
    Array.from({ length: side + margin }, (_, row) => row).flatMap((row): readonly Moving[] => {
      const index = cycle - row - column;
      const at = { row: index % period(shape), column: tileAt(shape, tileNumber(shape, index)).column + column };
      if (!streams(shape, index) || at.column >= shape.n) return [];
      return [{ key: `s${column}.${index}`, row, column, value: partialSum(shape, index, column, row), at }];
    }),
  );

/** What has been added up of X·W, and whether all of it has. */
export interface Result {
  readonly value: number;
  readonly done: boolean;
}

/** Row by row; undefined where nothing has arrived. */
export const resultAt = (shape: Shape, cycle: number): readonly (readonly (Result | undefined)[])[] =>
  Array.from({ length: shape.m }, (_, i) =>
    Array.from({ length: shape.n }, (_, j): Result | undefined => {
      const column = j % side;
      const first = Math.floor(j / side) * tilesDown(shape);
      const indices = Array.from({ length: tilesDown(shape) }, (_, down) => (first + down) * period(shape) + i);
      // The last row of the array adds its product in cycle index + column + side - 1.
      const arrived = indices.filter((index) => index + column + side - 1 <= cycle);
      if (arrived.length === 0) return undefined;
      return {
        value: arrived.reduce((sum, index) => sum + partialSum(shape, index, column, side - 1), 0),
        done: arrived.length === indices.length,
      };
    }),
  );

/** From the first activation that enters to the last sum that leaves. */
export const cyclesOf = (shape: Shape): number => systolicMatmulCycles({ ...shape, rows: side, columns: side });

export type Phase = 'fill' | 'stream' | 'wait' | 'drain' | 'fill and drain';

/**
 * Fill until the last cell is reached, drain once the first has nothing to do; a short stream does both at once. Between them the first
 * cell waits where its next weight is still on the way.
 */
function phaseAt(shape: Shape, cycle: number): Phase {
  const filling = cycle < 2 * side - 2;
  const draining = cycle >= (tilesOf(shape) - 1) * period(shape) + shape.m;
  if (!draining && !streams(shape, cycle)) return 'wait';
  if (filling && draining) return 'fill and drain';
  return filling ? 'fill' : draining ? 'drain' : 'stream';
}

export interface CycleLoad {
  readonly cycle: number;
  readonly phase: Phase;
  readonly useful: number;
  readonly padded: number;
}

export const loadOf = (shape: Shape): readonly CycleLoad[] =>
  Array.from({ length: cyclesOf(shape) }, (_, cycle) => {
    const cells = cellsAt(shape, cycle);
    const count = (does: Cell['does']): number => cells.filter((cell) => cell.does === does).length;
    return { cycle, phase: phaseAt(shape, cycle), useful: count('useful'), padded: count('padded') };
  });

/** Useful work of the cells, and of all their cycles. */
export const utilizationOf = (shape: Shape): { readonly cells: number; readonly all: number } => {
  const array = { rows: side, columns: side };
  return {
    cells: paddingUtilization({ k: shape.k, n: shape.n, ...array }),
    all: systolicUtilization({ ...shape, ...array, cycles: cyclesOf(shape) }),
  };
};
