import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as formulas from '../../../packages/formulas/src/speculative.ts';
import { describeThemselves } from './self-description.ts';

const acceptances = fc.double({ min: 0, max: 1, noNaN: true });
const drafts = fc.integer({ min: 1, max: 12 });
const costs = fc.double({ min: 0, max: 1, noNaN: true });

/** Mean tokens of a round, by going through all 2^K ways in which the drafts can fare. */
function enumerated(acceptance: number, drafted: number): number {
  let mean = 0;
  for (let fate = 0; fate < 2 ** drafted; fate++) {
    const accepted = Array.from({ length: drafted }, (_, i) => ((fate >> i) & 1) === 1);
    const chance = accepted.reduce((p, yes) => p * (yes ? acceptance : 1 - acceptance), 1);
    const firstRejection = accepted.indexOf(false);
    mean += chance * ((firstRejection === -1 ? drafted : firstRejection) + 1);
  }
  return mean;
}

/** Speed of rounds played out one draft at a time, with a fixed seed. */
function played(acceptance: number, drafted: number, draftCost: number, rounds: number): number {
  let [state, tokens] = [12_345, 0];
  for (let round = 0; round < rounds; round++) {
    tokens += 1;
    for (let draft = 0; draft < drafted; draft++) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      if (state / 2 ** 32 >= acceptance) break;
      tokens += 1;
    }
  }
  return tokens / (rounds * (1 + drafted * draftCost));
}

describe('formulas of speculative decoding', () => {
  describeThemselves(formulas, {
    expectedTokensPerRound: { acceptance: 0.8, drafted: 5 },
    acceptedDraftShare: { acceptance: 0.8, drafted: 5 },
    acceptanceFromShare: { acceptedShare: 0.6, drafted: 5 },
    speculativeSpeedup: { acceptance: 0.8, drafted: 5, draftCost: 0.1 },
    speculativeOperations: { acceptance: 0.8, drafted: 5, draftOperations: 0.1 },
    simplifiedSpeculativeSpeedup: { acceptance: 0.8, drafted: 5, draftCost: 0.1 },
    requiredAcceptance: { speedup: 2, drafted: 5, draftCost: 0.1 },
    simplifiedRequiredAcceptance: { speedup: 2, drafted: 5, draftCost: 0.1 },
    optimalDraftLength: { acceptance: 0.8, draftCost: 0.1 },
  });
});

describe('speculative decoding', () => {
  // Leviathan et al. 2023, Table 1: acceptance, drafts, operations, speed, with a draft model that costs nothing.
  it.each([
    [0.6, 2, 1.53, 1.96],
    [0.7, 3, 1.58, 2.53],
    [0.8, 2, 1.23, 2.44],
    [0.8, 5, 1.63, 3.69],
    [0.9, 2, 1.11, 2.71],
    [0.9, 10, 1.6, 6.86],
  ])(
    'reproduces Table 1 of Leviathan et al. 2023 at acceptance %d and %d drafts: %d times the arithmetic, %d times the speed',
    (acceptance, drafted, operations, speed) => {
      expect(formulas.speculativeOperations({ acceptance, drafted, draftOperations: 0 })).toBeCloseTo(operations, 2);
      expect(formulas.speculativeSpeedup({ acceptance, drafted, draftCost: 0 })).toBeCloseTo(speed, 2);
    },
  );

  it('yields the mean over all ways in which the drafts can fare', () => {
    fc.assert(
      fc.property(acceptances, fc.integer({ min: 1, max: 9 }), (acceptance, drafted) => {
        expect(formulas.expectedTokensPerRound({ acceptance, drafted })).toBeCloseTo(enumerated(acceptance, drafted), 9);
      }),
      { numRuns: 40 },
    );
  });

  it('yields one token where nothing is accepted and all of them and one where everything is', () => {
    expect(formulas.expectedTokensPerRound({ acceptance: 0, drafted: 5 })).toBe(1);
    expect(formulas.expectedTokensPerRound({ acceptance: 1, drafted: 5 })).toBe(6);
  });

  it('is as fast as 200,000 rounds played out one draft at a time', () => {
    for (const [acceptance, drafted, draftCost] of [
      [0.7, 5, 0.1],
      [0.9, 8, 0.05],
      [0.3, 3, 0.2],
    ] as const) {
      const speed = formulas.speculativeSpeedup({ acceptance, drafted, draftCost });
      expect(played(acceptance, drafted, draftCost, 200_000) / speed).toBeCloseTo(1, 2);
    }
  });

  it('is faster the more is accepted and slower the dearer the draft', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 0.98, noNaN: true }), drafts, costs, (acceptance, drafted, draftCost) => {
        const speed = formulas.speculativeSpeedup({ acceptance, drafted, draftCost });
        expect(formulas.speculativeSpeedup({ acceptance: acceptance + 0.01, drafted, draftCost })).toBeGreaterThan(speed);
        expect(formulas.speculativeSpeedup({ acceptance, drafted, draftCost: draftCost + 0.1 })).toBeLessThan(speed);
      }),
    );
  });

  it('pays with a single draft exactly where the acceptance exceeds the draft cost (Corollary 3.9)', () => {
    fc.assert(
      fc.property(acceptances, costs, (acceptance, draftCost) => {
        expect(formulas.speculativeSpeedup({ acceptance, drafted: 1, draftCost })).toBeCloseTo((1 + acceptance) / (1 + draftCost), 12);
      }),
    );
  });
});

describe('acceptance for a twofold speed-up with 5 drafts at a tenth of the cost', () => {
  const wish = { speedup: 2, drafted: 5, draftCost: 0.1 };

  it('is 0.709011, where an earlier workbook found 0.60 with a model that accepts drafts one by one', () => {
    expect(formulas.requiredAcceptance(wish)).toBeCloseTo(0.709011, 6);
    expect(formulas.simplifiedRequiredAcceptance(wish)).toBeCloseTo(0.6, 12);
  });

  it('of 0.60 would give 1.58891 times the speed, not twice', () => {
    expect(formulas.speculativeSpeedup({ acceptance: 0.6, drafted: 5, draftCost: 0.1 })).toBeCloseTo(1.58891, 5);
    expect(formulas.simplifiedSpeculativeSpeedup({ acceptance: 0.6, drafted: 5, draftCost: 0.1 })).toBeCloseTo(2, 12);
  });
});

describe('required acceptance', () => {
  it('gives the speed-up it was asked for, exact and simplified', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 0.99, noNaN: true }), drafts, costs, (acceptance, drafted, draftCost) => {
        const speedup = formulas.speculativeSpeedup({ acceptance, drafted, draftCost });
        expect(formulas.requiredAcceptance({ speedup, drafted, draftCost })).toBeCloseTo(acceptance, 9);
        const simple = formulas.simplifiedSpeculativeSpeedup({ acceptance, drafted, draftCost });
        expect(formulas.simplifiedRequiredAcceptance({ speedup: simple, drafted, draftCost })).toBeCloseTo(acceptance, 12);
      }),
    );
  });

  it('reaches both ends: 1 for the largest speed-up, 0 for none', () => {
    expect(formulas.requiredAcceptance({ speedup: 4, drafted: 5, draftCost: 0.1 })).toBe(1);
    expect(formulas.requiredAcceptance({ speedup: 1, drafted: 5, draftCost: 0 })).toBeCloseTo(0, 12);
    expect(formulas.requiredAcceptance({ speedup: 1.5, drafted: 1, draftCost: 0 })).toBeCloseTo(0.5, 12);
  });

  it('is refused beyond what any acceptance reaches, with the bounds named', () => {
    expect(() => formulas.requiredAcceptance({ speedup: 4.1, drafted: 5, draftCost: 0.1 })).toThrow(
      /speedup must lie between .* and 4 .*got 4\.1/,
    );
    expect(() => formulas.requiredAcceptance({ speedup: 0.4, drafted: 4, draftCost: 0.25 })).toThrow(
      'speedup must lie between 0.5 and 2.5 for drafted = 4 and draftCost = 0.25, got 0.4',
    );
    expect(() => formulas.simplifiedRequiredAcceptance({ speedup: 3.5, drafted: 4, draftCost: 0.25 })).toThrow(
      'speedup must be at most 2 for drafted = 4 and draftCost = 0.25, got 3.5',
    );
  });

  it('has a slip without a number where a slower-than-plain wish would need less than nothing', () => {
    const slip = formulas.requiredAcceptance.slips.find(({ name }) => name === 'draft-cost-left-out');
    expect(slip?.of({ speedup: 0.8, drafted: 5, draftCost: 0.1 })).toBeNaN();
  });
});

describe('best number of drafts', () => {
  it('is what trying every number up to 400 finds', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.05, max: 0.97, noNaN: true }),
        fc.double({ min: 0.01, max: 0.9, noNaN: true }),
        (acceptance, draftCost) => {
          const speeds = [
            1,
            ...Array.from({ length: 400 }, (_, i) => formulas.speculativeSpeedup({ acceptance, drafted: i + 1, draftCost })),
          ];
          const best = formulas.optimalDraftLength({ acceptance, draftCost });
          expect(speeds[best]).toBeCloseTo(Math.max(...speeds), 12);
        },
      ),
    );
  });

  it('is 0 where the draft costs as much as its acceptance is worth, and grows with the acceptance', () => {
    expect(formulas.optimalDraftLength({ acceptance: 0.2, draftCost: 0.3 })).toBe(0);
    expect(formulas.optimalDraftLength({ acceptance: 0.5, draftCost: 0.5 })).toBe(0);
    expect(formulas.optimalDraftLength({ acceptance: 0.9, draftCost: 0.1 })).toBeGreaterThan(
      formulas.optimalDraftLength({ acceptance: 0.6, draftCost: 0.1 }),
    );
  });

  it('is refused for an acceptance of 1, with the input named', () => {
    expect(() => formulas.optimalDraftLength({ acceptance: 1, draftCost: 0.1 })).toThrow(/acceptance/);
  });
});

describe('an engine’s accepted over drafted', () => {
  it('of 0.645 with three drafts means a chance of 0.797 at each place and 2.935 tokens a round, where 2.92 were measured', () => {
    const acceptance = formulas.acceptanceFromShare({ acceptedShare: 0.645, drafted: 3 });
    expect(acceptance).toBeCloseTo(0.7965, 3);
    expect(formulas.expectedTokensPerRound({ acceptance, drafted: 3 })).toBeCloseTo(1 + 3 * 0.645, 9);
    // Taken for the chance itself it would give far fewer.
    expect(formulas.expectedTokensPerRound({ acceptance: 0.645, drafted: 3 })).toBeCloseTo(2.33, 2);
  });

  it('is what counting the accepted drafts of many rounds finds', () => {
    let seed = 7;
    const random = (): number => {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      return seed / 2 ** 32;
    };
    let accepted = 0;
    const rounds = 100_000;
    for (let round = 0; round < rounds; round += 1) for (let place = 0; place < 4 && random() < 0.7; place += 1) accepted += 1;
    expect(formulas.acceptedDraftShare({ acceptance: 0.7, drafted: 4 })).toBeCloseTo(accepted / (4 * rounds), 2);
  });

  it('and the chance are inverse to each other, at 0 and 1 as well', () => {
    for (const acceptance of [0, 0.1, 0.5, 0.9, 0.999, 1]) {
      for (const drafted of [1, 2, 7, 40]) {
        const acceptedShare = formulas.acceptedDraftShare({ acceptance, drafted });
        expect(formulas.acceptanceFromShare({ acceptedShare, drafted })).toBeCloseTo(acceptance, 6);
      }
    }
    expect(formulas.acceptedDraftShare({ acceptance: 0.3, drafted: 1 })).toBeCloseTo(0.3, 12);
  });
});
