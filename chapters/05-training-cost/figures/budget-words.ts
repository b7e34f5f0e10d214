/** The budget explorer's sentence, budgets, sizes and losses. */
import { formatNumber, formatQuantity, numerals } from '@scaling-workbook/formulas/units';
import type { FitId, Standing } from './isoflop.ts';
import type { Run } from './plan.ts';

export const fitNames: Readonly<Record<FitId, string>> = { refit: 'Refit of 2024', published: 'As published in 2022' };

/** `5.76 × 10²³ FLOP`: compared by exponent. */
export const flopText = (flops: number): string => formatQuantity(flops, 'FLOP', { as: 'FLOP', digits: 3 }).replace(/^1 × /, '');
/** Compared in their third decimal, zeros included. */
export const lossText = (loss: number): string => loss.toFixed(3).replace('.', numerals.decimal);
const sizeText = (params: number): string => formatQuantity(params, 'param', { digits: 3 });
const tokenText = (tokens: number): string => formatQuantity(tokens, 'token', { digits: 3 });

/** For a table whose heading says 10⁹. */
export const inBillions = (count: number): string => formatNumber(count / 1e9, 3);

export interface View {
  readonly fit: FitId;
  readonly budget: number;
  readonly size: number;
  readonly standing: Standing;
}

/** Under the picture. */
export function sentence({ budget, size, standing: { tokens, ratio, loss, best, twin, breakEven } }: View, run: Run | undefined): string {
  const spent = `${run ? `${run.name}: ` : ''}${flopText(budget)} on ${sizeText(size)} and ${tokenText(tokens)}, ${formatNumber(ratio, 3)} for each parameter.`;
  const extra = budget / twin.flops;
  if (extra < 1.02) return `${spent} That is next to the lowest point of the curve: the law predicts a loss of ${lossText(loss)} nats.`;
  const where = size < best.params ? 'smaller and trained longer' : 'larger and trained less';
  const paid = `${spent} It is ${where} than this budget does best, and ${formatNumber(extra, 3)} times as much was spent as its predicted loss needs.`;
  return breakEven === undefined
    ? paid
    : `${paid} Against the best model of that loss, with ${sizeText(twin.params)}, it has paid off once ${tokenText(breakEven)} have been served.`;
}
