/** The small numbers of JAX programs. The second route is a program that does the thing: loops, slices, draws. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as f from '../../../packages/formulas/src/jax.ts';
import { describeThemselves } from './self-description.ts';

const small = fc.integer({ min: 1, max: 400 });

/** The batches of one epoch, cut as a data loader cuts them. */
const batches = (examples: number, batch: number): readonly number[] => {
  const sizes: number[] = [];
  for (let left = examples; left > 0; left -= batch) sizes.push(Math.min(batch, left));
  return sizes;
};

describe('what a jitted step is traced for', () => {
  it('counts calls and shapes as a data loader yields them', () => {
    fc.assert(
      fc.property(small, small, fc.integer({ min: 1, max: 5 }), (examples, batch, epochs) => {
        const sizes = batches(examples, batch);
        expect(f.stepCalls({ examples, batch, epochs })).toBe(epochs * sizes.length);
        expect(f.batchShapes({ examples, batch })).toBe(new Set(sizes).size);
      }),
    );
    expect(f.stepCalls({ examples: 60_000, batch: 128 })).toBe(469);
  });

  it('leaves as many lengths as there are multiples to pad to', () => {
    fc.assert(
      fc.property(small, fc.integer({ min: 1, max: 64 }), (longest, multiple) => {
        const padded = new Set(Array.from({ length: longest }, (_, i) => (Math.floor(i / multiple) + 1) * multiple));
        expect(f.paddedLengths({ longest, multiple })).toBe(padded.size);
      }),
    );
  });
});

describe('the regression', () => {
  it('fits 3.1 where the noise of scale 0.1 is the input over again, as the earlier workbook printed without seeing why', () => {
    const x = Array.from({ length: 101 }, (_, i) => (i - 50) / 25);
    const y = x.map((value) => 3 * value + 1 + 0.1 * value);
    const slope = x.reduce((sum, value, i) => sum + value * (y[i] ?? 0), 0) / x.reduce((sum, value) => sum + value * value, 0);
    expect(f.reusedKeySlope({ slope: 3, noise: 0.1 })).toBeCloseTo(slope, 12);
  });

  it('goes as gradient descent goes on inputs of variance 1', () => {
    const x = [-1, 1, -1, 1];
    for (const learningRate of [0.05, 0.1, 0.3]) {
      let w = 0;
      for (let k = 1; k <= 12; k += 1) {
        w -= (learningRate * x.reduce((sum, value) => sum + 2 * (w * value - 3 * value) * value, 0)) / x.length;
        expect(f.leastSquaresSlope({ slope: 3, learningRate, steps: k })).toBeCloseTo(w, 12);
      }
    }
  });
});

describe('what devices hold', () => {
  it('cuts a dimension into equal parts and refuses what does not divide: 100 rows over 8 devices', () => {
    expect(f.dimensionPerDevice({ size: 1024, devices: 8 })).toBe(128);
    expect(() => f.dimensionPerDevice({ size: 100, devices: 8 })).toThrow(/multiple of devices, got 100 over 8/);
  });

  it('takes a sum of gradients for a rate as many times as large, as the listing that averages too late shows', () => {
    expect(f.summedLearningRate({ learningRate: 0.1, devices: 8 })).toBeCloseTo(0.8, 12);
  });

  it('keeps a gradient for each example', () => {
    expect(f.perExampleGradientElements({ params: 4, batch: 32 })).toBe(32 * 3 + 32);
  });
});

describe('the grid of a kernel', () => {
  it('covers every element once with ceil(n/b) blocks, and leaves out what a shorter grid does not reach', () => {
    fc.assert(
      fc.property(small, fc.integer({ min: 1, max: 64 }), fc.integer({ min: 0, max: 12 }), (length, block, grid) => {
        const written = new Set<number>();
        for (let i = 0; i < grid; i += 1) for (let j = i * block; j < Math.min((i + 1) * block, length); j += 1) written.add(j);
        expect(f.elementsNotCovered({ length, block, grid })).toBe(length - written.size);
        const enough = f.gridSize({ length, block });
        expect(f.elementsNotCovered({ length, block, grid: enough })).toBe(0);
        expect(f.elementsNotCovered({ length, block, grid: enough - 1 })).toBeGreaterThan(0);
      }),
    );
    expect(f.elementsNotCovered({ length: 2048, block: 128, grid: 8 })).toBe(1024);
  });
});

describe('the formulas of JAX programs', () => {
  describeThemselves(f, {
    stepCalls: { examples: 1000, batch: 128, epochs: 3 },
    batchShapes: { examples: 1000, batch: 128 },
    paddedLengths: { longest: 2048, multiple: 256 },
    reusedKeySlope: { slope: 3, noise: 0.1 },
    leastSquaresSlope: { slope: 3, learningRate: 0.1, steps: 10 },
    dimensionPerDevice: { size: 1024, devices: 8 },
    summedLearningRate: { learningRate: 0.1, devices: 8 },
    gridSize: { length: 1000, block: 128 },
    elementsNotCovered: { length: 2000, block: 128, grid: 8 },
    perExampleGradientElements: { params: 1000, batch: 32 },
    warmUpTime: { programs: 12, compile: 7 },
    stepMemory: { params: 3e9, stateBytes: 10, gradientBytes: 2, copies: 2 },
  });

  it('save one whole state by donating it', () => {
    const step = { params: 1e9, stateBytes: 12, gradientBytes: 4 };
    expect(f.stepMemory({ ...step, copies: 2 }) - f.stepMemory(step)).toBe(12e9);
    expect(f.stepMemory(step)).toBe(16e9);
    expect(f.warmUpTime({ programs: 64, compile: 30 })).toBe(32 * 60);
  });
});
