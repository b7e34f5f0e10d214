/** Formulas over letters as TeX: what was typed, and one formula inside another. */
import { formatQuantity } from '@scaling-workbook/formulas/units';
import type { Expression } from '../answer/expression.ts';

/** A number without a unit as it is written on paper: a rate of a chip as 3.94 × 10¹⁴, a width as 16,384. */
export function numberTex(value: number, unit: '1' | '%' = '1'): string {
  const [mantissa = '', power = ''] = value.toExponential().split('e');
  return Math.abs(value) >= 1e9 && mantissa.length <= 5
    ? String.raw`${formatQuantity(Number(mantissa), unit, { tex: true })}\times10^{${Number(power)}}`
    : formatQuantity(value, unit, { tex: true });
}

/** A letter, one with its index, or a word. */
export function letterTex(name: string): string {
  const [base = '', index] = name.split('_');
  const upright = base.length > 1 ? String.raw`\text{${base}}` : base;
  return index === undefined ? upright : `${upright}_{${index}}`;
}

/** Marks around a formula inside another; `bracketed` decides whether it needs brackets. */
const [open, close] = ['\uE000', '\uE001'];
export const nested = (tex: string): string => open + tex + close;

/** A sum outside of all brackets. */
function isSum(tex: string): boolean {
  let depth = 0;
  for (const [at, sign] of Array.from(tex).entries()) {
    if (/[{([]/.test(sign)) depth++;
    else if (/[})\]]/.test(sign)) depth--;
    else if (depth === 0 && /[-+−]/.test(sign) && at > 0) return true;
  }
  return tex.startsWith('-');
}

/** Brackets around each inner formula that needs them, and no factors of 1. */
export function bracketed(tex: string): string {
  const mark = new RegExp(`(\\{?)${open}([^${open}${close}]*)${close}(\\}?)(\\s*\\^)?`);
  let plain = tex;
  for (let found = mark.exec(plain); found; found = mark.exec(plain)) {
    const [all, before = '', inner = '', after = '', power = ''] = found;
    const alone = before !== '' && after !== '' && power === '';
    const needed = !alone && (isSum(inner) || (power !== '' && inner.length > 1) || plain.charAt(found.index - 1) === '/');
    plain = plain.replace(all, () => `${before}${needed ? String.raw`\left(${inner}\right)` : inner}${after}${power}`);
  }
  plain = plain.replaceAll(/ ?\\cdot 1(?![\d.,\\])/g, '').replaceAll(/(?<![\d.,])1 \\cdot /g, '');
  return /^\([^()]*\)$/.test(plain) ? plain.slice(1, -1) : plain;
}

const ranks = { '+': 1, '-': 1, '*': 2, '/': 5, '^': 4 } as const;
const rankOf = (expression: Expression): number =>
  expression.kind === 'binary' ? ranks[expression.sign] : expression.kind === 'minus' ? 1 : 5;

export function expressionTex(expression: Expression): string {
  const within = (part: Expression, least: number): string =>
    rankOf(part) < least ? String.raw`\left(${expressionTex(part)}\right)` : expressionTex(part);
  switch (expression.kind) {
    case 'number':
      return numberTex(expression.value);
    case 'unit':
      return '';
    case 'name':
      return letterTex(expression.name);
    case 'minus':
      return `-${within(expression.of, 2)}`;
    case 'call': {
      const args = expression.args.map(expressionTex).join(String.raw`,\ `);
      if (expression.of === 'sqrt') return String.raw`\sqrt{${args}}`;
      return String.raw`\operatorname{${expression.of}}\left(${args}\right)`;
    }
    case 'binary': {
      const { sign, left, right } = expression;
      if (sign === '/') return String.raw`\frac{${expressionTex(left)}}{${expressionTex(right)}}`;
      if (sign === '^') return `{${left.kind === 'binary' ? within(left, 6) : within(left, 5)}}^{${expressionTex(right)}}`;
      const rank = ranks[sign];
      const [a, b] = [within(left, rank), within(right, sign === '-' ? rank + 1 : rank)];
      if (sign === '*') return isNumber(right) ? String.raw`${a} \cdot ${b}` : String.raw`${a}\,${b}`;
      return `${a} ${sign} ${b}`;
    }
  }
}
const isNumber = (part: Expression): boolean => part.kind === 'number';
