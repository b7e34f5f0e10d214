/**
 * Judges a formula recalled from memory: not by its letters, but by what it computes on random points, against the
 * formula of the book and against that formula's known slips.
 */
import type { AnyFormula, Domain, Inputs } from '@scaling-workbook/formulas/formula';
import { namesIn, readExpression, toText, valueOf, type ExpressionRefusal } from '@scaling-workbook/exercises/answer/expression';
import { randomFrom } from '@scaling-workbook/formulas/random';

export interface RecallTask {
  readonly formula: AnyFormula;
  /** By the name that the reader types: the formula's input. Inputs left out keep their default. */
  readonly names: Readonly<Record<string, string>>;
}

export type RecallVerdict =
  | { readonly kind: 'unreadable'; readonly refusal: ExpressionRefusal }
  | ({ readonly read: string } & (
      | { readonly kind: 'right' }
      /** It computes what a known slip computes; `slip` is its name in the formula. */
      | { readonly kind: 'slip'; readonly slip: string }
      /** Names that the formula needs and the text does not hold. */
      | { readonly kind: 'without'; readonly names: readonly string[] }
      /** Right but for a constant factor. */
      | { readonly kind: 'factor'; readonly factor: number }
      | { readonly kind: 'wrong' }
    ));

const points = 12;
const maxDraws = 2000;

const draws: Readonly<Record<Domain, (random: () => number) => number>> = {
  positive: (random) => 10 ** (3 * random() - 1.5),
  nonNegative: (random) => 10 ** (3 * random() - 1.5),
  count: (random) => 2 + Math.floor(60 * random()),
  countOrZero: (random) => 2 + Math.floor(60 * random()),
  fraction: (random) => 0.05 + 0.9 * random(),
  openFraction: (random) => 0.05 + 0.9 * random(),
};

/** Points inside the formula's domain, settled by the seed, with what the formula gives there. */
function pointsOf({ formula, names }: RecallTask, seed: string) {
  const random = randomFrom(seed);
  const takes = formula.takes as Inputs;
  const found = [];
  for (let draw = 0; found.length < points; draw++) {
    if (draw === maxDraws) throw new RangeError(`${formula.title}: no ${points} points in its domain among ${maxDraws} draws`);
    const typed: Record<string, number> = {};
    const args: Record<string, number> = {};
    for (const [name, input] of Object.entries(names)) {
      const domain = takes[input]?.domain;
      if (domain === undefined) throw new RangeError(`${formula.title}: names.${name} must be an input of it, got ${input}`);
      typed[name] = args[input] = draws[domain](random);
    }
    try {
      found.push({ typed, value: formula(args), slips: formula.slips.map((slip) => slip.of(formula.values(args))) });
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
  }
  return found;
}

const same = (a: number, b: number): boolean => Number.isFinite(a - b) && Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));

/** What the text computes, held against the formula on random points that the seed settles. */
export function judgeRecall(text: string, task: RecallTask, seed: string): RecallVerdict {
  const names = Object.keys(task.names);
  const reading = readExpression(text, names);
  if (!reading.ok) return { kind: 'unreadable', refusal: reading.refusal };
  const { expression } = reading;
  const read = toText(expression);
  const tried = pointsOf(task, seed).map((point) => ({ ...point, got: valueOf(expression, point.typed) }));
  if (tried.every(({ got, value }) => same(got, value))) return { kind: 'right', read };
  const slip = task.formula.slips.find((_, i) => tried.every(({ got, slips }) => same(got, slips[i] ?? Number.NaN)));
  if (slip) return { kind: 'slip', read, slip: slip.name };
  const held = namesIn(expression);
  const without = names.filter((name) => !held.has(name));
  if (without.length > 0) return { kind: 'without', read, names: without };
  const [first = Number.NaN, ...ratios] = tried.map(({ got, value }) => got / value);
  return ratios.every((ratio) => same(ratio, first)) ? { kind: 'factor', read, factor: first } : { kind: 'wrong', read };
}
