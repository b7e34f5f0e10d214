/** `<step-by-step>` around a list: shows it one item at a time. Without this script the whole list is there. */
import * as words from './words/exercise.ts';

class StepByStep extends HTMLElement {
  connectedCallback(): void {
    const steps = [...this.querySelectorAll<HTMLElement>('.derivation > li')];
    if (steps.length < 2 || this.querySelector(':scope > .stepper')) return;
    const bar = document.createElement('p');
    bar.className = 'stepper';
    const next = document.createElement('button');
    next.type = 'button';
    const all = document.createElement('button');
    all.type = 'button';
    all.className = 'quiet';
    all.textContent = words.showAll;
    bar.append(next, all);
    this.append(bar);
    let shown = 1;
    const show = (count: number, focus: boolean): void => {
      shown = Math.min(count, steps.length);
      for (const [i, step] of steps.entries()) step.hidden = i >= shown;
      next.textContent = words.nextStep(shown, steps.length);
      bar.hidden = shown === steps.length;
      if (!focus) return;
      const latest = steps[shown - 1];
      if (!latest) return;
      latest.tabIndex = -1;
      latest.focus({ preventScroll: false });
    };
    next.addEventListener('click', () => {
      show(shown + 1, shown + 1 === steps.length);
    });
    all.addEventListener('click', () => {
      show(steps.length, true);
    });
    show(1, false);
  }
}

customElements.define('step-by-step', StepByStep);
