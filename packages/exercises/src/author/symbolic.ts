/** An answer that is a formula over letters, solved at points where numbers stand for the letters. */
import type { Inputs } from '@scaling-workbook/formulas/formula';
import { randomFrom } from '@scaling-workbook/formulas/random';
import { convert } from '@scaling-workbook/formulas/units';
import { readExpression, valueOf, withValues, type Expression } from '../answer/expression.ts';
import { asTable, attempt, close, wrap } from './calls.ts';
import { isLetter, type Earlier, type Formulas, type Givens, type Letter, type Plain, type SymbolicField } from './exercise.ts';
import { slipsOf, toStep, type Step } from './steps.ts';
import { bracketed, letterTex, nested, numberTex } from './tex.ts';

/** By point, the numbers for the letters and the value. */
export interface AtPoints {
  readonly points: readonly (readonly number[])[];
  readonly values: readonly number[];
}

export interface SolvedSymbolic extends AtPoints {
  readonly kind: 'symbolic';
  readonly key: string;
  readonly label: string;
  readonly unit: string;
  /** Those that readers may type, in the order of the points' numbers. */
  readonly letters: readonly string[];
  readonly tolerance: number;
  readonly slips: readonly { readonly name: string; readonly say: string; readonly values: readonly number[] }[];
  /** Where some letters are much larger than the others. */
  readonly limit?: AtPoints & { readonly large: readonly string[]; readonly accept: boolean };
  /** Letters that the answer does not depend on. */
  readonly idle: readonly string[];
  /** On paper, with the numbers of the setting put in. */
  readonly answer: Expression;
  readonly steps: readonly Step[];
}

/** Enough that no wrong formula agrees at all of them by chance, few enough for a page. */
const howMany = { points: 8, limit: 4 } as const;
const mostDraws = 5000;

/** From its range, by logarithm, short enough to be sent. */
function draw({ from, to, whole }: Pick<Letter, 'from' | 'to' | 'whole'>, random: () => number): number {
  const drawn = from * (to / from) ** random();
  return whole ? Math.round(drawn) : Number(drawn.toPrecision(3));
}

interface Call {
  readonly name: string;
  readonly args: Readonly<Record<string, number>>;
  readonly value: number;
}

/** With numbers in place of the letters. */
class Chain {
  readonly formulas: Formulas;
  readonly field: SymbolicField;
  readonly key: string;
  readonly letters: readonly (readonly [name: string, letter: Letter])[];
  readonly #plain: Readonly<Record<string, number | string>>;
  readonly #random: () => number;
  constructor(formulas: Formulas, field: SymbolicField, key: string, givens: Givens, seed: string) {
    this.formulas = formulas;
    this.field = field;
    this.key = key;
    this.letters = Object.entries(givens).flatMap(([name, given]) => (isLetter(given) ? [[name, given] as const] : []));
    this.#plain = Object.fromEntries(
      Object.entries(givens).map(([name, given]) => [name, typeof given === 'string' ? given : given.value]),
    );
    this.#random = randomFrom(`${seed} ${key}`);
    if (this.letters.length === 0) throw new TypeError(`“${key}” asks for a formula, and no given is a letter`);
  }

  readonly earlier: Earlier = (name) => {
    throw new TypeError(`“${this.key}” asks for “${name}”: a formula over letters uses no earlier field`);
  };

  givenAt(point: readonly number[]): Plain<Givens> {
    return { ...this.#plain, ...Object.fromEntries(this.letters.map(([name], i) => [name, point[i]])) } as Plain<Givens>;
  }

  run(point: readonly number[]): { readonly value: number; readonly calls: readonly Call[] } {
    const calls: Call[] = [];
    const recording = wrap(this.formulas, (name, formula, args) => {
      const value = formula(args);
      calls.push({ name, args: formula.values(args) as Call['args'], value });
      return value;
    });
    return { value: this.field.solve(this.givenAt(point), recording, this.earlier), calls };
  }

  /** Where the formulas are defined. No two letters share a number, so that none passes for another. */
  drawPoint(rangeOf: (name: string, letter: Letter) => Pick<Letter, 'from' | 'to' | 'whole'>): readonly number[] {
    for (let n = 0; n < mostDraws; n++) {
      const point = this.letters.map(([name, letter]) => draw(rangeOf(name, letter), this.#random));
      if (new Set(point).size === point.length && Number.isFinite(attempt(() => this.run(point).value) ?? Number.NaN)) return point;
    }
    throw new TypeError(
      `“${this.key}”: none of ${mostDraws} points in the ranges of the letters suits its formulas; give the letters narrower ones`,
    );
  }

  ignores(index: number, points: readonly (readonly number[])[]): boolean {
    return points.every((point) => {
      const { value } = this.run(point);
      return [...Array(3).keys()].every(() => {
        const [, letter] = this.letters[index] ?? [];
        const moved = point.map((number, i) => (i === index && letter ? draw(letter, this.#random) : number));
        const other = attempt(() => this.run(moved).value);
        return other === undefined || close(other, value);
      });
    });
  }
}

/** What goes into a call is a letter, an earlier call's result, or a number. */
function stepsOf(chain: Chain, runs: readonly ReturnType<Chain['run']>[], points: readonly (readonly number[])[]): readonly Step[] {
  const calls = runs[0]?.calls ?? [];
  const alike = (one: (index: number) => number | undefined, other: (index: number) => number | undefined): boolean =>
    points.every((_, index) => one(index) === other(index));
  const written: string[] = [];
  return calls.map(({ name }, at) => {
    const formula = asTable(chain.formulas)[name];
    if (!formula) throw new TypeError(`There is no formula ${name}`);
    const put = (input: string): string => {
      const arg = (index: number): number | undefined => runs[index]?.calls[at]?.args[input];
      const letter = chain.letters.findIndex((_, i) => alike(arg, (index) => points[index]?.[i]));
      if (letter >= 0) return letterTex(chain.letters[letter]?.[0] ?? '');
      const before = written.findIndex((_, earlier) => alike(arg, (index) => runs[index]?.calls[earlier]?.value));
      if (before >= 0) return nested(written[before] ?? '');
      if (!alike(arg, () => arg(0)))
        throw new TypeError(
          `“${chain.key}”: ${name} is given a ${input} that is neither a letter nor the result of a formula; compose formulas only`,
        );
      return numberTex(arg(0) ?? Number.NaN, (formula.takes as Inputs)[input]?.unit === '%' ? '%' : '1');
    };
    const step = toStep(name, formula, put);
    written.push(bracketed(step.substituted));
    const say = chain.field.steps?.[at];
    return { ...step, substituted: written.at(-1) ?? '', ...(say !== undefined && { say }) };
  });
}

/** Those that lead to another formula than the right one, and than each other. */
function slipsAt(chain: Chain, runs: readonly ReturnType<Chain['run']>[], points: readonly (readonly number[])[], tolerance: number) {
  const right = runs.map(({ value }) => value);
  const same = (a: readonly number[], b: readonly number[]): boolean =>
    a.every((x, i) => close(x, b[i] ?? Number.NaN, 2 * Math.max(tolerance, 1e-5)));
  const byPoint = points.map((point, i) =>
    slipsOf(
      chain.formulas,
      chain.field,
      chain.givenAt(point),
      chain.earlier,
      (runs[i]?.calls ?? []).map(({ name }) => ({ formula: name })),
    ),
  );
  const found: { name: string; say: string; values: readonly number[] }[] = [];
  for (const [i, { name, say, own }] of (byPoint[0] ?? []).entries()) {
    const values = byPoint.map((slips) => attempt(() => slips[i]?.compute() ?? Number.NaN) ?? Number.NaN);
    if (!values.every(Number.isFinite)) continue;
    // An own slip that tells nothing apart is the author's mistake; a test names it.
    if (own || ![right, ...found.map((slip) => slip.values)].some((other) => same(values, other))) found.push({ name, say, values });
  }
  return found;
}

function limitOf(chain: Chain): SolvedSymbolic['limit'] {
  const { leading } = chain.field;
  if (!leading) return undefined;
  const range = (name: string, { from, to, whole }: Letter) =>
    leading.large.includes(name) ? { from: to * 1e6, to: to * 1e7, whole } : { from, to: Math.min(to, from * 8), whole };
  const points = [...Array(howMany.limit).keys()].map(() => chain.drawPoint(range));
  return { points, values: points.map((point) => chain.run(point).value), large: leading.large, accept: leading.accept ?? false };
}

/** With numbers in place of the givens that are no letters. */
function answerOf(chain: Chain, givens: Givens): Expression {
  const reading = readExpression(chain.field.byHand, Object.keys(givens));
  if (!reading.ok)
    throw new TypeError(`“${chain.key}”: byHand cannot be read as a formula: ${reading.refusal.why} at “${reading.refusal.text}”`);
  const numbers = Object.entries(givens).flatMap(([name, given]) =>
    typeof given === 'string' || isLetter(given) ? [] : [[name, given.value] as const],
  );
  return withValues(reading.expression, new Map(numbers));
}

export function solveSymbolic(formulas: Formulas, key: string, field: SymbolicField, givens: Givens, seed: string): SolvedSymbolic {
  const chain = new Chain(formulas, field, key, givens, seed);
  const points = [...Array(howMany.points).keys()].map(() => chain.drawPoint((_, letter) => letter));
  const runs = points.map((point) => chain.run(point));
  const last = runs[0]?.calls.findLast(({ value }) => value === runs[0]?.value);
  const unit = last && asTable(formulas)[last.name]?.gives;
  if (unit === undefined)
    throw new TypeError(`“${key}”: solve returns what no formula gives; compose formulas only, with no loose arithmetic`);
  const shown = (values: readonly number[]): readonly number[] => values.map((value) => convert(value, unit, field.unit));
  const { label, tolerance = 1e-6 } = field;
  const limit = limitOf(chain);
  return {
    kind: 'symbolic',
    key,
    label,
    unit: field.unit,
    letters: chain.letters.map(([name]) => name),
    points,
    values: shown(runs.map(({ value }) => value)),
    tolerance,
    slips: slipsAt(chain, runs, points, tolerance).map((slip) => ({ ...slip, values: shown(slip.values) })),
    ...(limit && { limit: { ...limit, values: shown(limit.values) } }),
    idle: chain.letters.flatMap(([name], i) => (chain.ignores(i, points) ? [name] : [])),
    answer: answerOf(chain, givens),
    steps: stepsOf(chain, runs, points),
  };
}

/** With the chain, at each point. */
export const agreesOnPaper = ({ answer, letters, points, values, tolerance }: SolvedSymbolic): boolean =>
  points.every((point, i) =>
    close(
      valueOf(answer, Object.fromEntries(letters.map((name, at) => [name, point[at] ?? Number.NaN]))),
      values[i] ?? Number.NaN,
      tolerance,
    ),
  );
