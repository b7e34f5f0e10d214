/** What the speculation explorer draws: the gain over the acceptance, exact and simplified, and over the number of drafts. */
import {
  expectedTokensPerRound,
  optimalDraftLength,
  requiredAcceptance,
  simplifiedSpeculativeSpeedup,
  speculativeOperations,
  speculativeSpeedup,
} from '@scaling-workbook/formulas/speculative';

export const mostDrafts = 16;

export interface Draft {
  /** Tokens proposed in a round. */
  readonly drafted: number;
  /** Time of a draft pass over the time of a pass of the large model. */
  readonly cost: number;
}

export interface Gain {
  readonly acceptance: number;
  /** Tokens of a round. */
  readonly tokens: number;
  /** How many times as fast as plain decoding. */
  readonly exact: number;
  readonly simplified: number;
  /** How many times the FLOPs of plain decoding, where the draft's share of them is its share of the time. */
  readonly work: number;
}

export const gainAt = ({ drafted, cost: draftCost }: Draft, acceptance: number): Gain => ({
  acceptance,
  tokens: expectedTokensPerRound({ acceptance, drafted }),
  exact: speculativeSpeedup({ acceptance, drafted, draftCost }),
  simplified: simplifiedSpeculativeSpeedup({ acceptance, drafted, draftCost }),
  work: speculativeOperations({ acceptance, drafted, draftOperations: draftCost }),
});

/** Over the whole range of acceptance, in hundredths. */
export const curveOf = (draft: Draft): readonly Gain[] => Array.from({ length: 101 }, (_, i) => gainAt(draft, i / 100));

/** The acceptance at which drafting neither gains nor loses. Drafts that cost nothing never lose. */
export const breakEven = ({ drafted, cost: draftCost }: Draft): number =>
  draftCost === 0 ? 0 : requiredAcceptance({ speedup: 1, drafted, draftCost });

/** The gain with one draft, with two, and so on. */
export const byLength = (cost: number, acceptance: number): readonly (Gain & { readonly drafted: number })[] =>
  Array.from({ length: mostDrafts }, (_, i) => ({ drafted: i + 1, ...gainAt({ drafted: i + 1, cost }, acceptance) }));

/** The number of drafts with the largest gain, 0 where none gains; undefined where more would always gain a little. */
export const bestLength = (cost: number, acceptance: number): number | undefined =>
  acceptance === 0 ? 0 : acceptance === 1 || cost === 0 ? undefined : optimalDraftLength({ acceptance, draftCost: cost });
