/** Opens with the button or Ctrl+K, and fetches the index only then. */
import * as words from './words/search.ts';
import type { openIndex } from './search-index.ts';

const dialog = document.querySelector<HTMLDialogElement>('dialog[data-search]');
const opener = document.querySelector<HTMLButtonElement>('[data-search-open]');
let index: ReturnType<typeof openIndex> | undefined;

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
      index ??= import('./search-index.ts').then(({ openIndex }) => openIndex(new URL(modal.dataset.index ?? '', location.href).href));
      const hits = await (await index)(query);
      if (!hits || input.value.trim() !== query) return;
      list.replaceChildren(...hits.items);
      said.textContent = words.found(hits.pages, query);
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
    // The first Escape only clears the field.
    if (event.key === 'Escape') modal.close();
    // Enter would close the dialog; it follows the first hit instead.
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
