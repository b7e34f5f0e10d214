import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as f from '../../../packages/formulas/src/formulas.ts';

const size = fc.integer({ min: 1, max: 40 });

/** Bytes read and written, counted tile by tile. */
function counted(m: number, k: number, n: number, tileRows: number, tileColumns: number): number {
  let elements = 0;
  for (let row = 0; row < m; row += tileRows) {
    for (let column = 0; column < n; column += tileColumns) {
      const rows = Math.min(tileRows, m - row);
      const columns = Math.min(tileColumns, n - column);
      elements += rows * k + k * columns + rows * columns;
    }
  }
  return 2 * elements;
}

describe('a tiled matmul', () => {
  it('moves what a walk over its tiles counts', () => {
    fc.assert(
      fc.property(size, size, size, size, size, (m, k, n, tileRows, tileColumns) => {
        expect(f.tiledMatmulBytes({ m, k, n, tileRows, tileColumns })).toBe(counted(m, k, n, tileRows, tileColumns));
      }),
    );
  });

  it('moves the least there is where one tile covers the output', () => {
    const shape = { m: 512, k: 256, n: 128 };
    expect(f.tiledMatmulBytes({ ...shape, tileRows: 512, tileColumns: 128 })).toBe(f.matmulBytes(shape));
  });

  it('moves 2.18 GB for a 4096-cubed matmul in tiles of 128, 22 times the least', () => {
    const bytes = f.tiledMatmulBytes({ m: 4096, k: 4096, n: 4096, tileRows: 128, tileColumns: 128 });
    expect(bytes).toBe(2 * (2 * 32 + 1) * 4096 ** 2);
    expect(bytes / f.matmulBytes({ m: 4096, k: 4096, n: 4096 })).toBeCloseTo(65 / 3, 9);
  });

  it('has an inner loop at the ridge point where the tile has the side that the formula says', () => {
    const ridge = 295.5;
    const t = f.computeBoundTileSide({ ridge });
    const flops = 2 * t * t;
    const bytes = 2 * (2 * t);
    expect(f.arithmeticIntensity({ flops, bytes })).toBeCloseTo(ridge, 9);
  });
});
