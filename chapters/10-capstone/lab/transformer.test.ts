import { describe, expect, it } from 'vitest';
import { contextOf, encode, firstScored, ignored, type Sum } from './addition.ts';
import { createAdam, learningRateAt, warmUpSteps } from './optimizer.ts';
import { initialise, parameterCount, parametersOf, partOf, type Model } from './parameters.ts';
import { createTransformer } from './transformer.ts';
import reference from './reference-addition.json' with { type: 'json' };

const small: Model = { layers: 2, width: 32, digits: 2, reversed: true };
const sums: readonly Sum[] = [
  [47, 85],
  [3, 9],
  [99, 99],
  [60, 40],
];

const batchOf = (model: Model, pairs: readonly Sum[]) => {
  const context = contextOf(model);
  const rows = pairs.map((sum) => encode(model, sum));
  const flat = (of: (row: readonly number[], t: number) => number): Int32Array =>
    Int32Array.from(rows.flatMap((row) => Array.from({ length: context }, (_, t) => of(row, t))));
  return {
    tokens: flat((row, t) => row[t] ?? NaN),
    targets: flat((row, t) => (t < firstScored(model) ? ignored : (row[t + 1] ?? NaN))),
  };
};

describe('the gradient', () => {
  const engine = createTransformer(small, sums.length);
  const { tokens, targets } = batchOf(small, sums);
  initialise(engine.parameters, small, 3);
  const loss = (): number => {
    engine.forward(tokens, sums.length);
    let total = 0;
    let count = 0;
    targets.forEach((target, row) => {
      if (target === ignored) return;
      total -= Math.log(engine.probabilities[row * 16 + target] ?? NaN);
      count += 1;
    });
    return total / count;
  };
  engine.forward(tokens, sums.length);
  engine.backward(tokens, targets, sums.length);
  const gradient = engine.gradient.slice();

  it.each(parametersOf(small).map(({ name }) => name))('of %s is the slope of the loss along it, by central differences', (name) => {
    const list = parametersOf(small);
    const part = partOf(engine.parameters, list, name);
    const slope = partOf(gradient, list, name);
    const length = Math.hypot(...slope);
    expect(length).toBeGreaterThan(0);
    // Along the gradient itself the loss rises by its length for each unit.
    const before = part.slice();
    const step = 0.01 / Math.max(1, length);
    const moved = (sign: number): number => {
      before.forEach((value, i) => (part[i] = value + (sign * step * (slope[i] ?? NaN)) / length));
      return loss();
    };
    const measured = (moved(1) - moved(-1)) / (2 * step);
    part.set(before);
    expect(measured / length).toBeGreaterThan(0.98);
    expect(measured / length).toBeLessThan(1.02);
  });

  it('does not reach a token that is in no sum', () => {
    const rows = partOf(gradient, parametersOf(small), 'embedding');
    expect(Math.hypot(...rows.subarray(12 * 32, 13 * 32))).toBe(0);
  });
});

it('lets no position look ahead', () => {
  const engine = createTransformer(small, 4);
  initialise(engine.parameters, small, 1);
  const { tokens } = batchOf(small, sums);
  engine.forward(tokens, 4);
  const before = engine.probabilities.slice(0, 7 * 16);
  tokens[7] = 5;
  engine.forward(tokens, 4);
  expect(engine.probabilities.slice(0, 7 * 16)).toEqual(before);
  expect(engine.probabilities.slice(7 * 16, 7 * 16 + 13)).not.toEqual(before.slice(0, 13));
});

describe('against JAX, Flax and Optax', () => {
  const model: Model = reference.model;
  const list = parametersOf(model);
  const start = (): ReturnType<typeof createTransformer> => {
    const engine = createTransformer(model, reference.sums.length);
    for (const parameter of list) {
      const part = partOf(engine.parameters, list, parameter.name);
      part.forEach((_, i) => {
        const wave = Math.sin(12.9898 * (parameter.at + i) + 1);
        part[i] = parameter.rows === 1 ? 1 + 0.1 * wave : 0.2 * wave;
      });
    }
    return engine;
  };
  const { tokens, targets } = batchOf(model, reference.sums as unknown as readonly Sum[]);
  const near = (found: number, wanted: number, scale: number): void => {
    expect(Math.abs(found - wanted)).toBeLessThan(1e-4 * scale);
  };

  it('reads and scores the same tokens', () => {
    expect([...tokens]).toEqual(reference.tokens.flat());
    expect([...targets]).toEqual(reference.targets.flat());
  });

  it.each([true, false])('gives the same loss, probabilities and gradient of every parameter (WebAssembly: %s)', (simd) => {
    const engine = createTransformer(model, reference.sums.length, simd);
    engine.parameters.set(start().parameters);
    engine.forward(tokens, reference.sums.length);
    const last = (contextOf(model) - 1) * 16;
    reference.lastProbabilities.forEach((wanted, k) => {
      near(engine.probabilities[last + k] ?? NaN, wanted, 1);
    });
    near(engine.backward(tokens, targets, reference.sums.length), reference.loss, reference.loss);
    for (const [name, wanted] of Object.entries(reference.gradients)) {
      const found = partOf(engine.gradient, list, name);
      near(Math.hypot(...found), wanted.norm, wanted.norm);
      const along = (frequency: number): number => found.reduce((sum, value, i) => sum + value * Math.sin(frequency * i), 0);
      [1.7, 3.1].forEach((frequency, i) => {
        near(along(frequency), wanted.projections[i] ?? NaN, wanted.norm);
      });
      wanted.first.forEach((value, i) => {
        near(found[i] ?? NaN, value, wanted.norm);
      });
      wanted.last.forEach((value, i) => {
        near(found.at(i - 3) ?? NaN, value, wanted.norm);
      });
    }
  });

  it('takes the same steps of Adam', () => {
    const engine = start();
    const adam = createAdam(engine.parameters);
    for (const wanted of reference.losses) {
      engine.forward(tokens, reference.sums.length);
      expect(Math.abs(engine.backward(tokens, targets, reference.sums.length) / wanted - 1)).toBeLessThan(0.001);
      adam(engine.gradient, reference.learningRate);
    }
  });
});

it('has 12Ld² parameters, two tables of 13 rows, a row for each position and a gain for each norm', () => {
  // Counted on paper: 12·2·64² + 2·13·64 + 8·64 + 5·64.
  expect(parameterCount({ layers: 2, width: 64, digits: 2, reversed: false })).toBe(98_304 + 1664 + 512 + 320);
});

it('refuses widths and batches that it cannot cut', () => {
  expect(() => parametersOf({ ...small, width: 24 })).toThrow(/width must be a multiple of 16, got 24/);
  expect(() => createTransformer(small, 6)).toThrow(/batch must be a multiple of 4, got 6/);
  expect(() => partOf(new Float32Array(4), [], 'nothing')).toThrow(/name must be a parameter/);
});

describe('the learning rate', () => {
  const schedule = { learningRate: 0.01, steps: 200 };
  it('rises in a line for a twentieth of the steps, and never passes its height', () => {
    expect(warmUpSteps(schedule)).toBe(10);
    expect(learningRateAt(schedule, 4)).toBeCloseTo(0.005, 12);
    const all = Array.from({ length: 200 }, (_, step) => learningRateAt(schedule, step));
    expect(Math.max(...all)).toBeCloseTo(0.01, 12);
  });
  it('is half-way down half-way through, and at a hundredth in the end', () => {
    expect(learningRateAt(schedule, 105)).toBeCloseTo(0.00505, 12);
    expect(learningRateAt(schedule, 200)).toBeCloseTo(0.0001, 12);
  });
});
