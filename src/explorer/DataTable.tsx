/** The data behind a figure, as a table. */
import * as words from './words/data-table.ts';
import type { ReactEventHandler, ReactNode } from 'react';

export interface Column {
  readonly label: string;
  /** Right-aligned, or left-aligned. */
  readonly kind?: 'number' | 'words';
}

export interface DataTableProps {
  readonly caption: string;
  readonly columns: readonly Column[];
  /** The first cell of each row is its heading. */
  readonly rows: readonly (readonly ReactNode[])[];
}

export function DataTable({ caption, columns, rows }: DataTableProps): ReactNode {
  return (
    // Focusable, since it may scroll.
    <div className="table-scroll" role="region" aria-label={caption} tabIndex={0}>
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ label, kind = 'number' }) => (
              <th key={label} scope="col" data-kind={kind}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells, row) => (
            <tr key={row}>
              {cells.map((cell, i) => {
                const kind = columns[i]?.kind ?? 'number';
                return i === 0 ? (
                  <th key={i} scope="row" data-kind={kind}>
                    {cell}
                  </th>
                ) : (
                  <td key={i} data-kind={kind}>
                    {cell}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Closed at first. */
export function Tables({
  children,
  summary = words.table,
  onToggle,
}: {
  readonly children: ReactNode;
  readonly summary?: string;
  readonly onToggle?: ReactEventHandler<HTMLDetailsElement>;
}): ReactNode {
  return (
    <details className="tables" onToggle={onToggle}>
      <summary>{summary}</summary>
      {children}
    </details>
  );
}
