/**
 * `<scaling-exercise>`: an exercise or a quiz on a page. It owns everything inside: fields, settings, pad, hint, derivation, remark, link,
 * report. The HTML is complete without it.
 */
import type { JudgedField } from '@scaling-workbook/exercises/author/spec';
import { stateOf, type Progress } from '@scaling-workbook/exercises/memory/progress';
import { $progress, recordEvent, recordOf } from '#progress/progress.ts';
import { afterPaint } from './after-paint.ts';
import { Answers } from './answers.ts';
import { draftOf } from './drafts.ts';
import { fieldsHtml } from './markup.ts';
import { offerOtherNumbers } from './other-numbers.ts';
import type { Pad } from './pad/pad.ts';
import { recordIdOf } from './record-id.ts';
import type { Rendered } from './rendered.ts';
import { offerReport } from './report.ts';
import { stepThrough } from './step-through.ts';
import * as words from './words/exercise.ts';
import { padNotLoaded } from './words/pad-loading.ts';

const memory = { typed: (id: string) => recordOf(id)?.typed ?? {}, draft: draftOf, record: recordEvent };

class ScalingExercise extends HTMLElement {
  #answers: Answers | undefined;
  #pad: Pad | undefined;
  #shown: string | undefined;

  connectedCallback(): void {
    if (this.#answers) return;
    // Before the end of the page, the parser may be inside this element; an answer does not wait for deferred scripts.
    if (document.readyState !== 'loading' || this.nextSibling) this.#start();
    else
      document.addEventListener(
        'readystatechange',
        () => {
          this.#start();
        },
        { once: true },
      );
  }

  #start(): void {
    const answers = this.querySelector<HTMLElement>('.answers');
    if (!answers) return;
    const fields = JSON.parse(answers.dataset.judged ?? '[]') as readonly JudgedField[];
    this.#answers = new Answers(answers, recordIdOf(this), fields, memory);
    this.#answers.wake();
    // Set by the first script of the page (shell/Head.astro).
    this.querySelector('.late')?.remove();
    for (const aid of this.querySelectorAll<HTMLDetailsElement>('details[data-aid]')) this.#watch(aid);
    const copy = this.querySelector<HTMLButtonElement>('button[data-copy]');
    if (copy) this.#offerLink(copy);
    offerOtherNumbers(this, (name, rendered) => {
      this.#show(name, rendered);
    });
    offerReport(this, () => ({ setting: this.dataset.setting, record: recordOf(recordIdOf(this)) }));
    elements.add(this);
    this.showState($progress.get());
  }

  /** `undefined`: its original numbers. */
  #show(setting: string | undefined, rendered: Rendered): void {
    if (setting === undefined) delete this.dataset.setting;
    else this.dataset.setting = setting;
    for (const part of ['statement', 'hint', 'derivation', 'remark'] as const) {
      const place = this.querySelector(`[data-part="${part}"]`);
      if (place) place.innerHTML = rendered[part];
    }
    const answers = this.querySelector('.answers');
    if (answers) answers.innerHTML = fieldsHtml(this.dataset.exercise ?? '', rendered.fields);
    this.#answers?.replace(recordIdOf(this), rendered.fields);
    for (const aid of this.querySelectorAll('details[data-aid]')) aid.removeAttribute('open');
    this.showState($progress.get());
  }

  #watch(aid: HTMLDetailsElement): void {
    const what = aid.dataset.aid;
    aid.addEventListener('toggle', () => {
      if (!aid.open) return;
      if (what === 'derivation') stepThrough(aid.querySelector<HTMLElement>('.aid') ?? aid);
      if (what === 'pad') void this.#openPad(aid);
      if (what !== 'hint' && what !== 'derivation') return;
      const id = recordIdOf(this);
      afterPaint(() => {
        recordEvent(id, { kind: 'opened', what });
      });
    });
    aid.hidden = false;
  }

  /** The pad's code is loaded when it is first opened. */
  async #openPad(aid: HTMLDetailsElement): Promise<void> {
    const trouble = aid.querySelector('p');
    try {
      const { Pad } = await import('./pad/pad.ts');
      if (trouble) trouble.textContent = '';
      this.#pad ??= new Pad(aid, this);
      await this.#pad.show(this.dataset.setting);
    } catch {
      if (trouble) trouble.textContent = padNotLoaded;
    }
  }

  #offerLink(button: HTMLButtonElement): void {
    button.hidden = false;
    button.addEventListener('click', () => {
      const url = new URL(button.dataset.copy ?? '', location.href);
      if (this.dataset.setting !== undefined) url.searchParams.set(this.dataset.exercise ?? '', this.dataset.setting);
      void copyLink(button, url);
    });
  }

  /** Tried or solved; the remark opens when it is solved just now. */
  showState(progress: Progress): void {
    const id = recordIdOf(this);
    const standing = stateOf(progress[id]);
    const state = standing === 'new' ? undefined : standing;
    const before = this.#shown;
    this.#shown = id;
    if (state === this.dataset.state) return;
    if (state) this.dataset.state = state;
    else delete this.dataset.state;
    const mark = this.querySelector('[data-status]');
    if (mark) mark.textContent = state ? words.state[state] : '';
    if (state === 'solved' && before === id) this.querySelector('details[data-aid="remark"]')?.setAttribute('open', '');
  }
}

async function copyLink(button: HTMLButtonElement, url: URL): Promise<void> {
  try {
    await navigator.clipboard.writeText(url.href);
    button.textContent = words.copied;
  } catch {
    // No clipboard without permission or over http: the address bar shows it.
    history.replaceState(history.state, '', url);
    button.textContent = words.copyRefused;
  }
  setTimeout(() => (button.textContent = words.copyLink), 2500);
}

const elements = new Set<ScalingExercise>();
customElements.define('scaling-exercise', ScalingExercise);
$progress.listen((progress) => {
  for (const element of elements) element.showState(progress);
});
