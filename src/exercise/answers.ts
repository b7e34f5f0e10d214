/**
 * The controller of an exercise's or quiz's fields: reads, has judged, shows the verdict, records. It knows no storage and nothing of the
 * page around it.
 */
import type { JudgedField } from '@scaling-workbook/exercises/author/spec';
import type { RecordEvent } from '@scaling-workbook/exercises/memory/progress';
import { afterPaint } from './after-paint.ts';
import { isSolved, judgeAll, lacksJudge, loadJudges, type Results, type Texts } from './judge.ts';
import { fill, textOf } from './field-text.ts';
import { verdictHtml } from './markup.ts';

/** Where answers are remembered. */
export interface Memory {
  /** By field. */
  readonly typed: (id: string) => Texts;
  /** Unchecked, when the page was left. */
  readonly draft: (id: string, key: string) => string | undefined;
  readonly record: (id: string, event: RecordEvent) => void;
}

const isField = (x: unknown): x is HTMLFormElement => x instanceof HTMLFormElement && x.matches('.field');
const keyOf = (field: HTMLElement): string => field.dataset.field ?? '';

/** For each changed verdict and for the one just checked, so that a repeated one is announced again. */
function paint(form: HTMLFormElement, results: Results, checked: boolean): void {
  const result = results[keyOf(form)];
  const place = form.querySelector('.told');
  const html = result ? verdictHtml(result) : '';
  if (!place || (!checked && html === painted.get(place))) return;
  painted.set(place, html);
  place.innerHTML = html;
  if (result) form.dataset.verdict = result.verdict;
  else delete form.dataset.verdict;
  const more = form.querySelector('.more');
  if (more) more.innerHTML = result?.more ?? '';
  const input = form.querySelector('input[type="text"], textarea');
  if (result?.verdict === 'unreadable') input?.setAttribute('aria-invalid', 'true');
  else input?.removeAttribute('aria-invalid');
}
/** As written: the browser may serialise it differently. */
const painted = new WeakMap<Element, string>();

/** A sign that keyboards lack, where the cursor is. */
function insert(sign: string, form: HTMLFormElement | null): void {
  const text = form?.querySelector('textarea');
  text?.setRangeText(sign, text.selectionStart, text.selectionEnd, 'end');
  text?.focus();
}

export class Answers {
  readonly #root: HTMLElement;
  readonly #memory: Memory;
  #id: string;
  #fields: readonly JudgedField[];
  #texts: Texts = {};

  /** `root` contains the markup of `fieldsHtml`; what is not parsed yet is activated later. */
  constructor(root: HTMLElement, id: string, fields: readonly JudgedField[], memory: Memory) {
    this.#root = root;
    this.#memory = memory;
    this.#id = id;
    this.#fields = fields;
    root.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || !(event.target instanceof HTMLTextAreaElement)) return;
      event.preventDefault();
      event.target.form?.requestSubmit();
    });
    root.addEventListener('click', ({ target }) => {
      if (target instanceof HTMLButtonElement && target.dataset.insert !== undefined) insert(target.dataset.insert, target.form);
    });
    root.addEventListener('submit', (event) => {
      if (!isField(event.target)) return;
      event.preventDefault();
      if (lacksJudge(this.#fields)) event.target.dataset.waiting = '';
      this.wake();
      if (event.target.dataset.waiting === undefined) this.#check(event.target);
    });
  }

  /** Different fields in the same place, whose markup is there. */
  replace(id: string, fields: readonly JudgedField[]): void {
    this.#id = id;
    this.#fields = fields;
    this.#texts = {};
    this.wake();
  }

  /** Restores the recorded answers, and judges an Enter pressed before this script loaded (see shell/Head.astro). */
  wake(): void {
    if (lacksJudge(this.#fields)) void this.#wakeLater();
    else this.#wake();
  }

  /** If the judge does not arrive, the page says so to whoever checks a field (see shell/Head.astro). */
  async #wakeLater(): Promise<void> {
    const fields = this.#fields;
    try {
      await loadJudges(fields);
    } catch {
      return;
    }
    const { nextElementSibling: late } = this.#root;
    if (late?.matches('.late')) late.remove();
    if (fields === this.#fields) this.#wake();
  }

  #wake(): void {
    const asleep = [...this.#root.querySelectorAll<HTMLFormElement>('form.field:not([data-live])')];
    if (asleep.length === 0) return;
    const typed = this.#memory.typed(this.#id);
    for (const form of asleep) this.#restore(form, typed[keyOf(form)]);
    this.#judge();
    for (const form of asleep) {
      form.dataset.live = '';
      if (form.dataset.waiting === undefined) continue;
      delete form.dataset.waiting;
      this.#check(form);
    }
  }

  /** The last checked answer, unless the reader has typed something else since. */
  #restore(form: HTMLFormElement, checked: string | undefined): void {
    const key = keyOf(form);
    const early = textOf(form);
    const draft = early === '' ? this.#memory.draft(this.#id, key) : undefined;
    if (draft !== undefined && draft !== checked) {
      fill(form, draft);
    } else if (checked !== undefined && (early === '' || early === checked)) {
      fill(form, checked);
      this.#texts = { ...this.#texts, [key]: checked };
    }
  }

  #judge(checked?: HTMLFormElement): Results {
    const results = judgeAll(this.#fields, this.#texts);
    for (const form of this.#root.querySelectorAll<HTMLFormElement>('form.field')) paint(form, results, form === checked);
    return results;
  }

  #check(form: HTMLFormElement): void {
    const key = keyOf(form);
    const text = textOf(form);
    this.#texts = { ...this.#texts, [key]: text };
    const results = this.#judge(form);
    const verdict = results[key]?.verdict;
    if (verdict === undefined) return;
    const event: RecordEvent = {
      kind: 'checked',
      verdicts: { [key]: verdict },
      typed: { [key]: text },
      solved: isSolved(this.#fields, results),
    };
    const id = this.#id;
    afterPaint(() => {
      this.#memory.record(id, event);
    });
  }
}
