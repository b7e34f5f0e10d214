/** What a chapter's prose computes with: the formulas as amounts, and the formatter. `{show(f.ridgePoint({…}))}` in MDX. */
import * as formulas from '@scaling-workbook/formulas/formulas';
import { toShown } from '@scaling-workbook/exercises';

export { amount, show } from '@scaling-workbook/exercises';
export const f = toShown(formulas);
