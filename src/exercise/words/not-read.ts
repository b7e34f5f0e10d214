/** Why a text could not be read as an amount or a formula, and what to do. One table for answers, calculators, the pad and recall. */
import type { Unreadable } from '@scaling-workbook/formulas/quantity-scan';

/** `piece` is what the reader of amounts stumbled over, or empty where it is too long to quote. */
export function notRead(why: Unreadable, piece: string): string {
  const quoted = piece === '' ? '' : `“${piece}”`;
  switch (why) {
    case 'empty':
      return 'Nothing is typed yet.';
    case 'too-long':
      return 'That is too long to be read.';
    case 'not-a-number':
      return 'There is no number in it.';
    case 'unknown-sign':
      return `The sign ${quoted} means nothing here.`;
    case 'unknown-unit':
      return quoted === '' ? 'One of its words is no unit known here.' : `Which unit is ${quoted}?`;
    case 'unknown-name':
      return `${quoted} is not known here.`;
    case 'missing-operand':
      return quoted === '' ? 'Something is missing at the end.' : `Something is missing before ${quoted}.`;
    case 'missing-operator':
      return `What joins ${quoted} to what stands before it? Write * for a product.`;
    case 'unclosed':
      return 'A bracket is not closed.';
    case 'unopened':
      return 'A bracket is closed that was never opened.';
    case 'stray-comma':
      return 'A comma in it belongs to no number. Write a point for decimals and nothing between thousands.';
    case 'arguments':
      return `${quoted} needs its values in brackets, as in sqrt(2) or max(2, 3).`;
    case 'ambiguous-comma':
      return `The digits ${quoted} can be read in more than one way. Write a point for decimals and nothing between thousands.`;
    case 'range':
      return 'That is a range. Type one number.';
    case 'lost-power':
      return `The power of ten in ${quoted} has lost its ^. Write 1.4×10^-3; for a product or a sum, write * and put spaces between.`;
    case 'dimension':
      return 'It adds or compares amounts of different kinds, such as bytes and seconds.';
    case 'division-by-zero':
      return 'It divides by zero.';
    case 'not-finite':
      return 'It is too large to be a number.';
  }
}
