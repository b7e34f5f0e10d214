import { randomFrom } from '@scaling-workbook/formulas/random';

/** `count` different items, or all if there are fewer, in an order that the seed determines. */
export function sample<T>(items: readonly T[], count: number, seed: string): readonly T[] {
  const random = randomFrom(seed);
  return items
    .map((item) => ({ item, draw: random() }))
    .sort((a, b) => a.draw - b.draw)
    .slice(0, count)
    .map(({ item }) => item);
}
