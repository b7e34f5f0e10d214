/** An exercise's texts as HTML, for its own givens or a setting. */
import { kebab } from '@scaling-workbook/formulas/names';
import * as formulas from '@scaling-workbook/formulas/formulas';
import { formatQuantity } from '@scaling-workbook/formulas/units';
import {
  derivation,
  expressionTex,
  givensOf,
  toCheckSpec,
  toShown,
  type End,
  type Exercise,
  type SolvedField,
  type SolvedNumber,
  type Step,
} from '@scaling-workbook/exercises';
import { inFile, solved, type Entry } from '#book/catalog.ts';
import { toFormula } from '#book/links.ts';
import { toHtml, toInlineHtml, toMath } from '#book/markdown.ts';
import { constraintsHtml, layoutText } from './design-html.ts';
import { costHtml, planHtml } from './plan-html.ts';
import type { Rendered } from './rendered.ts';
import * as words from './words/estimate.ts';

const shown = toShown(formulas);

const step = ({ formula, title, say, general, substituted, value, unit, source }: Step): string => `<li>
<p class="step-title"><a href="${toFormula(kebab(formula))}">${title}</a></p>${say === undefined ? '' : toHtml(say)}
<div class="math">${toMath(String.raw`\begin{aligned} ${general.replace('=', '&=')} \\ &= ${substituted}${value === undefined ? '' : String.raw` \\ &= ${formatQuantity(value, unit, { tex: true })}`} \end{aligned}`)}</div>
<p class="source">${source}</p>
</li>`;

/** What an estimate accepts, and under which assumptions. */
function rangeHtml({ range, unit }: SolvedNumber): string {
  if (!range) return '';
  const end = ({ value, say }: End): string => `${formatQuantity(value, unit, { digits: 2 })} (${toInlineHtml(say)})`;
  return `<p>${words.range(end(range.low), end(range.high))}</p>`;
}

/** Line by line, with the answer in the unit asked: exact counts in full, all else as precise as its givens. */
function derivationHtml(entry: Entry, variant: string | undefined, fields: readonly SolvedField[]): string {
  const steps = derivation(entry.exercise, formulas, variant, fields).map(step);
  const line = (label: string, answer: string, say = ''): string =>
    `<li class="answer-line"><p><span>${label}</span> <strong>${answer}</strong></p>${say}</li>`;
  const answers = fields.flatMap((field) => {
    if (field.kind === 'number')
      return [line(field.label, formatQuantity(field.value, field.unit, field.tolerance === 0 ? {} : { digits: 4 }), rangeHtml(field))];
    if (field.kind === 'symbolic') return [line(field.label, toInlineHtml(`$${expressionTex(field.answer)}$`))];
    if (field.kind === 'design') {
      const names = Object.keys(field.degrees);
      return [line(field.label, layoutText(names, field.ours), constraintsHtml(field, field.ours.slice(names.length)))];
    }
    if (field.kind === 'plan') return [line(field.label, planHtml(field.task.ours), costHtml(field.lines, field.bytes))];
    return field.options.filter(({ right }) => right).map(({ text, say }) => line(field.label, toInlineHtml(text), toHtml(say)));
  });
  return `<ol class="derivation">${[...steps, ...answers].join('')}</ol>`;
}

/** Each is rendered on its chapter's page, on its own and in the printable workbook. */
const asWritten = new WeakMap<Exercise, Rendered>();

export function render(entry: Entry, variant?: string): Rendered {
  const known = variant === undefined ? asWritten.get(entry.exercise) : undefined;
  if (known) return known;
  const rendered = inFile(entry, variant, () => renderIn(entry, variant));
  if (variant === undefined) asWritten.set(entry.exercise, rendered);
  return rendered;
}

function renderIn(entry: Entry, variant: string | undefined): Rendered {
  const { exercise } = entry;
  const given = givensOf(exercise, variant);
  const fields = solved(entry, variant);
  return {
    statement: toHtml(exercise.ask(given, shown)),
    hint: toHtml(exercise.hint(given, shown)),
    derivation: derivationHtml(entry, variant, fields),
    remark: toHtml(exercise.after(given, shown)),
    fields: fields.map((field) => toCheckSpec(field, toInlineHtml)),
  };
}
