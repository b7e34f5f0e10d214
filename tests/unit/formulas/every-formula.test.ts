/** Requirements that every formula must meet. */
import type { AnyFormula, Domain, Input, Inputs } from '@scaling-workbook/formulas/formula';
import * as table from '@scaling-workbook/formulas/formulas';
import { formatQuantity, parseUnit } from '@scaling-workbook/formulas/units';
import fc from 'fast-check';
import katex from 'katex';
import { describe, expect, it } from 'vitest';

const formulas: readonly (readonly [string, AnyFormula])[] = Object.entries(table as Readonly<Record<string, AnyFormula>>);
type Values = Readonly<Record<string, number>>;
const inputsOf = (formula: AnyFormula): Readonly<Record<string, Input>> => formula.takes as Inputs;
const evaluate = (formula: AnyFormula, values: Values): number => formula(values as never);

const draw: Readonly<Record<Domain, (random: () => number) => number>> = {
  positive: (random) => 10 ** (random() * 8 - 4),
  nonNegative: (random) => 10 ** (random() * 8 - 4),
  count: (random) => Math.floor(2 ** (random() * 12)),
  countOrZero: (random) => Math.floor(random() * 8),
  fraction: (random) => random(),
  openFraction: (random) => 0.01 + 0.98 * random(),
};

/** Values in the domain of a formula, drawn until it accepts some; the same ones in every run. */
function sample(formula: AnyFormula, start = 20261123): Values {
  let seed = start;
  const random = (): number => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed / 2 ** 32;
  };
  for (let tries = 0; tries < 20_000; tries += 1) {
    const values = Object.fromEntries(Object.entries(inputsOf(formula)).map(([name, { domain }]) => [name, draw[domain](random)]));
    try {
      if (Number.isFinite(evaluate(formula, values))) return values;
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
  }
  throw new Error(`${formula.title}: no values found that it accepts`);
}

const dimsOf = (unit: string): Readonly<Record<string, number>> => parseUnit(unit)?.dims ?? {};

/**
 * Formulas that count the work themselves: a 2 or a 6 in them is so many FLOPs, and so carries that unit. Laws fitted to
 * measurements do, too.
 */
const countsFlops =
  /^(kaplan\w+|isoFlop\w+|computeOptimal\w+|affordableTokens|computeBound(SquareSize|TileSide)|criticalBatch(OfMatrix)?|leastComputeBoundWidth|splitContractionLimit|impliedClock|vectorUnitPeak|crossoverBatch(WithActivations)?|hiddenRingWidth|(dataParallel|mixture|mixed)TokenLimit|tensorParallel(Layer)?Limit|stepArithmeticTime|expertParallelHiddenLimit|expertCrossoverTokens|computeBoundPrompt|gatheredMatmulTokens|reducedMatmulDevices|reduceFromContraction|replicateUpToContraction|(model|hardware)FlopsUtilization(WithAttention)?|trainingRate(Ceiling)?|examplesToFill|widthAtRidge)$/;

describe.each(formulas)('%s', (name, formula) => {
  // Drawn by the first test that needs them, so that loading this file does not search every formula.
  let drawn: Values | undefined;
  const draws = (): Values => (drawn ??= sample(formula));

  it('describes itself in full', () => {
    expect(formula.title.length).toBeGreaterThan(3);
    expect(formula.about).toMatch(/\.$/);
    expect(formula.source).toMatch(/\d{4}|https?:|doi:|arXiv/);
    expect(parseUnit(formula.gives), formula.gives).toBeDefined();
    for (const { unit, means, symbol } of Object.values(inputsOf(formula))) {
      expect(parseUnit(unit), unit).toBeDefined();
      expect(means).not.toBe('');
      expect(() => katex.renderToString(symbol, { strict: 'error' })).not.toThrow();
    }
    for (const slip of formula.slips) {
      expect(slip.name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
      expect(slip.say).toMatch(/[.?!]\)?$/);
    }
    const names = formula.slips.map((slip) => slip.name);
    expect(new Set(names).size).toBe(names.length);
  });

  it('has an example that it accepts', () => {
    expect(Number.isFinite(evaluate(formula, formula.example))).toBe(true);
  });

  it('can be written with symbols and with numbers', () => {
    const values = draws();
    const inputs = inputsOf(formula);
    const write = (of: (key: string) => string): string =>
      formula.tex(Object.fromEntries(Object.keys(inputs).map((key) => [key, of(key)])));
    for (const tex of [
      write((key) => inputs[key]?.symbol ?? ''),
      write((key) => formatQuantity(values[key] ?? 0, inputs[key]?.unit ?? '1', { tex: true })),
    ]) {
      expect(() => katex.renderToString(tex, { strict: 'error', throwOnError: true })).not.toThrow();
    }
  });

  it('refuses what no input can be, naming it', () => {
    const values = draws();
    for (const key of Object.keys(inputsOf(formula))) {
      for (const wrong of [Number.NaN, Number.POSITIVE_INFINITY, -1, '3', null]) {
        if (wrong === null && inputsOf(formula)[key]?.default !== undefined) continue;
        expect(() => evaluate(formula, { ...values, [key]: wrong } as Values)).toThrow(RangeError);
        expect(() => evaluate(formula, { ...values, [key]: wrong } as Values)).toThrow(key);
      }
    }
    expect(() => evaluate(formula, { ...values, colour: 1 })).toThrow('takes no input colour');
    expect(() => evaluate(formula, { ...values, constructor: 1 })).toThrow('takes no input constructor');
  });

  it('differs from each of its slips for some inputs', () => {
    const starts = Array.from({ length: 20 }, (_, start) => start);
    for (const slip of formula.slips) {
      const differs = starts.some((start) => {
        const some = sample(formula, start);
        const full = formula.values(some as never);
        return Math.abs(slip.of(full) - evaluate(formula, some)) > 1e-6 * Math.abs(evaluate(formula, some));
      });
      expect(differs, slip.name).toBe(true);
    }
  });

  it('is a pure function: it changes neither its inputs nor its values, and remembers nothing between two calls', () => {
    const values = draws();
    const first = evaluate(formula, Object.freeze({ ...values }));
    // The body gets a copy of the caller's object; freezing it reveals a mutation that the caller would not see.
    const full = Object.freeze(formula.values(values as never) as Values);
    expect(formula.of(full)).toBe(first);
    for (const slip of formula.slips) slip.of(full);
    expect(evaluate(formula, formula.example as Values)).toBe(evaluate(formula, formula.example as Values));
    expect(evaluate(formula, values)).toBe(first);
  });

  it('scales as its units say: in kilobytes instead of bytes, minutes instead of seconds, it gives the same amount', () => {
    const values = draws();
    for (const dimension of countsFlops.test(name) ? ['B', 's', '$', 'J'] : ['FLOP', 'B', 's', '$', 'J']) {
      const exponents = Object.entries(inputsOf(formula)).map(([key, { unit }]) => [key, dimsOf(unit)[dimension] ?? 0] as const);
      if (exponents.every(([, exponent]) => exponent === 0)) continue;
      // Whole bits cannot be halved.
      if (exponents.some(([key, exponent]) => exponent !== 0 && inputsOf(formula)[key]?.domain.startsWith('count'))) continue;
      fc.assert(
        fc.property(fc.constantFrom(0.25, 0.5, 2, 8), (scale) => {
          const rescaled = Object.fromEntries(exponents.map(([key, exponent]) => [key, (values[key] ?? 0) * scale ** exponent]));
          const expected = evaluate(formula, values) * scale ** (dimsOf(formula.gives)[dimension] ?? 0);
          if (expected === 0) expect(evaluate(formula, rescaled)).toBe(0);
          else expect(evaluate(formula, rescaled) / expected).toBeCloseTo(1, 9);
        }),
        { numRuns: 4 },
      );
    }
  });
});
