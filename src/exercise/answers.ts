/** The fields of one exercise or quiz at work: reads what is typed, has it judged, says what it is, and remembers it. Knows no storage and no page around. */
import type { JudgedField } from '@scaling-workbook/exercises/author/spec';
import type { RecordEvent } from '@scaling-workbook/exercises/memory/progress';
import { afterPaint } from './after-paint.ts';
import { isSolved, judgeAll, lacksJudge, loadJudges, type Results, type Texts } from './judge.ts';
import { fill, textOf } from './field-text.ts';
import { verdictHtml } from './markup.ts';

/** Where answers are remembered. */
export interface Memory {
  /** What was checked before, by field. */
  readonly typed: (id: string) => Texts;
  /** What stood in a field unchecked when the page went away. */
  readonly draft: (id: string, key: string) => string | undefined;
  readonly record: (id: string, event: RecordEvent) => void;
}

const isField = (x: unknown): x is HTMLFormElement => x instanceof HTMLFormElement && x.matches('.field');
const keyOf = (field: HTMLElement): string => field.dataset.field ?? '';

/** One write for each field whose verdict is another one now, and for the one that was checked: what is said twice is read out twice. */
function paint(form: HTMLFormElement, results: Results, checked: boolean): void {
  const result = results[keyOf(form)];
  const told = form.querySelector('.told');
  const html = result ? verdictHtml(result) : '';
  if (!told || (!checked && html === painted.get(told))) return;
  painted.set(told, html);
  told.innerHTML = html;
  if (result) form.dataset.verdict = result.verdict;
  else delete form.dataset.verdict;
  const more = form.querySelector('.more');
  if (more) more.innerHTML = result?.more ?? '';
  const input = form.querySelector('input[type="text"], textarea');
  if (result?.verdict === 'unreadable') input?.setAttribute('aria-invalid', 'true');
  else input?.removeAttribute('aria-invalid');
}
/** As it was written: the browser may serialise it in another way. */
const painted = new WeakMap<Element, string>();

/** Puts a sign that keyboards lack into the text of a form, where the cursor is. */
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

  /** `root` holds the markup of `fieldsHtml`; the part of it that the browser has not parsed yet is woken later. */
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

  /** Goes on with other fields, in the same place: their markup is there already. */
  replace(id: string, fields: readonly JudgedField[]): void {
    this.#id = id;
    this.#fields = fields;
    this.#texts = {};
    this.wake();
  }

  /** Puts in what is remembered, and judges an Enter that was pressed before this script had arrived (see shell/Head.astro). */
  wake(): void {
    if (lacksJudge(this.#fields)) void this.#wakeLater();
    else this.#wake();
  }

  /** Where the judge does not arrive, the fields stay as they are: the page says so to whoever checks one (see shell/Head.astro). */
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

  /** What was checked last counts, unless the reader has typed something else since, on this visit or before. */
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
