import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as formulas from '../../../packages/formulas/src/activations.ts';
import { describeThemselves } from './self-description.ts';

const withoutHeads = { sequences: 4, tokens: 4096, width: 8192 };
const withoutWidth = { sequences: 4, tokens: 4096, heads: 64 };
const layer = { ...withoutHeads, heads: 64 };

describe('the formulas of activations', () => {
  describeThemselves(formulas, {
    inputActivationBytes: withoutHeads,
    attentionScoreBytes: withoutWidth,
    simplifiedLayerActivationBytes: { input: 268e6, scores: 8.6e9 },
    modelActivationBytes: { layers: 80, layer: 8.9e9 },
    layerActivationBytes: layer,
    tensorParallelActivationBytes: { ...layer, ranks: 8 },
    sequenceParallelActivationBytes: { ...layer, ranks: 8 },
    selectiveRecomputationBytes: { ...withoutHeads, ranks: 8 },
    tensorParallelSelectiveBytes: { ...withoutHeads, ranks: 8 },
    fullRecomputationBytes: withoutHeads,
    attentionActivationTerm: { heads: 96, tokens: 2048, width: 12_288 },
  });
});

describe('activations of a layer', () => {
  /** Korthikanti et al. 2022, arXiv:2205.05198, §4.1: what each operation keeps, in units of sbh, and what tensor parallelism divides. */
  const kept = (s: number, b: number, h: number, a: number) => {
    const sbh = s * b * h;
    const scores = a * s * s * b;
    return {
      whole: [2 * sbh, 2 * sbh, sbh, sbh, 2 * sbh, 2 * sbh], // two norms, two dropout masks, inputs of attention and of the MLP
      divided: [
        4 * sbh, // queries and keys
        2 * sbh, // values
        2 * sbh, // input of the output projection
        8 * sbh, // input of GELU
        8 * sbh, // input of the second matrix
      ],
      context: [2 * scores, scores, 2 * scores], // softmax, its dropout mask, its dropped output
    };
  };
  const sum = (list: readonly number[]) => list.reduce((total, n) => total + n, 0);

  test('are the sum of what each operation keeps, with and without tensor and sequence parallelism', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 8 }),
        fc.integer({ min: 1, max: 4096 }),
        fc.integer({ min: 1, max: 64 }),
        fc.integer({ min: 1, max: 16 }),
        (sequences, tokens, heads, ranks) => {
          const of = { sequences, tokens, width: 128 * heads, heads };
          const { whole, divided, context } = kept(tokens, sequences, of.width, heads);
          expect(formulas.layerActivationBytes(of) / (sum(whole) + sum(divided) + sum(context))).toBeCloseTo(1, 9);
          const tp = sum(whole) + (sum(divided) + sum(context)) / ranks;
          expect(formulas.tensorParallelActivationBytes({ ...of, ranks }) / tp).toBeCloseTo(1, 9);
          const sp = (sum(whole) + sum(divided) + sum(context)) / ranks;
          expect(formulas.sequenceParallelActivationBytes({ ...of, ranks }) / sp).toBeCloseTo(1, 9);
          const selective = (sum(whole) + sum(divided)) / ranks;
          expect(formulas.selectiveRecomputationBytes({ sequences, tokens, width: of.width, ranks }) / selective).toBeCloseTo(1, 9);
          const alone = sum(whole) + sum(divided) / ranks;
          expect(formulas.tensorParallelSelectiveBytes({ sequences, tokens, width: of.width, ranks }) / alone).toBeCloseTo(1, 9);
        },
      ),
      { seed: 7, numRuns: 50 },
    );
  });

  // The same paper, §5: 5as/h = 80 for GPT-3 and 64 for MT-NLG, of which selective recomputation saves 70 % and 65 %.
  test.each([
    ['GPT-3', 96, 12_288, 80, 0.7],
    ['MT-NLG', 128, 20_480, 64, 0.65],
  ])(
    'have the published attention term for %s, and lose the published share of it by selective recomputation',
    (_name, heads, width, term, saved) => {
      expect(formulas.attentionActivationTerm({ heads, tokens: 2048, width })).toBe(term);
      const of = { sequences: 1, tokens: 2048, width };
      expect(1 - formulas.selectiveRecomputationBytes(of) / formulas.layerActivationBytes({ ...of, heads })).toBeCloseTo(saved, 2);
    },
  );

  test('recomputed selectively under tensor parallelism alone are 3.06 times those with sequence parallelism on eight ranks', () => {
    const at = { ...withoutHeads, ranks: 8 };
    expect(formulas.tensorParallelSelectiveBytes(at) / formulas.selectiveRecomputationBytes(at)).toBeCloseTo(13 / 4.25, 12);
    expect(formulas.tensorParallelSelectiveBytes({ ...at, ranks: 1 })).toBe(formulas.selectiveRecomputationBytes(withoutHeads));
  });

  test('with full recomputation are the input alone', () => {
    expect(formulas.fullRecomputationBytes(withoutHeads)).toBe(formulas.inputActivationBytes(withoutHeads));
  });

  test('simplified to input and scores are 8.858 GB, 708.7 GB for 80 layers; the gibibytes were once labelled GB', () => {
    const input = formulas.inputActivationBytes(withoutHeads);
    const scores = formulas.attentionScoreBytes(withoutWidth);
    const bytes = formulas.simplifiedLayerActivationBytes({ input, scores });
    expect(bytes).toBe(8.25 * 2 ** 30);
    expect(bytes / 1e9).toBeCloseTo(8.85837, 5);
    expect(formulas.modelActivationBytes({ layers: 80, layer: bytes }) / 1e9).toBeCloseTo(708.67, 2);
    expect(formulas.layerActivationBytes(layer) / 1e9).toBeCloseTo(26.0382, 4);
  });

  test('are refused for half a sequence', () => {
    expect(() => formulas.layerActivationBytes({ ...layer, sequences: 0.5 })).toThrow(/sequences must be a whole number/);
  });
});
