import type { DesignCheck } from '@scaling-workbook/exercises/author/spec';
import { formatQuantity } from '@scaling-workbook/formulas/units';
import { escaped } from '@scaling-workbook/exercises/escaped';
import * as words from './words/design.ts';

/** `DP = 256, TP = 8`. */
export const layoutText = (names: readonly string[], chosen: readonly number[]): string =>
  names.map((name, i) => `${name} = ${String(chosen[i])}`).join(', ');

/** By constraint, a layout's value and the limit. */
export function constraintsHtml({ constraints }: Pick<DesignCheck, 'constraints'>, values: readonly number[]): string {
  const rows = constraints.map(({ label, unit, limit, most }, i) => {
    const [value, allowed] = [values[i] ?? Number.NaN, limit].map((x) => escaped(formatQuantity(x, unit, { digits: 3 })));
    return `<tr><th scope="row">${escaped(label)}</th><td data-kind="number">${value}</td><td data-kind="number">${(most ? words.atMost : words.atLeast)(allowed)}</td></tr>`;
  });
  const { constraint, value, limit } = words.columns;
  return `<table><caption>${words.caption}</caption><thead><tr><th scope="col">${constraint}</th><th scope="col" data-kind="number">${value}</th><th scope="col" data-kind="number">${limit}</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
}
