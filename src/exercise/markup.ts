/** Fields and replies as HTML: the build and the browser use the same functions. */
import { escaped } from '@scaling-workbook/exercises/escaped';
import type { Verdict } from '@scaling-workbook/exercises/answer/check';
import type { ChoiceCheck, DesignCheck, FieldCheck, NumberCheck, PlanCheck, SymbolicCheck } from '@scaling-workbook/exercises/author/spec';
import { unitLabel } from '@scaling-workbook/formulas/units';
import type { Result } from './judge.ts';
import * as words from './words/answer.ts';

const marks: Readonly<Record<Verdict, string>> = {
  correct: '✓',
  rounded: '≈',
  slip: '!',
  unit: '!',
  power: '!',
  order: '≈',
  off: '✗',
  unreadable: '?',
};

export const verdictHtml = ({ verdict, title, html, echo }: Result): string =>
  `<div class="verdict" data-tone="${verdict}"><span class="mark" aria-hidden="true">${marks[verdict]}</span><p><strong>${title}</strong> <span>${html}</span>${
    echo === undefined ? '' : `<span class="echo"> ${escaped(words.readAs(echo))}</span>`
  }</p></div>`;

const checkButton = (label: string): string =>
  `<button type="submit">${words.check}<span class="sr-only"> ${escaped(label)}</span></button>`;

function unitHtml({ label, unit }: NumberCheck): string {
  const text = words.inUnit(label, unitLabel(unit));
  return text === '' ? '' : `<span class="unit">${escaped(text)}</span>`;
}

const howAsked = (spec: NumberCheck | SymbolicCheck | DesignCheck): string => {
  if (spec.kind === 'design') return `<span class="unit">${escaped(words.ofDegrees(Object.keys(spec.degrees)))}</span>`;
  return spec.kind === 'symbolic' ? ofLetters(spec) : unitHtml(spec);
};

const ofLetters = ({ unit, letters }: SymbolicCheck): string =>
  `<span class="unit">${escaped(words.ofLetters(letters, unit === '1' ? undefined : unitLabel(unit)))}</span>`;

/** Of results that are handed in. */
const maxTyped = 200;

/** `verdictId` is the id of the verdict's element; without one the field is not checked, as in a test. */
function typedHtml(name: string, spec: NumberCheck | SymbolicCheck | DesignCheck, verdictId: string | undefined): string {
  const input = `<input id="${name}-input" name="value" type="text" autocomplete="off" autocapitalize="off" spellcheck="false"`;
  return `<label for="${name}-input">${escaped(spec.label)} ${howAsked(spec)}${
    spec.kind === 'number' && spec.range ? ` <span class="unit">${words.estimate}</span>` : ''
  }</label>${
    verdictId === undefined
      ? `${input} maxlength="${String(maxTyped)}">`
      : `<div class="row">${input} enterkeyhint="done" aria-describedby="${verdictId}">${checkButton(spec.label)}</div>`
  }`;
}

function choiceHtml(name: string, spec: ChoiceCheck, verdictId: string | undefined): string {
  // Outside a form, radio buttons need a unique name.
  const group = verdictId === undefined ? name : 'value';
  const options = spec.options.map(
    (option, i) => `<label class="option"><input type="radio" name="${group}" value="${String(i)}"><span>${option}</span></label>`,
  );
  return `<fieldset${verdictId === undefined ? '' : ` aria-describedby="${verdictId}"`}><legend>${escaped(spec.label)}</legend>${options.join('')}${
    verdictId === undefined ? '' : checkButton(spec.label)
  }</fieldset>`;
}

/** A plan has lines, and signs that keyboards lack. */
function planHtml(name: string, { label }: PlanCheck, verdictId: string | undefined): string {
  const described = verdictId === undefined ? `${name}-keys` : `${name}-keys ${verdictId}`;
  const area = `<textarea id="${name}-input" name="value" rows="3" autocomplete="off" autocapitalize="off" autocorrect="off" spellcheck="false" aria-describedby="${described}"></textarea>`;
  const signs = ['·', '→', '{U_X}'].map(
    (sign) => `<button type="button" class="quiet" data-insert="${sign}"><span class="sr-only">${words.insert} </span>${sign}</button>`,
  );
  return `<label for="${name}-input">${escaped(label)} <span class="unit">${words.steps}</span></label>${area}<div class="row">${
    verdictId === undefined ? '' : checkButton(label) + signs.join('')
  }<span class="keys" id="${name}-keys">${escaped(words.planKeys)}</span></div>`;
}

const controlsHtml = (name: string, spec: FieldCheck, verdictId?: string): string =>
  spec.kind === 'choice'
    ? choiceHtml(name, spec, verdictId)
    : spec.kind === 'plan'
      ? planHtml(name, spec, verdictId)
      : typedHtml(name, spec, verdictId);

/** Checked one by one, each a form with an element for its verdict. */
export const fieldsHtml = (id: string, fields: readonly FieldCheck[]): string =>
  fields
    .map((spec) => {
      const name = `${id}-${spec.key}`;
      const verdictId = `${name}-told`;
      return `<form class="field" data-field="${spec.key}" novalidate>${controlsHtml(name, spec, verdictId)}<div class="told" id="${verdictId}" role="status"></div>${spec.kind === 'plan' || spec.kind === 'design' ? '<div class="more"></div>' : ''}</form>`;
    })
    .join('');

/** Handed in together without being checked. */
export const writtenFieldsHtml = (id: string, fields: readonly FieldCheck[]): string =>
  fields.map((spec) => `<div class="field" data-field="${spec.key}">${controlsHtml(`${id}-${spec.key}`, spec)}</div>`).join('');
