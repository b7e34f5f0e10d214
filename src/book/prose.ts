/** What a chapter's prose computes with: the formulas as amounts, and the formatter. `{show(f.ridgePoint({…}))}` in MDX. */
import * as formulas from '@scaling-workbook/formulas/formulas';
import { toShown, type Amount } from '@scaling-workbook/exercises';
import { formatQuantity } from '@scaling-workbook/formulas/units';

export { amount } from '@scaling-workbook/exercises';
export const f = toShown(formulas);

/** An amount as plain text. Text in braces is not Markdown, so dollars need no escaping as they do in an exercise's texts. */
export const show = ({ value, unit }: Amount, options: { readonly as?: string; readonly digits?: number } = {}): string =>
  formatQuantity(value, unit, options);
