/** A button in each header; aria-sort and a line for screen readers announce the order. */
import * as words from './words/tables.ts';
import { nextDirection, sortedOrder, type Direction, type Key } from './sorting.ts';

const directionOf = (header: HTMLElement): Direction | undefined => {
  const now = header.getAttribute('aria-sort');
  return now === 'ascending' || now === 'descending' ? now : undefined;
};

const keyOf = (row: HTMLTableRowElement, column: number, kind: string): Key => {
  const key = row.cells[column]?.dataset.key;
  return key === undefined || kind === 'words' ? key : Number(key);
};

function sort(table: HTMLTableElement, header: HTMLTableCellElement, label: string): void {
  const kind = header.dataset.kind === 'words' ? 'words' : 'number';
  const direction = nextDirection(directionOf(header), kind);
  const body = table.tBodies[0];
  if (!body) return;
  const rows = [...body.rows];
  const order = sortedOrder(
    rows.map((row) => keyOf(row, header.cellIndex, kind)),
    direction,
  );
  body.append(...order.flatMap((i) => rows[i] ?? []));
  for (const other of table.tHead?.rows[0]?.cells ?? []) other.removeAttribute('aria-sort');
  header.setAttribute('aria-sort', direction);
  const status = table.parentElement?.nextElementSibling;
  if (status?.matches('[data-sorted]')) status.textContent = words.sorted(label, direction);
}

for (const table of document.querySelectorAll<HTMLTableElement>('table[data-sortable]')) {
  for (const header of table.tHead?.rows[0]?.cells ?? []) {
    const head = header.querySelector('.head');
    if (!head) continue;
    const label = head.textContent;
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = label;
    button.addEventListener('click', () => {
      sort(table, header, label);
    });
    head.replaceWith(button);
  }
}

/** A row's name links to its sources, which may be collapsed. Ids are plain words. */
const unfold = (): void => {
  const target = document.getElementById(location.hash.slice(1));
  if (target instanceof HTMLDetailsElement) target.open = true;
};
addEventListener('hashchange', unfold);
unfold();
