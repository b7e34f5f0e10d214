/**
 * How a language writes numbers: `1,365.3` or `1.365,3`, `$4/h` or `4 $/h`, `2 billion` or `2 Milliarden`.
 *
 * English, unless the bundler defines `BOOK_LANGUAGE`, so that a page carries one language only.
 */
export interface Numerals {
  readonly decimal: string;
  /** Between groups of three digits. */
  readonly group: string;
  /** Whether the dollar stands before its number. */
  readonly dollarFirst: boolean;
  /** For 1 to 1000 of 10⁶, 10⁹ or 10¹²; undefined where the language counts in other steps. */
  readonly large: (scale: 1e6 | 1e9 | 1e12, count: number) => string | undefined;
}

const english: Numerals = {
  decimal: '.',
  group: ',',
  dollarFirst: true,
  large: (scale) => (scale === 1e6 ? 'million' : scale === 1e9 ? 'billion' : 'trillion'),
};

/** By its tag (`de`, `pt-BR`), from Unicode's tables. */
export function numeralsOf(language: string): Numerals {
  const of = (parts: readonly Intl.NumberFormatPart[], type: string): string =>
    [...new Set(parts.filter((part) => part.type === type).map(({ value }) => value))].join('');
  const signs = new Intl.NumberFormat(language).formatToParts(1_234_567.8);
  const money = new Intl.NumberFormat(language, { style: 'currency', currency: 'USD' }).formatToParts(1).map(({ type }) => type);
  const compact = new Intl.NumberFormat(language, { notation: 'compact', compactDisplay: 'long', maximumFractionDigits: 12 });
  return {
    decimal: of(signs, 'decimal'),
    group: of(signs, 'group'),
    dollarFirst: money.indexOf('currency') < money.indexOf('integer'),
    large: (scale, count) =>
      of(compact.formatToParts(2 * scale), 'integer') === '2' ? of(compact.formatToParts(count * scale), 'compact') : undefined,
  };
}

declare const BOOK_LANGUAGE: string | undefined;
export const numerals: Numerals = typeof BOOK_LANGUAGE === 'undefined' || BOOK_LANGUAGE === 'en' ? english : numeralsOf(BOOK_LANGUAGE);
