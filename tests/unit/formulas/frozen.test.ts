import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as formulas from '../../../packages/formulas/src/frozen.ts';
import { dataParallelStateBytes, weightBytes } from '../../../packages/formulas/src/memory.ts';
import { describeThemselves } from './self-description.ts';

describe('formulas of frozen parameters', () => {
  describeThemselves(formulas, {
    adapterParameters: { rows: 4096, columns: 1024, rank: 16, matrices: 64 },
    partlyTrainedStateBytes: { frozen: 8e9, trained: 40e6 },
  });
});

describe('an adapter', () => {
  it('of rank 1 on the queries and values of GPT-3 has 4.7 M parameters, of rank 8 37.7 M (Hu et al. 2021, Table 4)', () => {
    const at = (rank: number) => formulas.adapterParameters({ rows: 12_288, columns: 12_288, rank, matrices: 2 * 96 });
    expect(at(1) / 1e6).toBeCloseTo(4.7, 1);
    expect(at(8) / 1e6).toBeCloseTo(37.7, 1);
  });

  it('is two matrices whose elements are counted one by one', () => {
    expect(formulas.adapterParameters({ rows: 3, columns: 5, rank: 2 })).toBe(3 * 2 + 2 * 5);
  });
});

describe('training state with frozen parameters', () => {
  it('of an 8 B model under an adapter of 40 M takes 16.64 GB, and of 4-bit weights 4.64 GB', () => {
    expect(formulas.partlyTrainedStateBytes({ frozen: 8e9, trained: 40e6 }) / 1e9).toBeCloseTo(16.64, 9);
    expect(formulas.partlyTrainedStateBytes({ frozen: 8e9, trained: 40e6, frozenBytes: 0.5 }) / 1e9).toBeCloseTo(4.64, 9);
  });

  it('is the whole state where nothing is frozen, and adds no more than the weights of what is', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e12, noNaN: true }), fc.double({ min: 1, max: 1e12, noNaN: true }), (frozen, trained) => {
        const all = dataParallelStateBytes({ params: trained });
        expect(formulas.partlyTrainedStateBytes({ frozen: 0, trained })).toBe(all);
        const rest = frozen === 0 ? 0 : weightBytes({ params: frozen });
        expect(formulas.partlyTrainedStateBytes({ frozen, trained }) / (all + rest)).toBeCloseTo(1, 12);
      }),
    );
  });
});
