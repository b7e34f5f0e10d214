/** Plans in sharding notation as HTML, with subscripts and costs. */
import { writeLayout, type Line } from '@scaling-workbook/exercises/plan/sharding-notation';
import { formatQuantity } from '@scaling-workbook/formulas/units';
import { escaped } from '@scaling-workbook/exercises/escaped';
import * as words from './words/plan.ts';

/** `I_X` and `I_{XY}` become letters with subscripts. */
const notationHtml = (text: string): string =>
  `<span class="shards">${escaped(text).replace(/_(?:\{([^{}]*)\}|([A-Z]))/g, (_, many?: string, one?: string) => `<sub>${many ?? one ?? ''}</sub>`)}</span>`;

/** Backticks mark notation. */
export const sentenceHtml = (text: string): string =>
  text
    .split('`')
    .map((piece, i) => (i % 2 === 0 ? escaped(piece) : notationHtml(piece)))
    .join('');

export const planHtml = (text: string): string => text.split('\n').map(notationHtml).join('<br>');

const bytesText = (bytes: number): string => (bytes === 0 ? words.none : formatQuantity(bytes, 'B', { digits: 4 }));

/** What each step leaves and sends. */
export function costHtml(lines: readonly Line[], total: number): string {
  const { step, leaves, sent } = words.columns;
  const row = (first: string, second: string, bytes: number): string =>
    `<tr><th scope="row">${first}</th><td>${second}</td><td data-kind="number">${bytesText(bytes)}</td></tr>`;
  const rows = lines
    .filter(({ kind }) => kind !== 'input')
    .map(({ text, layout, bytes }) => row(notationHtml(text), notationHtml(writeLayout('', layout)), bytes));
  return `<table><caption>${words.caption}</caption><thead><tr><th scope="col">${step}</th><th scope="col">${leaves}</th><th scope="col" data-kind="number">${sent}</th></tr></thead><tbody>${rows.join('')}${row(words.together, '', total)}</tbody></table>`;
}
