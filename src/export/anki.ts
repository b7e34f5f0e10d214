/**
 * The exercises as notes in Anki's text format (https://docs.ankiweb.net/importing/text-files.html): header lines, then a note per line,
 * fields separated by tabs; in a quoted field a double quote is doubled. The first column is permanent, so that a later import updates
 * notes and keeps the schedule.
 */
import * as formulas from '@scaling-workbook/formulas/formulas';
import { formatQuantity } from '@scaling-workbook/formulas/units';
import { derivation, expressionTex, givensOf, toShown, type End, type SolvedField, type SolvedNumber } from '@scaling-workbook/exercises';
import { escaped } from '@scaling-workbook/exercises/escaped';
import type { Nodes, Root } from 'hast';
import rehypeStringify from 'rehype-stringify';
import remarkGfm from 'remark-gfm';
import remarkMath from 'remark-math';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { solved, type Entry } from '#book/catalog.ts';
import { constraintsHtml, layoutText } from '#exercise/design-html.ts';
import { costHtml, planHtml } from '#exercise/plan-html.ts';
import * as words from '#exercise/words/estimate.ts';

const classesOf = (node: Nodes): readonly unknown[] =>
  node.type === 'element' && Array.isArray(node.properties.className) ? node.properties.className : [];

/** For Anki's MathJax. */
const texForAnki =
  () =>
  (tree: Root): void => {
    const visit = (node: Nodes): void => {
      if (!('children' in node)) return;
      node.children = node.children.map((child) => {
        const inner =
          child.type === 'element' && child.tagName === 'pre' && child.children.length === 1 ? (child.children[0] ?? child) : child;
        const [math] = classesOf(inner).filter((name) => name === 'math-inline' || name === 'math-display');
        if (child.type === 'text') return { ...child, value: separated(child.value) };
        if (math === undefined || inner.type !== 'element') return child;
        const tex = inner.children.map((text) => (text.type === 'text' ? text.value : '')).join('');
        return { type: 'text', value: math === 'math-inline' ? inline(tex) : display(tex) };
      });
      for (const child of node.children) visit(child);
    };
    visit(tree);
  };

/** Anki marks clozes with double braces, so two braces are separated. */
const separated = (text: string): string => text.replaceAll(/\{(?=\{)/g, '{ ').replaceAll(/\}(?=\})/g, '} ');
const safe = (tex: string): string => separated(tex).trim();
const inline = (tex: string): string => String.raw`\(${safe(tex)}\)`;
const display = (tex: string): string => String.raw`\[${safe(tex)}\]`;

const processor = unified().use(remarkParse).use(remarkGfm).use(remarkMath).use(remarkRehype).use(texForAnki).use(rehypeStringify).freeze();
const html = (markdown: string): string => String(processor.processSync(markdown));
const escapeTex = (tex: string): string => escaped(safe(tex));

const shown = toShown(formulas);

function rangeOf({ range, unit }: SolvedNumber): string {
  if (!range) return '';
  const end = ({ value, say }: End): string => `${formatQuantity(value, unit, { digits: 2 })} (${say})`;
  return html(words.range(end(range.low), end(range.high)));
}

function answers(fields: readonly SolvedField[]): string {
  return fields
    .map((field) => {
      if (field.kind === 'number')
        return `<p><b>${escaped(field.label)}: ${escaped(formatQuantity(field.value, field.unit))}</b></p>${rangeOf(field)}`;
      if (field.kind === 'symbolic') return `<p><b>${escaped(field.label)}:</b> ${escaped(inline(expressionTex(field.answer)))}</p>`;
      if (field.kind === 'design')
        return `<p><b>${escaped(field.label)}: ${escaped(layoutText(Object.keys(field.degrees), field.ours))}</b></p>${constraintsHtml(field, field.ours.slice(Object.keys(field.degrees).length))}`;
      if (field.kind === 'plan')
        return `<p><b>${escaped(field.label)}:</b></p><p>${planHtml(field.task.ours)}</p>${costHtml(field.lines, field.bytes)}`;
      return field.options
        .filter(({ right }) => right)
        .map(({ text, say }) => `<p><b>${escaped(field.label)}:</b></p>${html(text)}${html(say)}`)
        .join('');
    })
    .join('');
}

function front({ exercise }: Entry, variant: string | undefined, fields: readonly SolvedField[]): string {
  const options = fields.flatMap((field) =>
    field.kind === 'choice'
      ? [`<p>${escaped(field.label)}</p><ul>${field.options.map(({ text }) => `<li>${html(text)}</li>`).join('')}</ul>`]
      : [],
  );
  return `<p><b>${escaped(exercise.title)}</b></p>${html(exercise.ask(givensOf(exercise, variant), shown))}${options.join('')}`;
}

function back({ exercise }: Entry, variant: string | undefined, fields: readonly SolvedField[]): string {
  const steps = derivation(exercise, formulas, variant, fields).map(
    ({ title, say, general, substituted, value, unit, source }) =>
      `<li>${escaped(title)}${say === undefined ? '' : html(say)}<br>\\[${escapeTex(String.raw`\begin{aligned} ${general.replace('=', '&=')} \\ &= ${substituted}${value === undefined ? '' : String.raw` \\ &= ${formatQuantity(value, unit, { tex: true })}`} \end{aligned}`)}\\]<br><small>${escaped(source)}</small></li>`,
  );
  return `${answers(fields)}${steps.length === 0 ? '' : `<ol>${steps.join('')}</ol>`}`;
}

const column = (text: string): string => `"${text.replaceAll(/\s+/g, ' ').replaceAll('"', '""')}"`;

export function ankiFile(entries: readonly Entry[]): string {
  const notes = entries.flatMap((entry) =>
    [undefined, ...Object.keys(entry.exercise.fresh ?? {})].map((variant) => {
      const fields = solved(entry, variant);
      return [
        `scaling-workbook:${entry.id}${variant === undefined ? '' : `@${variant}`}`,
        front(entry, variant, fields),
        back(entry, variant, fields),
        `scaling-workbook::${entry.chapter} scaling-workbook::${variant === undefined ? 'first' : 'other-numbers'}`,
      ]
        .map(column)
        .join('\t');
    }),
  );
  const head = [
    '#separator:Tab',
    '#html:true',
    '#notetype:Basic',
    '#deck:Scaling Workbook',
    '#columns:ID\tFront\tBack\tTags',
    '#guid column:1',
    '#tags column:4',
  ];
  return `${[...head, ...notes].join('\n')}\n`;
}
