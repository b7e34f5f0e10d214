/** Curves of equal training FLOPs, their lowest points, and where a size is on its curve. */
import { breakEvenServedTokens, flopsForLoss } from '@scaling-workbook/formulas/overtraining';
import { besirogluFit, hoffmannUnroundedFit, type ParametricFit } from '@scaling-workbook/formulas/scaling-fits';
import { affordableTokens, isoFlopParams, isoFlopTokens, parametricLoss, tokensPerParam } from '@scaling-workbook/formulas/scaling-laws';

export const fitIds = ['refit', 'published'] as const;
export type FitId = (typeof fitIds)[number];
export const fits: Readonly<Record<FitId, ParametricFit>> = { refit: besirogluFit, published: hoffmannUnroundedFit };

/** What a larger budget could still remove. */
export const reducibleLoss = ({ irreducible, terms }: ParametricFit, params: number, tokens: number): number =>
  parametricLoss({ params, tokens, irreducible, ...terms }) - irreducible;

/** Equally far apart by ratio. */
export const sizesBetween = (from: number, to: number, count: number): readonly number[] =>
  Array.from({ length: count }, (_, i) => from * (to / from) ** (i / (count - 1)));

/** At each size. */
export const budgetLine = (flops: number, sizes: readonly number[]): readonly (readonly [number, number])[] =>
  sizes.map((params) => [params, affordableTokens({ flops, params })]);

/** On one budget, at each size. */
export const isoFlopCurve = (fit: ParametricFit, flops: number, sizes: readonly number[]): readonly (readonly [number, number])[] =>
  budgetLine(flops, sizes).map(([params, tokens]) => [params, reducibleLoss(fit, params, tokens)]);

/** At the bottom of each budget's curve. */
export const optimaOf = ({ terms }: ParametricFit, budgets: readonly number[]): readonly (readonly [number, number])[] =>
  budgets.map((flops) => [isoFlopParams({ flops, ...terms }), isoFlopTokens({ flops, ...terms })]);

export interface Standing {
  readonly tokens: number;
  /** For each parameter. */
  readonly ratio: number;
  readonly loss: number;
  /** Of the same budget. */
  readonly best: { readonly params: number; readonly tokens: number; readonly loss: number };
  /** The smallest budget with the same loss, and its model. */
  readonly twin: { readonly flops: number; readonly params: number; readonly tokens: number };
  /** Served tokens that pay back the longer training, where the size is below its twin's. */
  readonly breakEven?: number;
}

/** On the curve of its budget. */
export function standingOf(fit: ParametricFit, flops: number, params: number): Standing {
  const { irreducible, terms } = fit;
  const tokens = affordableTokens({ flops, params });
  const lossOf = (n: number, d: number): number => parametricLoss({ params: n, tokens: d, irreducible, ...terms });
  const loss = lossOf(params, tokens);
  const [bestParams, bestTokens] = [isoFlopParams({ flops, ...terms }), isoFlopTokens({ flops, ...terms })];
  // Rounding may put the smallest budget a hair above the one spent.
  const needed = Math.min(flops, flopsForLoss({ loss, irreducible, ...terms }));
  const twin = { flops: needed, params: isoFlopParams({ flops: needed, ...terms }), tokens: isoFlopTokens({ flops: needed, ...terms }) };
  const pays = params < twin.params && params * tokens >= twin.params * twin.tokens;
  return {
    tokens,
    ratio: tokensPerParam({ tokens, params }),
    loss,
    best: { params: bestParams, tokens: bestTokens, loss: lossOf(bestParams, bestTokens) },
    twin,
    ...(pays && { breakEven: breakEvenServedTokens({ params, tokens, largerParams: twin.params, largerTokens: twin.tokens }) }),
  };
}
