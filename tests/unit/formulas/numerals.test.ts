import { afterEach, describe, expect, it, vi } from 'vitest';
import { numerals, numeralsOf } from '@scaling-workbook/formulas/units';

/** The packages as a site in that language bundles them. */
async function inLanguage(tag: string) {
  vi.resetModules();
  vi.stubGlobal('BOOK_LANGUAGE', tag);
  const { formatNumber, formatQuantity } = await import('@scaling-workbook/formulas/units');
  const { readQuantity } = await import('@scaling-workbook/formulas/quantity');
  const read = (text: string, unit = '1'): number | string => {
    const reading = readQuantity(text, { unit });
    return reading.ok ? reading.value : reading.why;
  };
  return { formatNumber, formatQuantity, readQuantity, read };
}
afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

describe('the numerals of a language', () => {
  it('are the English ones where nothing else is said, and the Unicode tables agree', () => {
    const english = numeralsOf('en');
    expect({ ...numerals, large: '' }).toEqual({ ...english, large: '' });
    for (const scale of [1e6, 1e9, 1e12] as const) expect(numerals.large(scale, 70.6)).toBe(english.large(scale, 70.6));
  });
  it('give numbers their signs, in text and in TeX', async () => {
    const german = await inLanguage('de');
    expect(german.formatNumber(1365.3)).toBe('1.365,3');
    expect(german.formatNumber(1.37e16)).toBe('1,37 × 10¹⁶');
    expect(german.formatQuantity(1365.3, 'FLOP/B', { tex: true })).toBe(String.raw`1.365{,}3\ \text{FLOP/B}`);
    const french = await inLanguage('fr');
    expect(french.formatNumber(1_234_567.5, 9)).toBe('1\u202f234\u202f567,5');
    expect(french.formatQuantity(8192, '1', { tex: true })).toBe(String.raw`8\,192`);
    const swiss = await inLanguage('de-CH');
    expect(swiss.formatNumber(8192)).toMatch(/^8['’]192$/);
  });
  it('put the dollar where the language has it', async () => {
    const german = await inLanguage('de');
    expect(german.formatQuantity(4.5, '$/h')).toBe('4,50 $/h');
    expect(german.formatQuantity(12.5, '$', { tex: true })).toBe(String.raw`12{,}50\ \text{\$}`);
    expect(german.formatQuantity(4, '$/h', { tex: true })).toBe(String.raw`4\ \text{\$/h}`);
    const english = await inLanguage('en');
    expect(english.formatQuantity(4.5, '$/h')).toBe('$4.50/h');
    expect(english.formatQuantity(-5, '$')).toBe('−$5');
  });
  it('name a billion so that it is no other number in that language', async () => {
    const german = await inLanguage('de');
    expect(german.formatQuantity(70.6e9, 'param')).toMatch(/^70,6 Milliarden /);
    expect(german.formatQuantity(1e12, 'token')).toMatch(/^1 Billion /);
    const polish = await inLanguage('pl');
    expect(polish.formatQuantity(2e6, '$')).toContain('2 miliony');
    expect(polish.formatQuantity(5e6, '$')).toContain('5 milionów');
  });
  it('write a large number out where the language counts in other steps', async () => {
    const japanese = await inLanguage('ja');
    expect(japanese.formatQuantity(2e9, 'token')).toMatch(/^2,000,000,000 /);
    expect(japanese.formatQuantity(2e9, '$')).toMatch(/2,000,000,000/);
  });
});

describe('an answer typed in a language with a decimal comma', () => {
  it.each([
    ['1,365', 1.365],
    ['1.365', 1365],
    ['1.365,3', 1365.3],
    ['1 365,3', 1365.3],
    ['1.000.000', 1e6],
    ['295,5', 295.5],
    ['0,139', 0.139],
    ['1365.', 1365],
    ['1,37e11', 1.37e11],
    ['1,37 × 10^11', 1.37e11],
    // A point that cannot group thousands is still a decimal point: many type one.
    ['295.5', 295.5],
    ['.5', 0.5],
    ['0.139', 0.139],
    ['70,6 Milliarden', 70.6e9],
    ['2 Billionen', 2e12],
    ['8B', 8e9],
    ['2,000,5', 'ambiguous-comma'],
  ])('%s is %s', async (text, value) => {
    const { read } = await inLanguage('de');
    expect(read(text, text === '8B' ? 'param' : '1')).toBe(value);
  });
  it('keeps the other reading of a sign before three digits', async () => {
    const { readQuantity } = await inLanguage('de');
    expect(readQuantity('1.365', { unit: '1' })).toMatchObject({ value: 1365, alternative: 1.365 });
    expect(readQuantity('1,365', { unit: '1' })).not.toHaveProperty('alternative');
  });
  it('reads back whatever it was shown', async () => {
    for (const tag of ['de', 'fr', 'pt', 'sv', 'pl', 'de-CH', 'ja']) {
      const { formatQuantity, read } = await inLanguage(tag);
      for (const [value, unit] of [
        [1365.33, 'FLOP/B'],
        [8192, 'token'],
        [70.6e9, 'param'],
        [4.5, '$/h'],
        [1.37e16, '1'],
        [0.000231, 's'],
        [85_899_345_920, 'B'],
        [38.5, '%'],
      ] as const)
        expect(read(formatQuantity(value, unit, { digits: 12 }), unit), `${unit} in ${tag}`).toBeCloseTo(value, 12);
    }
  });
  it('takes the sign as an option, whatever the language of the book', async () => {
    const { readQuantity } = await inLanguage('en');
    expect(readQuantity('1,365', { unit: '1', decimal: ',' })).toMatchObject({ value: 1.365 });
    expect(readQuantity('1,365', { unit: '1' })).toMatchObject({ value: 1365, alternative: 1.365 });
  });
});
