/** Sortable tables. */
export const sorted = (column: string, direction: 'ascending' | 'descending'): string => `Sorted by ${column}, ${direction}.`;
