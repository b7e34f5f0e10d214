/** The filter, kept in the address so that a filtered list can be linked. */
import * as catalogue from './words/formulas.ts';

const form = document.querySelector<HTMLFormElement>('[data-filters]');
const lists = [...document.querySelectorAll<HTMLElement>('[data-list]')];
const count = document.querySelector<HTMLElement>('[data-count]');

/** Every word, in any order. */
const fits = (item: HTMLElement, words: readonly string[]): boolean => {
  const text = `${item.textContent} ${item.dataset.listed ?? ''}`.toLowerCase();
  return words.every((word) => text.includes(word));
};

function apply(filters: HTMLFormElement): void {
  const chosen = new FormData(filters);
  const read = (name: string): string => {
    const value = chosen.get(name);
    return typeof value === 'string' ? value.trim() : '';
  };
  const words = read('text').toLowerCase().split(/\s+/);
  let shown = 0;
  for (const list of lists) {
    const here = read('family') === '' || read('family') === list.dataset.list;
    const items = [...list.querySelectorAll<HTMLElement>('[data-listed]')];
    for (const item of items) item.hidden = !(here && fits(item, words));
    const left = items.filter((item) => !item.hidden).length;
    list.hidden = left === 0;
    shown += left;
  }
  if (count) count.textContent = catalogue.count(shown);
  // A path that begins with two slashes would name another host.
  const url = new URL(location.href);
  url.search = new URLSearchParams(['text', 'family'].map((name) => [name, read(name)]).filter(([, value]) => value !== '')).toString();
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
  apply(form);
}
