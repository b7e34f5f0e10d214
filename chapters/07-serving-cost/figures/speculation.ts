/** The gain over the acceptance, exact and simplified, and over the number of drafts. */
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
  /** Of a draft pass over a pass of the large model. */
  readonly cost: number;
}

export interface Gain {
  readonly acceptance: number;
  /** Tokens of a round. */
  readonly tokens: number;
  /** As plain decoding. */
  readonly exact: number;
  readonly simplified: number;
  /** Those of plain decoding, where the draft's share of FLOPs is its share of the time. */
  readonly work: number;
}

export const gainAt = ({ drafted, cost: draftCost }: Draft, acceptance: number): Gain => ({
  acceptance,
  tokens: expectedTokensPerRound({ acceptance, drafted }),
  exact: speculativeSpeedup({ acceptance, drafted, draftCost }),
  simplified: simplifiedSpeculativeSpeedup({ acceptance, drafted, draftCost }),
  work: speculativeOperations({ acceptance, drafted, draftOperations: draftCost }),
});

/** In hundredths. */
export const curveOf = (draft: Draft): readonly Gain[] => Array.from({ length: 101 }, (_, i) => gainAt(draft, i / 100));

/** Where drafting neither gains nor loses. Free drafts never lose. */
export const breakEven = ({ drafted, cost: draftCost }: Draft): number =>
  draftCost === 0 ? 0 : requiredAcceptance({ speedup: 1, drafted, draftCost });

/** With one draft, with two, and so on. */
export const byLength = (cost: number, acceptance: number): readonly (Gain & { readonly drafted: number })[] =>
  Array.from({ length: mostDrafts }, (_, i) => ({ drafted: i + 1, ...gainAt({ drafted: i + 1, cost }, acceptance) }));

/** 0 where none gains; undefined where more would always gain a little. */
export const bestLength = (cost: number, acceptance: number): number | undefined =>
  acceptance === 0 ? 0 : acceptance === 1 || cost === 0 ? undefined : optimalDraftLength({ acceptance, draftCost: cost });
