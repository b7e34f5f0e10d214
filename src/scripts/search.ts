/** Search: opens at the button or Ctrl+K, fetches the index then and not before, and lists what it finds. */
import * as words from '#words/search';

interface Section {
  readonly title: string;
  readonly url: string;
  /** Escaped text in which the hits stand in `<mark>`. */
  readonly excerpt: string;
}
interface Found extends Section {
  readonly meta: Readonly<Record<string, string | undefined>>;
  readonly sub_results: readonly Section[];
}
interface Index {
  readonly options: (options: { readonly baseUrl: string; readonly excerptLength: number }) => Promise<void>;
  /** Null when a later search has overtaken this one. */
  readonly debouncedSearch: (
    query: string,
    options: object,
    ms: number,
  ) => Promise<{ readonly results: readonly { readonly data: () => Promise<Found> }[] } | null>;
}

const dialog = document.querySelector<HTMLDialogElement>('dialog[data-search]');
const opener = document.querySelector<HTMLButtonElement>('[data-search-open]');
const most = 12;
const restMs = 150;
let index: Promise<Index> | undefined;

async function load(url: string): Promise<Index> {
  const found = (await import(/* @vite-ignore */ url)) as Index;
  await found.options({ baseUrl: import.meta.env.BASE_URL, excerptLength: 24 });
  return found;
}

/** A hit as a list item. The excerpt comes escaped from our own index; the query is never put into the page as markup. */
function toItem({ title, url, excerpt }: Section): HTMLLIElement {
  const item = document.createElement('li');
  const link = document.createElement('a');
  link.href = url;
  link.textContent = title;
  const text = document.createElement('div');
  text.innerHTML = excerpt;
  item.append(link, text);
  return item;
}

/** A section of a page says where it stands. */
const sectionsOf = ({ meta, url, excerpt, sub_results: sections }: Found): readonly Section[] => {
  const page = meta.title ?? url;
  if (sections.length === 0) return [{ title: page, url, excerpt }];
  return sections.slice(0, 3).map((section) => (section.title === page ? section : { ...section, title: `${page} · ${section.title}` }));
};

function offer(modal: HTMLDialogElement, open: HTMLButtonElement): void {
  const input = modal.querySelector('input');
  const said = modal.querySelector('[data-search-said]');
  const list = modal.querySelector('[data-search-results]');
  if (!input || !said || !list) return;

  const search = async (): Promise<void> => {
    const query = input.value.trim();
    if (query === '') {
      list.replaceChildren();
      said.textContent = '';
      return;
    }
    try {
      index ??= load(new URL(modal.dataset.index ?? '', location.href).href);
      const found = await (await index).debouncedSearch(query, {}, restMs);
      if (!found) return;
      const pages = await Promise.all(found.results.slice(0, most).map((result) => result.data()));
      if (input.value.trim() !== query) return;
      list.replaceChildren(...pages.flatMap(sectionsOf).map(toItem));
      said.textContent = words.found(found.results.length, query);
    } catch {
      index = undefined;
      list.replaceChildren();
      said.textContent = words.notLoaded;
    }
  };
  const show = (): void => {
    if (modal.open) return;
    modal.showModal();
    input.focus();
  };
  open.addEventListener('click', show);
  addEventListener('keydown', (event) => {
    if (!(event.metaKey || event.ctrlKey) || event.key !== 'k') return;
    event.preventDefault();
    if (modal.open) modal.close();
    else show();
  });
  input.addEventListener('input', () => void search());
  input.addEventListener('keydown', (event) => {
    // The first Escape in a search field only empties it.
    if (event.key === 'Escape') modal.close();
    // Enter would close the dialog, as its form does; it leads to the first hit instead.
    if (event.key !== 'Enter') return;
    event.preventDefault();
    list.querySelector('a')?.click();
  });
  modal.addEventListener('click', (event) => {
    const target = event.target as HTMLElement;
    if (target === modal || target.closest('a')) modal.close();
  });
  const kbd = open.querySelector('kbd');
  if (kbd && /Mac|iPhone|iPad/.test(navigator.userAgent)) kbd.textContent = '⌘ K';
  open.hidden = false;
}

if (dialog && opener) offer(dialog, opener);
