/** Filters, kept in the address so that a filtered list can be linked. */
import * as words from './words/exercises.ts';
import { stateOf } from '@scaling-workbook/exercises/memory/progress';
import { $progress } from '#progress/progress.ts';

const form = document.querySelector<HTMLFormElement>('[data-filters]');
const items = [...document.querySelectorAll<HTMLElement>('[data-listed]')];
const count = document.querySelector<HTMLElement>('[data-count]');

function apply(filters: HTMLFormElement): void {
  const chosen = Object.fromEntries([...new FormData(filters)].map(([name, value]) => [name, typeof value === 'string' ? value : '']));
  const text = (chosen.text ?? '').trim().toLowerCase();
  const progress = $progress.get();
  let shown = 0;
  for (const item of items) {
    const chapter = item.closest<HTMLElement>('[data-list]')?.dataset.list;
    const state = stateOf(progress[item.dataset.listed ?? '']);
    const fits =
      (chosen.chapter === '' || chosen.chapter === chapter) &&
      (chosen.kind === '' || chosen.kind === item.dataset.kind) &&
      (chosen.state === '' || chosen.state === state) &&
      (item.textContent.toLowerCase().includes(text) || (item.dataset.listed ?? '').includes(text));
    item.hidden = !fits;
    if (fits) shown += 1;
    item.dataset.state = state;
    const word = item.querySelector('[data-state-word]');
    if (word) word.textContent = state === 'new' ? '' : words.states[state];
  }
  for (const list of document.querySelectorAll<HTMLElement>('[data-list]')) {
    list.hidden = list.querySelector('[data-listed]:not([hidden])') === null;
  }
  if (count) count.textContent = words.count(shown);
  // A path that begins with two slashes would name another host.
  const url = new URL(location.href);
  url.search = new URLSearchParams(Object.entries(chosen).filter(([, value]) => value !== '')).toString();
  history.replaceState(history.state, '', url);
}

if (form) {
  for (const [name, value] of new URLSearchParams(location.search)) {
    const field = form.elements.namedItem(name);
    if (field instanceof HTMLInputElement) field.value = value.slice(0, 100);
    if (field instanceof HTMLSelectElement && [...field.options].some((option) => option.value === value)) field.value = value;
  }
  form.hidden = false;
  form.addEventListener('input', () => {
    apply(form);
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
  });
  $progress.subscribe(() => {
    apply(form);
  });
}
