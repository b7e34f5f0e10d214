/** What is said to a formula over letters. */
import type { ExpressionRefusal } from '@scaling-workbook/exercises/answer/expression';
import { notRead as sentence } from './not-read.ts';

const list = new Intl.ListFormat('en', { type: 'conjunction' });

const sentences: Readonly<Partial<Record<ExpressionRefusal['why'], string>>> = {
  'missing-operator': 'Something is missing between two parts of it. Write * for a product.',
};

/** What of a word is none of the letters. */
function strange(word: string, letters: readonly string[]): string {
  const first = letters.find((letter) => word.startsWith(letter) && word !== letter);
  return first === undefined ? word : strange(word.slice(first.length), letters);
}

/** `escaped` makes HTML of what was typed. */
export const notRead = ({ why, text }: ExpressionRefusal, letters: readonly string[], escaped: (text: string) => string): string => {
  const known = `the letters ${list.format(letters)}`;
  const said =
    why === 'unknown-name'
      ? `There is no “${escaped(strange(text, letters).slice(0, 20))}” here.`
      : (sentences[why] ?? sentence(why, escaped(text.slice(0, 20))));
  const example = letters.length > 1 ? `2*${letters.join('*')}/(${letters.slice(0, 2).join(' + ')})` : `2*${letters.join('')}^2`;
  return `${said} Type a formula of ${known}, in the style of <code>${escaped(example)}</code>. This did not count as a try.`;
};

/** `B ≪ D, F`; where all letters are large, `D, F → ∞`. */
export const limit = (large: readonly string[], small: readonly string[]): string =>
  small.length === 0 ? `${large.join(', ')} → ∞` : `${small.join(', ')} ≪ ${large.join(', ')}`;

export const leadingTitle = 'Right in the limit only.';
export const leadingOnly = (limit: string): string =>
  `This holds for ${limit}. The question asks for the whole expression: keep the smaller terms, too.`;
export const leadingCounts = (limit: string): string => `It is right for ${limit}, and that is enough here.`;

export const factorTitle = 'Right but for a constant factor.';
/** `high` is undefined where the sign differs, too. */
export const factor = (high: boolean | undefined, factor: string): string =>
  high === undefined
    ? `It has the other sign and is off by a factor of ${factor}, whatever the letters stand for.`
    : `It is too ${high ? 'large' : 'small'} by a factor of ${factor}, whatever the letters stand for.`;

const verb = (names: readonly string[]): string => (names.length === 1 ? 'is' : 'are');
export const letters = {
  without: (names: readonly string[]): string => `The answer depends on ${list.format(names)}, which ${verb(names)} not in your formula.`,
  needless: (names: readonly string[]): string => `The answer does not depend on ${list.format(names)}; in your formula it does.`,
} as const;
export const wrong = {
  sign: 'It has the other sign.',
  other: 'It gives other values than the answer. Put in small numbers for the letters and follow them step by step.',
} as const;
