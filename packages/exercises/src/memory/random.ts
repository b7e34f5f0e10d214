/** Choosing by chance, so that a seed settles it. */
import { randomFrom } from '@scaling-workbook/formulas/random';

export { randomFrom };

/** `count` different ones of the items, or all where there are fewer, in an order that the seed settles. */
export function sample<T>(items: readonly T[], count: number, seed: string): readonly T[] {
  const random = randomFrom(seed);
  return items
    .map((item) => ({ item, draw: random() }))
    .sort((a, b) => a.draw - b.draw)
    .slice(0, count)
    .map(({ item }) => item);
}
