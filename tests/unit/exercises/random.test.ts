import { describe, expect, it } from 'vitest';
import { sample } from '@scaling-workbook/exercises/memory/random';
import { randomFrom } from '@scaling-workbook/formulas/random';

describe('seeded randomness', () => {
  it('gives the same numbers for the same seed and others for another', () => {
    const take = (seed: string) => Array.from({ length: 5 }, randomFrom(seed));
    expect(take('a')).toEqual(take('a'));
    expect(take('a')).not.toEqual(take('b'));
  });

  it('stays from 0 to 1 and fills every tenth about evenly', () => {
    const random = randomFrom('even');
    const tenths = Array.from({ length: 10 }, () => 0);
    for (let i = 0; i < 10_000; i++) {
      const tenth = Math.floor(10 * random());
      tenths[tenth] = (tenths[tenth] ?? Number.NaN) + 1;
    }
    expect(tenths).toHaveLength(10);
    for (const count of tenths) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });

  it('draws different items, as many as asked or as there are', () => {
    const items = Array.from({ length: 50 }, (_, i) => i);
    const drawn = sample(items, 10, 'seed');
    expect(new Set(drawn).size).toBe(10);
    expect(sample(items, 10, 'seed')).toEqual(drawn);
    expect(sample(items, 10, 'other')).not.toEqual(drawn);
    expect([...sample([1, 2, 3], 10, 'seed')].sort()).toEqual([1, 2, 3]);
  });
});
