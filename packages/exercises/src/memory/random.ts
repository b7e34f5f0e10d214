/** Random numbers that a seed settles, the same in every browser. */

/** A stream of numbers from 0 (allowed) to 1 (not), settled by the seed: FNV-1a of its text, then mulberry32. */
export function randomFrom(seed: string): () => number {
  let state = 0x811c9dc5;
  for (const char of seed) state = Math.imul(state ^ (char.codePointAt(0) ?? 0), 0x01000193);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** `count` different ones of the items, or all where there are fewer, in an order that the seed settles. */
export function sample<T>(items: readonly T[], count: number, seed: string): readonly T[] {
  const random = randomFrom(seed);
  return items
    .map((item) => ({ item, draw: random() }))
    .sort((a, b) => a.draw - b.draw)
    .slice(0, count)
    .map(({ item }) => item);
}
