import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextDirection, sortedOrder, type Key } from './sorting.ts';

const inOrder = (keys: readonly Key[], direction: 'ascending' | 'descending'): readonly Key[] =>
  sortedOrder(keys, direction).map((i) => keys[i]);

describe('sorting a table', () => {
  it('sorts numbers by value, not by digits', () => {
    expect(inOrder([9, 100, 22.5], 'ascending')).toEqual([9, 22.5, 100]);
    expect(inOrder([9, 100, 22.5], 'descending')).toEqual([100, 22.5, 9]);
  });

  it('sorts words from A, with the numbers in them by size', () => {
    expect(inOrder(['T5 11B', 'BERT', 'T5 3B', 'bloom'], 'ascending')).toEqual(['BERT', 'bloom', 'T5 3B', 'T5 11B']);
  });

  it('puts missing values last in both directions', () => {
    expect(inOrder([undefined, 2, undefined, 1], 'ascending')).toEqual([1, 2, undefined, undefined]);
    expect(inOrder([undefined, 2, undefined, 1], 'descending')).toEqual([2, 1, undefined, undefined]);
  });

  it('keeps the order of rows that compare equal', () => {
    expect(sortedOrder([1, 0, 1, 0], 'ascending')).toEqual([1, 3, 0, 2]);
    expect(sortedOrder([1, 0, 1, 0], 'descending')).toEqual([0, 2, 1, 3]);
  });

  it('loses and adds no row', () => {
    fc.assert(
      fc.property(
        fc.array(fc.option(fc.double({ noNaN: true }), { nil: undefined })),
        fc.constantFrom('ascending', 'descending'),
        (keys, direction) => {
          expect([...sortedOrder(keys, direction)].sort((a, b) => a - b)).toEqual(keys.map((_, i) => i));
        },
      ),
      { seed: 1, numRuns: 50 },
    );
  });

  it('starts numbers with the largest, words with A, and reverses on the next press', () => {
    expect([nextDirection(undefined, 'number'), nextDirection(undefined, 'words')]).toEqual(['descending', 'ascending']);
    expect([nextDirection('descending', 'number'), nextDirection('ascending', 'number')]).toEqual(['ascending', 'descending']);
  });
});
