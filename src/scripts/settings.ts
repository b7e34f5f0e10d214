/** “Another one”: the same exercise with other real numbers. The setting is part of the address, so that it can be linked. */
import * as words from '#words/exercise';
import type { FieldCheck } from '@scaling-workbook/exercises/spec';
import { $settings } from '../stores/settings.ts';

interface Rendered {
  readonly statement: string;
  readonly hint: string;
  readonly derivation: string;
  readonly remark: string;
  readonly fields: readonly FieldCheck[];
}
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

export function offerSettings(subject: HTMLElement): void {
  const bar = subject.querySelector<HTMLElement>('[data-settings]');
  const id = subject.dataset.exercise;
  if (!bar || id === undefined) return;
  const names = (bar.dataset.settings ?? '').split(' ');
  const another = bar.querySelector<HTMLButtonElement>('[data-another]');
  const original = bar.querySelector<HTMLButtonElement>('[data-original]');
  const status = bar.querySelector<HTMLElement>('[data-setting-status]');
  /** The exercise as it was written, once other numbers have taken its place. */
  let first: Texts | undefined;
  let loaded: Promise<Readonly<Record<string, Rendered>>> | undefined;

  const say = (text: string): void => {
    if (status) status.textContent = text;
  };
  const back = (): void => {
    delete subject.dataset.setting;
    if (first) show(subject, first);
    $settings.setKey(id, undefined);
    remember(id, undefined);
    if (original) original.hidden = true;
    say('');
  };
  const change = async (name: string): Promise<void> => {
    try {
      loaded ??= fetch(bar.dataset.url ?? '').then((response) => response.json() as Promise<Readonly<Record<string, Rendered>>>);
      const rendered = (await loaded)[name];
      if (!rendered) throw new RangeError(`no setting ${name}`);
      first ??= {
        ...textsOf(subject),
        derivation: stepwise(subject.querySelector('.derivation')?.outerHTML.replaceAll(' hidden=""', '') ?? ''),
      };
      subject.dataset.setting = name;
      show(subject, { ...rendered, derivation: stepwise(rendered.derivation) });
      $settings.setKey(id, { name, fields: rendered.fields });
      remember(id, name);
      if (original) original.hidden = false;
      say(words.otherNumbers(names.indexOf(name) + 1, names.length));
    } catch {
      loaded = undefined;
      say(words.otherNotLoaded);
    }
  };

  another?.addEventListener('click', () => {
    const now = subject.dataset.setting;
    const next = names[(now === undefined ? -1 : names.indexOf(now)) + 1];
    if (next === undefined) back();
    else void change(next);
  });
  original?.addEventListener('click', back);
  bar.hidden = false;

  const asked = new URLSearchParams(location.search);
  const name = [id, ...(subject.dataset.formerly?.split(' ') ?? [])].find((known) => asked.has(known));
  const linked = name === undefined ? null : asked.get(name);
  if (linked === null) return;
  if (names.includes(linked)) void change(linked);
  else say(words.otherUnknown);
}
