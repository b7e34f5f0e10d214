/** Why a formula that was typed from memory cannot be read. */
import { maxLength, takesOne, type ExpressionRefusal } from '@scaling-workbook/exercises/answer/expression';

export function refusal({ why, at, text }: ExpressionRefusal, names: readonly string[]): string {
  const place = `at place ${at + 1}`;
  switch (why) {
    case 'empty':
      return 'Type the formula first.';
    case 'too-long':
      return `That is longer than any formula here: ${maxLength} characters are read.`;
    case 'unknown-name':
      return `“${text.slice(0, 40)}” ${place} is not among the names: ${names.join(', ')}.`;
    case 'unknown-sign':
      return `The sign “${text}” ${place} has no meaning here. Use + − * / ^ and brackets.`;
    case 'missing-operand':
      return text === '' ? 'Something is missing at the end.' : `Something is missing before “${text}” ${place}.`;
    case 'missing-operator':
      return `What joins “${text}” ${place} to what stands before it? Write * between them.`;
    case 'unclosed':
      return `The bracket opened ${place} is not closed.`;
    case 'unopened':
      return `The bracket closed ${place} was never opened.`;
    case 'stray-comma':
      return `The comma ${place} belongs to no function. Write large numbers without commas, such as 1e6.`;
    case 'arguments':
      return `${text} ${place} takes ${takesOne(text) ? 'one value in brackets' : 'values in brackets, separated by commas'}.`;
  }
}
