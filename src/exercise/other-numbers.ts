/** Puts other numbers into an exercise, and takes them out again; comes when a reader first asks for them. */
import * as words from './words/exercise.ts';
import type { FieldCheck } from '@scaling-workbook/exercises/author/spec';
import { $settings } from './shown-settings.ts';

interface Rendered {
  readonly statement: string;
  readonly hint: string;
  readonly derivation: string;
  readonly remark: string;
  readonly fields: readonly FieldCheck[];
}
/** The settings of an exercise by their names, as its `.json` has them. */
export type Settings = Readonly<Record<string, Rendered | undefined>>;

const parts = ['statement', 'hint', 'derivation', 'remark'] as const;
type Texts = Readonly<Record<(typeof parts)[number], string>>;

const place = (subject: HTMLElement, part: string): HTMLElement | null => subject.querySelector(`[data-part="${part}"]`);

const textsOf = (subject: HTMLElement): Texts => {
  const text = (part: string): string => place(subject, part)?.innerHTML ?? '';
  return { statement: text('statement'), hint: text('hint'), derivation: text('derivation'), remark: text('remark') };
};

/** Wraps a derivation as the page does, so that it opens step by step. */
const stepwise = (list: string): string => `<step-by-step>${list}</step-by-step>`;

function show(subject: HTMLElement, texts: Texts): void {
  for (const part of parts) {
    const element = place(subject, part);
    if (element) element.innerHTML = texts[part];
  }
  for (const aid of subject.querySelectorAll('details[data-aid]')) aid.removeAttribute('open');
}

function remember(id: string, setting: string | undefined): void {
  const url = new URL(location.href);
  if (setting === undefined) url.searchParams.delete(id);
  else url.searchParams.set(id, setting);
  history.replaceState(history.state, '', url);
}

/** Shows the setting of that name, or without one the exercise as it was written; gives what there is to say of it. */
export type Put = (name: string | undefined) => string;

/** `names` in the order in which they are offered. What it gives throws a RangeError for a setting that is not there. */
export function otherNumbers(subject: HTMLElement, id: string, names: readonly string[], settings: Settings): Put {
  /** The exercise as it was written. */
  const first: Texts = {
    ...textsOf(subject),
    derivation: stepwise(subject.querySelector('.derivation')?.outerHTML.replaceAll(' hidden=""', '') ?? ''),
  };
  return (name) => {
    if (name === undefined) {
      delete subject.dataset.setting;
      show(subject, first);
      $settings.setKey(id, undefined);
      remember(id, undefined);
      return '';
    }
    const rendered = settings[name];
    if (!rendered) throw new RangeError(`no setting ${name}`);
    subject.dataset.setting = name;
    show(subject, { ...rendered, derivation: stepwise(rendered.derivation) });
    $settings.setKey(id, { name, fields: rendered.fields });
    remember(id, name);
    return words.otherNumbers(names.indexOf(name) + 1, names.length);
  };
}
