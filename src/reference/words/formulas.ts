/** The list of formulas, and the page of one. */
import { counted } from '#language/counted.ts';

export const title = 'Formulas';
export const description =
  'Every formula of the Scaling Workbook by family, each with its units, its source, common slips and a calculator.';
export const find = 'Find';
export const findPlaceholder = 'ridge, KV cache, B/s, …';
export const family = 'Family';
export const all = 'all';
export const count = (formulas: number): string => counted(formulas, { one: 'formula', other: 'formulas' });

/** The page of one. */
export const pageDescription = (about: string): string => `${about} With its source, common slips and a calculator.`;
/** HTML. */
export const fromFamily = (link: string): string => `From the family ${link}`;
export const inputs = 'Inputs';
export const symbol = 'Symbol';
export const meaning = 'Meaning';
export const unit = 'Unit';
export const domain = 'Domain';
export const ifLeftOut = 'Default';
export const plainNumber = 'a plain number';
export const domains = {
  positive: 'above 0',
  nonNegative: '0 or more',
  count: 'whole, 1 or more',
  countOrZero: 'whole, 0 or more',
  fraction: 'from 0 to 1',
  openFraction: 'between 0 and 1',
} as const;
/** `unit` is undefined for a plain number. */
export const result = (unitOfIt: string | undefined): string => `The result is ${unitOfIt === undefined ? plainNumber : `in ${unitOfIt}`}.`;
export const example = 'Example';
export const tryIt = 'Try it';
export const needsScript = 'The calculator needs JavaScript. The example above works without it.';
export const slips = 'Common slips';
export const uses = 'Where it is used';
export const noUses = 'No exercise uses it yet.';
export const quiz = 'Quiz';
export const source = 'Source';
/** HTML. */
export const inCode = (name: string, command: string): string => `In code and on the command line: ${name}, ${command}.`;
