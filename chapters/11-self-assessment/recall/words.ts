/** Why a formula that was typed from memory cannot be read. */
import { notRead } from '#exercise/words/not-read.ts';
import { maxLength, type ExpressionRefusal } from '@scaling-workbook/exercises/answer/expression';
import { functionNamed } from '@scaling-workbook/formulas/quantity-words';

/** What is said in words of its own, with the place; all else as it is to an answer. */
const refusals: Readonly<Partial<Record<ExpressionRefusal['why'], (place: string, text: string, names: readonly string[]) => string>>> = {
  empty: () => 'Type the formula first.',
  'too-long': () => `That is longer than any formula here: ${maxLength} characters are read.`,
  'unknown-name': (place, text, names) => `“${text.slice(0, 40)}” ${place} is not among the names: ${names.join(', ')}.`,
  'unknown-sign': (place, text) => `The sign “${text}” ${place} has no meaning here. Use + − * / ^ and brackets.`,
  'missing-operand': (place, text) =>
    text === '' ? 'Something is missing at the end.' : `Something is missing before “${text}” ${place}.`,
  'missing-operator': (place, text) => `What joins “${text}” ${place} to what stands before it? Write * between them.`,
  unclosed: (place) => `The bracket opened ${place} is not closed.`,
  unopened: (place) => `The bracket closed ${place} was never opened.`,
  'stray-comma': (place) => `The comma ${place} belongs to no function. Write large numbers without commas, such as 1e6.`,
  arguments: (place, text) =>
    `${text} ${place} takes ${functionNamed(text)?.takes === 1 ? 'one value in brackets' : 'values in brackets, separated by commas'}.`,
};

export const refusal = ({ why, at, text }: ExpressionRefusal, names: readonly string[]): string =>
  refusals[why]?.(`at place ${at + 1}`, text, names) ?? notRead(why, text.slice(0, 40));
