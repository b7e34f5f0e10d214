/** Formulas as amounts, and the formatter: `{show(f.ridgePoint({…}))}` in MDX. */
import * as formulas from '@scaling-workbook/formulas/formulas';
import { toShown, type Amount } from '@scaling-workbook/exercises';
import { formatQuantity } from '@scaling-workbook/formulas/units';

export { amount } from '@scaling-workbook/exercises';
export const f = toShown(formulas);

/** Plain text: in braces Markdown ends, so dollars need no escaping. */
export const show = ({ value, unit }: Amount, options: { readonly as?: string; readonly digits?: number } = {}): string =>
  formatQuantity(value, unit, options);
