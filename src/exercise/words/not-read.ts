/** Why a text could not be read, and what to do: for answers, calculators, the pad and recall. */
import type { Unreadable } from '@scaling-workbook/formulas/quantity-scan';

/** Empty where it is too long to quote. */
export function notRead(why: Unreadable, piece: string): string {
  const quoted = piece === '' ? '' : `“${piece}”`;
  switch (why) {
    case 'empty':
      return 'You have not typed anything yet.';
    case 'too-long':
      return 'That is too long to read.';
    case 'not-a-number':
      return 'It contains no number.';
    case 'unknown-sign':
      return `The sign ${quoted} has no meaning here.`;
    case 'unknown-unit':
      return quoted === '' ? 'I don’t know one of its units.' : `I don’t know the unit ${quoted}.`;
    case 'unknown-name':
      return `I don’t know the name ${quoted}.`;
    case 'missing-operand':
      return quoted === '' ? 'Something is missing at the end.' : `Something is missing before ${quoted}.`;
    case 'missing-operator':
      return `An operator is missing before ${quoted}. Write * for a product.`;
    case 'unclosed':
      return 'A bracket is not closed.';
    case 'unopened':
      return 'A closing bracket has no opening bracket.';
    case 'stray-comma':
      return 'One of its commas is not part of a number. Use a decimal point, and nothing between thousands.';
    case 'arguments':
      return `${quoted} needs its arguments in brackets, as in sqrt(2) or max(2, 3).`;
    case 'ambiguous-comma':
      return `${quoted} can be read in more than one way. Use a decimal point, and nothing between thousands.`;
    case 'range':
      return 'That is a range. Type one number.';
    case 'lost-power':
      return `The power of ten in ${quoted} is missing its ^. Write 1.4×10^-3; for a product or a sum, write * and add spaces.`;
    case 'dimension':
      return 'It adds or compares different kinds of quantity, such as bytes and seconds.';
    case 'division-by-zero':
      return 'It divides by zero.';
    case 'not-finite':
      return 'It is too large to be a number.';
  }
}
