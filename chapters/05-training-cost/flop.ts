/** Work as a power of ten, since budgets are compared by exponent. */
import type { Amount, Markdown } from '@scaling-workbook/exercises';
import { formatQuantity } from '@scaling-workbook/formulas/units';

/** `$6.35 \times 10^{24}$ FLOP`, without a factor where it is 1. */
export const powerOfTen = ({ value }: Amount<'FLOP'>, digits = 3): Markdown => {
  const tex = formatQuantity(value, '1', { digits, tex: true }).replace(/^1\\times/, '');
  return `$${tex}$ FLOP`;
};
