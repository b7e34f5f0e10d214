/** Reveals an opened derivation step by step; without this script it is all visible. */
import * as words from './words/exercise.ts';

const button = (className: string, text: string): HTMLButtonElement =>
  Object.assign(document.createElement('button'), { type: 'button', className, textContent: text });

/** `place` contains the list. A second call changes nothing unless the list is another. */
export function stepThrough(place: HTMLElement): void {
  const steps = [...place.querySelectorAll<HTMLElement>('.derivation > li')];
  if (steps.length < 2 || place.querySelector('.stepper')) return;
  const next = button('', '');
  const all = button('quiet', words.showAll);
  const bar = document.createElement('p');
  bar.className = 'stepper';
  bar.append(next, all);
  let shown = 0;
  const show = (count: number): void => {
    shown = Math.min(count, steps.length);
    for (const [i, step] of steps.entries()) step.hidden = i >= shown;
    next.textContent = words.nextStep(shown, steps.length);
    bar.hidden = shown === steps.length;
  };
  const showLast = (): void => {
    show(steps.length);
    const last = steps.at(-1);
    if (last) last.tabIndex = -1;
    last?.focus({ preventScroll: false });
  };
  next.addEventListener('click', () => {
    if (shown + 1 === steps.length) showLast();
    else show(shown + 1);
  });
  all.addEventListener('click', showLast);
  show(1);
  place.append(bar);
}
