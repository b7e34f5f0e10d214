/** Sentences in which every number is an amount and goes through the one formatter. */
import { formatQuantity } from '@scaling-workbook/formulas/units';
import { isLetter, type Amount, type Markdown } from './exercise.ts';

type Part = Amount | string;

const isAmount = (part: unknown): part is Amount => typeof part === 'object' && part !== null && 'value' in part && 'unit' in part;

/** In a chosen unit or with fewer digits. Its dollar sign is escaped: two would enclose a formula. */
export const show = ({ value, unit }: Amount, options: { readonly as?: string; readonly digits?: number } = {}): Markdown =>
  formatQuantity(value, unit, options).replaceAll('$', String.raw`\$`);

/** As code writes it, `[1, 8192]`: without thousands separators. */
export const shape = (...sides: readonly Amount[]): Markdown => `[${sides.map(({ value }) => String(value)).join(', ')}]`;

/**
 * Template tag of all exercise texts. Throws `TypeError` for a part that is neither an amount nor a text, since a misspelt given would
 * print nothing. Backslashes stay, for TeX: `\top` contains no tab.
 */
export function md(strings: TemplateStringsArray, ...parts: readonly Part[]): Markdown {
  return strings.raw.reduce((text, string, i) => {
    const part: unknown = parts[i - 1];
    if (typeof part === 'string') return text + part + string;
    if (isAmount(part) && isLetter(part)) throw new TypeError('A text prints a letter. A letter is written as TeX, such as $B$.');
    if (isAmount(part)) return text + show(part) + string;
    throw new TypeError(
      `A text prints ${String(part)} before “${string.trim().slice(0, 40)}”. Only amounts and texts can be printed: is a given misspelt?`,
    );
  });
}
