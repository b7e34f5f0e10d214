/** The task: sums as tokens, and which are never trained on. */
import { scramble, type Random } from './random.ts';

export interface Task {
  /** Of each number; shorter ones get leading zeros. */
  readonly digits: number;
  /** From its last digit to its first. */
  readonly reversed: boolean;
}

export type Sum = readonly [first: number, second: number];

/** Ten digits, two signs, and a token for targets that are not scored. */
export const vocabulary = '0123456789+=.';
const [plus, equals] = [10, 11] as const;
export const ignored = 12;

export const numbersOf = ({ digits }: Task): number => 10 ** digits;
/** One more than the numbers have. */
export const answerDigits = ({ digits }: Task): number => digits + 1;
/** Tokens of a whole sum, n + 1 + n + 1 + (n + 1). */
export const sumTokens = ({ digits }: Task): number => 3 * digits + 3;
/** All but the last, which nothing follows. */
export const contextOf = (task: Task): number => sumTokens(task) - 1;
/** The equals sign, whose next token is a digit of the result. */
export const firstScored = ({ digits }: Task): number => 2 * digits + 1;

const digitsOf = (value: number, count: number): readonly number[] =>
  Array.from({ length: count }, (_, i) => Math.floor(value / 10 ** (count - 1 - i)) % 10);

/** In the order written. */
export function answerOf(task: Task, [a, b]: Sum): readonly number[] {
  const digits = digitsOf(a + b, answerDigits(task));
  return task.reversed ? digits.toReversed() : digits;
}

/** Throws `RangeError` for a number with too many digits. */
export function encode(task: Task, sum: Sum): readonly number[] {
  for (const number of sum)
    if (!(Number.isInteger(number) && number >= 0 && number < numbersOf(task)))
      throw new RangeError(`sum must be of whole numbers below ${numbersOf(task)}, got ${number}`);
  const [a, b] = sum.map((number) => digitsOf(number, task.digits)) as [readonly number[], readonly number[]];
  return [...a, plus, ...b, equals, ...answerOf(task, sum)];
}

export const decode = (tokens: readonly number[]): string => tokens.map((token) => vocabulary[token] ?? '?').join('');

/** A pair and its mirror are the same. */
const heldOutShare = 0.1;

export function isHeldOut([a, b]: Sum, seed: number): boolean {
  const [low, high] = a < b ? [a, b] : [b, a];
  return scramble(scramble(scramble(seed) ^ low) ^ Math.imul(high, 0x9e3779b1)) < heldOutShare * 2 ** 32;
}

const draw = (task: Task, random: Random): Sum => [random.below(numbersOf(task)), random.below(numbersOf(task))];

/** Drawn until it is not held out. */
export function trainingSum(task: Task, random: Random, seed: number): Sum {
  for (;;) {
    const sum = draw(task, random);
    if (!isHeldOut(sum, seed)) return sum;
  }
}

/** All ordered pairs, or so many different ones where there are more. */
export function heldOutSums(task: Task, random: Random, seed: number, most: number): readonly Sum[] {
  const n = numbersOf(task);
  if (n <= 100) {
    const all = Array.from({ length: n * n }, (_, i): Sum => [Math.floor(i / n), i % n]).filter((sum) => isHeldOut(sum, seed));
    for (let i = all.length - 1; i > 0; i -= 1) {
      const k = random.below(i + 1);
      [all[i], all[k]] = [all[k] as Sum, all[i] as Sum];
    }
    return all.slice(0, most);
  }
  const found = new Map<number, Sum>();
  while (found.size < most) {
    const sum = draw(task, random);
    if (isHeldOut(sum, seed)) found.set(sum[0] * n + sum[1], sum);
  }
  return [...found.values()];
}
