/** Texts with formulas as HTML: invalid TeX is an author error and never reaches the reader. */
import { expect, it } from 'vitest';
import { toHtml, toInlineHtml, toMath, toSymbol } from './markdown.ts';

it('sets a symbol that holds a dollar sign', () => {
  expect(toSymbol(String.raw`\$_\text{in}`)).toMatch(/^<math>.*<mi mathvariant="normal">\$<\/mi><mtext>in<\/mtext>.*<\/math>$/);
});

it('sets a symbol as a sentence would', () => {
  expect(toSymbol('I^*')).toBe(toInlineHtml('$I^*$'));
});

it.each([
  ['a text', toHtml, String.raw`The $\nosuch$ of it`],
  ['a sentence', toInlineHtml, String.raw`The $\nosuch$ of it`],
  ['a symbol', toSymbol, String.raw`\nosuch`],
  ['a display formula', toMath, String.raw`\nosuch`],
])('refuses %s with a formula that cannot be set, and says which', (_, set, source) => {
  expect(() => set(source)).toThrow(/nosuch/);
});
