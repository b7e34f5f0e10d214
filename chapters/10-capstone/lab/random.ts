/**
 * Seeded random numbers, the same in every browser.
 *
 * Not the packages' generator: the chapter's recorded runs were drawn from this one.
 */

export interface Random {
  /** Up to but not including 1. */
  readonly uniform: () => number;
  /** Whole, below n. */
  readonly below: (n: number) => number;
}

/** So that neighbours come out unlike each other (the finaliser of MurmurHash3, Appleby 2008, public domain). */
export function scramble(value: number): number {
  let x = value | 0;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
}

/** A Weyl sequence, scrambled. */
export function randomFrom(seed: number): Random {
  let state = scramble(seed);
  const uniform = (): number => {
    state = (state + 0x9e3779b9) | 0;
    return scramble(state) / 2 ** 32;
  };
  return { uniform, below: (n) => Math.floor(uniform() * n) };
}
